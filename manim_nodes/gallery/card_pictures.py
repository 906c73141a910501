"""The pictures of a template's card: a still, and a loop that moves under the mouse."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from manim_nodes.atomic import replace_file
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.quality import Quality

STILL = Quality(640, 360, 10)
"""What the film is drawn with."""

_THUMBNAIL_WIDTH = 320
_COLORS = 32
_HELD = 4
"""So many frames a picture stands still for, so that nothing on it is coming or going."""
_ABOUT = 0.95
_FAINT = 24
"""By how much, of 255, a channel must differ from the background to be seen."""
_MOST_FRAMES = 400


class CardPictures:
    """Gathers what the card shows of a film while it is drawn."""

    def __init__(self) -> None:
        self._is_held, self._most = False, 0.0
        self._still = Image.new("RGB", (STILL.width, STILL.height))
        self._small: list[Image.Image] = []
        self._durations_ms: list[int] = []

    def add(self, frame: PreviewFrame) -> None:
        """Take the next picture of the film."""
        seen = _seen(frame)
        image = Image.fromarray(frame.pixels).convert("RGB")
        is_held = frame.count >= _HELD
        if is_held and not self._is_held:
            self._is_held, self._most = True, 0.0
        if is_held == self._is_held:
            # The last of those on which about the most is to be seen.
            if seen >= _ABOUT * self._most:
                self._still = image
            self._most = max(self._most, seen)
        if len(self._small) < _MOST_FRAMES:
            size = _THUMBNAIL_WIDTH, round(_THUMBNAIL_WIDTH * image.height / image.width)
            self._small.append(image.resize(size, Image.Resampling.LANCZOS))
            self._durations_ms.append(round(1000 * frame.count / STILL.fps))

    def save(self, project: Path, *, keeps_still: bool = False) -> None:
        """Write both beside the file of a template.

        Parameters
        ----------
        keeps_still : a still picture that is there already stays

        Raises
        ------
        OSError : they cannot be written
        """
        still, moving = io.BytesIO(), io.BytesIO()
        if not (keeps_still and project.with_suffix(".png").is_file()):
            flat = self._still.quantize(256, dither=Image.Dither.NONE)
            flat.save(still, "PNG", optimize=True)
            replace_file(project.with_suffix(".png"), still.getvalue())
        if not self._small:
            return
        # One palette for all: what stands still must not change its color from frame to frame.
        strip = Image.fromarray(np.vstack([np.asarray(image)[::2, ::2] for image in self._small]))
        palette = strip.quantize(_COLORS, method=Image.Quantize.FASTOCTREE)
        first, *others = (
            image.quantize(palette=palette, dither=Image.Dither.NONE) for image in self._small
        )
        durations = self._durations_ms
        first.save(
            moving,
            "GIF",
            save_all=True,
            append_images=others,
            duration=durations,
            loop=0,
            optimize=True,
        )
        replace_file(project.with_suffix(".gif"), moving.getvalue())


def _seen(frame: PreviewFrame) -> float:
    pixels = frame.pixels[..., :3].astype(int)
    return float((np.abs(pixels - pixels[0, 0]).max(axis=2) > _FAINT).mean())
