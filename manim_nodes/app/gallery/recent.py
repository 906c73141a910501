"""The projects that were open last: which there are, and how they are listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.translation import tr

AnyIndex = QModelIndex | QPersistentModelIndex
PROJECT = Qt.ItemDataRole.UserRole

_ROOT = QModelIndex()
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project file as it was found.

    Parameters
    ----------
    saved : when it was written last, in local time; None if it is not there any more
    """

    path: Path
    saved: datetime | None

    @property
    def folder(self) -> str:
        """Return the folder, from the user's home on."""
        folder = self.path.parent
        home = Path.home()
        if not folder.is_relative_to(home):
            return str(folder)
        return "/".join(("~", *folder.relative_to(home).parts))

    @property
    def when(self) -> str:
        """Return when it was saved."""
        if self.saved is None:
            return tr("not found")
        return QLocale().toString(QDateTime(self.saved), QLocale.FormatType.ShortFormat)


def look_up(paths: Sequence[str]) -> list[RecentProject]:
    """Find out which projects are still there; may take long on a network's disk."""
    return [RecentProject(path, _saved(path)) for path in map(Path, paths)]


def _saved(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 (as the user's clock says it)
    except OSError:
        return None


class RecentProjects(QAbstractListModel):
    """The projects, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projects: Sequence[RecentProject] = ()

    def show(self, projects: Sequence[RecentProject]) -> None:
        """Hold these projects from now on."""
        self.beginResetModel()
        self._projects = projects
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._projects)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        project = self._projects[index.row()]
        match role:
            case _Role.DisplayRole:
                return project.path.stem
            case _Role.ToolTipRole:
                return plain_tip(str(project.path))
            case _Role.AccessibleTextRole:
                return f"{project.path.stem}, {project.folder}, {project.when}"
        return project if role == PROJECT else None
