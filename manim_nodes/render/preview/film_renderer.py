"""Draws a film, and looks for what it never shows, and for what is hard to read.

Imports manim: to be imported late, and only by the preview engine.
"""

from typing import TYPE_CHECKING, Any

from manim_nodes.render.preview.layout_check import LayoutCheck
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.recording import Recording
from manim_nodes.render.preview.renderer import PreviewRenderer
from manim_nodes.render.preview.sightings import Sightings

if TYPE_CHECKING:
    from manim.scene.scene import Scene
    from manim.typing import PixelArray


class FilmRenderer(PreviewRenderer):
    """Looks at the scene between plays, at the first frame of each, and while something is missed at all others.

    Nothing is looked for in sections that are skipped.

    Parameters
    ----------
    checks_layout : at the end of each play it is looked whether all can be read
    """

    def __init__(
        self, module: ProvenanceModule, recording: Recording, *, checks_layout: bool
    ) -> None:
        super().__init__(recording)
        self._sightings = Sightings(module)
        self._layout = LayoutCheck(module) if checks_layout else None
        self._frame_count = 0
        self._scene: Scene | None = None
        self._is_first = True

    def init_scene(self, scene: "Scene", *args: Any) -> None:
        """Know the scene that frames are of."""
        super().init_scene(scene, *args)
        self._scene = scene

    def play(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        """Play, and look at what comes with it."""
        self._is_first = True
        if not self._original_skipping_status:
            self._sightings.look_between_plays(scene, self.camera)
        before = self._frame_count
        super().play(scene, *args, **kwargs)
        if self._frame_count > before:
            self._look_at_layout(scene)

    def add_frame(self, frame: "PixelArray", num_frames: int = 1) -> None:
        """Hand out a picture, and look at it where that is due."""
        super().add_frame(frame, num_frames)
        self._frame_count += 0 if self.skip_animations else num_frames
        if not self.skip_animations and (self._is_first or self._sightings.has_missed):
            self._look()

    def can_fast_forward(self, scene: "Scene") -> bool:
        """Return whether frames may be left out: none in which something may be seen at last."""
        if not super().can_fast_forward(scene):
            return False
        self._look()
        return not self._sightings.has_missed

    def fast_forward(self, scene: "Scene") -> None:
        """Finish a play at once, and look at what came with it."""
        super().fast_forward(scene)
        self._frame_count += self._frames_of(scene)
        self._look()

    def scene_finished(self, scene: "Scene") -> None:
        """Report what was never seen, and what is hard to read."""
        if not self._has_frames:
            self._look()
            self._look_at_layout(scene)
        self._sightings.look_between_plays(scene, self.camera)
        super().scene_finished(scene)
        self._recording.unseen = self._sightings.unseen
        self._recording.absent = self._sightings.absent
        if self._layout is not None:
            self._recording.layout_faults = self._layout.faults

    def _look(self) -> None:
        self._is_first = False
        if self._scene is not None:
            self._sightings.look(self._scene, self.camera)

    def _look_at_layout(self, scene: "Scene") -> None:
        if self._layout is not None:
            last = max(self._frame_count - 1, 0)
            self._layout.look(scene, self.camera, last / float(self.camera.frame_rate))
