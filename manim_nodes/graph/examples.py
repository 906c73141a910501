"""The example of a node type as a graph: one node of it, what feeds it, and what shows what it gives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from manim_nodes.document.grouping import make_group
from manim_nodes.document.ids import first_id_of, fresh_names
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.library.catalogue import Library
from manim_nodes.library.example import IT, Example, ExampleNode
from manim_nodes.library.node_type import FLOW, Input, Kind, NodeType, Output
from manim_nodes.library.port_types import MOBJECT, alternatives

_ID = "5d0c8a7e-1f0b-4c58-9b59-3c1a52c9e0aa"
_MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
_COLUMN, _ROW = 240.0, 160.0
_ENOUGH = 3
"""How many wires an input gets that takes any number."""


def example_of(node_type: NodeType, library: Library) -> Document:
    """Return the example of a node type: the same in every run.

    Notes
    -----
    What it consists of is data: the ``example`` of the type, and nodes/shared/examples.toml.
    The node itself has the first id of its type. A group's port is shown by a group with one.
    """
    framed = library.get(node_type.example.group_of)
    if framed is not None and not framed.example.group_of:
        document = example_of(framed, library)
        return make_group(document, [first_id_of(framed.type)], framed.title)[0]
    drawing = _Drawing(library)
    drawing.draw(node_type)
    return Document(
        id=_ID,
        name=node_type.title,
        created_at=_MADE_AT,
        updated_at=_MADE_AT,
        nodes=drawing.placed_nodes(),
        edges=tuple(drawing.edges),
    )


class _Drawing:
    """Grows an example from its node outward."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._named: dict[str, ExampleNode] = {}
        self._ids: dict[str, str] = {}
        self._nodes: dict[str, Node] = {}
        self._shown: dict[str, str] = {}
        self._growing: list[str] = []
        self._turns: defaultdict[str, int] = defaultdict(int)
        self.edges: list[Edge] = []

    def draw(self, node_type: NodeType) -> None:
        shared = self._library.vocabulary.examples
        self._named = {name: _renamed(each, name) for name, each in shared.named.items()}
        followers = _followers(node_type, self._library)
        for described in (*node_type.example.inputs.values(), followers):
            self._learn_names(described)
        it = self._add(ExampleNode(type=node_type.type, name=IT))
        for follower in followers:
            self._node(follower)
        for scene, beginning in shared.scenes.items():
            self._begin(scene, beginning, it)

    def _learn_names(self, described: Sequence[ExampleNode]) -> None:
        for each in described:
            if each.name and each.type:
                self._named[each.name] = each
            for sources in each.inputs.values():
                self._learn_names(sources)

    def _begin(self, scene: str, described: ExampleNode, it: str) -> None:
        """Put before all others what a Scene class asks for, if the example needs that class."""
        types = {node.type for node in self._nodes.values()}
        known = (self._library.get(each) for each in types)
        if described.type not in types and any(each and each.scene == scene for each in known):
            self.edges.append(
                Edge(source=self._node(described), output=FLOW, target=it, input=FLOW)
            )

    def _node(self, described: ExampleNode) -> str:
        """Return the id of a node of the example, made when it is first spoken of."""
        if described.name in self._ids:
            return self._ids[described.name]
        return self._add(
            self._named.get(described.name, described) if described.name else described
        )

    def _add(self, described: ExampleNode) -> str:
        known = self._library.get(described.type)
        is_new = (
            described.type not in self._growing
        )  # or it would stand in its own example for ever
        example = known.example if known and is_new else Example()
        node_id = self._new(described.type, {**example.parameters, **described.parameters})
        if described.name:
            self._ids[described.name] = node_id
        self._growing.append(described.type)
        inputs = {**example.inputs, **described.inputs}
        for name, sources in inputs.items():
            self._feed(node_id, name, sources)
        for port in known.inputs.values() if known and is_new else ():
            if port.required and port.name not in inputs:
                self._feed(node_id, port.name, self._sources_of(port))
        self._growing.pop()
        return node_id

    def _new(self, type_name: str, parameters: Mapping[str, Any]) -> str:
        node_id = fresh_names([first_id_of(type_name)], self._nodes)[0]
        self._nodes[node_id] = Node(id=node_id, type=type_name, parameters=parameters)
        return node_id

    def _feed(self, node_id: str, name: str, sources: Sequence[ExampleNode]) -> None:
        for described in sources:
            source_id = self._node(described)
            output = described.output or self._output(source_id, node_id, name)
            if self._is_to_be_seen(node_id, source_id, output):
                source_id, output = self._on_screen(source_id, output)
            self.edges.append(Edge(source=source_id, output=output, target=node_id, input=name))

    def _is_to_be_seen(self, node_id: str, source_id: str, output: str) -> bool:
        target, source = self._type_of(node_id), self._type_of(source_id)
        if target is None or source is None or source.kind not in (Kind.VALUE, Kind.MODIFY):
            return False
        seen = target.example.seen
        port = source.outputs.get(output)
        is_asked = target.kind is Kind.QUERY if seen is None else seen
        return is_asked and port is not None and _is_mobject(port, self._library)

    def _on_screen(self, source_id: str, output: str) -> tuple[str, str]:
        if source_id not in self._shown:
            type_name = self._library.vocabulary.examples.on_screen
            shown_id = self._shown[source_id] = self._new(type_name, {})
            self.edges.append(
                Edge(source=source_id, output=output, target=shown_id, input="mobject")
            )
        return self._shown[source_id], "mobject"

    def _type_of(self, node_id: str) -> NodeType | None:
        return self._library.get(self._nodes[node_id].type)

    def _output(self, source_id: str, target_id: str, name: str) -> str:
        """Return the first output of a node that an input takes, or its first one."""
        if name == FLOW:
            return FLOW
        source, target = self._type_of(source_id), self._type_of(target_id)
        outputs = source.outputs if source else {}
        port = target.inputs.get(name) if target else None
        fitting = (
            each.name
            for each in outputs.values()
            if port and each.type and self._library.port_types.is_a(each.type, port.type)
        )
        return next(fitting, next(iter(outputs), FLOW))

    def _sources_of(self, port: Input) -> list[ExampleNode]:
        """Return what feeds a port of no further description: what its type's turn it is."""
        name = alternatives(port.type)[0]
        sources = self._library.vocabulary.examples.sources.get(name) or (ExampleNode(type=name),)
        first = self._turns[name]
        self._turns[name] += _ENOUGH if port.many else 1
        return [sources[turn % len(sources)] for turn in range(first, self._turns[name])]

    def placed_nodes(self) -> tuple[Node, ...]:
        """Return the nodes in columns: each to the right of what feeds it, and below what is shown first.

        They are listed so too, column by column.
        """
        columns = self._columns()
        it, *others = self._nodes.values()
        rows: defaultdict[int, int] = defaultdict(int)
        placed = {}
        for node in (*others, it):
            column = columns[node.id]
            position = column * _COLUMN, rows[column] * _ROW
            rows[column] += 1
            placed[node.id] = node.model_copy(update={"position": position})
        return tuple(sorted(placed.values(), key=lambda node: (*node.position, node.id)))

    def _columns(self) -> dict[str, int]:
        columns = dict.fromkeys(self._nodes, 0)
        for _ in self._nodes:  # as often as the longest way can be long
            for edge in self.edges:
                columns[edge.target] = max(columns[edge.target], columns[edge.source] + 1)
        return columns


def _followers(node_type: NodeType, library: Library) -> Sequence[ExampleNode]:
    if node_type.example.then is not None:
        return node_type.example.then
    if node_type.kind not in (Kind.VALUE, Kind.QUERY):
        return ()
    return tuple(_shown(node_type, library))[:1]


def _shown(node_type: NodeType, library: Library) -> Iterator[ExampleNode]:
    """Return what shows an output, of those that do not show by themselves."""
    for name, output in node_type.outputs.items():
        if node_type.kind is Kind.VALUE and _is_mobject(output, library):
            return
        if (described := _showing(output, library)) is not None:
            yield _from_output(described, name)


def _is_mobject(output: Output, library: Library) -> bool:
    if not output.type:
        return bool(output.of or output.like)
    return library.port_types.is_a(alternatives(output.type)[0], MOBJECT)


def _showing(output: Output, library: Library) -> ExampleNode | None:
    shown = library.vocabulary.examples.shown
    name = alternatives(output.type)[0]
    candidates = (name, *library.port_types.ancestors(name))
    return next((shown[each] for each in candidates if each in shown), None)


def _from_output(described: ExampleNode, name: str) -> ExampleNode:
    """Return a node that shows what comes from an output of the node whose example it is."""
    if described.name == IT:
        return described.model_copy(update={"output": described.output or name})
    inputs = {
        port: tuple(_from_output(each, name) for each in sources)
        for port, sources in described.inputs.items()
    }
    return described.model_copy(update={"inputs": inputs})


def _renamed(described: ExampleNode, name: str) -> ExampleNode:
    return described.model_copy(update={"name": name})
