"""manim's Cairo renderer, which can go through plays that it does not draw.

Imports manim: to be imported late, and only by what runs scenes: the preview engine, and parts of exports.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import CairoRenderer, MultiCamera, ThreeDCamera, config

if TYPE_CHECKING:
    from manim.scene.scene import Scene
    from manim.typing import PixelArray


class SkippingRenderer(CairoRenderer):
    """Draws what ``_draws`` says, and leaves the scene, the camera and the time as if it had drawn the rest too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._draws = True

    def init_scene(self, scene: "Scene", *args: Any) -> None:
        """Take the camera that the scene's class wants, which manim decides before it makes a renderer."""
        super().init_scene(scene, *args)
        self.camera = scene.camera_class()

    def update_frame(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        """Draw, or do to the camera what drawing would have done."""
        if self._draws:
            super().update_frame(scene, *args, **kwargs)
        elif isinstance(self.camera, MultiCamera):
            self.camera.update_sub_cameras()
        elif isinstance(self.camera, ThreeDCamera):
            self.camera.reset_rotation_matrix()

    def get_frame(self) -> "PixelArray":
        """Return the picture that was drawn last."""
        return super().get_frame() if self._draws else self.camera.pixel_array

    def _frames_of(self, scene: "Scene") -> int:
        """Return the number of frames of the play that was compiled; less if a condition ends it."""
        if self.skip_animations:
            return 0
        if scene.is_current_animation_frozen_frame():
            # Calculated as manim does it, to have its rounding.
            return int(scene.duration / (1 / self.camera.frame_rate))
        return len(np.arange(0, scene.duration, 1 / config["frame_rate"]))

    def _finish_at_once(self, scene: "Scene", frame_count: int) -> None:
        """Finish a play of so many frames as manim does for skipped animations."""
        for _ in range(frame_count):
            # Added up frame by frame, so that the time is the same to the last bit.
            self.time += 1 / self.camera.frame_rate
        self.skip_animations = True
        try:
            scene.play_internal()
        finally:
            self.skip_animations = False
