"""The pixels of frames for the screen: from memory at once, from disk by a thread."""

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from manim_nodes.app.kit.background import Background
from manim_nodes.render.preview.frames import Picture

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels

_log = logging.getLogger("manim_nodes.app")


def image_of(pixels: "Pixels") -> QImage:
    """Return an image of an array, (height, width, 4) uint8, RGBA, which it shares and must not outlive."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)


class FrameLoader(QObject):
    """Loads the pixels of the picture that was asked for last.

    Attributes
    ----------
    loaded : its pixels, or None where no picture is to be shown
    """

    loaded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._wanted: Picture | None = None

    def show(self, picture: Picture | None) -> None:
        """Emit the pixels of a picture as soon as they are there."""
        self._wanted = picture
        if picture is None:
            self.loaded.emit(None)
        elif picture.is_in_memory:
            self.loaded.emit(picture.pixels)
        elif not self._background.is_busy:
            self._load(picture)

    def close(self) -> None:
        """Load nothing more."""
        self._background.close()

    def _load(self, picture: Picture) -> None:
        self._background.run(
            lambda: picture.pixels, partial(self._give, picture), partial(self._miss, picture)
        )

    def _give(self, picture: Picture, pixels: object) -> None:
        # One that was overtaken is shown all the same: better late frames than none, as a film plays.
        self.loaded.emit(pixels)
        self._go_on(picture)

    def _miss(self, picture: Picture, error: Exception) -> None:
        _log.info("A frame is gone: %s", error)  # the user may empty the cache at any time
        self._go_on(picture)

    def _go_on(self, picture: Picture) -> None:
        wanted = self._wanted
        if wanted is not picture and wanted is not None and not wanted.is_in_memory:
            self._load(wanted)
