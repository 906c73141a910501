"""Another version of the picture, in the place of what the project shows now."""

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from manim_nodes.app.background import Background
from manim_nodes.app.player.film_file import frame_at
from manim_nodes.app.player.preview import Preview
from manim_nodes.app.profile import Profile
from manim_nodes.app.session import Session
from manim_nodes.render.frames import Picture


class Version(Enum):
    """What may be compared with."""

    SAVED = "saved"
    EXPORTED = "exported"


class Comparison(QObject):
    """Fetches the other version's picture at the playhead, wherever that goes.

    Attributes
    ----------
    version : what is compared with; None for nothing
    picture : what is to be seen; None for the project's own
    note : says what is to be seen
    """

    changed = Signal()

    def __init__(self, session: Session, preview: Preview, profile: Profile) -> None:
        super().__init__(preview)
        self._session, self._preview, self._profile = session, preview, profile
        self._background = Background(self)
        self.version: Version | None = None
        self.picture: Picture | None = None
        self.note = ""

    def begin(self, version: Version) -> None:
        """Show another version."""
        self.version = version
        self.fetch()

    def end(self) -> None:
        """Show the project as it is again."""
        if self.version is not None:
            self.version = None
            self._show("", None)

    def toggle(self, version: Version) -> None:
        """Show another version, or no longer."""
        if self.version is version:
            self.end()
        else:
            self.begin(version)

    def fetch(self) -> None:
        """Ask for the picture at the playhead anew."""
        if self.version is Version.SAVED:
            self._preview.ask_saved(lambda _, picture: self._take(Version.SAVED, picture))
        elif self.version is Version.EXPORTED:
            self._fetch_exported()

    def shut_down(self) -> None:
        """End."""
        self._background.close()

    def _fetch_exported(self) -> None:
        film = self._profile.memory.films.get(self._session.document.id)
        if film is None:
            self._show(self.tr("Not exported yet"), None)
        elif not self._background.is_busy:
            frame = self._preview.playhead
            work = partial(_read, Path(film), frame / self._preview.reel.fps)
            self._background.run(work, partial(self._take_exported, frame), self._tell_failure)

    def _take_exported(self, frame: int, picture: Picture) -> None:
        self._take(Version.EXPORTED, picture)
        if frame != self._preview.playhead:
            self.fetch()

    def _tell_failure(self, _: Exception) -> None:
        if self.version is Version.EXPORTED:
            self._show(self.tr("The last export is not there any more"), None)

    def _take(self, version: Version, picture: Picture | None) -> None:
        if version is self.version and picture is not None:
            is_saved = version is Version.SAVED
            self._show(self.tr("As saved") if is_saved else self.tr("As exported last"), picture)

    def _show(self, note: str, picture: Picture | None) -> None:
        self.note, self.picture = note, picture
        self.changed.emit()


def _read(film: Path, time_s: float) -> Picture:
    return Picture(frame_at(film, time_s))
