"""How a node is shown, as its user wants it: folded up, with unused ports hidden, with parameters as ports.

The document knows nothing of this; it keeps it with the node, so that it is undone, copied and saved like all else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from manim_nodes.document.model import Document, Node
from manim_nodes.document.record_edits import replace, revise
from manim_nodes.document.values import JSON, freeze_mapping

_KEY = "canvas"


@dataclass(frozen=True, slots=True)
class NodeDisplay:
    """How one node is shown.

    Parameters
    ----------
    promoted : parameters that have a port even while nothing is wired to it
    """

    collapsed: bool = False
    hides_unused: bool = False
    promoted: frozenset[str] = frozenset()


_PLAIN = NodeDisplay()


def display_of(node: Node) -> NodeDisplay:
    """Return how a node is shown."""
    stored = _stored(node)
    if not stored:
        return _PLAIN
    promoted = stored.get("promoted", ())
    names = promoted if isinstance(promoted, tuple) else ()
    return NodeDisplay(
        stored.get("collapsed") is True,
        stored.get("hides_unused") is True,
        frozenset(name for name in names if isinstance(name, str)),
    )


def _stored(node: Node) -> Mapping[str, JSON]:
    stored = node.extras.get(_KEY) if node.extras else None
    return stored if isinstance(stored, Mapping) else {}


def set_collapsed(document: Document, node_ids: Collection[str], *, collapsed: bool) -> Document:
    """Fold nodes up to their headers, or unfold them."""
    return _with_displays(document, node_ids, "collapsed", collapsed)


def set_unused_hidden(document: Document, node_ids: Collection[str], *, hidden: bool) -> Document:
    """Hide the ports of nodes that nothing is wired to, or show them again."""
    return _with_displays(document, node_ids, "hides_unused", hidden)


def set_promoted(document: Document, node_id: str, parameter: str, *, promoted: bool) -> Document:
    """Show a parameter as a port on its node, or no longer."""
    names = display_of(document.node(node_id)).promoted - {parameter}
    names |= {parameter} if promoted else set()
    return _with_displays(document, [node_id], "promoted", tuple(sorted(names)))


def _with_displays(
    document: Document, node_ids: Collection[str], key: str, value: bool | tuple[str, ...]
) -> Document:
    nodes = tuple(
        _with_display(node, key, value) if node.id in node_ids else node for node in document.nodes
    )
    return replace(document, nodes=nodes)


def _with_display(node: Node, key: str, value: bool | tuple[str, ...]) -> Node:
    display = {name: kept for name, kept in _stored(node).items() if name != key}
    if value:
        display[key] = value
    extras = {name: kept for name, kept in node.extras.items() if name != _KEY}
    if display:
        extras[_KEY] = display
    return revise(node, extras=freeze_mapping(extras))
