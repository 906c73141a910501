"""WebP and PNG that move, which FFmpeg does not read, or not right, played as a video."""

from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.picture_jobs import open_picture
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from PIL import Image

_RIFF, _WEBP, _PNG = b"RIFF", b"WEBP", b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 1_000_000_000  # of all frames: their lengths are known once they are decoded
_USUAL_MS = 100
_MOST_LINES = 1080


def is_moving_picture(file: IO[bytes]) -> bool:
    """Return whether a file is WebP or PNG, whatever its name; it is then at its beginning."""
    head = file.read(12)
    file.seek(0)
    return (head.startswith(_RIFF) and head.endswith(_WEBP)) or head.startswith(_PNG)


class MovingPicture:
    """A picture that is open. Plays as ``read_moving_picture`` of ``nodes/shared/helpers.py`` does, which films play with.

    Raises
    ------
    MediaError : it does not move, is broken, or is too large
    """

    _open: ExitStack
    _image: "Image.Image"

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name
        self._open_anew()
        self._ends: list[float] = []
        count = getattr(self._image, "n_frames", 1)
        # The first picture of a PNG may be for those who show no others.
        self._begin = int(self._image.info.get("default_image", False))
        with self._open.pop_all() as opened:
            if count - self._begin < 2:
                raise still_picture(name)
            if count * self._image.width * self._image.height > _MOST_PIXELS:
                raise MediaError(tr("The pictures of {name} are too large.", name=name))
            end = 0.0
            for number in range(self._begin, count):
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

        number = int(np.searchsorted(self._ends[:-1], seconds + 1e-6, side="right"))
        if self._begin + number < self._image.tell():  # which Pillow does not find again in a PNG
            self._open.close()
            self._open_anew()
        self._image.seek(self._begin + number)
        picture = self._image.convert("RGBA")
        picture.thumbnail((picture.width, _MOST_LINES))
        return np.array(picture)

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def _open_anew(self) -> None:
        self._file.seek(0)
        self._open = ExitStack()
        self._image = self._open.enter_context(open_picture(self._file, self._name))


def still_picture(name: str) -> MediaError:
    """Return what to say of a picture that is taken for a video."""
    message = tr("{name} is a picture that does not move.", name=name)
    return MediaError(message, hint=tr("Use a Picture for it."))
