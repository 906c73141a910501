"""Pictures from files: opened by an explicit list of formats, and made into what manim shows right.

Pillow would start Ghostscript for a file of PostScript, whatever its name says, so nothing else opens a picture.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.render.media.media_error import MediaError
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
_BYTE, _WORD = 255, 65535


@contextmanager
def open_picture(path: Path) -> "Iterator[Image.Image]":
    """Open a picture, its pixels not read yet.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    from PIL import Image, UnidentifiedImageError

    size = path.stat().st_size
    if size == 0:
        raise MediaError(tr("The file {name} is empty.", name=path.name), hint=_another())
    if size > MOST_BYTES:
        raise _too_large(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # Pillow may have been built without one of them, and knows its own after this only.
            Image.init()
            image = Image.open(path, formats=[each for each in FORMATS if each in Image.OPEN])
        with image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large(path)
            yield image
    except UnidentifiedImageError as error:
        raise MediaError(
            tr("{name} is not a picture that can be read.", name=path.name), hint=_another()
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise MediaError(
            tr("The picture {name} is broken: a part of it is missing.", name=path.name),
            hint=tr("Copy or save it again."),
        ) from error


def check_picture(path: Path) -> None:
    """Read a picture to its end.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(path) as image:
        image.load()


def picture_warnings(path: Path) -> Iterator[str]:
    """Return what of a picture is not shown, in sentences.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(path) as image:
        if getattr(image, "is_animated", False):
            yield tr(
                "{name} moves, but only its first picture is shown: a Video plays it.",
                name=path.name,
            )


def is_plain_picture(path: Path) -> bool:
    """Return whether manim shows a picture right as it is.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(path) as image:
        return (
            image.mode in _PLAIN_MODES
            and image.getexif().get(_ORIENTATION, 1) == 1
            and max(image.size) <= LONGEST_SIDE
        )


def convert_picture(path: Path, target: Path) -> None:
    """Write a picture as PNG, upright, with 8 bits a color, and no larger than a film can show.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(path) as image:
        made = plain(image)
        made.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        made.save(target, "PNG", compress_level=1)


def enlargement_of(path: Path) -> float:
    """Return how many times as large a picture is as what is converted of it.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    with open_picture(path) as image:
        return max(1.0, max(image.size) / LONGEST_SIDE)


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


def _too_large(path: Path) -> MediaError:
    return MediaError(
        tr("The picture {name} is too large.", name=path.name),
        hint=tr("Save it smaller: at most {count} million pixels.", count=MOST_PIXELS // 1_000_000),
    )
