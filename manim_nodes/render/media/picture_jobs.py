"""Pictures opened by an explicit list of formats, and made into what is shown right: what the worker for media does.

Pillow would start Ghostscript for a file of PostScript, whatever its name says, so nothing else opens a picture.
"""

import os
import re
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
_PHOTOMETRIC, _YCC, _COMPRESSION, _NONE = 262, 6, 259, 1
_PROFILED_MODES = frozenset({"L", "LA", "P", "RGB", "RGBA", "CMYK"})
_SRGB = re.compile(rb"sRGB|s\0R\0G\0B")
_MOVING = frozenset({"GIF", "WEBP", "PNG"})
# Offset, mark and name of what people have as pictures too.
_OTHER_KINDS = (
    *(
        (4, b"ftyp" + brand, "HEIC")
        for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
    ),
    (4, b"ftypmif1", "HEIF"),
    (4, b"ftypmsf1", "HEIF"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftypavis", "AVIF"),
    (0, b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000"),
    (0, b"\xff\x0a", "JPEG XL"),
    (0, b"\0\0\0\x0cJXL ", "JPEG XL"),
    (0, b"8BPS", "Photoshop"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"gimp xcf", "GIMP"),
)
_VIDEOS = ((4, b"ftyp"), (0, b"\x1a\x45\xdf\xa3"))
_MOST_FRAMES = 1000
# Of the grays of a PNG with few bits, by which Pillow multiplies them.
_GRAYS_AS_BYTES = {"L;2": 85, "L;4": 17}
_COLORS_AS_WORDS = "RGB;16B"
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
            formats = [each for each in FORMATS if each in Image.OPEN]
            image: Image.Image = Image.open(file, formats=formats)
            if _is_ycc_tiff(image):
                image = _opened_by_libtiff(file)
            if _has_scaled_key(image):
                _scale_key(image)
        with image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large(name)
            yield image
    except UnidentifiedImageError as error:
        raise MediaError(_what_it_is(file, name), hint=_another()) from error
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
    count, longest = getattr(image, "n_frames", 1), max(image.size)
    moves = image.format in _MOVING
    is_key_plain = not _has_scaled_key(image)
    image.load()
    is_upright = image.getexif().get(_ORIENTATION, 1) == 1
    is_plain = (
        image.mode in _PLAIN_MODES
        and is_upright
        and is_key_plain
        and not _is_ycc_tiff(image)
        and not has_color_profile(image)
    )
    return {
        "frames": count if moves else 1,
        "pages": count if image.format == "TIFF" else 1,
        "plain": is_plain and longest <= LONGEST_SIDE,
        "longest": longest,
    }


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


def has_color_profile(image: "Image.Image") -> bool:
    """Return whether a picture says what its colors mean, and they are others than manim takes them for."""
    profile = image.info.get("icc_profile") or b""
    return image.mode in _PROFILED_MODES and bool(profile) and not _SRGB.search(profile)


def plain(image: "Image.Image") -> "Image.Image":
    """Return a picture upright, with 8 bits a color, and the colors that it is meant to have."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if has_color_profile(upright):
        upright = _in_srgb(upright)
    if upright.mode in _PLAIN_MODES:
        is_solid = upright.mode in ("L", "RGB") and "transparency" not in upright.info
        return upright if is_solid else upright.convert("RGBA")
    return _with_bytes(upright)


def _in_srgb(image: "Image.Image") -> "Image.Image":
    """Return a picture with the colors that its profile says; those that it has if the profile is broken."""
    from PIL import ImageCms

    alpha = None
    if image.mode not in ("L", "RGB", "CMYK"):
        alpha = image.convert("RGBA").getchannel("A")
        image = image.convert("RGB")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
        made = ImageCms.profileToProfile(
            image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        made = None
    colored = made or image.convert("RGB")
    if alpha is not None:
        colored.putalpha(alpha)
    return colored


def _with_bytes(image: "Image.Image") -> "Image.Image":
    import numpy as np
    from PIL import Image

    values = np.nan_to_num(np.asarray(image).astype(np.float64))
    made = Image.fromarray(
        np.rint(np.clip(values / _white(image, values) * _BYTE, 0, _BYTE)).astype(np.uint8)
    )
    clear = image.info.get("transparency")
    if isinstance(clear, int):  # one gray of a PNG that is not seen
        made.putalpha(Image.fromarray(np.where(values == clear, 0, _BYTE).astype(np.uint8)))
    return made


def _white(image: "Image.Image", values: "npt.NDArray[np.float64]") -> float:
    """Return the value that is white: a file of fractions or of large numbers does not say it."""
    most = float(values.max(initial=0))
    if image.mode.startswith("I;16"):
        return _WORD
    if image.mode == "F":
        return next((white for white in (1.0, float(_BYTE), float(_WORD)) if most <= white), most)
    return _WORD if most <= _WORD else most


def _has_scaled_key(image: "Image.Image") -> bool:
    """Return whether a PNG says in other numbers than Pillow its pixels which color is not seen; asked before these are read."""
    is_keyed = image.format == "PNG" and "transparency" in image.info
    return is_keyed and _raw_mode(image) in (*_GRAYS_AS_BYTES, _COLORS_AS_WORDS)


def _scale_key(image: "Image.Image") -> None:
    """Set which color is not seen to what Pillow says of such pixels."""
    key = image.info["transparency"]
    if isinstance(key, int):
        image.info["transparency"] = key * _GRAYS_AS_BYTES[_raw_mode(image)]
    else:
        image.info["transparency"] = tuple(part >> 8 for part in key)


def _raw_mode(image: "Image.Image") -> str:
    """Return how a file holds pixels that were not read yet."""
    tiles = getattr(image, "tile", None)
    return str(tiles[0][3]) if tiles else ""


def _is_ycc_tiff(image: "Image.Image") -> bool:
    """Return whether a TIFF has brightness and color apart, and not packed, which Pillow reads wrong by itself."""
    tags = image.tag_v2 if isinstance(image, _tiff().TiffImageFile) else {}
    return tags.get(_PHOTOMETRIC) == _YCC and tags.get(_COMPRESSION, _NONE) == _NONE


def _opened_by_libtiff(file: IO[bytes]) -> "Image.Image":
    from PIL import Image

    file.seek(0)
    former, _tiff().READ_LIBTIFF = _tiff().READ_LIBTIFF, True
    try:
        return Image.open(file, formats=["TIFF"])
    finally:
        _tiff().READ_LIBTIFF = former


def _tiff() -> Any:
    from PIL import TiffImagePlugin

    return TiffImagePlugin


def _what_it_is(file: IO[bytes], name: str) -> str:
    """Return what to say of a file that is no picture, or one of a kind that is not opened."""
    file.seek(0)
    head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, mark, title in _OTHER_KINDS:
        if head[start:].startswith(mark):
            return tr(
                "{name} is not a picture that can be read: it is of the kind {kind}.",
                name=name,
                kind=title,
            )
    if any(head[start:].startswith(mark) for start, mark in _VIDEOS):
        return tr("{name} is a video: use a Video for it.", name=name)
    if b"<svg" in head or head.startswith((b"<?xml", b"<!DOCTYPE svg")):
        return tr("{name} is a drawing (SVG), not a picture: use an SVG node for it.", name=name)
    return tr("{name} is not a picture that can be read.", name=name)


def _another() -> str:
    return tr("Choose a PNG or JPEG file.")


def _too_large(name: str) -> MediaError:
    return MediaError(
        tr("The picture {name} is too large.", name=name),
        hint=tr("Save it smaller: at most {count} million pixels.", count=MOST_PIXELS // 1_000_000),
    )
