"""WebP that moves, which FFmpeg does not read, played as a video."""

from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.picture_jobs import open_picture
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from PIL import Image

_RIFF, _WEBP = b"RIFF", b"WEBP"
_MOST_PIXELS = 1_000_000_000  # of all frames: their lengths are known once they are decoded
_USUAL_MS = 100
_MOST_LINES = 1080


def is_webp(file: IO[bytes]) -> bool:
    """Return whether a file is WebP, whatever its name; it is then at its beginning."""
    head = file.read(12)
    file.seek(0)
    return head.startswith(_RIFF) and head.endswith(_WEBP)


class MovingWebp:
    """A picture that is open. Plays as ``read_animated_webp`` of ``nodes/shared/helpers.py`` does, which films play with.

    Raises
    ------
    MediaError : it does not move, is broken, or is too large
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._open = ExitStack()
        self._image: Image.Image = self._open.enter_context(open_picture(file, name))
        self._ends: list[float] = []
        count = getattr(self._image, "n_frames", 1)
        with self._open.pop_all() as opened:
            if count < 2:
                raise still_picture(name)
            if count * self._image.width * self._image.height > _MOST_PIXELS:
                raise MediaError(tr("The pictures of {name} are too large.", name=name))
            end = 0.0
            for number in range(count):
                self._image.seek(number)
                self._image.load()
                end += self._image.info.get("duration") or _USUAL_MS
                self._ends.append(end / 1000)
            self._open = opened.pop_all()

    @property
    def length_s(self) -> float:
        """Return how long it moves, once."""
        return self._ends[-1]

    @property
    def rate(self) -> float:
        """Return how many pictures it has a second."""
        return len(self._ends) / self.length_s

    def picture_at(self, seconds: float) -> Any:
        """Return the picture at a time as (height, width, 4) uint8.

        Raises
        ------
        OSError : it is broken
        """
        import numpy as np

        self._image.seek(int(np.searchsorted(self._ends[:-1], seconds + 1e-6, side="right")))
        picture = self._image.convert("RGBA")
        picture.thumbnail((picture.width, _MOST_LINES))
        return np.array(picture)

    def close(self) -> None:
        """Close the file."""
        self._open.close()


def still_picture(name: str) -> MediaError:
    """Return what to say of a picture that is taken for a video."""
    message = tr("{name} is a picture that does not move.", name=name)
    return MediaError(message, hint=tr("Use a Picture for it."))
