"""A document and a library become a graph: who feeds whom, and what must come before what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import NamedTuple, TypeVar, cast
from weakref import proxy

import networkx as nx

from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.document.record_edits import replace
from manim_nodes.graph.constants import are_used, values_of, with_constants
from manim_nodes.graph.expand import Expansion, expand
from manim_nodes.graph.part_types import End, Parts
from manim_nodes.graph.sorting import is_topological, sort_topologically
from manim_nodes.graph.style import style_of
from manim_nodes.graph.titles import distinct_title, node_title, title_at, wire_title
from manim_nodes.graph.wire_graph import WireGraph
from manim_nodes.graph.wire_legality import (
    OutputTypes,
    joins_flow,
    passed_input,
    passes_through,
    wanted_type,
)
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind, NodeType, Output
from manim_nodes.library.port_types import ANIMATION, ANY
from manim_nodes.translation import tr


class Port(NamedTuple):
    """A port of a node in the document: an output, an input, or a parameter taken by a wire."""

    node_id: str
    name: str


@dataclass(frozen=True)
class Graph:
    """A document seen through a library.

    Parameters
    ----------
    document : with its groups taken apart
    wiring : nodes are ids; an edge says that its source comes first. Wires of the document carry
        ``wire``; edges without one follow from what nodes are (see :func:`_add_implied_order`)
    sources : for each node and input, the outputs that feed it, in the order of the document;
        muted nodes are passed through, and wires that lead nowhere are left out
    """

    document: Document
    library: Library = field(repr=False)
    expansion: Expansion
    wiring: "nx.MultiDiGraph[str]"
    sources: Mapping[str, Mapping[str, tuple[Port, ...]]]
    _output_types: dict[End, str] = field(default_factory=dict, repr=False, compare=False)
    _parts: dict[End, Parts | None] = field(default_factory=dict, repr=False, compare=False)
    _origins: dict[Port, Port] = field(default_factory=dict, repr=False, compare=False)
    _players: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _results: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def node(self, node_id: str) -> Node:
        """Return a node of the document."""
        return self.document.node(node_id)

    def type_of(self, node_id: str) -> NodeType | None:
        """Return a node's type, or None where the library does not know it."""
        return self._types_by_id[node_id]

    @cached_property
    def _types_by_id(self) -> Mapping[str, NodeType | None]:
        return {node.id: self.library.get(node.type) for node in self.document.nodes}

    def title_of(self, node_id: str) -> str:
        """Return what people call a node: its label, its type's title, or its id where it is not known."""
        if node_id not in self.document.nodes_by_id:  # it stands for a group
            return title_at(self.expansion.whole, self.library, node_id)
        return node_title(self.document, self.library, node_id)

    def described(self, node_id: str) -> str:
        """Return what people call a node, quoted, with the title of its type where that is another: ``'Sun' (Circle)``."""
        title, node_type = self.title_of(node_id), self.type_of(node_id)
        kind = tr(node_type.title) if node_type is not None else title
        return f"'{title}'" if kind == title else f"'{title}' ({kind})"

    def distinct_title_of(self, node_id: str) -> str:
        """Return what people call a node, told apart from others that are called the same."""
        return distinct_title(self.document, self.library, node_id)

    def title_of_wire(self, wire: Edge) -> str:
        """Return what people call a wire: from where it leads, and into what."""
        return wire_title(self.document, self.library, wire)

    @cached_property
    def active(self) -> tuple[tuple[Node, NodeType], ...]:
        """Return the nodes that take part: of a known type, not muted, and no mere passage."""
        return tuple(
            (node, node_type)
            for node in self.document.nodes
            if (node_type := self._types_by_id[node.id]) is not None
            and not passes_through(node, node_type)
        )

    @cached_property
    def active_by_id(self) -> Mapping[str, tuple[Node, NodeType]]:
        """Return the same by the ids of the nodes."""
        return {node.id: (node, node_type) for node, node_type in self.active}

    @cached_property
    def consumers(self) -> Mapping[Port, tuple[Port, ...]]:
        """Return the inputs that each output feeds, muted nodes passed through."""
        consumers: dict[Port, list[Port]] = {}
        for node, _ in self.active:
            for name, sources in self.sources[node.id].items():
                for source in sources:
                    consumers.setdefault(source, []).append(Port(node.id, name))
        return {source: tuple(ports) for source, ports in consumers.items()}

    @cached_property
    def handed_on(self) -> frozenset[str]:
        """Return the nodes whose animation is wired to another."""
        return frozenset(output.node_id for output in self.consumers if output.name == "animation")

    @cached_property
    def flow_sources(self) -> Mapping[str, set[str]]:
        """Return for each node that flow wires lead to, where they come from."""
        found: dict[str, set[str]] = {}
        for source, target, data in self.wiring.edges(data=True):
            if "wire" in data and data["wire"].input == FLOW:
                found.setdefault(target, set()).add(source)
        return found

    @cached_property
    def is_acyclic(self) -> bool:
        """Return whether the graph can be put in order at all."""
        listed = self.expansion.index
        as_listed = sorted(self.wiring, key=listed.__getitem__)
        # Mostly nodes are listed after what feeds them, which takes half the time to see.
        return is_topological(as_listed, self.wiring) or bool(
            nx.is_directed_acyclic_graph(self.wiring)
        )

    @cached_property
    def sequence(self) -> tuple[str, ...]:
        """Return all nodes, each after what feeds it, else as listed; only of a graph without circles.

        This is not yet the order in which they run: that takes loops and steps into account.
        """
        return tuple(in_order(self.wiring, self.expansion))

    def output_type(self, output: Port) -> str:
        """Return the type of what an output gives, followed back through nodes that pass it on."""
        known = self._output_types.get(output)
        return self._types.type_of(output) if known is None else known

    def parts_of(self, output: Port) -> Parts | None:
        """Return what is known of the parts of a group, or the items of a list, that an output gives."""
        return self._types.parts(output)

    def part_maker(self, output: Port) -> Port | None:
        """Return the output that made the part, or item, that an output gives, where the wires say which it is."""
        maker = self._types.part_maker(output)
        return Port(*maker) if maker is not None else None

    @cached_property
    def _types(self) -> OutputTypes:
        # By a weak reference: else the two would be a circle, which only the garbage collection could end.
        graph: Graph = proxy(self)
        return OutputTypes(graph, self.library.port_types, self._output_types, self._parts)

    def output_of(self, end: End) -> Output | None:
        """Return what an output's type says of it, or None where it has none."""
        node_type = self.type_of(end[0])
        return node_type.outputs.get(end[1]) if node_type else None

    def feeding(self, end: End) -> End | None:
        """Return the first output that feeds an input."""
        return next(iter(self.all_feeding(end)), None)

    def all_feeding(self, end: End) -> tuple[Port, ...]:
        """Return the outputs that feed an input, in order."""
        return self.sources[end[0]].get(end[1], ())

    def constant(self, node_id: str, name: str) -> object:
        """Return the value of a parameter; None where a wire brings it."""
        node_type = self.type_of(node_id)
        if node_type is None or self.sources[node_id].get(name):
            return None
        return self.parameter(self.node(node_id), node_type, name)

    def parts_beyond(self, _end: End) -> Parts | None:
        """Return nothing: what is in groups is part of the graph."""
        return None

    def declared_type(self, end: End) -> str:
        """Return the type that an output has by itself, or that the input has which decides it."""
        node_type, output = self.type_of(end[0]), self.output_of(end)
        if node_type is None or output is None:
            return ANY
        if output.input_name:
            return wanted_type(node_type, output.input_name)
        return output.type_for(self.parameter(self.node(end[0]), node_type, output.by))

    def maker(self, output: Port) -> Port:
        """Return the output whose own type decides that of ``output``."""
        seen: set[Port] = set()
        while output not in seen:
            seen.add(output)
            node_type = self.type_of(output.node_id)
            port = node_type.outputs.get(output.name) if node_type else None
            sources = self.sources[output.node_id].get(port.input_name, ()) if port else ()
            output = sources[0] if sources else output
        return output

    def origin(self, output: Port) -> Port:
        """Return the output that made the very thing that ``output`` passes on."""
        trail: dict[Port, None] = {}
        here: Port | None = output
        while here is not None and here not in self._origins and here not in trail:
            trail[here] = None
            found, here = here, self._passed_on(here)
        if here is not None:
            found = self._origins.get(here, here)
        self._origins.update(dict.fromkeys(trail, found))
        return found

    def _passed_on(self, output: Port) -> Port | None:
        node_type = self.type_of(output.node_id)
        port = node_type.outputs.get(output.name) if node_type else None
        sources = self.sources[output.node_id].get(port.of, ()) if port and port.of else ()
        return sources[0] if sources else None

    def player(self, node_id: str) -> str:
        """Return the node that plays ``node_id``'s animation: itself, or the outermost compose node."""
        if node_id in self._players:
            return self._players[node_id]
        trail: dict[str, None] = {}
        while node_id not in trail and node_id not in self._players:
            trail[node_id] = None
            output = self._choices.get(node_id) or Port(node_id, "animation")
            takers = self.consumers.get(output, ())
            if takers:
                node_id = takers[0].node_id
        player = self._players.get(node_id, node_id)
        self._players.update(dict.fromkeys(trail, player))
        return player

    @cached_property
    def _choices(self) -> Mapping[str, Port]:
        """Return the outputs of nodes that choose between animations, and play none themselves."""
        return {
            node.id: output
            for node, node_type in self.active
            if node_type.kind is Kind.QUERY
            for output in (Port(node.id, name) for name in node_type.outputs)
            if self.output_type(output) == ANIMATION
        }

    def parameter(self, node: Node, node_type: NodeType, name: str) -> object:
        """Return the value of a parameter: the node's own, or the type's default."""
        if name in node.parameters:
            return node.parameters[name]
        known = node_type.parameters.get(name)
        return known.default if known else None

    def is_switched_on(self, node: Node, node_type: NodeType, name: str) -> bool:
        """Return whether a boolean parameter, such as ``live``, is there and true."""
        return node.parameters.get(name) is True and name in node_type.parameters

    def is_animated(self, node: Node, node_type: NodeType) -> bool:
        """Return whether a modify node is shown as an animation: switched on, or wired into one."""
        return node_type.kind is Kind.MODIFY and (
            self.is_switched_on(node, node_type, "animated") or node.id in self.handed_on
        )

    def folded(self, node_id: str) -> tuple[str, ...]:
        """Return the modify nodes that become part of a live value's rebuilding, in order.

        What is rebuilt on every frame must be placed and styled again on every frame too.
        """
        return self._folded.get(node_id, ())

    @cached_property
    def all_folded(self) -> frozenset[str]:
        """Return every modify node that is folded into a live value."""
        return frozenset(modifier for modifiers in self._folded.values() for modifier in modifiers)

    @cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        folded = {}
        for node, node_type in self.active:
            if node_type.kind is Kind.VALUE and self.is_switched_on(node, node_type, "live"):
                output = next(iter(node_type.outputs))
                folded[node.id] = tuple(self._modifiers_after(Port(node.id, output)))
        return folded

    def _modifiers_after(self, output: Port) -> Iterator[str]:
        while True:
            modifiers = [
                taker.node_id
                for taker in self.consumers.get(output, ())
                if taker.name == "mobject" and self._is_plain_modifier(taker.node_id)
            ]
            if len(modifiers) != 1:
                return
            yield modifiers[0]
            output = Port(modifiers[0], "mobject")

    def _is_plain_modifier(self, node_id: str) -> bool:
        node, node_type = self.node(node_id), self.type_of(node_id)
        return (
            node_type is not None
            and "animated" in node_type.parameters
            and not self.is_animated(node, node_type)
            and not self.is_switched_on(node, node_type, "live")
        )


_Result = TypeVar("_Result")


def once_a_graph(function: Callable[[Graph], _Result]) -> Callable[[Graph], _Result]:
    """Let a graph remember what a function found out about it, since several modules ask."""

    @wraps(function)
    def remembered(graph: Graph) -> _Result:
        known = graph._results
        if function not in known:
            known[function] = function(graph)
        return cast("_Result", known[function])

    return remembered


def library_of(document: Document, library: Library) -> Library:
    """Return the library with the defaults that a project's settings give."""
    settings = document.settings
    library = library.with_defaults({"formulas": settings.formulas})
    return library.in_style(style_of(settings, library))


def build(document: Document, library: Library) -> Graph:
    """Build the graph of ``document``; whatever is wrong with it is left for validation."""
    library = library_of(document, library)
    expansion = expand(document)
    if document.groups:
        parts = {"nodes": tuple(expansion.nodes), "edges": tuple(expansion.edges), "groups": ()}
        fields = {name: getattr(document, name) for name in Document.model_fields}
        # Not validated again: all of it comes from a document that was.
        document = Document.model_construct(**{**fields, **parts})
    if are_used(document):
        document = _with_constants(document, library)
    wiring = WireGraph()
    wiring.add_nodes_from(node.id for node in document.nodes)
    wires = [wire for wire in document.edges if _leads_somewhere(wire, document, library)]
    wiring.add_edges_from((wire.source, wire.target, {"wire": wire}) for wire in wires)
    sources = _sources(document, library, wires)
    graph = Graph(document, library, expansion, wiring, sources)
    if graph.is_acyclic:
        _add_implied_order(graph)
    return graph


def in_order(wiring: "nx.DiGraph[str]", expansion: Expansion) -> list[str]:
    """Put nodes in the order of the wiring; what it leaves open is as the document lists it."""
    return sort_topologically(wiring, expansion.index.__getitem__)


def _with_constants(document: Document, library: Library) -> Document:
    """Return a document whose nodes have the values of constants in place of their names."""
    roles = library.names.roles
    values = {
        name: value if isinstance(value, float | int) else roles.get(value, value)
        for name, value in values_of(document.constants, document.settings).items()
    }
    # Typst knows colors by their numbers only.
    in_texts = {
        **values,
        **{
            constant.name: library.names.color_number(str(values[constant.name]))
            for constant in document.constants
            if constant.type == "color" and constant.name in values
        },
    }
    nodes = (
        with_constants(node, node_type, values, in_texts)
        if (node_type := library.get(node.type))
        else node
        for node in document.nodes
    )
    return replace(document, nodes=tuple(nodes))


def _leads_somewhere(wire: Edge, document: Document, library: Library) -> bool:
    known = document.nodes_by_id
    if wire.source not in known or wire.target not in known:
        return False
    source = library.get(document.node(wire.source).type)
    target = library.get(document.node(wire.target).type)
    if wire.output == FLOW or wire.input == FLOW:
        return joins_flow(wire, source)
    gives = source is None or wire.output in source.outputs
    takes = target is None or wire.input in target.inputs or wire.input in target.parameters
    return gives and takes


def _sources(
    document: Document, library: Library, wires: list[Edge]
) -> dict[str, dict[str, tuple[Port, ...]]]:
    direct: dict[str, dict[str, list[Port]]] = {node.id: {} for node in document.nodes}
    for wire in wires:
        if wire.input != FLOW and library.get(document.node(wire.source).type) is not None:
            feeding = direct[wire.target].setdefault(wire.input, [])
            feeding.append(Port(wire.source, wire.output))
    passages = _Passages(document, library, direct)
    return {
        node_id: {
            name: tuple(source for port in ports if (source := passages.source(port)) is not None)
            for name, ports in inputs.items()
        }
        for node_id, inputs in direct.items()
    }


class _Passages:
    """Follows wires back through muted nodes and reroutes to what really feeds them."""

    def __init__(
        self,
        document: Document,
        library: Library,
        direct: Mapping[str, Mapping[str, list[Port]]],
    ) -> None:
        self._document = document
        self._library = library
        self._direct = direct
        self._known: dict[Port, Port | None] = {}

    def source(self, port: Port) -> Port | None:
        trail: list[Port] = []
        here: Port | None = port
        while here is not None and here not in self._known and self._is_passage(here):
            self._known[here] = None  # until it is found; for ever in a circle
            trail.append(here)
            here = self._before(here)
        found = self._known.get(here, here) if here is not None else None
        self._known.update(dict.fromkeys(trail, found))
        return found

    def _is_passage(self, port: Port) -> bool:
        node = self._document.node(port.node_id)
        return passes_through(node, self._library.get(node.type))

    def _before(self, port: Port) -> Port | None:
        node_type = self._library.get(self._document.node(port.node_id).type)
        name = passed_input(node_type.outputs.get(port.name) if node_type else None)
        before = self._direct[port.node_id].get(name, [])
        return before[0] if before else None


def _add_implied_order(graph: Graph) -> None:
    """Add the order that wires do not show but the meaning of the nodes demands.

    What uses a mobject after its animation comes after the compose node that plays it; what uses
    a live value comes after the modify nodes folded into it. An order that would contradict the
    wires is not added: the user has asked for something else.
    """
    implied = [*_after_players(graph), *_after_folding(graph)]
    if not implied:
        return
    rank = {node_id: place for place, node_id in enumerate(in_order(graph.wiring, graph.expansion))}
    implied.sort(key=lambda pair: (rank[pair[0]], rank[pair[1]]))
    # Those that agree with one order cannot close a circle, so that few must be looked at one by one.
    agreeing = [(first, then) for first, then in implied if rank[first] < rank[then]]
    graph.wiring.add_edges_from(agreeing)
    for first, then in implied:
        if rank[first] > rank[then] and not nx.has_path(graph.wiring, then, first):
            graph.wiring.add_edge(first, then)


def _after_players(graph: Graph) -> Iterator[tuple[str, str]]:
    for node, node_type in graph.active:
        if node.id not in graph.handed_on:
            continue
        player = graph.player(node.id)
        for follower in _followers(graph, node, node_type):
            if graph.player(follower) != player:
                yield player, follower


def _followers(graph: Graph, node: Node, node_type: NodeType) -> Iterator[str]:
    for name, output in node_type.outputs.items():
        if output.type != ANIMATION:
            for taker in graph.consumers.get(Port(node.id, name), ()):
                yield taker.node_id
    for _, target, data in graph.wiring.out_edges(node.id, data=True):
        if "wire" in data and data["wire"].output == FLOW:
            yield target


def _after_folding(graph: Graph) -> Iterator[tuple[str, str]]:
    for node, node_type in graph.active:
        folded = graph.folded(node.id)
        if not folded:
            continue
        output = next(iter(node_type.outputs))
        chain = (Port(node.id, output), *(Port(modifier, "mobject") for modifier in folded[:-1]))
        for port in chain:
            for taker in graph.consumers.get(port, ()):
                if taker.node_id not in folded:
                    yield folded[-1], taker.node_id
