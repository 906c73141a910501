"""One run of manim's command in the folder of an export: watched, limited, and what fails led back to its node."""

import os
import re
import shutil
import time
from collections import deque
from collections.abc import Callable
from errno import ENOSPC

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.error_messages import explain
from manim_nodes.render.export.command import SCRIPT_NAME, render_command, render_environment
from manim_nodes.render.export.export_folder import ExportFolder
from manim_nodes.render.export.process import ProcessTree
from manim_nodes.render.export.progress import Progress, ProgressReader
from manim_nodes.render.export.publish import check_room, writing_to
from manim_nodes.render.export.run_errors import ManimFailedError, ProcessCrashedError
from manim_nodes.render.failures import RenderError, failure_in
from manim_nodes.render.hardware_encoders import graphics_devices
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
# manim logs why TeX failed, and raises an error that does not say it.
_LOGGED_ERROR = re.compile(r"\bERROR\s+(?P<text>.*?)\s*(?:\S+\.py:\d+)?\s*$")


class ManimRun:
    """Runs manim once.

    Parameters
    ----------
    on_progress : called in the calling thread
    cancel : ends all its processes at once
    """

    def __init__(
        self,
        script: Script,
        folder: ExportFolder,
        reader: ProgressReader,
        on_progress: Callable[[Progress], None],
        cancel: CancelToken,
    ) -> None:
        self._script = script
        self._folder = folder
        self._reader = reader
        self._on_progress = on_progress
        self._cancel = cancel

    def run(self) -> bool:
        """Run it to its end; return whether that was not cancelled.

        Raises
        ------
        ManimFailedError : it failed by itself, or was stuck
        ProcessCrashedError : it was ended
        ExportError : the disk is full
        """
        folder, settings = self._folder, self._folder.settings
        command = confined(
            render_command(settings, folder.scene_name, is_part=folder.is_part),
            tier=best_tier(),
            folder=folder.path,
            limits=EXPORT_LIMITS,
            readable=project_paths(settings.assets_dir, settings.readable),
            devices=graphics_devices() if settings.hardware is not None else (),
        )
        looked_at = progressed_at = time.monotonic()
        end = looked_at + EXPORT_LIMITS.time_s
        environment = render_environment(os.environ, folder.path)
        printed: deque[str] = deque(maxlen=_KEPT_LINES)
        with ProcessTree(command, folder=folder.path, environment=environment) as tree:
            for line in tree.output():
                if self._cancel.cancelled:
                    return False
                now = time.monotonic()
                if now > looked_at + _LOOK_EVERY_S:
                    looked_at = now
                    with writing_to(folder.path.parent):
                        check_room(folder.path)
                if now > end:
                    raise self._stopped_after(EXPORT_LIMITS.time_s)
                if settings.stuck_s is not None and now > progressed_at + settings.stuck_s:
                    raise self._stuck(settings.stuck_s)
                if line is not None and self._report(line):
                    progressed_at = now
                elif line is not None:
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

    def _stopped_after(self, seconds: float) -> ManimFailedError:
        return ManimFailedError(
            tr("It was stopped after {hours:g} hours.", hours=seconds / 3600),
            hint=tr("Export it in parts, or at a lower quality."),
        )

    def _stuck(self, seconds: float) -> ManimFailedError:
        plays = self._script.source_map.plays
        step = self._reader.step
        return ManimFailedError(
            tr(
                "It was stopped: nothing has gone on for {minutes:g} minutes.", minutes=seconds / 60
            ),
            node_id=plays[min(step, len(plays) - 1)].node_id if plays else None,
            step=step,
            hint=tr("Look for what takes so long in this step."),
        )

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
            return ProcessCrashedError(
                tr("The system ended manim (signal {number}).", number=number),
                hint=tr("There may be too little memory: try a lower quality."),
                detail=text,
            )
        return ProcessCrashedError(tr("manim failed without a reason."), detail=text)
