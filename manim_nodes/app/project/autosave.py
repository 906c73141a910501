"""Keeps a recovery file of a session up while it has unsaved changes, and finds those that crashes left behind."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QObject, QTimer

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.profile import Profile
from manim_nodes.editing.session import DocumentChanged, Event, FileChanged, Session
from manim_nodes.graph.format_1 import migrations
from manim_nodes.library.catalogue import Library
from manim_nodes.workspace.recovery import (
    SUFFIX,
    Recovery,
    read_recovery,
    recovery_files,
    write_recovery,
)


class Autosave(QObject):
    """Writes the session's project to a recovery file a few seconds after it changed.

    A lock beside the file says to other programs that its owner lives; after a crash nobody holds it.

    Parameters
    ----------
    failed : called once in a row when a recovery file cannot be written
    """

    def __init__(
        self,
        session: Session,
        profile: Profile,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._profile = profile
        self._failed = failed
        self._has_failed = False
        self.file = profile.places.recovery / f"{uuid4()}{SUFFIX}"
        self._lock: QLockFile | None = None
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        self._unlisten = session.listen(self._follow)

    def close(self) -> None:
        """End it: the project is saved, or the user lets it go."""
        self._unlisten()
        self._timer.stop()
        self._background.close()
        self._drop()

    def _follow(self, event: Event) -> None:
        match event:
            case DocumentChanged(opened=True):
                self._timer.stop()
                self._background.run(self._drop)
            case DocumentChanged() if not self._timer.isActive():
                self._timer.start(round(self._profile.preferences.autosave_s * 1000))
            case FileChanged() if not self._session.is_modified:
                self._timer.stop()
                self._background.run(self._drop)

    def _write(self) -> None:
        if not self._session.is_modified:
            return
        session = self._session
        write = partial(write_recovery, is_own=session.trust.is_own)
        work = partial(self._write_now, partial(write, self.file, session.document, session.path))
        self._background.run(work, self._note_success, self._note_failure)

    def _write_now(self, write: Callable[[], None]) -> None:
        if self._lock is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _lock_of(self.file)
            self._lock.tryLock(0)
        write()

    def _drop(self) -> None:
        with suppress(OSError):
            self.file.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _note_success(self, _: None) -> None:
        self._has_failed = False

    def _note_failure(self, error: Exception) -> None:
        if not self._has_failed:
            self._failed(error)
        self._has_failed = True


def left_behind(folder: Path, library: Library) -> list[Recovery]:
    """Return what can be recovered of sessions whose program is no more, the latest first."""
    found = []
    for file in recovery_files(folder):
        lock = _lock_of(file)
        if not lock.tryLock(0):
            continue
        lock.unlock()
        recovery = read_recovery(file, migrations(library))
        if recovery is not None:
            found.append(recovery)
    return sorted(found, key=lambda each: each.written_at, reverse=True)


def _lock_of(file: Path) -> QLockFile:
    lock = QLockFile(f"{file}.lock")
    lock.setStaleLockTime(0)  # age says nothing: a session may be open for days
    return lock
