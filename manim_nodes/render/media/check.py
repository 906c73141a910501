"""What can be known to be wrong with the files of a project before anything is drawn."""

from collections.abc import Collection, Iterator
from pathlib import Path

from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem
from manim_nodes.render.media.kinds import KINDS, MediaKind
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.prepare import find_file

_Version = tuple[str, str, int, int]
_MOST_REMEMBERED = 1000
_faults: dict[_Version, tuple[str, str] | None] = {}


def media_problems(
    graph: Graph, folder: Path | None, faulty: Collection[tuple[str | None, str | None]] = ()
) -> Iterator[Problem]:
    """Find files that are not what their nodes take them for; those that are not there are found elsewhere.

    Parameters
    ----------
    folder : the project's own; files are named relative to it
    faulty : nodes and parameters whose files must not be looked at, such as those outside of a project from elsewhere
    """
    for node, node_type in graph.active:
        for parameter in node_type.parameters.values():
            name = node.parameters.get(parameter.name)
            if (node.id, parameter.name) in faulty or graph.sources[node.id].get(parameter.name):
                continue
            if not parameter.media or not isinstance(name, str) or not name:
                continue
            kind = KINDS[parameter.media]
            path = find_file(name, folder or Path(), kind)
            fault = _fault(path, kind) if path is not None else None
            if fault is not None:
                message, hint = fault
                yield Problem("bad-file", message, node.id, parameter.name, hint=hint)


def _fault(path: Path, kind: MediaKind) -> tuple[str, str] | None:
    """Return what is wrong with a file; it is read once for each of its versions."""
    try:
        status = path.stat()
        version = kind.name, str(path.absolute()), status.st_size, status.st_mtime_ns
        if version not in _faults:
            if len(_faults) >= _MOST_REMEMBERED:
                _faults.clear()
            _faults[version] = _read(path, kind)
        return _faults[version]
    except OSError as error:
        return error.strerror or str(error), ""


def _read(path: Path, kind: MediaKind) -> tuple[str, str] | None:
    try:
        kind.check(path)
    except MediaError as error:
        return error.message, error.hint or ""
    return None
