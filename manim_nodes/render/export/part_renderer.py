"""A part of an export, inside manim: the whole scene is gone through, and the plays of the part are drawn.

It runs in the process that manim renders in, from a copy in the folder of the export: of this package only what
`export_folder` copies is there.
"""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manim.utils.exceptions import EndSceneEarlyException

from manim_nodes.render.export.part_encoder import PartFileWriter
from manim_nodes.render.export.part_plan import (
    PROGRESS_MARK,
    RESULT_NAME,
    PartPlan,
    PartPlay,
    PartResult,
)
from manim_nodes.render.fast_forward import can_fast_forward
from manim_nodes.render.skipping_renderer import SkippingRenderer

if TYPE_CHECKING:
    from manim.scene.scene import Scene
    from manim.typing import PixelArray

_REPORT_EVERY_S = 0.2


class PartRenderer(SkippingRenderer):
    """Draws some plays of a scene, each into a film of its own, exactly as plain manim does.

    A play that others draw is gone through without drawing: at once where that gives the same state bit for bit, else
    frame by frame. So updaters, traces and random numbers are at each play what they are in a render of the whole.
    """

    def __init__(self) -> None:
        super().__init__(file_writer_class=PartFileWriter)
        self._plan = PartPlan.read(Path.cwd())
        self._plays: list[PartPlay] = []
        self._frames = self._length = 0
        self._reported_at = 0.0

    def play(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        """Play as manim does, or only go through it.

        Raises
        ------
        EndSceneEarlyException : the rest is for other parts, or not shown
        """
        if self.num_plays == self._plan.end:
            raise EndSceneEarlyException
        begin = time.perf_counter()
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        is_skipped = self.skip_animations
        scene.compile_animation_data(*args, **kwargs)
        key = self._plan.keys.key(self._line_of(scene), self.num_plays)
        self._draws = not is_skipped and self._plan.draws(self.num_plays, key)
        self._frames, self._length = 0, self._frames_of(scene)
        if is_skipped:
            self.time += scene.duration
        self.file_writer.add_partial_movie_file(key if self._draws else None)
        self.file_writer.begin_animation(self._draws, animation_index=self.num_plays)
        self._report()
        scene.begin_animations()
        self.save_static_frame_data(scene, scene.static_mobjects)
        if scene.is_current_animation_frozen_frame():
            self.update_frame(scene, mobjects=scene.moving_mobjects)
            self.freeze_current_frame(scene.duration)
        elif not self._draws and not is_skipped and can_fast_forward(scene, self.camera):
            self._frames = self._length
            self._finish_at_once(scene, self._length)
        else:
            scene.play_internal()
        self.file_writer.end_animation(self._draws)
        if not is_skipped:
            seconds = time.perf_counter() - begin if self._draws else None
            section = len(self.file_writer.sections) - 1
            self._plays.append(PartPlay(key, self._frames, section, seconds))
        self.num_plays += 1

    def add_frame(self, frame: "PixelArray", num_frames: int = 1) -> None:
        """Write a picture that ``num_frames`` frames show, if it is one of the part."""
        if self.skip_animations:
            return
        self.time += num_frames * (1 / self.camera.frame_rate)
        self._frames += num_frames
        if self._draws:
            self.file_writer.write_frame(frame, repeat=num_frames)
        if time.perf_counter() > self._reported_at + _REPORT_EVERY_S:
            self._report()

    def scene_finished(self, scene: "Scene") -> None:
        """Write what came of the part, instead of a film."""
        if not self.num_plays:
            super().scene_finished(scene)
            return
        writer = self.file_writer
        writer.join_all_encode_jobs()
        is_last = self._plan.last is None
        if is_last and writer.includes_sound:
            self._write_sound()
        if is_last and writer.subcaptions:
            writer.write_subcaption_file()
        result = PartResult(
            tuple(self._plays),
            tuple(section.video for section in writer.sections),
            is_last and writer.includes_sound,
            is_last and bool(writer.subcaptions),
        )
        Path(RESULT_NAME).write_text(result.to_json(), encoding="utf-8")
        sys.stdout.flush()
        # Nothing is left to do, and to take down all that manim has loaded takes longer than to join a film.
        os._exit(0)

    def _write_sound(self) -> None:
        # In the way of manim's own writer, which goes on to join it with a film.
        self.file_writer.add_audio_segment(self.file_writer.audio_segment.silent(0))
        film: Path = self.file_writer.movie_file_path
        film.parent.mkdir(parents=True, exist_ok=True)
        self.file_writer.audio_segment.export(film.with_suffix(".wav"), format="wav")

    def _report(self) -> None:
        self._reported_at = time.perf_counter()
        fraction = min(self._frames / self._length, 1.0) if self._length else 0.0
        print(PROGRESS_MARK, self.num_plays, f"{fraction:.3f}", flush=True)  # noqa: T201

    def _line_of(self, scene: "Scene") -> int | None:
        """Return the line of ``construct`` that is being run."""
        script = type(scene).construct.__code__.co_filename
        frame = sys._getframe()
        line = None
        while frame.f_back is not None:
            frame = frame.f_back
            if frame.f_code.co_filename == script:
                line = frame.f_lineno
        return line
