"""What may be wired to what: the ports that nodes have, and why a wire is refused."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from manim_nodes.document import edits
from manim_nodes.document.groups import (
    GROUP,
    GROUP_OUTPUT,
    group_id_of,
    is_boundary,
)
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.editing.node_ports import (
    FLOW_PORT,
    FLOW_TYPE,
    NO_PORTS,
    NodePort,
    NodePorts,
    declared_ports,
    is_door,
    ports_of_boundary,
    ports_of_group,
)
from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind, NodeType
from manim_nodes.library.port_types import ANY, LOOP, MOBJECT, item_type

_Output: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WireEnd:
    """A port of a node of the content, as one end of a wire."""

    node_id: str
    port: str
    is_output: bool


class Wiring:
    """The wires of a content, and those that could be made.

    Parameters
    ----------
    content : what the user looks at
    graph : of an analysis, perhaps of an earlier version; it knows what comes in from outside a group
    location : ids of the groups that ``content`` is in
    """

    def __init__(
        self,
        content: Document,
        library: Library,
        *,
        graph: Graph | None = None,
        location: tuple[str, ...] = (),
    ) -> None:
        self.content, self.library = content, library
        self._graph, self._location = graph, location
        self._by_type: dict[str, NodePorts] = {}
        self._of_groups: dict[str, NodePorts] = {}
        self._types: dict[tuple[str, str], str] = {}
        self._upstream: dict[str, frozenset[str]] = {}
        self._downstream: dict[str, frozenset[str]] = {}
        self.into: defaultdict[str, list[Edge]] = defaultdict(list)
        self.out_of: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in content.edges:
            self.into[edge.target].append(edge)
            self.out_of[edge.source].append(edge)

    def of(
        self,
        content: Document,
        graph: Graph | None = None,
        location: tuple[str, ...] | None = None,
    ) -> "Wiring":
        """Return the wiring of another version of the content."""
        wiring = Wiring(
            content,
            self.library,
            graph=graph or self._graph,
            location=self._location if location is None else location,
        )
        wiring._by_type = self._by_type
        return wiring

    # the ports of a node

    def type_of(self, node_id: str) -> NodeType | None:
        """Return a node's type, or None where the library does not know it."""
        return self.library.get(self.content.node(node_id).type)

    def ports(self, node_id: str) -> NodePorts:
        """Return the ports that a node has; a node of an unknown type has none but flow."""
        node = self.content.node(node_id)
        if node.type == GROUP:
            return self._ports_of_group(group_id_of(node) or "")
        if is_boundary(node):
            return ports_of_boundary(node)
        return self.ports_of_type(node.type)

    def ports_of_type(self, type_name: str) -> NodePorts:
        """Return the ports of a type's nodes."""
        if type_name not in self._by_type:
            node_type = self.library.get(type_name)
            self._by_type[type_name] = declared_ports(node_type) if node_type else NO_PORTS
        return self._by_type[type_name]

    def port(self, end: WireEnd) -> NodePort | None:
        """Return what is known of a port, or None if its node has no such port."""
        ports = self.ports(end.node_id)
        if end.port == FLOW:
            return FLOW_PORT if ports.has_flow else None
        return (ports.outputs if end.is_output else ports.inputs).get(end.port)

    def type_at(self, end: WireEnd) -> str:
        """Return the type that a port gives or takes, as things are wired."""
        if end.is_output and end.port != FLOW:
            return self.output_type(end.node_id, end.port)
        port = self.port(end)
        return port.type if port else ANY

    def output_type(self, node_id: str, name: str) -> str:
        """Return the type of an output, followed back through the nodes that pass it on.

        As `manim_nodes.graph.build.Graph` does; but that knows no groups, and takes too long for every edit.
        """
        trail: list[tuple[_Output, NodePort]] = []
        here = (node_id, name)
        while here not in self._types:
            self._types[here] = ANY  # until it is found; for ever in a circle of wires
            port = self.ports(here[0]).outputs.get(here[1])
            if port is None:
                break
            feeding = self._feeding(here[0], port.passing) if port.passing else None
            if feeding is None:
                self._types[here] = self._own_type(here, port)
                break
            trail.append((here, port))
            here = feeding
        known = self._types[here]
        for passed, port in reversed(trail):
            known = self._types[passed] = self._derived(known, port)
        return known

    def carried(self, edge: Edge) -> str:
        """Return the type of what a data wire brings, or nothing where nothing comes through it."""
        origin = self._origin(edge)
        return self.output_type(*origin) if origin is not None else ""

    def _feeding(self, node_id: str, name: str) -> _Output | None:
        edge = next((edge for edge in self.into[node_id] if edge.input == name), None)
        return self._origin(edge) if edge is not None else None

    def _origin(self, edge: Edge) -> _Output | None:
        """Return the output that a wire comes from, the nodes between that only pass it on left out."""
        seen: set[str] = set()
        here: Edge | None = edge
        while here is not None and here.source not in seen:
            seen.add(here.source)
            source = self.content.nodes_by_id.get(here.source)
            if source is None or not self._is_known(source):
                return None
            if not self._is_passage(source):
                return here.source, here.output
            port = self.ports(source.id).outputs.get(here.output)
            name = port.output.of if port is not None and port.output is not None else ""
            here = next(
                (edge for edge in self.into[source.id] if name and edge.input == name), None
            )
        return None

    def _is_passage(self, node: Node) -> bool:
        node_type = self.library.get(node.type)
        is_reroute = node_type is not None and node_type.kind is Kind.REROUTE
        return node.muted or (is_reroute and not is_boundary(node))

    def _own_type(self, end: _Output, port: NodePort) -> str:
        if port.passing:
            return self._derived(port.type, port)
        node = self.content.node(end[0])
        if port.output is not None and port.output.by:
            chosen = node.parameters.get(port.output.by, self._default(node, port.output.by))
            return port.output.type_for(chosen)
        return port.type if port.type != ANY else self._type_from_graph(node, end[1])

    def _default(self, node: Node, name: str) -> object:
        node_type = self.library.get(node.type)
        known = node_type.parameters.get(name) if node_type else None
        return known.default if known else None

    def _type_from_graph(self, node: Node, name: str) -> str:
        """Return the type of what a group gives, or takes in, as it was when the graph was built."""
        inner = node.id
        if node.type == GROUP:
            group = self.content.groups_by_id.get(group_id_of(node) or "")
            doors = (
                [door for door in group.nodes if is_door(door, GROUP_OUTPUT, name)] if group else []
            )
            if not doors:
                return ANY
            inner, name = f"{inner}/{doors[0].id}", "value"
        full_id = "/".join((*self._location, inner))
        if self._graph is None or full_id not in self._graph.sources:
            return ANY
        return self._graph.output_type(Port(full_id, name))

    def _derived(self, known: str, port: NodePort) -> str:
        if port.output is None:
            return known
        if port.output.item_of:
            return self._item_of(known)
        return f"List[{known}]" if port.output.list_of else known

    def _item_of(self, known: str) -> str:
        item = item_type(known)
        if item is not None or known == ANY:
            return item or ANY
        # The parts of a mobject are whatever it is made of: letters, curves, dots.
        is_a = self.library.port_types.is_a
        return next((part for part in ("VMobject", MOBJECT) if is_a(known, part)), ANY)

    def _ports_of_group(self, group_id: str) -> NodePorts:
        if group_id not in self._of_groups:
            group = self.content.groups_by_id.get(group_id)
            self._of_groups[group_id] = ports_of_group(group) if group else NO_PORTS
        return self._of_groups[group_id]

    # what fits

    def refusal(self, output: WireEnd, target: WireEnd) -> str | None:
        """Return why no wire can go from an output to an input, or None if one can."""
        if output.is_output == target.is_output:
            side = "outputs" if output.is_output else "inputs"
            return f"Both are {side}: a wire goes from an output to an input."
        if output.node_id == target.node_id:
            return "A node cannot feed itself."
        taking = self.port(target)
        if self.port(output) is None or taking is None:
            return "There is no such port."
        given, wanted = self.type_at(output), taking.type
        if not self.fits(given, taking):
            if FLOW_TYPE in (given, wanted):
                return "Flow connects to flow only."
            return f"Cannot connect {given} to {wanted}."
        if self._closes_circle(output.node_id, target.node_id):
            return f'That would close a circle: "{target.node_id}" comes before "{output.node_id}".'
        return None

    def fits(self, given: str, taking: NodePort) -> bool:
        """Return whether something of the type ``given`` may be wired into a port."""
        if FLOW_TYPE in (given, taking.type):
            # A loop that is wired to a node's flow has that node done in each round.
            return given in (taking.type, LOOP)
        types, wanted = self.library.port_types, taking.type
        item = item_type(given) if taking.many else None
        if item is not None and types.is_a(item, wanted):
            return True
        return not (wanted == LOOP != given) and types.fits(given, wanted)

    def is_converted(self, edge: Edge) -> bool:
        """Return whether a legal wire gives something that must become something else."""
        target = self.port(WireEnd(edge.target, edge.input, is_output=False))
        given = self.carried(edge)
        if target is None or not given:
            return False
        item = item_type(given) if target.many else None
        types = self.library.port_types
        is_same = types.is_a(given, target.type) or (item and types.is_a(item, target.type))
        return not is_same and types.conversion(given, target.type) is not None

    def fault(self, edge: Edge) -> str | None:
        """Return what is wrong with a wire, circles left out."""
        known = self.content.nodes_by_id
        for node_id in (edge.source, edge.target):
            if node_id not in known:
                return f'There is no node "{node_id}".'
        taking = self.port(WireEnd(edge.target, edge.input, is_output=False))
        if taking is None and self._is_known(known[edge.target]):
            return f'"{edge.target}" has no input "{edge.input}" that a wire can feed.'
        giving = self.port(WireEnd(edge.source, edge.output, is_output=True))
        if giving is None and self._is_known(known[edge.source]):
            return f'"{edge.source}" has no output "{edge.output}".'
        if taking is None or giving is None:
            return None
        given = FLOW_TYPE if edge.output == FLOW else self.carried(edge)
        if not given or known[edge.target].muted or self.fits(given, taking):
            return None
        return f"Cannot connect {given} to {taking.type}."

    def _is_known(self, node: Node) -> bool:
        return node.type == GROUP or node.type in self.library.types

    def first_fit(self, end: WireEnd, node_id: str) -> WireEnd | None:
        """Return the port of a node that a wire from ``end`` would best go to: a free one, if there is one."""
        fitting = list(self._fitting(end, node_id))
        return next((port for port in fitting if self.is_free(port)), None) or next(
            iter(fitting), None
        )

    def _fitting(self, end: WireEnd, node_id: str) -> Iterator[WireEnd]:
        ports = self.ports(node_id)
        own, given = ports.inputs if end.is_output else ports.outputs, self.type_at(end)
        for name in [FLOW, *own] if given == FLOW_TYPE else own:
            other = WireEnd(node_id, name, is_output=not end.is_output)
            pair = (end, other) if end.is_output else (other, end)
            if self.refusal(*pair) is None and self.is_natural(given, own.get(name)):
                yield other

    def is_natural(self, given: str, port: NodePort | None) -> bool:
        """Return whether nobody is surprised when a wire ends there of itself: no value is replaced by a conversion."""
        if port is None or not port.is_parameter:
            return True
        return self.library.port_types.is_a(given, port.type)

    def is_free(self, end: WireEnd) -> bool:
        """Return whether a wire to this port would take no other wire's place."""
        port = self.port(end)
        return (
            end.is_output
            or (port is not None and port.many)
            or not any(edge.input == end.port for edge in self.into[end.node_id])
        )

    def is_parameter(self, end: WireEnd) -> bool:
        """Return whether a wire there would take the place of a value."""
        port = self.port(end)
        return port is not None and port.is_parameter

    def link(self, source_id: str, target_id: str) -> Edge | None:
        """Return the wire that best joins two nodes: data into a free input, else flow."""
        for name in (*self.ports(source_id).outputs, FLOW):
            output = WireEnd(source_id, name, is_output=True)
            target = self.first_fit(output, target_id)
            if target is not None and self.is_free(target):
                return wire_between(output, target)
        return None

    def connect(self, document: Document, edge: Edge) -> Document:
        """Add a wire, in the place of one that its input does not take beside it."""
        port = self.port(WireEnd(edge.target, edge.input, is_output=False))
        return edits.connect(document, edge, many=port is not None and port.many)

    # what is reached along wires

    def upstream(self, node_id: str) -> frozenset[str]:
        """Return all nodes that a node depends on."""
        if node_id not in self._upstream:
            self._upstream[node_id] = _reached(node_id, self.into, "source")
        return self._upstream[node_id]

    def downstream(self, node_id: str) -> frozenset[str]:
        """Return all nodes that depend on a node."""
        if node_id not in self._downstream:
            self._downstream[node_id] = _reached(node_id, self.out_of, "target")
        return self._downstream[node_id]

    def _closes_circle(self, source_id: str, target_id: str) -> bool:
        # Either end will do; whoever asks about many ports asks about the same node at one end.
        if target_id in self._downstream:
            return source_id in self._downstream[target_id]
        return target_id in self.upstream(source_id)


def _reached(node_id: str, edges: Mapping[str, list[Edge]], end: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [node_id]
    while waiting:
        for edge in edges.get(waiting.pop(), ()):
            other: str = getattr(edge, end)
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def wire_between(one: WireEnd, other: WireEnd) -> Edge:
    """Return the wire between an output and an input, whichever is named first."""
    output, target = (one, other) if one.is_output else (other, one)
    return Edge(source=output.node_id, output=output.port, target=target.node_id, input=target.port)
