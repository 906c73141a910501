"""Small pictures of how each block ends, made in a thread when they are first to be seen."""

import weakref
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from manim_nodes.app.kit.background import Background
from manim_nodes.app.timeline.film_snapshot import Film
from manim_nodes.app.timeline.schedule import Block, Status
from manim_nodes.render.preview.frames import Picture

_SIZE = QSize(240, 135)
_MAX_COUNT = 300

_Key = tuple[str, int]


class Thumbnails(QObject):
    """Keeps the last picture of each block; until there is a new one, that of the version before.

    Attributes
    ----------
    changed : another picture is there
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pixmaps: dict[_Key, QPixmap] = {}
        self._pictures: dict[_Key, weakref.ref[Picture]] = {}
        self._background = Background(self)

    def get(self, block: Block, film: Film) -> QPixmap | None:
        """Return how a block ends, as far as it is known; ask for it otherwise."""
        key = block.node_id, block.round
        if block.last_frame is not None and block.status is Status.DRAWN:
            picture = film.picture(block.last_frame)
            known = self._pictures.get(key)
            if picture is not None and (known is None or known() is not picture):
                self._pictures[key] = weakref.ref(picture)
                self._background.run(
                    partial(_scaled_down, picture), partial(self._keep, key), _ignore_failure
                )
        return self._pixmaps.get(key)

    def clear(self) -> None:
        """Forget all pictures."""
        self._pixmaps.clear()
        self._pictures.clear()

    def close(self) -> None:
        """End the thread."""
        self._background.close()

    def _keep(self, key: _Key, image: QImage) -> None:
        if key not in self._pictures:
            return
        if len(self._pixmaps) >= _MAX_COUNT:
            oldest = next(iter(self._pixmaps))
            del self._pixmaps[oldest]
            self._pictures.pop(oldest, None)
        self._pixmaps[key] = QPixmap.fromImage(image)
        self.changed.emit()


def _scaled_down(picture: Picture) -> QImage:
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return image.scaled(
        _SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _ignore_failure(_: Exception) -> None:
    """Do without the picture: the store of frames may have lost the file."""
