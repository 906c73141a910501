"""The user's preferences and the state of the app: one holder for all windows, saved by itself."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from manim_nodes.app.kit.background import Background
from manim_nodes.workspace.places import Places
from manim_nodes.workspace.preferences import Preferences, load_preferences, save_preferences
from manim_nodes.workspace.state import AppState, load_state, save_state

_SAVE_AFTER_MS = 500

_log = logging.getLogger("manim_nodes.app")


class Profile(QObject):
    """Holds both, and emits a signal when one changes.

    Attributes
    ----------
    faults : what was wrong with the preferences file, in sentences
    """

    preferences_changed = Signal()
    state_changed = Signal()

    def __init__(self, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places = places
        self.preferences, self.faults = load_preferences(places.preferences)
        self.state = load_state(places.memory)
        self._unsaved: dict[str, Callable[[], None]] = {}
        self._background = Background(self)
        self._timer = QTimer(self, interval=_SAVE_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._save)

    @property
    def exports(self) -> Path:
        """Return where films go, unless the user says otherwise for one."""
        chosen = self.preferences.exports_folder
        return Path(chosen).expanduser() if chosen else self.places.exports

    def files_folder(self, folder: Path | None) -> Path:
        """Return where a file dialog begins: beside the project, or where projects usually are, which is made."""
        if folder is not None:
            return folder
        # Else the dialog shows whatever folder the program runs in.
        self.places.projects.mkdir(parents=True, exist_ok=True)
        return self.places.projects

    def change_preferences(self, **changes: object) -> None:
        """Change some preferences.

        Raises
        ------
        pydantic.ValidationError : a value is out of its bounds
        """
        values = {**self.preferences.model_dump(), **changes}
        self.preferences = Preferences.model_validate(values)
        self._unsaved["preferences"] = partial(
            save_preferences, self.preferences, self.places.preferences
        )
        self._timer.start()
        self.preferences_changed.emit()

    def change_state(self, **changes: object) -> None:
        """Change some fields of what is kept between runs."""
        self._set_state(self.state.model_copy(update=changes))

    def add_recent(
        self, field: Literal["recent_projects", "recent_types", "recent_colors"], new: str
    ) -> None:
        """Put what was just used before what was used earlier."""
        self._set_state(self.state.with_recent(field, new))

    def close(self) -> None:
        """Save what is not saved yet."""
        self._timer.stop()
        self._background.close()
        for save in self._unsaved.values():
            _log_failure_of(save)
        self._unsaved.clear()

    def _set_state(self, state: AppState) -> None:
        self.state = state
        self._unsaved["state"] = partial(save_state, state, self.places.memory)
        self._timer.start()
        self.state_changed.emit()

    def _save(self) -> None:
        for save in self._unsaved.values():
            self._background.run(partial(_log_failure_of, save))
        self._unsaved.clear()


def _log_failure_of(save: Callable[[], None]) -> None:
    try:
        save()
    except Exception:  # noqa: BLE001 (the app goes on without)
        _log.exception("Settings could not be saved.")
