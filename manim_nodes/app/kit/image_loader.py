"""Pictures from files, read in a thread when they are first asked for."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.images import read_image
from manim_nodes.app.kit.smooth_picture import draw_smoothly

_Key = tuple[Path, int]
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_MOST_KEPT = 200
_MOST_WAITING = 60
"""More are not in sight at once: what was asked for before them is not seen any more."""


class ImageLoader(QObject):
    """Returns pictures as soon as they are read: first those that were asked for last, since these are seen.

    Attributes
    ----------
    loaded : a picture that was asked for, and was not there yet, is there now
    """

    loaded = Signal(object)

    def __init__(self, parent: QObject | None = None, *, most_kept: int = _MOST_KEPT) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._newest: dict[Path, QPixmap] = {}
        self._waiting: dict[_Key, None] = {}
        self._most_kept = most_kept
        self._background = Background(self)

    def get(self, path: Path, width: int) -> QPixmap | None:
        """Return the picture at ``path``, ``width`` pixels wide at most; None if it is not there (yet).

        Until it is read in this size, it may be of another.
        """
        key = (path, width)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting.pop(key, None)
        self._waiting[key] = None
        if len(self._waiting) > _MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        if not self._background.is_busy:
            self._read_next()
        return self._newest.get(path)

    def read_anew(self) -> None:
        """Read each picture again the next time, since it may be another one; what is there is shown until then."""
        self._kept.clear()

    def close(self) -> None:
        """End reading."""
        self._waiting.clear()
        self._background.close()

    def _read_next(self) -> None:
        if self._waiting:
            key, _ = self._waiting.popitem()
            self._background.run(partial(read_image, *key), partial(self._keep, key))

    def _keep(self, key: _Key, image: QImage) -> None:
        path, _ = key
        self._newest.pop(path, None)
        picture = self._kept[key] = None if image.isNull() else QPixmap.fromImage(image)
        if picture is not None:
            self._newest[path] = picture
        if len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)
        if len(self._newest) > self._most_kept:
            del self._newest[next(iter(self._newest))]
        if picture is not None:
            self.loaded.emit(path)
        self._read_next()


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
