"""What a new wire or node leaves no doubt about, and so is done with it: wires that only one thing can give, and following a tracker."""

from collections.abc import Iterable, Iterator

from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.wiring import WireEnd, Wiring, wire_between
from manim_nodes.library.node_type import Kind
from manim_nodes.library.port_types import ANY, MOBJECT

_LIVE = "live"
_TRACKER = "ValueTracker"
# What nearly every node gives: that there is but one such thing so far says nothing.
_COMMON = frozenset({ANY, MOBJECT, "VMobject"})


def fill_inputs(document: Document, wiring: Wiring, node_id: str) -> Document:
    """Wire the required inputs of a new node, or those of a group, that only one thing of the document fits, such as the axes.

    Parameters
    ----------
    wiring : of any version of the document
    """
    is_group = document.node(node_id).type == GROUP
    for name, port in wiring.of(document).ports(node_id).inputs.items():
        present = wiring.of(document)
        taking = WireEnd(node_id, name, is_output=False)
        if not (port.required or is_group) or any(
            edge.input == name for edge in present.into[node_id]
        ):
            continue
        for wanted in map(str.strip, port.type.split("|")):
            found = list(_givers(present, wanted)) if wanted not in _COMMON else []
            fitting = [end for end in found if present.rejection_reason(end, taking) is None]
            if len(fitting) == 1:
                document = present.connect(document, wire_between(fitting[0], taking))
                break
    return document


def _givers(wiring: Wiring, wanted: str) -> Iterator[WireEnd]:
    """Return the outputs of nodes that make something of a type, not of those that pass it on."""
    types = wiring.library.port_types
    for node in wiring.content.nodes:
        node_type = wiring.library.get(node.type)
        if node_type is None or node_type.kind is not Kind.VALUE or node.muted:
            continue
        for name in node_type.outputs:
            given = wiring.output_type(node.id, name)
            if given != ANY and types.is_a(given, wanted):
                yield WireEnd(node.id, name, is_output=True)


def follow_trackers(document: Document, wiring: Wiring, made: Iterable[Edge]) -> Document:
    """Let what new wires make depend on a tracker be live, where the user has not said whether it is.

    Parameters
    ----------
    wiring : of any version of the document
    made : the new wires
    """
    present = wiring.of(document)
    following = {
        node_id
        for edge in made
        if _brings_tracker(present, edge)
        for node_id in _values_fed(present, edge)
    }
    for node_id in sorted(following):
        document = edits.set_parameter(document, node_id, _LIVE, value=True)
    return document


def _brings_tracker(wiring: Wiring, edge: Edge) -> bool:
    """Return whether what a wire brings is a tracker, or is asked of one."""
    types = wiring.library.port_types
    waiting, seen = [edge], {edge.source}
    while waiting:
        here = waiting.pop()
        given = wiring.output_type(here.source, here.output)
        if given != ANY and types.is_a(given, _TRACKER):
            return True
        if _kind(wiring, here.source) in (Kind.QUERY, Kind.REROUTE):
            new = [each for each in wiring.into[here.source] if each.source not in seen]
            seen.update(each.source for each in new)
            waiting += new
    return False


def _values_fed(wiring: Wiring, edge: Edge) -> Iterator[str]:
    """Return the nodes of which a value depends on what a wire brings, directly or through questions."""
    waiting, seen = [edge], {edge.target}
    while waiting:
        here = waiting.pop()
        node, node_type = wiring.content.node(here.target), wiring.type_of(here.target)
        if node_type is None:
            continue
        if node_type.kind is Kind.VALUE:
            is_undecided = _LIVE in node_type.parameters and _LIVE not in node.parameters
            if is_undecided and here.input in node_type.parameters:
                yield node.id
        elif node_type.kind in (Kind.QUERY, Kind.REROUTE):
            new = [each for each in wiring.out_of[node.id] if each.target not in seen]
            seen.update(each.target for each in new)
            waiting += new


def _kind(wiring: Wiring, node_id: str) -> Kind | None:
    node_type = wiring.type_of(node_id)
    return node_type.kind if node_type else None
