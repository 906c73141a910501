"""The export: a film, a GIF or pictures, made of a script by the plain ``manim`` command in processes of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export_folder import has_captions, open_work_folder
from manim_nodes.render.export.export_settings import (
    ExportFormat,
    ExportSettings,
    check_export_settings,
)
from manim_nodes.render.export.frame_limits import check_frame_count
from manim_nodes.render.export.join import Product, join_parts
from manim_nodes.render.export.part import export_keys, render_part
from manim_nodes.render.export.part_plan import PartPlan
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.export.publish import check_output, publish, writing_to
from manim_nodes.render.outcome import Outcome

_ANIMATED_PICTURE_RENDER_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What came of an export that did not fail.

    Parameters
    ----------
    outcome : FINISHED or CANCELLED
    output : what was written; None if the export was cancelled, which leaves nothing behind
    beside : what was written beside it: subcaptions and sections
    """

    outcome: Outcome
    output: Path | None = None
    beside: tuple[Path, ...] = ()


def check_export(script: Script, settings: ExportSettings) -> None:
    """Reject what cannot be made, or not be put where it was asked for, before anything is rendered.

    Raises
    ------
    ExportError : says what, and what to choose instead
    """
    check_export_settings(settings)
    is_folder = settings.format is ExportFormat.PNG_SEQUENCE
    if is_folder:
        check_frame_count(script, settings.quality.fps, settings.ranges)
    check_output(settings.output, is_folder=is_folder, overwrite=settings.overwrite)
    if settings.format.is_film and has_captions(script):
        check_output(settings.captions, is_folder=False, overwrite=settings.overwrite)


def render_share(settings: ExportSettings) -> float:
    """Return the part of the whole work that manim does; the rest is done to its result."""
    return _ANIMATED_PICTURE_RENDER_SHARE if settings.format.is_animated_picture else 1.0


def export(
    script: Script,
    settings: ExportSettings,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> ExportResult:
    """Render ``script`` in one part and put the result at ``settings.output``.

    A PNG still is the picture after the last play, with every frame before it gone through.

    Parameters
    ----------
    on_progress : called in the calling thread
    cancel : ends all its processes at once

    Raises
    ------
    ExportError : it cannot be made, or cannot be put there
    ManimFailedError : names the node and says what is wrong
    """
    settings = replace(settings, output=settings.output.resolve())
    check_export(script, settings)
    cancel = cancel or CancelToken()
    share = render_share(settings)
    work_dir = settings.work_dir or Path(gettempdir())
    with writing_to(work_dir), open_work_folder(work_dir) as folder:
        place = folder / "films"
        last = render_part(
            script,
            settings,
            PartPlan(export_keys(script, settings), ranges=settings.ranges),
            place,
            work_dir=folder,
            on_progress=lambda progress: on_progress(progress.within(0.0, share)),
            cancel=cancel,
        )
        if last is None:
            return ExportResult(Outcome.CANCELLED)

        def keep_going(fraction: float) -> bool:
            on_progress(Progress(fraction).within(share, 1.0))
            return not cancel.cancelled

        product = join_parts(last, settings, place, keep_going)
        if product is None:
            return ExportResult(Outcome.CANCELLED)
        on_progress(Progress(1.0))
        return publish_product(product, settings)


def publish_product(product: Product, settings: ExportSettings) -> ExportResult:
    """Move what was made to where it was asked for, and what belongs to a film beside it.

    Raises
    ------
    ExportError : it cannot be put there
    """
    publish(product.film, settings.output, overwrite=settings.overwrite)
    beside = []
    if product.captions is not None:
        publish(product.captions, settings.captions, overwrite=settings.overwrite)
        beside.append(settings.captions)
    if product.sections:
        settings.sections.mkdir(exist_ok=True)
        for section in product.sections:
            publish(section, settings.sections / section.name, overwrite=settings.overwrite)
        beside.append(settings.sections)
    return ExportResult(Outcome.FINISHED, settings.output, tuple(beside))
