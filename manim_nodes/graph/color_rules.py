"""What no frame shows because it has nothing to show: no letters, or no color but that of the background.

What is known before anything is drawn is found here; the rest is found by drawing, and said in the
same words.
"""

from collections.abc import Collection, Iterator

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, once_a_graph
from manim_nodes.graph.order import has_order
from manim_nodes.graph.presence import Coming, Thing, find_things
from manim_nodes.graph.problems import Problem, ResetParameters, Severity
from manim_nodes.library.node_type import NodeType, Role
from manim_nodes.translation import tr

_STROKE, _FILL = "stroke_opacity", "fill_opacity"
_OPACITIES = (_FILL, _STROKE)
_COLORS = ("color", "fill_color", "stroke_color")
_TEXT = "text"
_HARMLESS = (Role.ENTERS, Role.LEAVES, Role.PASSES)


def colorless(graph: Graph) -> Iterator[Problem]:
    """Find things whose own parameters leave nothing to be seen, and which nothing changes."""
    for node_id in surely_colorless(graph):
        is_empty = _is_empty(graph, graph.node(node_id))
        yield empty(node_id) if is_empty else transparent(graph, node_id)


@once_a_graph
def surely_colorless(graph: Graph) -> Collection[str]:
    """Return the nodes whose things no frame can show, as far as their parameters tell."""
    if not has_order(graph):
        return ()
    suspects = [
        node
        for node, kind in graph.active
        if _is_empty(graph, node) or _is_clear(graph, node, kind)
    ]
    if not suspects:
        return ()
    things = find_things(graph)
    return [node.id for node in suspects if node.id in things and _is_left_alone(things[node.id])]


def _is_left_alone(thing: Thing) -> bool:
    """Return whether a thing is there for its own sake, and nothing but comes and goes happens to it."""
    return (
        thing.coming in (Coming.SHOWN, Coming.ENTRANCE)
        and thing.output.node_id == thing.node_id
        and all(use.role in _HARMLESS for use in thing.uses)
    )


def _is_empty(graph: Graph, node: Node) -> bool:
    node_type = graph.type_of(node.id)
    if node_type is None or _TEXT not in node_type.parameters or graph.sources[node.id].get(_TEXT):
        return False
    text = graph.parameter(node, node_type, _TEXT)
    return isinstance(text, str) and not text.strip()


def _is_clear(graph: Graph, node: Node, node_type: NodeType) -> bool:
    return all(
        name in node_type.parameters
        and graph.parameter(node, node_type, name) == 0
        and not graph.sources[node.id].get(name)
        for name in _OPACITIES
    )


def transparent(graph: Graph, node_id: str) -> Problem:
    """Return that a thing is see-through all the time."""
    return _unseen(
        graph,
        node_id,
        tr("No frame shows this: it is see-through all the time."),
        tr("Give its outline or its inside a color that is solid, or hide it if it only serves."),
        _OPACITIES,
    )


def in_color_of_background(graph: Graph, node_id: str) -> Problem:
    """Return that a thing has the color of the background all the time."""
    return _unseen(
        graph,
        node_id,
        tr("No frame shows this: it has the color of the background all the time."),
        tr("Give it another color, or hide it if it only serves."),
        _COLORS,
    )


def empty(node_id: str) -> Problem:
    """Return that there is nothing in a thing."""
    return Problem(
        "colorless",
        tr("No frame shows this: there is nothing in it."),
        node_id,
        severity=Severity.WARNING,
        hint=tr("Write or wire in what it shows, or delete it."),
    )


def _unseen(graph: Graph, node_id: str, message: str, hint: str, names: Collection[str]) -> Problem:
    own = tuple(name for name in names if name in graph.node(node_id).parameters)
    fix = ResetParameters(node_id, own) if own else None
    return Problem("colorless", message, node_id, None, Severity.WARNING, hint, fix)
