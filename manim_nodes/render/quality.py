"""How large pictures are, and how many make a second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quality:
    """A picture size in pixels and a frame rate."""

    width: int
    height: int
    fps: float

    @classmethod
    def of_shape(cls, width: float, height: float, *, lines: int, fps: float) -> "Quality":
        """Return a picture of a frame's shape, ``lines`` on its shorter side, and even, for encoders."""
        # Of a project that is refused for it, the shape may be anything.
        ratio = min(max(width / height, 1 / _LARGEST_RATIO), _LARGEST_RATIO)
        longer = 2 * round(lines * max(ratio, 1 / ratio) / 2)
        return cls(longer, lines, fps) if ratio >= 1 else cls(lines, longer, fps)


FEWEST_LINES, MOST_LINES = 120, 4320
_LARGEST_RATIO = 1e6  # of the sides of a frame

# Sizes and rates are those of manim's own qualities.
QUALITIES = {
    "480p": Quality(854, 480, 15),
    "720p": Quality(1280, 720, 30),
    "1080p": Quality(1920, 1080, 60),
    "1440p": Quality(2560, 1440, 60),
    "2160p": Quality(3840, 2160, 60),
}
