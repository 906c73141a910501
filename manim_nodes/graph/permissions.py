"""What a project may do beside drawing what is built in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Permissions:
    """The two things that a project may do only if the user has said so.

    Parameters
    ----------
    code : ids of the nodes whose Python code may run, with their groups; None for all nodes
    files : outside the project's folder that may be read, links followed; None for all files
    """

    code: frozenset[str] | None = frozenset()
    files: frozenset[Path] | None = frozenset()

    def may_run(self, node_id: str) -> bool:
        """Return whether the Python code of a node may run."""
        return self.code is None or node_id in self.code

    def may_read(self, path: Path) -> bool:
        """Return whether a file outside the project's folder may be read."""
        return self.files is None or path in self.files


NO_PERMISSIONS = Permissions()
ALL_PERMISSIONS = Permissions(code=None, files=None)
