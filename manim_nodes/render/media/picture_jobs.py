"""Pictures opened by an explicit list of formats, and made into what is shown right: what the worker for media does.

Pillow would start Ghostscript for a file of PostScript, whatever its name says, so nothing else opens a picture.
"""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "PPM")
MOST_PIXELS = 100_000_000
# More than a film of 4K shows of a picture that fills it; each frame takes as long as a picture has pixels.
LONGEST_SIDE = 4096
MOST_BYTES = 512 * 1024 * 1024
# What Pillow makes colors of without loss; others have more depth than manim's pictures.
_PLAIN_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "LAB"})
_ORIENTATION = 0x0112
_MOST_FRAMES = 1000
_BYTE, _WORD = 255, 65535


@contextmanager
def open_picture(file: IO[bytes], name: str) -> "Iterator[Image.Image]":
    """Open a picture, its pixels not read yet.

    Parameters
    ----------
    name : to speak of it

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    from PIL import Image, UnidentifiedImageError

    size = os.fstat(file.fileno()).st_size
    if size == 0:
        raise MediaError(tr("The file {name} is empty.", name=name), hint=_another())
    if size > MOST_BYTES:
        raise _too_large(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # Pillow may have been built without one of them, and knows its own after this only.
            Image.init()
            image = Image.open(file, formats=[each for each in FORMATS if each in Image.OPEN])
        with image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large(name)
            yield image
    except UnidentifiedImageError as error:
        raise MediaError(
            tr("{name} is not a picture that can be read.", name=name), hint=_another()
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise MediaError(
            tr("The picture {name} is broken: a part of it is missing.", name=name),
            hint=tr("Copy or save it again."),
        ) from error


def check(_: bytes, *, file: IO[bytes], name: str) -> Iterator[Message]:
    """Read a picture to its end, and say what it is.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(file, name) as image:
        yield describe(image), b""


def describe(image: "Image.Image") -> dict[str, Any]:
    """Read a picture to its end, and return what decides how it is shown.

    Raises
    ------
    OSError, SyntaxError, ValueError : it is broken
    """
    moves, longest = bool(getattr(image, "is_animated", False)), max(image.size)
    image.load()
    is_plain = image.mode in _PLAIN_MODES and image.getexif().get(_ORIENTATION, 1) == 1
    return {"moves": moves, "plain": is_plain and longest <= LONGEST_SIDE, "longest": longest}


def convert(_: bytes, *, file: IO[bytes], name: str) -> Iterator[Message]:
    """Make a PNG of a picture, upright, with 8 bits a color, and no larger than a film can show.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(file, name) as image:
        made = plain(image)
        made.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        target = BytesIO()
        made.save(target, "PNG", compress_level=1)
        yield {}, target.getvalue()


def shrink(_: bytes, *, file: IO[bytes], name: str, width: int, height: int) -> Iterator[Message]:
    """Send the pixels of a picture, upright, as RGBA, and no larger than asked.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(file, name) as image:
        image.draft("RGB", (width, height))  # a JPEG is read smaller in a fraction of the time
        made = plain(image)
        made.thumbnail((width, height))
        yield {"size": made.size}, made.convert("RGBA").tobytes()


def shrink_frames(
    _: bytes, *, file: IO[bytes], name: str, width: int, height: int
) -> Iterator[Message]:
    """Send the frames of a moving picture, as `shrink` sends one, and how long each is shown.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    from PIL import ImageSequence

    with open_picture(file, name) as image:
        for frame in islice(ImageSequence.Iterator(image), _MOST_FRAMES):
            made = frame.convert("RGBA")
            made.thumbnail((width, height))
            yield {"size": made.size, "ms": frame.info.get("duration") or 100}, made.tobytes()


def plain(image: "Image.Image") -> "Image.Image":
    """Return a picture upright, with 8 bits a color."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in _PLAIN_MODES:
        return upright if upright.mode in ("L", "RGB") else upright.convert("RGBA")
    return _with_bytes(upright)


def _with_bytes(image: "Image.Image") -> "Image.Image":
    import numpy as np
    from PIL import Image

    values = np.nan_to_num(np.asarray(image).astype(np.float64))
    return Image.fromarray(
        np.rint(np.clip(values / _white(image, values) * _BYTE, 0, _BYTE)).astype(np.uint8)
    )


def _white(image: "Image.Image", values: "npt.NDArray[np.float64]") -> float:
    """Return the value that is white: a file of fractions or of large numbers does not say it."""
    most = float(values.max(initial=0))
    if image.mode.startswith("I;16"):
        return _WORD
    if image.mode == "F":
        return next((white for white in (1.0, float(_BYTE), float(_WORD)) if most <= white), most)
    return _WORD if most <= _WORD else most


def _another() -> str:
    return tr("Choose a PNG or JPEG file.")


def _too_large(name: str) -> MediaError:
    return MediaError(
        tr("The picture {name} is too large.", name=name),
        hint=tr("Save it smaller: at most {count} million pixels.", count=MOST_PIXELS // 1_000_000),
    )
