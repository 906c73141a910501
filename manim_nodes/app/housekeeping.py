"""What the app made and nobody needs any more: removed where the user wants that, warned of where it grows large."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.profile import Profile
from manim_nodes.atomic import remove_abandoned_parts
from manim_nodes.workspace.cleanup import quota_warning, remove_old_exports

_EVERY_MS = 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class _Cleaned:
    gone: dict[str, int]
    warning: str | None


class Housekeeping(QObject):
    """Checks at start and every hour, in a thread.

    Parameters
    ----------
    warn : called once, when the app's files take more than the user wants
    """

    def __init__(
        self, profile: Profile, warn: Callable[[str], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._profile, self._warn = profile, warn
        self._has_warned = False
        self._background = Background(self)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Check now, and every hour from now on."""
        self._timer.start()
        self.check()

    def check(self) -> None:
        """Remove what is old, and measure what is there."""
        profile = self._profile
        exports = dict(profile.state.exports)
        written_to = {Path(path).parent for path in (*exports, *profile.state.recent_projects)}

        def clean() -> _Cleaned:
            remove_abandoned_parts({profile.exports, profile.places.recovery, *written_to})
            return _clean(profile, exports)

        self._background.run(clean, self._finish)

    def close(self) -> None:
        """Stop."""
        self._timer.stop()
        self._background.close(timeout_ms=0)  # nothing is left half done

    def _finish(self, found: _Cleaned) -> None:
        if found.gone:
            kept = {
                path: written
                for path, written in self._profile.state.exports.items()
                if found.gone.get(path) != written
            }
            self._profile.change_state(exports=kept)
        if found.warning and not self._has_warned:
            self._has_warned = True
            self._warn(found.warning)


def _clean(profile: Profile, exports: dict[str, int]) -> _Cleaned:
    places, preferences = profile.places, profile.preferences
    if preferences.export_keep_days is not None:
        age = timedelta(days=preferences.export_keep_days)
        paths = {Path(path): written for path, written in exports.items()}
        remove_old_exports(paths, age=age, now=datetime.now(UTC))
    gone = {path: written for path, written in exports.items() if not os.path.lexists(path)}
    folders = places.previews, places.typeset, places.films, profile.exports
    return _Cleaned(gone, quota_warning(folders, quota_gb=preferences.storage_quota_gb))
