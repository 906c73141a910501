"""What is to be published of the results of all parts: films are joined, and GIFs made, by a process with limits."""

import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from manim_nodes.document.embedded import embed
from manim_nodes.render.error_messages import explain
from manim_nodes.render.export.export_settings import ExportError, ExportFormat, ExportSettings
from manim_nodes.render.export.part_films import nothing_shown, product_path
from manim_nodes.render.export.part_plan import PartResult
from manim_nodes.render.export.play_range import PlayRange, is_shown
from manim_nodes.render.export.run_errors import ManimFailedError, ProcessCrashedError
from manim_nodes.render.quality import Quality
from manim_nodes.render.worker import JobError, Worker
from manim_nodes.render.worker_main import Message
from manim_nodes.sandbox.limits import EXPORT_LIMITS
from manim_nodes.translation import tr

_JOB = "manim_nodes.render.export.join_films:join"
# Where things are is nothing to those who join.
_SETTINGS = ("transparent", "saves_sections", "embeds_captions", "plays", "most_bytes")


class MissingPlayError(LookupError):
    """The film of a play is not there: whoever draws it again finds it then."""


@dataclass(frozen=True, slots=True)
class Product:
    """What is to be published.

    Parameters
    ----------
    sections : the films of the sections and their subcaptions, in their order
    """

    film: Path
    captions: Path | None = None
    sections: tuple[Path, ...] = ()

    def to_values(self) -> dict[str, Any]:
        """Return it as values of JSON."""
        return {
            "film": str(self.film),
            "captions": None if self.captions is None else str(self.captions),
            "sections": [str(section) for section in self.sections],
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any], place: Path) -> "Product":
        """Return what `to_values` was given, unless it is not in ``place``.

        Raises
        ------
        ValueError : it is elsewhere
        """
        film, *others = (
            Path(each)
            for each in (values["film"], *values["sections"], values["captions"])
            if each is not None
        )
        for each in (film, *others):
            if not each.resolve().is_relative_to(place):
                raise ValueError(each)
        captions = others.pop() if values["captions"] is not None else None
        return cls(film, captions, tuple(others))


def join_parts(
    last: PartResult,
    settings: ExportSettings,
    place: Path,
    keep_going: Callable[[float], bool] = lambda _: True,
    *,
    project: str | None = None,
) -> Product | None:
    """Make what is to be published of the results in ``place``; None if that was cancelled.

    Parameters
    ----------
    last : the result of the last part, which went through all plays
    keep_going : called from time to time with the fraction that is done; False stops it
    project : the text of a project, to be put inside what is made

    Raises
    ------
    MissingPlayError : a film of a play is not there
    ManimFailedError : nothing is ever played
    ProcessCrashedError : the process was ended
    ExportError : a GIF cannot be as small as it is to be; the films cannot be joined; none of them is to be shown
    OSError : a film cannot be read or written
    """
    if not settings.format.is_film:
        product = product_path(place, settings)
        _embed_in_pictures(product, project)
        return Product(product)
    if not last.plays:
        message, hint = explain("RuntimeError", "has no play calls")
        raise ManimFailedError(message, hint=hint)
    if not any(is_shown(play.number, settings.ranges) for play in last.plays):
        raise nothing_shown()
    return _Joining(place.resolve(), keep_going).join(last, settings, project)


def _embed_in_pictures(product: Path, project: str | None) -> None:
    """Put a project into a picture, or into the first one of a folder."""
    picture = min(product.glob("*.png"), default=None) if product.is_dir() else product
    if project is not None and picture is not None:
        embed(picture, project)


class _Joining:
    """Has a process join what is in ``place``, the one folder that it may write to."""

    def __init__(self, place: Path, keep_going: Callable[[float], bool]) -> None:
        self._place, self._keep_going = place, keep_going
        self._is_wanted = True
        self._product: Product | None = None

    def join(
        self, last: PartResult, settings: ExportSettings, project: str | None
    ) -> Product | None:
        """Have it done; return None if that was cancelled.

        Raises
        ------
        MissingPlayError, ProcessCrashedError, ExportError, OSError : as `join_parts`
        """
        worker = Worker(EXPORT_LIMITS, folder=self._place)
        try:
            worker.call(
                _JOB,
                (project or "").encode(),
                take=self._take,
                keep_going=lambda: self._is_wanted,
                last=last.to_json(),
                settings=_values_of(settings),
                place=str(self._place),
                has_project=project is not None,
            )
        except JobError as error:
            if error.kind != InterruptedError.__name__:
                raise _in_words(error) from error
        finally:
            worker.close()
        return self._product if self._is_wanted and self._keep_going(1.0) else None

    def _take(self, message: Message) -> None:
        match message:
            case ({"done": float(fraction)}, _):
                self._is_wanted = self._is_wanted and self._keep_going(fraction)
            case ({"errno": int(number)}, _):
                raise OSError(number, os.strerror(number))
            case ({"product": dict(values)}, _):
                self._product = Product.from_values(values, self._place)


def _values_of(settings: ExportSettings) -> dict[str, Any]:
    values = {name: getattr(settings, name) for name in _SETTINGS}
    return {
        "format": settings.format.value,
        "quality": asdict(settings.quality),
        "ranges": [asdict(each) for each in settings.ranges],
        **values,
    }


def settings_of(values: Mapping[str, Any]) -> ExportSettings:
    """Return the settings of an export as far as joining needs them."""
    known = {
        **values,
        "format": ExportFormat(values["format"]),
        "quality": Quality(**values["quality"]),
        "ranges": tuple(PlayRange(**each) for each in values["ranges"]),
    }
    return ExportSettings(output=Path(), cache_dir=Path(), **known)


def _in_words(error: JobError) -> Exception:
    match error.kind:
        case MissingPlayError.__name__:
            return MissingPlayError(error.message)
        case ExportError.__name__:
            return ExportError(error.message, hint=error.hint)
        case MemoryError.__name__:
            message, hint = explain(MemoryError.__name__, "")
            return ProcessCrashedError(message, hint=hint)
        case ChildProcessError.__name__:
            return ProcessCrashedError(
                tr("The process that joins the films of the steps was ended."),
                hint=tr("Export it again."),
                detail=error.message,
            )
    return ExportError(
        tr("The films of the steps cannot be joined."),
        hint=tr("Export it again."),
        detail=f"{error.kind}: {error.message}",
    )
