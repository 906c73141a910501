"""Pictures from files for the app: all come from where those of films do, and nothing else here opens one."""

from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from manim_nodes.render.media.drawings import convert_drawing
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.pictures import small_frames, small_picture

_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_MOST = 4096


def read_image(path: Path, width: int, height: int = _MOST) -> QImage:
    """Return a picture or drawing, upright and no larger than asked; a null image if it cannot be read."""
    try:
        if path.suffix.lower() == ".svg":
            return _drawing(path, QSize(width, height))
        return _image(*small_picture(path, width, height))
    except (MediaError, OSError, ValueError):
        return QImage()


def read_frames(path: Path, width: int, height: int = _MOST) -> list[tuple[QImage, int]]:
    """Return the frames of a moving picture, each with its milliseconds; none if it cannot be read."""
    try:
        return [
            (_image(wide, high, pixels), ms)
            for wide, high, pixels, ms in small_frames(path, width, height)
        ]
    except (MediaError, OSError, ValueError):
        return []


def _image(width: int, height: int, pixels: bytes) -> QImage:
    return QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _drawing(path: Path, most: QSize) -> QImage:
    source = BytesIO()
    convert_drawing(path, source)
    buffer = QBuffer()
    buffer.setData(QByteArray(source.getvalue()))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    if not reader.size().isValid():
        return QImage()
    reader.setScaledSize(reader.size().scaled(most, _KEEP))
    return reader.read()
