"""The export: a film, a GIF or pictures, made of a script by the plain ``manim`` command in a process of its own."""

import os
import re
import shutil
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from errno import ENOSPC
from pathlib import Path
from tempfile import gettempdir

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.error_messages import explain
from manim_nodes.render.export.command import SCRIPT_NAME, render_command, render_environment
from manim_nodes.render.export.export_folder import ExportFolder, has_captions, open_export_folder
from manim_nodes.render.export.export_settings import (
    ExportFormat,
    ExportSettings,
    check_export_settings,
)
from manim_nodes.render.export.process import ProcessTree
from manim_nodes.render.export.progress import Progress, ProgressReader
from manim_nodes.render.export.publish import check_output, check_room, publish, writing_to
from manim_nodes.render.failures import RenderError, failure_in
from manim_nodes.render.outcome import Outcome
from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import EXPORT_LIMITS
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.process_family import signal_that_ended
from manim_nodes.sandbox.readable import project_paths
from manim_nodes.translation import tr

# A scene may print without end; why it failed is said last.
_KEPT_LINES = 2000
_LEAST_FREE_BYTES = 1024 * 1024
_LOOK_EVERY_S = 1.0
_GIF_RENDER_SHARE = 0.8
# manim logs why TeX failed, and raises an error that does not say it.
_LOGGED_ERROR = re.compile(r"\bERROR\s+(?P<text>.*?)\s*(?:\S+\.py:\d+)?\s*$")
_NO_FILM = "RuntimeError", "has no play calls"


class ManimFailedError(RenderError):
    """The manim command failed."""


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


def export(
    script: Script,
    settings: ExportSettings,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> ExportResult:
    """Render ``script`` with plain manim and put the result at ``settings.output``.

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
    check_export_settings(settings)
    settings = replace(settings, output=settings.output.resolve())
    is_folder = settings.format is ExportFormat.PNG_SEQUENCE
    check_output(settings.output, is_folder=is_folder, overwrite=settings.overwrite)
    if settings.format.is_film and has_captions(script):
        check_output(settings.captions, is_folder=False, overwrite=settings.overwrite)
    work_dir = settings.work_dir or Path(gettempdir())
    cancel = cancel or CancelToken()
    with (
        writing_to(work_dir),
        open_export_folder(script, settings, work_dir, lambda: cancel.cancelled) as folder,
    ):
        product = _ExportRun(script, folder, on_progress, cancel).make()
        if product is None:
            return ExportResult(Outcome.CANCELLED)
        publish(product, settings.output, overwrite=settings.overwrite)
        beside = _publish_beside(folder, settings)
    return ExportResult(Outcome.FINISHED, settings.output, beside)


def _publish_beside(folder: ExportFolder, settings: ExportSettings) -> tuple[Path, ...]:
    """Put what belongs to a film beside it; return what that is."""
    if not settings.format.is_film:
        return ()
    written = []
    if folder.captions.exists():
        publish(folder.captions, settings.captions, overwrite=settings.overwrite)
        written.append(settings.captions)
    if settings.saves_sections and folder.sections:
        settings.sections.mkdir(exist_ok=True)
        for section in folder.sections:
            publish(section, settings.sections / section.name, overwrite=settings.overwrite)
        written.append(settings.sections)
    return tuple(written)


class _ExportRun:
    """One export at work in its folder."""

    def __init__(
        self,
        script: Script,
        folder: ExportFolder,
        on_progress: Callable[[Progress], None],
        cancel: CancelToken,
    ) -> None:
        is_gif = folder.settings.format is ExportFormat.GIF
        self._script = script
        self._folder = folder
        self._reader = ProgressReader(script.source_map, share=_GIF_RENDER_SHARE if is_gif else 1.0)
        self._on_progress = on_progress
        self._cancel = cancel

    def make(self) -> Path | None:
        """Return what is to be published, or None if that was cancelled.

        Raises
        ------
        ManimFailedError : manim stopped by itself, or has written no film
        """
        product: Path | None = self._folder.product
        if not self._render():
            return None
        self._folder.keep_outlines()
        # A scene that plays nothing ends well, and writes no film.
        if not self._folder.product.exists():
            message, hint = explain(*_NO_FILM)
            raise ManimFailedError(message, hint=hint)
        if self._folder.settings.format is ExportFormat.GIF:
            product = self._convert()
        elif self._folder.settings.format.is_film:
            self._finish()
        if product is not None:
            self._on_progress(self._reader.beyond(1.0))
        return product

    def _render(self) -> bool:
        folder = self._folder
        command = confined(
            render_command(folder.settings, folder.scene_name),
            tier=best_tier(),
            folder=folder.path,
            limits=EXPORT_LIMITS,
            readable=project_paths(folder.settings.assets_dir, folder.settings.readable),
        )
        looked_at = time.monotonic()
        end = looked_at + EXPORT_LIMITS.time_s
        environment = render_environment(os.environ, folder.path)
        printed: deque[str] = deque(maxlen=_KEPT_LINES)
        with ProcessTree(command, folder=folder.path, environment=environment) as tree:
            for line in tree.output():
                if self._cancel.cancelled:
                    return False
                if time.monotonic() > looked_at + _LOOK_EVERY_S:
                    looked_at = time.monotonic()
                    with writing_to(folder.path.parent):
                        check_room(folder.path)
                if time.monotonic() > end:
                    raise ManimFailedError(
                        tr(
                            "It was stopped after {hours:g} hours.",
                            hours=EXPORT_LIMITS.time_s / 3600,
                        ),
                        hint=tr("Export it in parts, or at a lower quality."),
                    )
                if line is not None and not self._report(line):
                    printed.append(line)
            return_code = tree.return_code
        if return_code != 0:
            raise self._failure(return_code, list(printed))
        return True

    def _report(self, line: str) -> bool:
        progress = self._reader.read(line)
        if progress is not None:
            self._on_progress(progress)
        return progress is not None

    def _convert(self) -> Path | None:
        from manim_nodes.render.export.gif import make_gif

        def keep_going(fraction: float) -> bool:
            self._on_progress(self._reader.beyond(fraction))
            return not self._cancel.cancelled

        film = self._folder.product
        gif = film.with_suffix(".gif")
        return (
            gif
            if make_gif(film, gif, fps=self._folder.settings.quality.fps, keep_going=keep_going)
            else None
        )

    def _finish(self) -> None:
        from manim_nodes.render.export.finish import finish_film

        captions = self._folder.captions
        embeds = self._folder.settings.embeds_captions and captions.exists()
        finish_film(self._folder.product, captions if embeds else None)
        for section in self._folder.sections:
            finish_film(section)

    def _failure(self, return_code: int | None, printed: list[str]) -> RenderError:
        text = "\n".join(printed)
        if shutil.disk_usage(self._folder.path).free < _LEAST_FREE_BYTES:
            # manim and its helpers go on writing without noticing, and then fail at what they read back.
            message, hint = explain("OSError", os.strerror(ENOSPC))
            return ManimFailedError(
                message, where=str(self._folder.path.parent), hint=hint, detail=text
            )
        failure = failure_in(text, SCRIPT_NAME)
        if failure is not None:
            notes = [found["text"] for found in map(_LOGGED_ERROR.search, printed) if found]
            source_map = self._script.source_map
            return failure.to_error(
                source_map, kind=ManimFailedError, step=self._reader.step, notes=notes
            )
        number = signal_that_ended(return_code or 0)
        if number is not None:
            return ManimFailedError(
                tr("The system ended manim (signal {number}).", number=number),
                hint=tr("There may be too little memory: try a lower quality."),
                detail=text,
            )
        return ManimFailedError(tr("manim failed without a reason."), detail=text)
