"""Another version of the picture, in the place of what the project shows now."""

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.preview import Preview
from manim_nodes.codegen.script import Script
from manim_nodes.editing.session import Session
from manim_nodes.render.media.videos import video_picture_at
from manim_nodes.render.preview.frames import Picture
from manim_nodes.translation import tr, tr_later


class Version(Enum):
    """What the picture may be compared with."""

    SAVED = "saved"
    EXPORTED = "exported"


def _shows(version: Version, comparison: "Comparison") -> bool:
    return comparison.version is version


class Comparison(QObject):
    """Fetches the other version's picture at the playhead, wherever that goes.

    Attributes
    ----------
    version : what is compared with; None for nothing
    picture : what is to be seen; None for the project's own
    note : which version is to be seen, for the user
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

    @command_family(
        command(
            f"player.compare_{version.value}",
            title,
            menu="View/Player",
            is_checked=partial(_shows, version),
            arguments={"version": version},
        )
        for version, title in (
            (Version.SAVED, tr_later("As saved last (hold C)")),
            (Version.EXPORTED, tr_later("As exported last (hold Shift+C)")),
        )
    )
    def toggle(self, version: Version) -> None:
        """Show another version, or no longer."""
        if self.version is version:
            self.end()
        else:
            self.begin(version)

    def fetch(self) -> None:
        """Ask for the picture at the playhead anew."""
        if self.version is Version.SAVED:
            self._preview.ask_saved(partial(self._take_saved, self._session.document.id))
        elif self.version is Version.EXPORTED:
            self._fetch_exported()

    def close(self) -> None:
        """End."""
        self._background.close()

    def _take_saved(self, project: str, _: Script | None, picture: Picture | None) -> None:
        if self.version is Version.SAVED and project == self._session.document.id and picture:
            self._show(tr("As saved"), picture)

    @property
    def _film(self) -> str | None:
        return self._profile.state.films.get(self._session.document.id)

    def _fetch_exported(self) -> None:
        film, frame = self._film, self._preview.playhead
        if film is None:
            self._show(tr("Not exported yet"), None)
        elif not self._background.is_busy:
            self._background.run(
                partial(_read, Path(film), frame / self._preview.timeline.fps),
                partial(self._take_exported, film, frame),
                lambda _: self._take_exported(film, frame, None),
            )

    def _take_exported(self, film: str, frame: int, picture: Picture | None) -> None:
        if self.version is not Version.EXPORTED:
            return
        if film == self._film:
            gone = tr("The last export is not there any more")
            self._show(tr("As exported last") if picture else gone, picture)
        if (film, frame) != (self._film, self._preview.playhead):
            self.fetch()

    def _show(self, note: str, picture: Picture | None) -> None:
        self.note, self.picture = note, picture
        self.changed.emit()


def _read(film: Path, time_s: float) -> Picture:
    return Picture(video_picture_at(film, time_s))
