"""The folder for frames that do not fit in memory, and the removal of those that nobody uses any more."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.profile import Profile
from manim_nodes.workspace.cleanup import (
    keep_preview_folder,
    make_preview_folder,
    remove_old_previews,
)
from manim_nodes.workspace.places import WorkspaceError

_EVERY_MS = 10 * 60 * 1000

_log = logging.getLogger("manim_nodes.app")


class PreviewFolder(QObject):
    """Keeps the folder of this session, and removes old ones at start and every ten minutes.

    Attributes
    ----------
    path : where frames may go; it is not there if it cannot be made
    """

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self.path = self._make()
        self._background = Background(self)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.clean_up)
        self._timer.start()
        self.clean_up()

    def clean_up(self) -> None:
        """Remove what is old, in a thread."""
        previews = self._profile.places.previews
        age = timedelta(hours=self._profile.preferences.preview_keep_h)
        self._background.run(lambda: _clean_up(previews, self.path, age))

    def close(self) -> None:
        """Stop removing."""
        self._timer.stop()
        self._background.close()

    def _make(self) -> Path:
        try:
            return make_preview_folder(self._profile.places.previews)
        except WorkspaceError as error:
            _log.warning("%s", error)
            return self._profile.places.previews / "none"


def _clean_up(previews: Path, own: Path, age: timedelta) -> None:
    keep_preview_folder(own)
    remove_old_previews(previews, age=age, now=datetime.now(UTC))
