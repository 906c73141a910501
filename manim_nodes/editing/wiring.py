"""The ports and wires of what is being edited: what is where, and which wires could be made.

Whether one is legal is decided by `manim_nodes.graph.wire_legality`, as it is for validation.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP, GROUP_OUTPUT, group_id_of, is_boundary
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.editing.node_ports import (
    FLOW_PORT,
    NO_PORTS,
    NodePort,
    NodePorts,
    declared_ports,
    is_boundary_of,
    ports_of_boundary,
    ports_of_group,
)
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.group_inputs import GroupInputs
from manim_nodes.graph.part_types import End, Parts
from manim_nodes.graph.presence import is_thing
from manim_nodes.graph.titles import node_title
from manim_nodes.graph.wire_legality import (
    FLOW_TYPE,
    Fit,
    OutputTypes,
    fit,
    loop_output,
    passed_input,
    passes_through,
)
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, NodeType, Output, spoken_name
from manim_nodes.library.port_types import ANY, LOOP
from manim_nodes.translation import tr


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
    like : of another version, of which what is the same is taken

    Attributes
    ----------
    into, out_of : the wires of each node
    group_inputs : what the inputs of groups lead to
    """

    def __init__(
        self,
        content: Document,
        library: Library,
        *,
        graph: Graph | None = None,
        location: tuple[str, ...] = (),
        like: "Wiring | None" = None,
    ) -> None:
        self.content, self.library = content, library
        self.graph, self.location = graph, location
        self.group_inputs = GroupInputs(content, library)
        self._by_type: dict[str, NodePorts] = {}
        self._of_groups: dict[str, NodePorts] = {}
        self._types: dict[End, str] = {}
        self._parts: dict[End, Parts | None] = {}
        self._upstream: dict[str, frozenset[str]] = {}
        self._downstream: dict[str, frozenset[str]] = {}
        self.into: defaultdict[str, list[Edge]] = defaultdict(list)
        self.out_of: defaultdict[str, list[Edge]] = defaultdict(list)
        self._index(content.edges, like)

    def _index(self, edges: Sequence[Edge], like: "Wiring | None") -> None:
        if like is None:
            for edge in edges:
                self.into[edge.target].append(edge)
                self.out_of[edge.source].append(edge)
            return
        changed = changed_edges(like.content.edges, edges)
        if not changed:
            self.into, self.out_of = like.into, like.out_of
            return
        targets, sources = {edge.target for edge in changed}, {edge.source for edge in changed}
        self.into.update((key, wires) for key, wires in like.into.items() if key not in targets)
        self.out_of.update((key, wires) for key, wires in like.out_of.items() if key not in sources)
        for edge in edges:
            if edge.target in targets:
                self.into[edge.target].append(edge)
            if edge.source in sources:
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
            graph=graph or self.graph,
            location=self.location if location is None else location,
            like=self,
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
        if end.port == FLOW and ports.has_flow:
            return FLOW_PORT
        return (ports.outputs if end.is_output else ports.inputs).get(end.port)

    def type_at(self, end: WireEnd) -> str:
        """Return the type that a port gives or takes, as things are wired."""
        if end.is_output and end.port != FLOW:
            return self.output_type(end.node_id, end.port)
        port = self.port(end)
        return port.type if port else ANY

    def output_type(self, node_id: str, name: str) -> str:
        """Return the type of an output, followed back through the nodes that pass it on."""
        return self._output_types().type_of((node_id, name))

    def makes_thing(self, node_id: str) -> bool:
        """Return whether a node makes something to be seen, so that it has a presence."""
        node = self.content.nodes_by_id.get(node_id)
        node_type = self.library.get(node.type) if node else None
        made = next(iter(node_type.outputs), None) if node_type else None
        return (
            node_type is not None
            and made is not None
            and is_thing(node_type, self.output_type(node_id, made), self.library.port_types)
        )

    def parts_of(self, node_id: str, name: str) -> Parts | None:
        """Return what is known of the parts of a group, or the items of a list, that an output gives."""
        return self._output_types().parts((node_id, name))

    def _output_types(self) -> OutputTypes:
        return OutputTypes(self, self.library.port_types, self._types, self._parts)

    def take_types(self, other: "Wiring", but: Collection[str]) -> None:
        """Take over what is known of another version, but of these nodes."""
        self._types = dict(other._types)
        self.forget_types(but)

    def forget_types(self, node_ids: Collection[str]) -> None:
        """Find the types of these nodes anew."""
        if not node_ids:
            return
        for end in [end for end in self._types if end[0] in node_ids]:
            del self._types[end]

    def output_of(self, end: End) -> Output | None:
        """Return what the type of an output's node says of it; None for a port of a group."""
        port = self.ports(end[0]).outputs.get(end[1])
        return port.output if port is not None else None

    def feeding(self, end: End) -> End | None:
        """Return the output that feeds an input, or None if nothing comes in there."""
        edge = next((edge for edge in self.into[end[0]] if edge.input == end[1]), None)
        return self._origin(edge) if edge is not None else None

    def all_feeding(self, end: End) -> tuple[End, ...]:
        """Return the outputs that feed an input, in order."""
        origins = (self._origin(edge) for edge in self.into[end[0]] if edge.input == end[1])
        return tuple(origin for origin in origins if origin is not None)

    def constant(self, node_id: str, name: str) -> object:
        """Return the value of a parameter; None where a wire brings it."""
        node = self.content.node(node_id)
        if self.feeding((node_id, name)) is not None:
            return None
        return node.parameters.get(name, self._default(node, name))

    def parts_beyond(self, end: End) -> Parts | None:
        """Return the parts of what comes out of a group, or into it, as they were when the graph was built."""
        port = self._port_in_graph(self.content.node(end[0]), end[1])
        parts = self.graph.parts_of(port) if self.graph is not None and port is not None else None
        # What made them is not part of this content.
        return tuple(replace(part, maker=None) for part in parts) if parts is not None else None

    def declared_type(self, end: End) -> str:
        """Return the type that an output has by itself, or that the input has which decides it."""
        node, port = self.content.node(end[0]), self.ports(end[0]).outputs.get(end[1])
        if port is None:
            return ANY
        if port.output is not None and port.output.by:
            selected = node.parameters.get(port.output.by, self._default(node, port.output.by))
            return port.output.type_for(selected)
        is_open = port.type == ANY and not (port.output and port.output.input_name)
        return self._type_from_graph(node, end[1]) if is_open else port.type

    def carried(self, edge: Edge) -> str:
        """Return the type of what a data wire brings, or nothing where nothing comes through it."""
        origin = self._origin(edge)
        return self.output_type(*origin) if origin is not None else ""

    def _origin(self, edge: Edge) -> End | None:
        """Return the output that a wire comes from, the nodes between that only pass it on left out."""
        seen: set[str] = set()
        here: Edge | None = edge
        while here is not None and here.source not in seen:
            seen.add(here.source)
            source = self.content.nodes_by_id.get(here.source)
            if source is None or not self._is_known(source):
                return None
            port = self.ports(source.id).outputs.get(here.output)
            if port is None:  # a wire from an output that there is no more brings nothing
                return None
            if not self._is_passage(source):
                return here.source, here.output
            name = passed_input(port.output)
            here = next((edge for edge in self.into[source.id] if edge.input == name), None)
        return None

    def _is_passage(self, node: Node) -> bool:
        # A boundary is a reroute once groups are taken apart; here it is where the content ends.
        node_type = None if is_boundary(node) else self.library.get(node.type)
        return passes_through(node, node_type)

    def _default(self, node: Node, name: str) -> object:
        node_type = self.library.get(node.type)
        known = node_type.parameters.get(name) if node_type else None
        return known.default if known else None

    def _type_from_graph(self, node: Node, name: str) -> str:
        """Return the type of what a group gives, or takes in, as it was when the graph was built."""
        port = self._port_in_graph(node, name)
        return self.graph.output_type(port) if self.graph is not None and port is not None else ANY

    def _port_in_graph(self, node: Node, name: str) -> Port | None:
        inner = node.id
        if node.type == GROUP:
            group = self.content.groups_by_id.get(group_id_of(node) or "")
            boundaries = (
                [
                    boundary
                    for boundary in group.nodes
                    if is_boundary_of(boundary, GROUP_OUTPUT, name)
                ]
                if group
                else []
            )
            if not boundaries:
                return None
            inner, name = f"{inner}/{boundaries[0].id}", "value"
        full_id = "/".join((*self.location, inner))
        if self.graph is None or full_id not in self.graph.sources:
            return None
        return Port(full_id, name)

    def _ports_of_group(self, group_id: str) -> NodePorts:
        if group_id not in self._of_groups:
            group = self.content.groups_by_id.get(group_id)
            self._of_groups[group_id] = ports_of_group(group) if group else NO_PORTS
        return self._of_groups[group_id]

    # what fits

    def rejection_reason(self, output: WireEnd, target: WireEnd) -> str | None:
        """Return why no wire can go from an output to an input, or None if one can."""
        if output.is_output == target.is_output:
            if output.is_output:
                return tr("Both are outputs: a wire goes from an output to an input.")
            return tr("Both are inputs: a wire goes from an output to an input.")
        if output.node_id == target.node_id:
            return tr("A node cannot feed itself.")
        giving, taking = self.port(output), self.port(target)
        if giving is None or taking is None:
            return tr("There is no such port.")
        given = self._given(output, giving, taking)
        if not self.fits(given, taking):
            if FLOW_TYPE in (given, taking.type):
                return tr("Flow connects to flow only.")
            return self._no_fit(given, taking.type)
        if self._closes_circle(output.node_id, target.node_id):
            return tr(
                'That would close a circle: "{target}" comes before "{source}".',
                target=target.node_id,
                source=output.node_id,
            )
        return None

    def _given(self, output: WireEnd, giving: NodePort, taking: NodePort) -> str:
        """Return the type of what a wire would bring from one port to another."""
        if FLOW_TYPE not in (giving.type, taking.type):
            return self.type_at(output)
        if giving.type == FLOW_TYPE:
            return FLOW_TYPE
        node = self.content.node(output.node_id)
        if node.type == GROUP or is_boundary(node):
            return self.type_at(output)
        # Reroutes pass on values only: a loop leads to flow straight from its node.
        return LOOP if output.port == loop_output(self.type_of(node.id)) else ANY

    def fits(self, given: str, taking: NodePort) -> bool:
        """Return whether something of the type ``given`` may be wired into a port."""
        return self._fit(given, taking) is not None

    def _fit(self, given: str, taking: NodePort) -> Fit | None:
        return fit(self.library.port_types, given, taking.type, many=taking.many)

    def is_converted(self, edge: Edge) -> bool:
        """Return whether a legal wire gives something that must become something else."""
        target = self.port(WireEnd(edge.target, edge.input, is_output=False))
        given = self.carried(edge)
        return target is not None and given != "" and self._fit(given, target) is Fit.CONVERTED

    def fault(self, edge: Edge) -> str | None:
        """Return what is wrong with a wire that is there, circles left out."""
        known = self.content.nodes_by_id
        for node_id in (edge.source, edge.target):
            if node_id not in known:
                return tr('There is no node "{node}".', node=node_id)
        output = WireEnd(edge.source, edge.output, is_output=True)
        giving, taking = self.port(output), self.port(WireEnd(edge.target, edge.input, False))
        if taking is None and self._is_known(known[edge.target]) and not self._is_idle(edge):
            return tr(
                '"{node}" has no input "{port}" that a wire can feed.',
                node=node_title(self.content, self.library, edge.target),
                port=tr(spoken_name(edge.input)),
            )
        if giving is None and self._is_known(known[edge.source]):
            return tr(
                '"{node}" has no output "{port}".',
                node=node_title(self.content, self.library, edge.source),
                port=tr(spoken_name(edge.output)),
            )
        if taking is None or giving is None:
            return None
        if FLOW_TYPE in (giving.type, taking.type):
            is_legal = self.fits(self._given(output, giving, taking), taking)
            given = self.type_at(output)
        else:
            given = self.carried(edge)
            is_legal = not given or known[edge.target].muted or self.fits(given, taking)
        if is_legal:
            return None
        return self._no_fit(given, taking.type)

    def _no_fit(self, given: str, wanted: str) -> str:
        types = self.library.port_types
        return tr(
            "Cannot connect {given} to {wanted}.",
            given=types.words(given),
            wanted=types.words(wanted),
        )

    def _is_idle(self, edge: Edge) -> bool:
        """Return whether a wire takes the place of a value that does not count, as its node is muted."""
        node_type = self.type_of(edge.target)
        is_fixed = node_type is not None and edge.input in node_type.fixed_parameters
        return is_fixed and edge.output != FLOW and self.content.node(edge.target).muted

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
            if self.rejection_reason(*pair) is None and self.is_natural(given, own.get(name)):
                yield other

    def is_natural(self, given: str, port: NodePort | None) -> bool:
        """Return whether nobody is surprised when a wire ends there of itself.

        A value is not replaced by a conversion, except that trackers are there to be its number.
        """
        if port is None or not port.is_parameter:
            return True
        types = self.library.port_types
        return types.is_a(given, port.type) or (port.is_main and types.is_a(given, "ValueTracker"))

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

    def is_missing(self, end: WireEnd) -> bool:
        """Return whether a port is an input that must be wired, and is not."""
        port = self.port(end)
        return (
            port is not None
            and port.required
            and not end.is_output
            and not any(edge.input == end.port for edge in self.into[end.node_id])
        )

    def links(self, source_id: str, target_id: str, *, with_flow: bool = True) -> Iterator[Edge]:
        """Return the wires that may join two nodes and take no other's place.

        Those into an input that is missing come first, and flow last.
        """
        names = self.ports(source_id).outputs
        outputs = [WireEnd(source_id, name, is_output=True) for name in names]
        pairs = [
            (output, target) for output in outputs for target in self._fitting(output, target_id)
        ]
        pairs.sort(key=lambda pair: not self.is_missing(pair[1]))
        if with_flow:
            flow = WireEnd(source_id, FLOW, is_output=True)
            pairs += [(flow, target) for target in self._fitting(flow, target_id)]
        for output, target in pairs:
            if self.is_free(target):
                yield wire_between(output, target)

    def link(self, source_id: str, target_id: str, *, with_flow: bool = True) -> Edge | None:
        """Return the wire that best joins two nodes, either way: what is missing first, else data, else flow.

        Where they are joined and nothing is missing there is none.
        """
        forward = list(self.links(source_id, target_id, with_flow=with_flow))
        backward = self.links(target_id, source_id, with_flow=False)
        missing = [each for each in (*forward, *backward) if self._fills(each)]
        is_joined = any(edge.target == target_id for edge in self.out_of[source_id])
        return next(iter(missing or (() if is_joined else forward)), None)

    def _fills(self, edge: Edge) -> bool:
        return self.is_missing(WireEnd(edge.target, edge.input, is_output=False))

    def connect(self, document: Document, edge: Edge) -> Document:
        """Add a wire; an input that takes one wire loses the one it has."""
        port = self.port(WireEnd(edge.target, edge.input, is_output=False))
        return edits.connect(document, edge, many=port is not None and port.many)

    # what is reached along wires

    def has_wires(self, node_ids: Iterable[str]) -> bool:
        """Return whether a wire begins or ends at one of these nodes, which may be no more."""
        return any(self.into.get(node_id) or self.out_of.get(node_id) for node_id in node_ids)

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

    def fed_by(self, node_ids: Iterable[str]) -> frozenset[str]:
        """Return all nodes that get what these nodes give, passed on or not."""
        found: set[str] = set()
        waiting = list(node_ids)
        while waiting:
            for edge in self.out_of.get(waiting.pop(), ()):
                if edge.output != FLOW and edge.target not in found:
                    found.add(edge.target)
                    waiting.append(edge.target)
        return frozenset(found)

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


def changed_edges(before: Sequence[Edge], after: Sequence[Edge]) -> list[Edge]:
    """Return the wires in which two versions differ, or which are in another order, of both versions.

    Edits share what they leave alone, so that only the objects are compared.
    """
    if before is after:
        return []
    shortest = min(len(before), len(after))
    first = next((at for at in range(shortest) if before[at] is not after[at]), shortest)
    shared = 0
    while shared < shortest - first and before[-1 - shared] is after[-1 - shared]:
        shared += 1
    return [*before[first : len(before) - shared], *after[first : len(after) - shared]]


def wire_between(one: WireEnd, other: WireEnd) -> Edge:
    """Return the wire between an output and an input, whichever is named first."""
    output, target = (one, other) if one.is_output else (other, one)
    return Edge(source=output.node_id, output=output.port, target=target.node_id, input=target.port)
