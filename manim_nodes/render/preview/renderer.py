"""manim's Cairo renderer, handing out frames instead of writing a film.

Imports manim: to be imported late, and only by the preview engine.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from manim import Manager, RendererType, Section, config
from manim.scene.section import DefaultSectionType
from manim.utils.sounds import get_full_sound_file_path

from manim_nodes.render.fast_forward import can_fast_forward
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.media.videos import read_video
from manim_nodes.render.preview.recording import Recording
from manim_nodes.render.preview.script_module import ScriptModule
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.render.skipping_renderer import SkippingRenderer

if TYPE_CHECKING:
    from manim.scene.scene import Scene
    from manim.scene.scene_file_writer import SceneFileWriter
    from manim.typing import PixelArray

    from manim_nodes.render.preview.frames import Pixels


class FrameSink:
    """Takes the place of manim's file writer: keeps sections and captions, reports sounds, writes nothing."""

    def __init__(self, recording: Recording, settings: Any) -> None:
        self._recording = recording
        self._assets_dir = settings.assets_dir or settings.cache_dir / "assets"
        self.output_spec = settings.plan.output
        self.subcaptions: list[Any] = []
        self.sections = [Section(DefaultSectionType.NORMAL, None, "autocreated", False)]

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Begin a section; of it only matters whether it is skipped."""
        self.sections.append(Section(type_, None, name, skip_animations))

    def add_sound(
        self,
        sound_file: str,
        time: float,
        gain: float | None = None,
        gain_to_background: float | None = None,
    ) -> None:
        """Report a sound; reject what manim's own writer rejects.

        Raises
        ------
        ValueError : it begins before the film does
        OSError : there is no such file
        """
        file = self.find_sound(sound_file)
        if time < 0:
            raise ValueError("Adding sound at timestamp < 0")
        gains = float(gain or 0), float(gain_to_background or 0)
        self._recording.add_sound(Sound(file, float(time), *gains))

    def add_part(self, file: Path, part: SoundPart, time: float, gain: float = 0.0) -> None:
        """Report what is heard of a sound, or of that of a video."""
        self._recording.add_sound(Sound(file, max(time, 0.0), gain, part=part))

    def find_sound(self, name: str) -> Path:
        """Return the file of a sound, found as manim finds it.

        Raises
        ------
        OSError : there is no such file
        """
        return Path(get_full_sound_file_path(name, self._assets_dir)).absolute()

    def abort_encode_jobs(self) -> None:
        """Do nothing: there are none."""


class PreviewRenderer(SkippingRenderer):
    """Draws exactly the frames that ``manim render`` would write and hands them to ``recording``.

    A step whose frames are known is gone through without drawing: at once where that gives the same state bit for bit,
    else frame by frame.
    """

    def __init__(self, recording: Recording) -> None:
        sink = cast("type[SceneFileWriter]", partial(FrameSink, recording))
        super().__init__(file_writer_class=sink)
        self._recording = recording
        self._draws_step = True
        self._has_frames = False

    def play(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        """Play as manim does, less hashing and encoding."""
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*args, **kwargs)
        is_drawn = self._recording.begin_step(self.num_plays, self._frames_of(scene))
        self._draws = self._draws_step = is_drawn and not self.skip_animations
        if self.skip_animations:
            self.time += scene.duration
        scene.begin_animations()
        self.save_static_frame_data(scene, scene.static_mobjects)
        if scene.is_current_animation_frozen_frame():
            self.update_frame(scene, mobjects=scene.moving_mobjects)
            self.freeze_current_frame(scene.duration)
        elif not is_drawn and not self.skip_animations and self.can_fast_forward(scene):
            self.fast_forward(scene)
        else:
            scene.play_internal()
        self._recording.end_step()
        self.num_plays += 1

    def render(self, scene: "Scene", *args: Any) -> None:
        """Draw the next frame of a play, if anybody wants it."""
        self._draws = self._draws_step and self._recording.wants_next()
        super().render(scene, *args)

    def update_frame(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        """Draw, or go through a frame without drawing it, unless that is to stop."""
        self._recording.stop_if_requested()
        super().update_frame(scene, *args, **kwargs)

    def add_frame(self, frame: "PixelArray", num_frames: int = 1) -> None:
        """Hand out a picture that ``num_frames`` frames show."""
        if self.skip_animations:
            return
        self.time += num_frames * (1 / self.camera.frame_rate)
        self._has_frames = True
        if self._draws:
            self._recording.frame(cast("Pixels", frame), num_frames)
        else:
            self._recording.skip_frames(num_frames)

    def scene_finished(self, scene: "Scene") -> None:
        """Hand out the picture of a scene that played nothing."""
        if self._has_frames:
            return
        self._draws = self._recording.begin_still()
        if self._draws:
            # A play that was skipped may have left one, of what stood still then.
            self.static_image = None
            self.update_frame(scene)
            self._recording.frame(cast("Pixels", self.get_frame()), 1)
        self._recording.end_step()

    def can_fast_forward(self, scene: "Scene") -> bool:
        """Return whether the play that has just begun may be finished at once."""
        return can_fast_forward(scene, self.camera)

    def fast_forward(self, scene: "Scene") -> None:
        """Finish the play at once, as manim does for skipped animations."""
        length = self._frames_of(scene)
        self._has_frames = True
        self._recording.skip_frames(length)
        self._finish_at_once(scene, length)


def _read_video_apart(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what reads videos in the worker for media, instead of decoding them where the scene is drawn."""

    def read(file: Any) -> Any:
        path = Path(file)
        return read_video(path) if path.is_absolute() and path.is_file() else original(file)

    return read


def _add_sound_apart(original: Callable[..., None]) -> Callable[..., None]:
    """Return what hands out the sound of a video, instead of decoding it where the scene is drawn."""

    def add(
        scene: "Scene",
        file: Any,
        start: float,
        length: float,
        speed: float = 1,
        rounds: int = 1,
        skipped: float = 0,
        time_offset: float = 0,
    ) -> None:
        path, sink = Path(file), scene.renderer.file_writer
        if not path.is_absolute() or not path.is_file() or not isinstance(sink, FrameSink):
            original(scene, file, start, length, speed, rounds, skipped, time_offset)
        elif not scene.renderer.skip_animations:
            part = SoundPart(float(start), float(length), float(speed), rounds, float(skipped))
            sink.add_part(path, part, scene.time + time_offset)

    return add


def _add_faded_sound_apart(original: Callable[..., None]) -> Callable[..., None]:
    """Return what hands out a faded sound, instead of decoding it where the scene is drawn."""

    def add(
        file: Any,
        scene: "Scene",
        length: float | None = None,
        fade_in: float = 0,
        fade_out: float = 0,
        time_offset: float = 0,
        gain: float | None = None,
    ) -> None:
        sink = scene.renderer.file_writer
        if not isinstance(sink, FrameSink):
            original(file, scene, length, fade_in, fade_out, time_offset, gain)
        elif not scene.renderer.skip_animations:
            length_s = float(length) if length is not None else None
            fades = max(float(fade_in), 0.0), max(float(fade_out), 0.0)
            part = SoundPart(0.0, length_s, fade_in_s=fades[0], fade_out_s=fades[1])
            sink.add_part(sink.find_sound(file), part, scene.time + time_offset, float(gain or 0))

    return add


def play_scene(module: ScriptModule, make_renderer: Callable[[], PreviewRenderer]) -> None:
    """Execute a script and play its scene, as ``manim render`` does.

    Raises
    ------
    RuntimeError : the script has chosen another renderer
    Exception : whatever the script raises
    """
    scene_class = module.run()
    module.replace("read_video", _read_video_apart)
    module.replace("add_sound_of_video", _add_sound_apart)
    module.replace("add_faded_sound", _add_faded_sound_apart)
    if config.renderer != RendererType.CAIRO:
        raise RuntimeError("Cairo only")
    scene = scene_class(renderer=make_renderer())
    Manager(scene)
    scene.render()
