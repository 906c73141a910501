"""What a project calls its files, and which of them it may read."""

from pathlib import Path

from manim_nodes.editing.session import Session
from manim_nodes.graph.parameter_rules import file_path, leads_outside


class ProjectFileNames:
    """The files of a session's project, whichever it is at the moment."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def folder(self) -> Path | None:
        """Return the folder that names are relative to, if the project has one."""
        return self._session.folder

    def name_of(self, path: Path) -> str:
        """Return what the project calls a file: relative to its folder, if the file is inside."""
        folder = self.folder
        if folder is not None and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
        return str(path)

    def allow(self, name: str) -> None:
        """Let the project read the file of this name, which the user has chosen or typed."""
        path = file_path(name, self.folder)
        if path is not None and leads_outside(name, self.folder):
            self._session.allow(files=frozenset({path}))

    def readable(self, name: str) -> Path | None:
        """Return the file of a name; None if it is no file's, or must not be read."""
        path, files = file_path(name, self.folder), self._session.trust.files
        if path is None or files is None or not leads_outside(name, self.folder):
            return path
        return path if path in files else None
