"""Pictures from files, read in a thread when they are first asked for."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.images import read_image
from manim_nodes.app.kit.smooth_picture import draw_smoothly

_Key = tuple[Path, int]
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class ImageLoader(QObject):
    """Returns pictures as soon as they are read.

    Attributes
    ----------
    loaded : a picture that was asked for, and was not there yet, is there now
    """

    loaded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pixmaps: dict[_Key, QPixmap | None] = {}
        self._background = Background(self)

    def get(self, path: Path, width: int) -> QPixmap | None:
        """Return the picture at ``path``, ``width`` pixels wide at most; None if it is not there (yet)."""
        key = (path, width)
        if key not in self._pixmaps:
            self._pixmaps[key] = None
            self._background.run(partial(read_image, path, width), partial(self._keep, key))
        return self._pixmaps[key]

    def close(self) -> None:
        """End reading."""
        self._background.close()

    def _keep(self, key: _Key, image: QImage) -> None:
        if not image.isNull():
            self._pixmaps[key] = QPixmap.fromImage(image)
            self.loaded.emit(key[0])


def draw_picture(painter: QPainter, picture: QPixmap, frame: QRectF, radius: float) -> None:
    """Draw as much of the middle of ``picture`` as fills ``frame``, its corners rounded."""
    source = QRectF(picture.rect())
    part = QRectF(0, 0, *frame.size().scaled(source.size(), _KEEP).toTuple())
    part.moveCenter(source.center())
    outline = QPainterPath()
    outline.addRoundedRect(frame, radius, radius)
    painter.save()
    painter.setClipPath(outline)
    draw_smoothly(painter, frame, picture, part)
    painter.restore()
