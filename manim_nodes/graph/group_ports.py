"""The ports of a group's node, and what types they are of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from manim_nodes.document.grouping import open_group
from manim_nodes.document.groups import GROUP_INPUT, GROUP_OUTPUT, port_of
from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.wire_legality import wanted_type
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind
from manim_nodes.library.port_types import ANY


@dataclass(frozen=True, slots=True)
class GroupPorts:
    """The types of a group's inputs and outputs by their names, from top to bottom."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


def group_ports(document: Document, group_id: str, library: Library) -> GroupPorts:
    """Return the ports that nodes have which stand for a group of ``document``.

    A port that states no type of its own has that of what it leads to inside.

    Raises
    ------
    UnknownIdError : there is no such group
    """
    graph = build(open_group(document, group_id), library)
    nodes = sorted(document.group(group_id).nodes, key=lambda node: node.position[1])
    return GroupPorts(
        {port_of(node): _input_type(graph, node) for node in nodes if node.type == GROUP_INPUT},
        {port_of(node): _output_type(graph, node) for node in nodes if node.type == GROUP_OUTPUT},
    )


def _stated(boundary: Node) -> str | None:
    stated = boundary.parameters.get("type", ANY)
    return stated if isinstance(stated, str) and stated != ANY else None


def _input_type(graph: Graph, boundary: Node) -> str:
    if stated := _stated(boundary):
        return stated
    # The narrowest of what is taken inside; in order of names, so that it is the same in every run.
    wanted = set(_wanted(graph, boundary.id))
    fits = graph.library.port_types.fits
    fitting_all = (one for one in sorted(wanted) if all(fits(one, other) for other in wanted))
    return next(fitting_all, ANY)


def _wanted(graph: Graph, node_id: str) -> Iterator[str]:
    """Return the types that are taken where the wires of a node end, through groups and reroutes."""
    waiting, seen = [node_id], {node_id}
    while waiting:
        for _, target, data in graph.wiring.out_edges(waiting.pop(), data=True):
            wire, node_type = data.get("wire"), graph.type_of(target)
            if wire is None or wire.input == FLOW or node_type is None:
                continue
            if node_type.kind is not Kind.REROUTE:
                yield wanted_type(node_type, wire.input)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)


def _output_type(graph: Graph, boundary: Node) -> str:
    sources = graph.sources[boundary.id].get("value", ())
    return _stated(boundary) or (graph.output_type(sources[0]) if sources else ANY)
