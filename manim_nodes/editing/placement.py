"""Moving, scaling and turning what a node makes: which parameter that changes, or which node it adds.

Where the node itself, or one right after it, says where the mobject is, that is changed; otherwise a node that does
the same is put at the end of the plain changes, before anything is animated.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from manim_nodes.document.edits import add_node, connect, disconnect, reset_parameter, set_parameter
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.document.record_edits import EditError
from manim_nodes.document.values import JSON
from manim_nodes.editing.free_place import place_below
from manim_nodes.editing.placement_rules import (
    TransformMode,
    Vector,
    changed,
    commutes,
    transform_parameters,
)
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.listing import place_after
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.order import order
from manim_nodes.library.node_type import FLOW, Kind, NodeType
from manim_nodes.library.port_types import MOBJECT, alternatives, item_type
from manim_nodes.translation import tr

_BESIDE = (40.0, 200.0)
_SCALE_DIGITS = 3
# The values that change nothing.
_NEUTRAL: dict[TransformMode, JSON] = {
    TransformMode.MOVE: (0.0, 0.0, 0.0),
    TransformMode.SCALE: 1.0,
    TransformMode.ROTATE: 0.0,
}


class CannotPlaceError(EditError):
    """What a node makes cannot be put elsewhere with the mouse.

    Parameters
    ----------
    group : the node of what it is a part of, if that decides where it is
    """

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        group: str | None = None,
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.group = group


@dataclass(frozen=True, slots=True)
class Transformation:
    """What is to become of a mobject, as it stands in the scene.

    Parameters
    ----------
    scale, angle_deg : about its center; the angle counterclockwise
    digits : of the numbers that are written
    """

    shift: Vector = (0.0, 0.0, 0.0)
    scale: float = 1.0
    angle_deg: float = 0.0
    digits: int = 2

    @property
    def modes(self) -> tuple[TransformMode, ...]:
        """Return what is to be done, in order."""
        wanted = {
            TransformMode.SCALE: self.scale != 1,
            TransformMode.ROTATE: self.angle_deg != 0,
            TransformMode.MOVE: any(self.shift),
        }
        return tuple(mode for mode, is_wanted in wanted.items() if is_wanted)

    def amount(self, mode: TransformMode) -> Sequence[float]:
        """Return how much of a mode is to be done, a number for each dimension."""
        if mode is TransformMode.MOVE:
            return self.shift
        return (self.scale,) if mode is TransformMode.SCALE else (self.angle_deg,)


@dataclass(frozen=True, slots=True)
class _TransformParameters:
    """The parameters of one node that say where, how large or how turned its mobject is."""

    node_id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Which nodes say where a mobject is; found once for all ticks of a drag."""

    graph: Graph
    location: tuple[str, ...]
    end: Port
    parameters: dict[TransformMode, _TransformParameters | None]

    def applied(self, document: Document, transformation: Transformation) -> Document:
        """Edit what was looked at when the placement was found."""
        end = self.end
        for mode in transformation.modes:
            parameters = self.parameters[mode]
            if parameters is None:
                document, end = self._insert(document, end, mode, transformation)
            else:
                document = self._change(document, parameters, mode, transformation)
        return document

    def _change(
        self,
        document: Document,
        parameters: _TransformParameters,
        mode: TransformMode,
        transformation: Transformation,
    ) -> Document:
        full_id = "/".join((*self.location, parameters.node_id))
        node, node_type = self.graph.node(full_id), self.graph.type_of(full_id)
        if node_type is None:
            return document
        for name in parameters.names:
            value = _moved(self.graph.parameter(node, node_type, name), mode, transformation)
            if value == node_type.parameters[name].default:
                document = reset_parameter(document, parameters.node_id, name)
            else:
                document = set_parameter(document, parameters.node_id, name, value)
        return document

    def _insert(
        self, document: Document, end: Port, mode: TransformMode, transformation: Transformation
    ) -> tuple[Document, Port]:
        node_type = self.graph.library.transforms[mode]
        value = _moved(_NEUTRAL[mode], mode, transformation)
        names = [each.name for each in node_type.parameters.values() if each.transform == mode]
        return _insert_change(document, end, node_type.type, dict.fromkeys(names, value))


def _insert_change(
    document: Document, end: Port, type_name: str, parameters: dict[str, JSON]
) -> tuple[Document, Port]:
    """Let a new node change what comes out of another, before anything else has it."""
    x, y = document.node(end.node_id).position
    place = place_below(document, (x + _BESIDE[0], y + _BESIDE[1]))
    document, added = add_node(document, type_name, position=place, parameters=parameters)
    uses = [e for e in document.edges if (e.source, e.output) == end and e.input != FLOW]
    for use in uses:
        document = _rewired_from(document, use, Port(added, "mobject"))
    wire = Edge(source=end.node_id, output=end.name, target=added, input="mobject")
    # Right behind what it changes, so that it belongs to the making of that.
    document = place_after(connect(document, wire), {added}, end.node_id)
    return document, Port(added, "mobject")


def maker_of(graph: Graph, node_id: str) -> str:
    """Return the node that made what a node changes: a live value is written where its last change is."""
    return graph.origin(Port(node_id, "mobject")).node_id


def find_placement(
    graph: Graph,
    node_id: str,
    modes: Collection[TransformMode],
    *,
    location: tuple[str, ...] = (),
    playing: str | None = None,
) -> Placement:
    """Find what says where a mobject is, and how large and turned.

    Parameters
    ----------
    node_id : the node that made it, with its groups
    location : the group that is looked at, in which all changes are made
    playing : the node that plays at this moment, if one does

    Raises
    ------
    CannotPlaceError : something else decides
    """
    finder = _PlacementFinder(graph, location, playing)
    finder.check_loops(node_id)
    output = finder.output(node_id)
    for group in finder.groups_of(output):
        finder.check_group(group)
    plain = finder.plain_chain(output)
    end = finder.local(Port(plain[-1], "mobject") if plain else output)
    parameters = {mode: finder.parameters(mode, output, plain) for mode in modes}
    return Placement(graph, location, end, parameters)


def set_in_making(
    document: Document, graph: Graph, node_id: str, type_name: str, name: str, value: JSON
) -> tuple[Document, str]:
    """Set a parameter of a plain change of what a node makes, which is added if there is none of its type.

    Parameters
    ----------
    document : what holds the node
    node_id : the node, with its groups

    Returns
    -------
    the document, and the node that changes it
    """
    finder = _PlacementFinder(graph, tuple(node_id.split("/")[:-1]), None)
    output = finder.output(node_id)
    plain = finder.plain_chain(output)
    known = next((each for each in plain if graph.node(each).type == type_name), None)
    if known is not None:
        local = known.rpartition("/")[2]
        return set_parameter(document, local, name, value), local
    end = finder.local(Port(plain[-1], "mobject") if plain else output)
    document, added = _insert_change(document, end, type_name, {name: value})
    return document, added.node_id


class _PlacementFinder:
    def __init__(self, graph: Graph, location: tuple[str, ...], playing: str | None) -> None:
        self._graph, self._location, self._playing = graph, location, playing
        self._ranks = {node_id: rank for rank, node_id in enumerate(order(graph))}

    def check_loops(self, node_id: str) -> None:
        """Check that a node makes one thing only.

        Raises
        ------
        CannotPlaceError : it makes one in each round of a loop
        """
        for start, loop in find_loops(self._graph).items():
            start_type = self._graph.type_of(start)
            is_repeated = start_type is None or not start_type.is_condition
            if node_id in loop.inside and is_repeated:
                msg = tr(
                    "“{node}” is made anew in each round of a loop.",
                    node=self._graph.title_of(node_id),
                )
                hint = tr("Change what the loop gives it.")
                raise CannotPlaceError(msg, where=node_id, hint=hint)

    def check_group(self, group: str) -> None:
        """Check that a part of a group may be anywhere in it.

        Raises
        ------
        CannotPlaceError : what makes or changes the group decides where its parts are
        """
        title = self._graph.title_of(group)
        hint = tr("A Shift after “{group}” moves all of it.", group=title)
        group_type = self._graph.type_of(group)
        if group_type is None or not group_type.is_group:
            msg = tr("It is a part of “{group}”, which decides where it is.", group=title)
            raise CannotPlaceError(msg, where=group, hint=hint, group=group)
        for node_id in self._changes(self.output(group)):
            node_type = self._graph.type_of(node_id)
            is_about_point = node_type is not None and node_type.is_about_point
            if is_about_point or not commutes(self._graph, node_id, TransformMode.MOVE):
                msg = tr(
                    "“{node}” decides where it is in “{group}”.",
                    node=self._graph.title_of(node_id),
                    group=title,
                )
                raise CannotPlaceError(msg, where=node_id, hint=hint, group=group)

    def groups_of(self, output: Port) -> Iterator[str]:
        """Return the nodes that have made it a part of something, directly or by lists."""
        waiting, seen = [output], {output.node_id}
        while waiting:
            for taker in self._takers(waiting.pop()):
                node_type = self._graph.type_of(taker.node_id)
                if node_type is None or taker.node_id in seen:
                    continue
                if node_type.kind is Kind.QUERY:
                    lists = [Port(taker.node_id, name) for name in node_type.outputs]
                    waiting += [each for each in lists if self._is_list(each)]
                elif self._takes_in(taker, node_type):
                    seen.add(taker.node_id)
                    yield taker.node_id
                    waiting.append(self.output(taker.node_id))

    def _is_list(self, output: Port) -> bool:
        given = alternatives(self._graph.output_type(output))
        return any(item_type(each) is not None for each in given)

    def _takers(self, output: Port) -> Iterator[Port]:
        """Return the inputs that something has gone into up to this moment, at whatever stage of its life."""
        origin = self._graph.origin(output)
        for source, takers in self._graph.consumers.items():
            if self._graph.origin(source) == origin:
                yield from (taker for taker in takers if self._has_begun(taker.node_id))

    def _takes_in(self, taker: Port, node_type: NodeType) -> bool:
        known = node_type.inputs.get(taker.name)
        changes = known is not None and known.changes
        return node_type.kind is Kind.VALUE and (changes or node_type.is_group)

    def parameters(
        self, mode: TransformMode, output: Port, plain: list[str]
    ) -> _TransformParameters | None:
        """Return what has to be changed; None if a node has to be added after the plain changes."""
        later = [each for each in self._changes(output) if each not in plain]
        for node_id in reversed(later):
            if commutes(self._graph, node_id, mode):
                continue
            names = transform_parameters(self._graph, node_id, mode)
            if not names or not self._is_inside(node_id) or self._plays(node_id):
                self._reject(node_id)
            return _TransformParameters(self._local_id(node_id), names)
        for node_id in (*reversed(plain), output.node_id):
            names = transform_parameters(self._graph, node_id, mode)
            if names:
                return _TransformParameters(self._local_id(node_id), names)
            if not commutes(self._graph, node_id, mode):
                return None
        return None

    def output(self, node_id: str) -> Port:
        """Return the output that gives a node's mobject.

        Raises
        ------
        CannotPlaceError : there is none
        """
        node_type = self._graph.type_of(node_id)
        for name in node_type.outputs if node_type else ():
            known = self._graph.output_type(Port(node_id, name))
            if self._graph.library.port_types.is_a(known, MOBJECT):
                return Port(node_id, name)
        msg = tr("“{node}” gives nothing that could be moved.", node=self._graph.title_of(node_id))
        hint = tr("Change its parameters in the inspector.")
        raise CannotPlaceError(msg, where=node_id, hint=hint)

    def plain_chain(self, output: Port) -> list[str]:
        """Return the changes that are made at once, one after another, within what is looked at."""
        return list(self._plain_after(output))

    def _plain_after(self, output: Port) -> Iterator[str]:
        while True:
            takers = self._graph.consumers.get(output, ())
            if len(takers) != 1 or not self._is_plain(takers[0]):
                return
            yield takers[0].node_id
            output = Port(takers[0].node_id, "mobject")

    def _is_plain(self, taker: Port) -> bool:
        node, node_type = self._graph.node(taker.node_id), self._graph.type_of(taker.node_id)
        return (
            taker.name == "mobject"
            and self._is_inside(taker.node_id)
            and node_type is not None
            and node_type.kind is Kind.MODIFY
            and not self._graph.is_animated(node, node_type)
            and not self._graph.is_switched_on(node, node_type, "live")
        )

    def _changes(self, output: Port) -> list[str]:
        """Return the nodes that something has gone through up to this moment, in order."""
        origin = self._graph.origin(output)
        passed = [
            node.id
            for node, node_type in self._graph.active
            if self._passes_on(node, node_type, origin) and self._has_begun(node.id)
        ]
        return sorted(passed, key=self._ranks.__getitem__)

    def _passes_on(self, node: Node, node_type: NodeType, origin: Port) -> bool:
        changing = {known.of for known in node_type.outputs.values() if known.of}
        sources = self._graph.sources[node.id]
        return any(
            self._graph.origin(source) == origin
            for name in changing
            for source in sources.get(name, ())
        )

    def _has_begun(self, node_id: str) -> bool:
        if self._playing not in self._ranks:
            return True
        player = self._graph.player(node_id)
        return self._ranks[player] <= self._ranks[self._playing]

    def _plays(self, node_id: str) -> bool:
        return self._graph.player(node_id) == self._playing

    def _reject(self, node_id: str) -> None:
        msg = tr("“{node}” decides where it is at this moment.", node=self._graph.title_of(node_id))
        hint = tr("Change that node, or go to a moment before it.")
        raise CannotPlaceError(msg, where=node_id, hint=hint)

    # ids

    def _is_inside(self, node_id: str) -> bool:
        return tuple(node_id.split("/")[:-1]) == self._location

    def _local_id(self, node_id: str) -> str:
        return node_id.rpartition("/")[2]

    def local(self, port: Port) -> Port:
        return Port(self._local_id(port.node_id), port.name)


def _moved(value: object, mode: TransformMode, transformation: Transformation) -> JSON:
    amount = transformation.amount(mode)

    def change(number: float, index: int) -> float:
        if mode is TransformMode.SCALE:
            return round(number * amount[0], _SCALE_DIGITS)
        if mode is TransformMode.ROTATE:
            return round((number + amount[0] + 180) % 360 - 180, transformation.digits)
        return round(number + amount[index], transformation.digits) + 0.0

    return changed(value, change)


def _rewired_from(document: Document, use: Edge, output: Port) -> Document:
    """Let a wire come from another output, in its place among the wires of its input."""
    rivals = [e for e in document.edges if (e.target, e.input) == (use.target, use.input)]
    wire = Edge(source=output.node_id, output=output.name, target=use.target, input=use.input)
    return connect(disconnect(document, [use]), wire, many=True, index=rivals.index(use))
