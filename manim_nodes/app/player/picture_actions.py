"""What can be done with the picture that is shown: it is copied and saved."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.playback import Playback
from manim_nodes.editing.session import Session
from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr, tr_later

_NO_PICTURE = tr_later("There is no picture yet.")


class FrameNotSavedError(ManimNodesError):
    """A frame cannot be written to where the user said."""


class PictureActions(QObject):
    """Copies and saves the picture.

    Attributes
    ----------
    error : why the last picture could not be saved; None if it was
    changed : `error` is another
    """

    changed = Signal()

    def __init__(
        self, session: Session, view: FilmView, playback: Playback, profile: Profile
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._playback, self._profile = session, view, playback, profile
        self._background = Background(self)
        self.error: Exception | None = None

    def close(self) -> None:
        """Save nothing more."""
        self._background.close()

    @property
    def points_at_picture(self) -> bool:
        """Return whether the mouse is on the picture."""
        return self._view.point is not None

    @property
    def has_picture(self) -> bool:
        """Return whether there is a picture."""
        return not self._view.is_empty

    # Its menu only tells the key: with the mouse on that, it is not on the picture.
    @command(
        "player.copy_point",
        tr_later("Copy the point under the mouse"),
        ("P",),
        menu="Play",
        help=tr_later("Copies its coordinates in the scene."),
        is_enabled=lambda actions: actions.points_at_picture,
        needs=tr_later("Point at the picture, and press the key."),
    )
    def copy_point(self) -> None:
        """Copy the coordinates under the mouse."""
        if self._view.point is not None:
            text = f"({self._view.point.x():.2f}, {self._view.point.y():.2f}, 0)"
            QGuiApplication.clipboard().setText(text)

    @command(
        "player.copy_frame",
        tr_later("Copy the frame"),
        ("Ctrl+C",),
        menu="Play",
        is_enabled=lambda actions: actions.has_picture,
        needs=_NO_PICTURE,
    )
    def copy_frame(self) -> None:
        """Copy the picture."""
        if not self._view.is_empty:
            QGuiApplication.clipboard().setImage(self._view.image)

    @command(
        "player.save_frame",
        tr_later("Save the frame as PNG…"),
        panel="",
        menu="Play",
        is_enabled=lambda actions: actions.has_picture,
        needs=_NO_PICTURE,
    )
    def save_frame(self) -> None:
        """Ask where to, and save the picture."""
        if self._view.is_empty:
            return
        name = f"{self._session.document.name} {self._playback.frame}.png"
        start = str(self._profile.exports / name)
        path, _ = QFileDialog.getSaveFileName(
            self._view, tr("Save the frame"), start, tr("PNG pictures (*.png)")
        )
        if path:
            file = path if path.lower().endswith(".png") else f"{path}.png"
            self._fail(None)
            self._background.run(partial(_save, self._view.image, file), failed=self._fail)

    def _fail(self, error: Exception | None) -> None:
        self.error = error
        self.changed.emit()


def _save(image: QImage, path: str) -> None:
    if not image.save(path):
        raise FrameNotSavedError(
            tr("The frame cannot be saved."),
            where=path,
            hint=tr("Check the folder and the disk."),
        )
