"""What a window does with project files: open, save, notice what others change, ask before anything is lost."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.versions_page import VersionsPage
from manim_nodes.document.edits import rename_document
from manim_nodes.document.embedded import MEDIA_SUFFIXES
from manim_nodes.document.files import (
    has_project_inside,
    is_same_file,
    load_document,
    save_document,
)
from manim_nodes.document.model import MAX_NAME_LENGTH, Document, new_document
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import NO_TRUST, OWN_TRUST, Trust, file_digest, known_trust
from manim_nodes.errors import ManimNodesError
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.problems import Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root
from manim_nodes.workspace.recovery import Recovery
from manim_nodes.workspace.versions import keep_version, versions_of

_log = logging.getLogger("manim_nodes.app")

SUFFIX = ".mnodes"
_SETTLE_MS = 300


class OpenCopy(Protocol):
    """Opens a project in a window of its own, with no file yet, as the user's own or a stranger's."""

    def __call__(self, document: Document, *, is_own: bool) -> object: ...


def _open_nothing(document: Document, *, is_own: bool) -> None:
    """Open no window, where there is none but this one."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    document: Document
    bytes: bytes


class ProjectFiles(QObject):
    """The file side of one window's session.

    Parameters
    ----------
    notices : where the user reads what happens
    opened : called when another project is in the session
    is_open_elsewhere : whether another window shows this file
    open_copy : opens a project in a window of its own, with no file yet
    """

    def __init__(
        self,
        session: Session,
        profile: Profile,
        notices: Notices,
        window: QWidget,
        opened: Callable[[], object],
        *,
        is_open_elsewhere: Callable[[Path], bool] = lambda _: False,
        open_copy: OpenCopy = _open_nothing,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._profile = profile
        self._notices = notices
        self._window = window
        self._opened = opened
        self._is_open_elsewhere = is_open_elsewhere
        self._open_copy = open_copy
        self._opening: Path | None = None  # what is being read
        self._first_name = session.document.name  # as it came, not as the user called it
        self._background = Background(self)
        # What the file held when it was last read or written here; None where it may hold anything.
        self._written: bytes | None = b""
        self._seen: bytes | None = b""  # what it held when it was last looked at
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._note_outside_change)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._look_at_file)

    @property
    def is_busy(self) -> bool:
        """Return whether a file is being read or written."""
        return self._background.is_busy

    def is_opening(self, path: Path) -> bool:
        """Return whether the project at ``path`` is being read."""
        return self._opening is not None and is_same_file(self._opening, path)

    def close(self) -> None:
        """Stop watching, and let go of what has not begun."""
        self._settle.stop()
        self._background.close()

    # opening

    def new(self, *, template: Document | None = None, is_own: bool = True) -> None:
        """Begin a project in this window, empty or with all that a template holds.

        Parameters
        ----------
        is_own : the template may be trusted not to be hostile
        """
        name = template.name if template else tr("Untitled")
        document = new_document(name, template=template)
        self._use(document, None, b"", OWN_TRUST if is_own else NO_TRUST)

    def use_template(self, path: Path) -> None:
        """Begin a project with what the template at ``path`` holds."""
        self.read_template(path, lambda document: self.use_project(document, path))

    def use_project(self, project: Document, path: Path) -> None:
        """Begin a project with what the template at ``path`` has become."""
        is_ours = path.is_relative_to(data_root())  # others may come from anywhere
        self.new(template=project, is_own=is_ours)

    def read_template(
        self,
        path: Path,
        take: Callable[[Document], object],
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Read what a template holds, and give it to ``take``.

        Parameters
        ----------
        failed : is told why it cannot be read; without it the window says so
        """

        def show_failure(error: Exception) -> None:
            if failed is not None and isinstance(error, ManimNodesError | OSError):
                failed(str(error))
            else:
                self._show_failure(tr("This template cannot be opened."), error)

        self._background.run(
            partial(load_document, path, migrations=migrations(self._session.library)),
            take,
            show_failure,
        )

    def open(self, path: Path) -> None:
        """Read a project into this window; a file that cannot be read leaves it as it is."""
        self._opening = path
        self._background.run(
            partial(_load, path, self._session.library),
            partial(self._take_loaded, path),
            partial(self._show_failure, tr("The project cannot be opened.")),
        )

    def recover(self, recovery: Recovery) -> None:
        """Take up what a crash left of a project, as unsaved changes, or as a step where there are others."""
        document, path = recovery.document, recovery.path
        if self._session.is_modified and self._session.path is not None:
            if self._session.trust.is_own and not recovery.is_own:
                self._open_copy(document, is_own=False)
            else:
                self._go_back_to(document)
            return
        trust = replace(known_trust(self._profile.state, document), is_own=recovery.is_own)
        self._notices.forget_project()
        self._written = self._seen = b""  # until it is known whether the file was written since
        self._session.open(document, path=path, trust=trust)
        self._session.mark_unsaved()
        self._watch(path)
        self._first_name = recovery.document.name
        self._opened()
        if path is not None:
            self._background.run(
                partial(_bytes_before, path, recovery.written_at), self._note_before_crash
            )

    def _note_before_crash(self, data: bytes | None) -> None:
        if data is not None:
            self._written = self._seen = data

    # earlier versions

    def show_versions(self) -> None:
        """List the versions of the project that were saved earlier."""
        VersionsPage(
            versions_of(self._profile.places.versions, self._session.document.id),
            go_back=partial(self._use_version, self._go_back_to),
            open_copy=lambda file, moment: self._use_version(
                partial(self._open_version, moment), file
            ),
            parent=self._window,
        ).open()

    def _use_version(self, use: Callable[[Document], object], file: Path) -> None:
        self._background.run(
            partial(load_document, file, migrations=migrations(self._session.library)),
            use,
            partial(self._show_failure, tr("This version cannot be opened.")),
        )

    def _go_back_to(self, document: Document) -> None:
        now = self._session.document
        kept = {"id": now.id, "created_at": now.created_at, "updated_at": now.updated_at}
        self._session.go_to(())
        self._session.edit(
            lambda _: document.model_copy(update=kept),
            label=tr("go back to an earlier version"),
            brings=True,
        )

    def _open_version(self, moment: str, document: Document) -> None:
        name = tr("{name}, {moment}", name=document.name, moment=moment)[:MAX_NAME_LENGTH]
        self._open_copy(new_document(name, template=document), is_own=self._session.trust.is_own)

    def choose_and_open(self, opener: Callable[[Path], object]) -> None:
        """Ask which files to open, and call ``opener`` with each."""
        folder = self._profile.files_folder(self._session.folder)
        names, _ = QFileDialog.getOpenFileNames(
            self._window, tr("Open project"), str(folder), ";;".join(self._open_filters())
        )
        for name in names:
            opener(Path(name))

    def _take_loaded(self, path: Path, loaded: _Loaded) -> None:
        self._opening = None
        if has_project_inside(path):
            self._take_from_inside(loaded.document)
            return
        trust = known_trust(self._profile.state, loaded.document, loaded.bytes)
        self._use(loaded.document, path, loaded.bytes, trust)
        self._profile.add_recent("recent_projects", str(path.resolve()))

    def _take_from_inside(self, document: Document) -> None:
        """Take up the project inside a film: somebody's, of which nothing is allowed, and without a file of its own."""
        self._notices.forget_project()
        self._written = self._seen = None
        self._session.open(document, path=None, trust=NO_TRUST)
        self._session.mark_unsaved()
        self._watch(None)
        self._opened()

    def adopt(self) -> None:
        """Count the project as the user's own from now on."""
        self._session.adopt()
        if self._written and self._session.path is not None:
            self._keep_as_own(self._session.document, self._written)

    def _keep_as_own(self, document: Document, data: bytes, over: bytes | None = None) -> None:
        """Know a project as the user's own when it is opened again.

        Parameters
        ----------
        data : what its file holds
        over : what it held before
        """
        state = self._profile.state.with_own_file(
            document.id, file_digest(data), over=file_digest(over or b"")
        )
        self._profile.change_state(own_files=state.own_files)

    def _use(self, document: Document, path: Path | None, data: bytes, trust: Trust) -> None:
        self._notices.forget_project()
        self._written = self._seen = data
        self._first_name = document.name
        self._session.open(document, path=path, trust=trust)
        self._watch(path)
        self._opened()

    # saving

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Write the project to its file, asking for one if it has none; ``then`` is called once it is written."""
        if self._session.path is None:
            self.save_as(then)
        else:
            self._save_to(self._session.path, then, over=self._written)

    def save_as(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask for a file, and write the project to it, which is called like the file from then on."""
        session = self._session
        name = session.path.name if session.path is not None else session.document.name + SUFFIX
        path = self._ask_where(name, self._filter())
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(SUFFIX)
        if self._is_open_elsewhere(path):
            text = tr("{name} is open in another window. Choose another name.", name=path.name)
            self._notices.put("save", text, Severity.WARNING)
            return
        self._name_after(path)
        self._save_to(path, then)

    def _name_after(self, path: Path) -> None:
        name = path.stem[:MAX_NAME_LENGTH]
        before = self._session.document.name
        if not name or name == before:
            return
        old = self._session.path
        has_own_name = before not in (self._first_name if old is None else old.stem, tr("Untitled"))
        if not has_own_name or self._asks_to_rename(before, name):
            self._session.edit(
                lambda document: rename_document(document, name), label=tr("rename the project")
            )

    def _asks_to_rename(self, before: str, name: str) -> bool:
        box = QMessageBox(self._window)
        box.setObjectName("rename")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("The name of the project"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Is the project called “{name}” from now on?", name=name))
        box.setInformativeText(tr("Exports are called like the project."))
        rename = box.addButton(tr("Call it “{name}”", name=name), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Keep “{name}”", name=before), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(rename)
        box.exec()
        return box.clickedButton() is rename

    def save_text(self, text: str, name: str) -> None:
        """Ask for a file, and write a text to it, such as the script."""
        path = self._ask_where(name, tr("Python (*.py)"))
        if path is not None:
            path = path if path.suffix else path.with_suffix(".py")
            self._background.run(
                partial(path.write_text, text, encoding="utf-8"),
                failed=partial(self._show_failure, tr("The file cannot be written.")),
            )

    def _ask_where(self, name: str, kinds: str) -> Path | None:
        start = self._profile.files_folder(self._session.folder) / name
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("Save as"), str(start), kinds)
        return Path(chosen) if chosen else None

    def _save_to(
        self, path: Path, then: Callable[[], object], *, over: bytes | None = None
    ) -> None:
        """Write the project to a file.

        Parameters
        ----------
        over : what the file may hold now, or it is asked first; None where the user has chosen to write over it
        """
        document = self._session.document
        self._stop_watching()
        self._background.run(
            partial(_save, document, path, over, self._keeper(document.id)),
            partial(self._note_saved, document, path, then),
            partial(self._show_failure, tr("The project could not be saved."), name="save"),
        )

    def _keeper(self, project_id: str) -> Callable[[bytes], object]:
        """Return what keeps a version of the project; where that fails, the project is saved nevertheless."""
        versions = self._profile.places.versions
        most = self._profile.preferences.versions_kept

        def keep(data: bytes) -> None:
            try:
                keep_version(versions, project_id, data, most=most)
            except OSError as error:
                _log.warning("No version could be kept: %s", error)

        return keep

    def _note_saved(
        self, document: Document, path: Path, then: Callable[[], object], written: bytes | None
    ) -> None:
        if written is None:
            self._watch(path)
            self._ask_before_writing_over(path, then)
            return
        if self._session.trust.is_own and self._session.document.id == document.id:
            is_same_file = path == self._session.path
            self._keep_as_own(document, written, self._written if is_same_file else None)
        self._written = self._seen = written
        self._notices.remove("save")
        self._notices.remove("changed")
        self._session.mark_saved(document, path)
        self._profile.add_recent("recent_projects", str(path.resolve()))
        self._watch(path)
        then()

    def _ask_before_writing_over(self, path: Path, then: Callable[[], object]) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("changed")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("The file was changed"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("{name} was changed by another program. Write over it?", name=path.name))
        box.setInformativeText(tr("What the other program has written there would be lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Cancel)
        box.button(buttons.Save).setText(tr("Write over it"))
        box.button(buttons.Cancel).setText(tr("Leave it as it is"))
        box.setDefaultButton(buttons.Cancel)
        if box.exec() == buttons.Save:
            self._save_to(path, then)
        else:
            self._look_at_file()

    # what others do to the file

    def _watch(self, path: Path | None) -> None:
        self._stop_watching()
        if path is not None:
            self._watcher.addPath(str(path))

    def _stop_watching(self) -> None:
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)

    def _note_outside_change(self, _: str) -> None:
        self._settle.start()  # writers may remove a file before they put another in its place

    def _look_at_file(self) -> None:
        path = self._session.path
        if path is None:
            return
        self._background.run(partial(_bytes_of, path), partial(self._judge, path))

    def _judge(self, path: Path, data: bytes | None) -> None:
        if path != self._session.path or data in (self._written, self._seen):
            self._watch(self._session.path)
            return
        self._seen = data
        if data is None:
            text = tr("{name} was moved or removed by another program.", name=path.name)
            self._notices.put("changed", text, Severity.WARNING, [(tr("Save again"), self.save)])
            return
        self._watch(path)
        text = tr("{name} was changed by another program.", name=path.name)
        self._notices.put(
            "changed",
            text,
            Severity.WARNING,
            [
                (tr("Read it again"), partial(self.open, path)),
                (tr("Keep mine"), partial(self._keep_mine, data)),
            ],
        )

    def _keep_mine(self, theirs: bytes) -> None:
        self._written = theirs  # to be written over
        self._session.mark_unsaved()

    # asking

    def ask_before_losing(self, go_on: Callable[[], object]) -> bool:
        """Go on at once if nothing would be lost; else ask whether to save first.

        Returns
        -------
        whether ``go_on`` was called at once
        """
        if not self._session.is_modified:
            go_on()
            return True
        answer = self._question().exec()
        if answer == QMessageBox.StandardButton.Save:
            self.save(go_on)
        elif answer == QMessageBox.StandardButton.Discard:
            go_on()
            return True
        return False

    def _question(self) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setObjectName("unsaved")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Unsaved changes"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Save the changes to {name}?", name=self._session.document.name))
        box.setInformativeText(tr("Otherwise they are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.button(buttons.Discard).setText(tr("Do not save"))
        box.button(buttons.Cancel).setText(tr("Keep working"))
        box.setDefaultButton(buttons.Save)
        return box

    def _show_failure(self, what: str, error: Exception, name: str = "open") -> None:
        self._opening = None
        if not isinstance(error, ManimNodesError | OSError):
            raise error
        self._notices.put(name, f"{what} {error}", Severity.ERROR)
        self._watch(self._session.path)

    def _open_filters(self) -> list[str]:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(MEDIA_SUFFIXES))
        return [
            self._filter(),
            tr("Films and pictures with a project inside ({kinds})", kinds=kinds),
        ]

    def _filter(self) -> str:
        return tr("manim-nodes projects (*{suffix})", suffix=SUFFIX)


def _load(path: Path, library: Library) -> _Loaded:
    document = load_document(path, migrations=migrations(library))
    return _Loaded(document, b"" if has_project_inside(path) else path.read_bytes())


def _save(
    document: Document, path: Path, over: bytes | None, keep: Callable[[bytes], object]
) -> bytes | None:
    """Save, and return what the file then holds; None if it holds what it should not, and was left alone."""
    if over is not None and _bytes_of(path) not in (over, None):
        return None
    save_document(document, path)
    written = path.read_bytes()
    keep(written)
    return written


def _bytes_before(path: Path, moment: datetime) -> bytes | None:
    """Return what a file holds if it was not written after a moment; what was, is not written over unasked."""
    try:
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
    return _bytes_of(path) if written_at <= moment else None


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def dropped_projects(urls: Sequence[str]) -> list[Path]:
    """Return, of what was dropped, project files, and films and pictures, which may have a project inside."""
    paths = list(map(Path, urls))
    return [path for path in paths if path.suffix == SUFFIX or has_project_inside(path)]
