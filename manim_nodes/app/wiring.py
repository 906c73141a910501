"""What may be wired to what: the ports that nodes have, and why a wire is refused."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from manim_nodes.document import edits
from manim_nodes.document.groups import (
    GROUP,
    GROUP_INPUT,
    GROUP_OUTPUT,
    group_id_of,
    inner_port,
    is_boundary,
    port_of,
)
from manim_nodes.document.model import Document, Edge, Group, Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind, NodeType, Output
from manim_nodes.library.parameter_types import port_type_of
from manim_nodes.library.port_types import ANY, LOOP, item_type

FLOW_TYPE = "Flow"


@dataclass(frozen=True, slots=True)
class WireEnd:
    """A port of a node of the content, as one end of a wire."""

    node_id: str
    port: str
    is_output: bool


@dataclass(frozen=True, slots=True)
class NodePort:
    """A port as its node's type, or its group, declares it.

    Parameters
    ----------
    type : what it takes or gives; an output that passes on, or derives from, what comes in at ``passing`` has the type
        that this input takes
    many : takes any number of wires
    is_parameter : an input that has a value of its own while nothing is wired into it
    passing : the input that decides an output's type, if one does
    output : how it does so
    """

    name: str
    type: str
    description: str = ""
    many: bool = False
    required: bool = False
    is_parameter: bool = False
    passing: str = ""
    output: Output | None = None


@dataclass(frozen=True, slots=True)
class NodePorts:
    """All ports of a node, flow left out; parameters that no wire can replace are no ports."""

    inputs: Mapping[str, NodePort] = field(default_factory=dict)
    outputs: Mapping[str, NodePort] = field(default_factory=dict)
    has_flow: bool = True


_FLOW_PORT = NodePort(FLOW, FLOW_TYPE, "Order only: what is wired here comes later.", many=True)
_NO_PORTS = NodePorts()


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
        """Give the wiring of another version of the content."""
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
        """Give a node's type, or None where the library does not know it."""
        return self.library.get(self.content.node(node_id).type)

    def ports(self, node_id: str) -> NodePorts:
        """Give the ports that a node has; a node of an unknown type has none but flow."""
        node = self.content.node(node_id)
        if node.type == GROUP:
            return self._ports_of_group(group_id_of(node) or "")
        if is_boundary(node):
            return _ports_of_boundary(node)
        return self.ports_of_type(node.type)

    def ports_of_type(self, type_name: str) -> NodePorts:
        """Give the ports of a type's nodes."""
        if type_name not in self._by_type:
            node_type = self.library.get(type_name)
            self._by_type[type_name] = _declared(node_type) if node_type else _NO_PORTS
        return self._by_type[type_name]

    def port(self, end: WireEnd) -> NodePort | None:
        """Give what is known of a port, or None if its node has no such port."""
        ports = self.ports(end.node_id)
        if end.port == FLOW:
            return _FLOW_PORT if ports.has_flow else None
        return (ports.outputs if end.is_output else ports.inputs).get(end.port)

    def type_at(self, end: WireEnd) -> str:
        """Give the type that a port gives or takes, as things are wired."""
        if end.is_output and end.port != FLOW:
            return self.output_type(end.node_id, end.port)
        port = self.port(end)
        return port.type if port else ANY

    def output_type(self, node_id: str, name: str) -> str:
        """Give the type of an output, followed back through the nodes that pass it on."""
        trail: list[tuple[tuple[str, str], NodePort]] = []
        here = (node_id, name)
        known = ANY
        while here not in self._types:
            self._types[here] = ANY  # until it is found; for ever in a circle of wires
            port = self.ports(here[0]).outputs.get(here[1])
            if port is None:
                break
            if not port.passing:
                known = self._types[here] = self._given(here, port)
                break
            trail.append((here, port))
            feeding = [edge for edge in self.into[here[0]] if edge.input == port.passing]
            if not feeding or feeding[0].source not in self.content.nodes_by_id:
                trail.pop()
                known = self._types[here] = _derived(port.type, port)
                break
            here = feeding[0].source, feeding[0].output
        else:
            known = self._types[here]
        for passed, port in reversed(trail):
            known = self._types[passed] = _derived(known, port)
        return known

    def _given(self, end: tuple[str, str], port: NodePort) -> str:
        if port.type != ANY or self._graph is None:
            return port.type
        node = self.content.node(end[0])
        inner = end[0]
        if node.type == GROUP:
            group = self.content.groups_by_id.get(group_id_of(node) or "")
            doors = group.nodes if group else ()
            inner = next(
                (f"{inner}/{door.id}" for door in doors if _is_door(door, GROUP_OUTPUT, end[1])),
                inner,
            )
        full_id = "/".join((*self._location, inner))
        if full_id not in self._graph.sources:
            return port.type
        return self._graph.output_type(Port(full_id, "value" if is_boundary(node) else end[1]))

    def _ports_of_group(self, group_id: str) -> NodePorts:
        if group_id not in self._of_groups:
            group = self.content.groups_by_id.get(group_id)
            self._of_groups[group_id] = _ports_of_group(group) if group else _NO_PORTS
        return self._of_groups[group_id]

    # what fits

    def refusal(self, output: WireEnd, target: WireEnd) -> str | None:
        """Say why no wire can go from an output to an input, or None if one can."""
        if output.is_output == target.is_output:
            side = "outputs" if output.is_output else "inputs"
            return f"Both are {side}: a wire goes from an output to an input."
        if output.node_id == target.node_id:
            return "A node cannot feed itself."
        taking = self.port(target)
        if self.port(output) is None or taking is None:
            return "There is no such port."
        if (output.port == FLOW) != (target.port == FLOW):
            return "Flow connects to flow only."
        given, wanted = self.type_at(output), taking.type
        if not self.fits(given, taking):
            return f"Cannot connect {given} to {wanted}."
        if self._closes_circle(output.node_id, target.node_id):
            return f'That would close a circle: "{target.node_id}" comes before "{output.node_id}".'
        return None

    def fits(self, given: str, taking: NodePort) -> bool:
        """Say whether something of the type ``given`` may be wired into a port."""
        if FLOW_TYPE in (given, taking.type):
            return given == taking.type
        types, wanted = self.library.port_types, taking.type
        item = item_type(given) if taking.many else None
        if item is not None and types.is_a(item, wanted):
            return True
        return not (wanted == LOOP != given) and types.fits(given, wanted)

    def is_converted(self, edge: Edge) -> bool:
        """Say whether a legal wire gives something that must become something else."""
        target = self.port(WireEnd(edge.target, edge.input, is_output=False))
        if target is None or edge.source not in self.content.nodes_by_id:
            return False
        given = self.output_type(edge.source, edge.output)
        item = item_type(given) if target.many else None
        types = self.library.port_types
        is_same = types.is_a(given, target.type) or (item and types.is_a(item, target.type))
        return not is_same and types.conversion(given, target.type) is not None

    def fault(self, edge: Edge) -> str | None:
        """Say what is wrong with a wire, circles left out."""
        known = self.content.nodes_by_id
        for node_id in (edge.source, edge.target):
            if node_id not in known:
                return f'There is no node "{node_id}".'
        if not self._is_known(edge.source) or not self._is_known(edge.target):
            return None
        taking = self.port(WireEnd(edge.target, edge.input, is_output=False))
        giving = WireEnd(edge.source, edge.output, is_output=True)
        if taking is None:
            return f'"{edge.target}" has no input "{edge.input}" that a wire can feed.'
        if self.port(giving) is None:
            return f'"{edge.source}" has no output "{edge.output}".'
        given = self.type_at(giving)
        return None if self.fits(given, taking) else f"Cannot connect {given} to {taking.type}."

    def _is_known(self, node_id: str) -> bool:
        node = self.content.node(node_id)
        return node.type == GROUP or node.type in self.library.types

    def first_fit(self, end: WireEnd, node_id: str) -> WireEnd | None:
        """Give the port of a node that a wire from ``end`` would best go to: a free one, if there is one."""
        fitting = list(self._fitting(end, node_id))
        return next((port for port in fitting if self.is_free(port)), None) or next(
            iter(fitting), None
        )

    def _fitting(self, end: WireEnd, node_id: str) -> Iterator[WireEnd]:
        ports = self.ports(node_id)
        names = [FLOW] if end.port == FLOW else ports.inputs if end.is_output else ports.outputs
        for name in names:
            other = WireEnd(node_id, name, is_output=not end.is_output)
            pair = (end, other) if end.is_output else (other, end)
            if self.refusal(*pair) is None:
                yield other

    def is_free(self, end: WireEnd) -> bool:
        """Say whether a wire to this port would take no other wire's place."""
        port = self.port(end)
        return (
            end.is_output
            or (port is not None and port.many)
            or not any(edge.input == end.port for edge in self.into[end.node_id])
        )

    def link(self, source_id: str, target_id: str) -> Edge | None:
        """Give the wire that best joins two nodes: data into a free input, else flow."""
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
        """Give all nodes that a node depends on."""
        if node_id not in self._upstream:
            self._upstream[node_id] = _reached(node_id, self.into, "source")
        return self._upstream[node_id]

    def downstream(self, node_id: str) -> frozenset[str]:
        """Give all nodes that depend on a node."""
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
    """Give the wire between an output and an input, whichever is named first."""
    output, target = (one, other) if one.is_output else (other, one)
    return Edge(source=output.node_id, output=output.port, target=target.node_id, input=target.port)


def _declared(node_type: NodeType) -> NodePorts:
    inputs = {
        port.name: NodePort(
            port.name, port.type, port.description, many=port.many, required=port.required
        )
        for port in node_type.inputs.values()
    }
    for parameter in node_type.parameters.values():
        if parameter.name not in node_type.fixed_parameters:
            inputs[parameter.name] = NodePort(
                parameter.name,
                port_type_of(parameter.type),
                parameter.description,
                is_parameter=True,
            )
    outputs = {}
    for output in node_type.outputs.values():
        passing = output.input_name
        declared = output.type or node_type.inputs[passing].type
        outputs[output.name] = NodePort(
            output.name, declared, output.description, passing=passing, output=output
        )
    return NodePorts(inputs, outputs, has_flow=node_type.kind is not Kind.REROUTE)


def _ports_of_boundary(node: Node) -> NodePorts:
    name = inner_port(node)
    port = NodePort(name, _door_type(node), f'What goes through "{port_of(node)}".')
    if name == FLOW:
        port = replace(port, type=FLOW_TYPE, many=True)
    if node.type == GROUP_INPUT:
        return NodePorts({}, {name: port}, has_flow=False)
    return NodePorts({name: port}, {}, has_flow=False)


def _ports_of_group(group: Group) -> NodePorts:
    doors = [node for node in group.nodes if is_boundary(node) and port_of(node) not in ("", FLOW)]
    return NodePorts(
        _door_ports(door for door in doors if door.type == GROUP_INPUT),
        _door_ports(door for door in doors if door.type == GROUP_OUTPUT),
    )


def _door_ports(doors: Iterable[Node]) -> dict[str, NodePort]:
    return {port_of(door): NodePort(port_of(door), _door_type(door)) for door in doors}


def _door_type(door: Node) -> str:
    declared = door.parameters.get("type", ANY)
    return declared if isinstance(declared, str) and declared else ANY


def _is_door(node: Node, kind: str, name: str) -> bool:
    return node.type == kind and port_of(node) == name


def _derived(known: str, port: NodePort) -> str:
    if port.output is None:
        return known
    if port.output.item_of:
        return item_type(known) or ANY
    return f"List[{known}]" if port.output.list_of else known
