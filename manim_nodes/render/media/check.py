"""What can be known to be wrong with the files of a project before anything is drawn."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.style import background_of
from manim_nodes.library.node_type import NodeType
from manim_nodes.render.media.kinds import KINDS, MediaKind
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.prepare import find_file
from manim_nodes.render.media.sounds import SPEEDS, sound_length_s
from manim_nodes.render.media.table_columns import column_problems
from manim_nodes.render.media.video_parts import PART, number_given, part_problems
from manim_nodes.render.media.videos import check_video
from manim_nodes.translation import tr

_Version = tuple[str, str, int, int]
_COLORS = ("fill_color", "stroke_color")
_STYLED_BY = ("Style",)
_MOST_REMEMBERED = 1000
_findings: dict[_Version, "_Finding"] = {}


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is wrong with a file: it cannot be shown at all, or not all of it."""

    message: str = ""
    hint: str = ""
    warnings: tuple[str, ...] = ()
    colors: frozenset[str] = frozenset()


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
        for parameter in node_type.parameters_of("file"):
            name = node.parameters.get(parameter.name)
            if (node.id, parameter.name) in faulty or graph.sources[node.id].get(parameter.name):
                continue
            if not parameter.media or not isinstance(name, str) or not name:
                continue
            kind = KINDS[parameter.media]
            path = find_file(name, folder, kind)
            found = _finding(path, kind) if path is not None else _Finding()
            if found.message:
                yield Problem("bad-file", found.message, node.id, parameter.name, hint=found.hint)
            for warning in found.warnings:
                yield Problem("shown-otherwise", warning, node.id, parameter.name, Severity.WARNING)
            if path is not None and kind.name == "video" and not found.message:
                yield from _sound_of_video(graph, node, node_type, path)
                if not any((node.id, each) in faulty for each in PART):
                    yield from part_problems(graph, node, node_type, path)
            if path is not None and kind.name == "table" and not found.message:
                yield from column_problems(graph, node, node_type, path)
            if path is not None and found.colors == {_background(graph)}:
                yield from _unseen(graph, node, path)


def _unseen(graph: Graph, node: Node, path: Path) -> Iterator[Problem]:
    """Find out whether nothing is seen of a drawing that has one color alone: that of the background."""
    given = _given(graph, node)
    types = {taker.id: kind for taker, kind in graph.active}
    is_styled = any(
        types[port.node_id].category.title in _STYLED_BY
        for port in graph.consumers.get(Port(node.id, "mobject"), ())
    )
    if given.isdisjoint(_COLORS) and not is_styled:
        message = tr(
            "All of {name} has the color of the background, so it is not seen.", name=path.name
        )
        hint = tr("Choose a fill color for it.")
        yield Problem("unseen", message, node.id, _COLORS[0], Severity.WARNING, hint)


def _sound_of_video(graph: Graph, node: Node, node_type: NodeType, path: Path) -> Iterator[Problem]:
    """Find a video whose sound is wanted, and cannot be heard."""
    if node.parameters.get("sound") is not True:
        return
    silent = _finding(path, KINDS["sound"])
    if silent.message:
        yield Problem("bad-file", silent.message, node.id, "sound", Severity.WARNING, silent.hint)
        return
    speed, start_s = (number_given(graph, node, node_type, name) for name in ("speed", "start"))
    slowest, fastest = SPEEDS
    if speed is not None and not slowest <= speed <= fastest:
        message = tr(
            "At {speed:.4g} times its speed the sound of a video is left out.", speed=speed
        )
        hint = tr(
            "Choose a speed from {slowest:g} to {fastest:g} to hear it.",
            slowest=slowest,
            fastest=fastest,
        )
        yield Problem("shown-otherwise", message, node.id, "speed", Severity.WARNING, hint)
    elif start_s and check_video(path).seconds > start_s >= sound_length_s(path):
        message = tr(
            "The sound of {name} ends at {end:.4g} s, before this part of it begins at {start:.4g} s.",
            name=path.name,
            end=sound_length_s(path),
            start=start_s,
        )
        hint = tr("Give it an earlier start.")
        yield Problem("shown-otherwise", message, node.id, "start", Severity.WARNING, hint)


def _given(graph: Graph, node: Node) -> set[str]:
    return {*node.parameters, *(name for name, wires in graph.sources[node.id].items() if wires)}


def _background(graph: Graph) -> str:
    color = background_of(graph.document.settings, graph.library)
    return graph.library.names.colors.get(color, color).lower()


def _finding(path: Path, kind: MediaKind) -> _Finding:
    """Return what is wrong with a file; it is read once for each of its versions."""
    try:
        status = path.stat()
        version = kind.name, str(path.absolute()), status.st_size, status.st_mtime_ns
        if version not in _findings:
            if len(_findings) >= _MOST_REMEMBERED:
                _findings.clear()
            _findings[version] = _read(path, kind)
        return _findings[version]
    except OSError as error:
        return _Finding(error.strerror or str(error))


def _read(path: Path, kind: MediaKind) -> _Finding:
    try:
        kind.check(path)
        return _Finding(warnings=tuple(kind.warnings(path)), colors=kind.colors(path))
    except MediaError as error:
        return _Finding(error.message, error.hint or "")
