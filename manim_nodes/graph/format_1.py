"""Projects of format 1: what ran and was shown when, and how such a project becomes one of format 2.

In format 1 the places of nodes on the canvas decided what the wires left open, and what nothing
used was shown where its last change was made. Format 2 lists the nodes in that order. Where its
own rules would give other frames, the migration says what format 1 did: by an Add node, by hiding
what was not seen, or by a flow wire.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeAlias

import networkx as nx

from manim_nodes.document.edits import add_node, connect, set_presence
from manim_nodes.document.grouping import close_group, open_group
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.migrations import Migration
from manim_nodes.document.model import Content, Document, Edge, Node, Snippet, new_document
from manim_nodes.document.record_edits import replace
from manim_nodes.document.text import build as build_snippet
from manim_nodes.document.text import write
from manim_nodes.graph.build import Graph, Port, build, in_order
from manim_nodes.graph.levels import collapsed_wiring, insides, outermost_level
from manim_nodes.graph.listing import place_after, unit_of
from manim_nodes.graph.order import has_order, order
from manim_nodes.graph.presence import Coming, Thing, find_things, is_thing
from manim_nodes.graph.steps import find_steps, making_roots
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind, NodeType
from manim_nodes.library.port_types import MOBJECT

_PARTS: Sequence[str] = ("nodes", "edges", "frames", "groups")
_ADD = "Add"
# Animations that show something beside a mobject, and leave that itself as it is.
_LOOKING_ON = frozenset(
    {"AutoZoom", "Broadcast", "Circumscribe", "Flash", "FocusOn", "PanCamera", "TransformFromCopy"}
)
_BELOW = 130.0

_Edit: TypeAlias = Callable[[Document, str], Document]


def migrations(library: Library) -> Mapping[int, Migration]:
    """Return how files of format 1 are brought to the current format, which takes their node types."""
    return {1: lambda raw: _migrated(raw, library)}


def _migrated(raw: dict[str, object], library: Library) -> dict[str, object]:
    parts = {name: raw[name] for name in _PARTS if name in raw}
    snippet = migrate(build_snippet(Snippet, parts), library)
    return {**raw, **json.loads(write({}, snippet))}


def migrate(snippet: Snippet, library: Library) -> Snippet:
    """Return nodes of format 1 as nodes of format 2, which show the same."""
    groups = tuple(
        replace(group, nodes=_listed(group, snippet, library)) for group in snippet.groups
    )
    listed = replace(snippet, nodes=_listed(snippet, snippet, library), groups=groups)
    document = replace(new_document(), **{name: getattr(listed, name) for name in _PARTS})
    kept = _Keeper(_graph_of(snippet, snippet, library), document).document
    return replace(listed, **{name: getattr(kept, name) for name in _PARTS})


# the order


def _listed(content: Content, snippet: Snippet, library: Library) -> tuple[Node, ...]:
    """Return the nodes of a snippet, or of a group in it, in the order in which format 1 ran them."""
    graph = _graph_of(content, snippet, library)
    document = _by_place(content, snippet)
    sequence = _order_of_format_1(graph)
    units = dict.fromkeys(unit_of(node_id, document) for node_id in sequence)
    known = document.nodes_by_id
    return tuple(known[unit] for unit in (*units, *(key for key in known if key not in units)))


def _graph_of(content: Content, snippet: Snippet, library: Library) -> Graph:
    """Return the graph that format 1 saw."""
    return build(_by_place(content, snippet), library)


def _by_place(content: Content, snippet: Snippet) -> Document:
    """Return a document with its nodes from left to right, then down, then by id."""
    return replace(
        new_document(),
        nodes=_sorted(content),
        edges=content.edges,
        groups=tuple(replace(group, nodes=_sorted(group)) for group in snippet.groups),
    )


def _sorted(content: Content) -> tuple[Node, ...]:
    return tuple(sorted(content.nodes, key=lambda node: (*node.position, node.id)))


def _order_of_format_1(graph: Graph) -> list[str]:
    """Return all nodes as format 1 ran them: by the wires, then as listed; loops stay together.

    Nodes that run in a circle have no order.
    """
    try:
        return list(_in_order(graph, insides(graph), graph.wiring.nodes))
    except nx.NetworkXUnfeasible:
        return []


def _in_order(
    graph: Graph, loops: Mapping[str, Collection[str]], among: Collection[str]
) -> Iterator[str]:
    whole, _ = collapsed_wiring(graph, loops, among)
    for node_id in in_order(whole, graph.expansion):
        yield node_id
        if node_id in loops:
            yield from _in_order(graph, loops, loops[node_id])


# what was shown


def _shown_at_end_of(graph: Graph) -> dict[str, Port]:
    """Return the mobjects that nothing uses, which format 1 showed: by their makers, their last outputs."""
    shown = {}
    for node, node_type in graph.active:
        if node_type.kind is not Kind.VALUE:
            continue
        output = Port(node.id, next(iter(node_type.outputs)))
        if not is_thing(node_type, graph.output_type(output), graph.library.port_types):
            continue
        if any(Port(node.id, name) in graph.consumers for name in list(node_type.outputs)[1:]):
            continue
        end = _end_of_chain(graph, output)
        if end is not None:
            shown[node.id] = end
    return shown


def _end_of_chain(graph: Graph, output: Port) -> Port | None:
    """Follow a mobject through modify nodes; None if anything else uses it."""
    while takers := graph.consumers.get(output, ()):
        taker = takers[0]
        node_type = graph.type_of(taker.node_id)
        is_modifier = (
            len(takers) == 1
            and taker.name == "mobject"
            and node_type is not None
            and node_type.kind is Kind.MODIFY
            and not graph.is_animated(graph.node(taker.node_id), node_type)
        )
        if not is_modifier:
            return None
        output = Port(taker.node_id, "mobject")
    return output


# keeping the picture


@dataclass
class _RunLog:
    """A sequence of nodes, and where in it pictures are taken.

    Parameters
    ----------
    place : of each node in the sequence
    """

    graph: Graph
    sequence: Sequence[str]
    place: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.place = {node_id: place for place, node_id in enumerate(self.sequence)}

    @cached_property
    def _frames(self) -> list[int]:
        active = self.graph.active_by_id
        return [
            place
            for place, node_id in enumerate(self.sequence)
            if node_id in active and self.takes_pictures(*active[node_id])
        ]

    def takes_pictures(self, node: Node, node_type: NodeType) -> bool:
        """Return whether anything is seen to happen while a node runs."""
        if self.graph.player(node.id) != node.id:
            return False
        return node_type.plays > 0 or self.graph.is_animated(node, node_type)

    def frames_before(self, place: int) -> int:
        """Return how many nodes that take pictures come before a place."""
        return sum(1 for frame in self._frames if frame < place)

    @property
    def frames(self) -> int:
        """Return how many nodes take pictures."""
        return len(self._frames)


class _Keeper:
    """Writes into a document what format 1 did, where format 2 would do something else of itself.

    Parameters
    ----------
    before : the graph that format 1 saw
    document : the nodes listed in the order of format 1
    """

    def __init__(self, before: Graph, document: Document) -> None:
        self.document = document
        after = build(document, before.library)
        sequence = _order_of_format_1(before)
        if not sequence or not has_order(after):
            return
        self._graph = after
        self._old, self._new = _RunLog(before, sequence), _RunLog(after, order(after))
        self._things = find_things(after)
        self._shown = _shown_at_end_of(before)
        self._level = outermost_level(after)
        self._active = after.active_by_id
        self._keep_presence()
        self._keep_changes()
        self._keep_readings()

    # things

    def _keep_presence(self) -> None:
        if not self._shown and not any(thing.entrances for thing in self._things.values()):
            return  # nothing was ever seen, so that there is no picture to keep
        for thing in self._things.values():
            end = self._shown.get(thing.node_id)
            if end is None:
                if thing.coming is Coming.SHOWN and not self._is_brought_at_once(thing):
                    self._edit(thing.node_id, _hide)
            elif end.node_id not in self._level.stands_in and self._was_otherwise(thing, end):
                self._edit(end.node_id, partial(_add, output=end.name))

    def _was_otherwise(self, thing: Thing, end: Port) -> bool:
        """Return whether format 1 showed a thing at another time, and a picture was taken of that."""
        if thing.coming is not Coming.SHOWN:
            return False  # a group whose parts come by themselves was shown too early
        place = self._old.place[end.node_id]
        frames = self._old.frames_before(place)
        if frames == self._old.frames > 0:
            return False  # it was never seen
        ranks = self._level.ranks
        before = {step for step in ranks if self._old.place[step] < place}
        after = {step for step in ranks if ranks[step] <= thing.rank}
        return any(map(self._matters, before ^ after))

    def _matters(self, step: str) -> bool:
        """Return whether it makes a difference for a thing to be added before or after a step."""
        if step not in self._active:
            return False
        node, node_type = self._active[step]
        types = self._graph.library.port_types
        return (
            self._old.takes_pictures(node, node_type)
            or node_type.clears
            or bool(node_type.parameters_of("python"))
            or (
                node_type.kind is not Kind.MODIFY
                and any(types.is_a(port.type, MOBJECT) for port in node_type.inputs.values())
            )
        )

    def _is_brought_at_once(self, thing: Thing) -> bool:
        """Return whether the first node that takes pictures changes a thing, and so brought it."""
        ranks = self._level.ranks
        steps = sorted(ranks, key=ranks.__getitem__)
        first = next((step for step in steps if self._matters(step)), None)
        if first is None or thing.rank >= 0:
            return False
        changing = {
            self._graph.player(taker.node_id)
            for output, takers in self._graph.consumers.items()
            if self._graph.origin(output).node_id == thing.node_id
            for taker in takers
            if self._changes(taker)
        }
        between = range(self._old.place[thing.output.node_id] + 1, self._old.place[first])
        later = {self._old.place[end.node_id] for end in self._shown.values()}
        return first in changing and later.isdisjoint(between)

    def _changes(self, taker: Port) -> bool:
        node, node_type = self._active[taker.node_id]
        if node_type.kind is Kind.MODIFY:
            return taker.name == "mobject" and self._graph.is_animated(node, node_type)
        port = node_type.inputs.get(taker.name)
        is_acted_on = taker.name == "mobject" and node_type.type not in _LOOKING_ON
        return (
            node_type.kind is Kind.ANIMATION and port is not None and (port.changes or is_acted_on)
        )

    # changes that would come too early

    def _keep_changes(self) -> None:
        steps = [step for step in self._level.ranks if step in self._active]
        for change, root in making_roots(self._graph).items():
            thing = self._things.get(root)
            affected = {root, *(thing.parts if thing else ())}
            late = [
                step
                for step in steps
                if self._old.place[step] < self._old.place[change]
                and self._new.place[change] < self._new.place[step]
                and self._had_come(affected, step)
            ]
            if late:
                self._wire(max(late, key=self._old.place.__getitem__), change)

    def _had_come(self, things: Collection[str], step: str) -> bool:
        """Return whether any of some things was on the screen, or came, when a step ran."""
        if not self._old.takes_pictures(*self._active[step]):
            return False
        return any(
            self._old.place[user] <= self._old.place[step]
            for each in things
            if each in self._things
            for user in (*self._things[each].entrances, *self._ends(each))
        )

    def _ends(self, thing: str) -> Iterator[str]:
        if thing in self._shown:
            yield self._shown[thing].node_id

    # readings that would come too late

    def _keep_readings(self) -> None:
        changing = self._changing_steps()
        steps = find_steps(self._graph)
        for node_id, (node, node_type) in self._active.items():
            is_made = node_type.kind in (Kind.VALUE, Kind.MODIFY) and node_id not in steps
            if not is_made or self._graph.is_switched_on(node, node_type, "live"):
                continue
            early = [
                step
                for origin in self._read(node_id)
                for step in changing[origin]
                if self._old.place[node_id] < self._old.place[step]
                and self._new.place[step] < self._new.place[node_id]
            ]
            if early:
                self._wire(node_id, min(early, key=self._old.place.__getitem__))

    def _changing_steps(self) -> defaultdict[str, list[str]]:
        """Return for each thing the steps that change it."""
        changing = defaultdict(list)
        ranks = self._level.ranks
        for output, takers in self._graph.consumers.items():
            origin = self._graph.origin(output).node_id
            for taker in takers:
                _, node_type = self._active[taker.node_id]
                port = node_type.inputs.get(taker.name)
                step = self._level.unit(self._graph.player(taker.node_id))
                if port is not None and port.changes and step in ranks:
                    changing[origin].append(step)
        return changing

    def _read(self, node_id: str) -> set[str]:
        """Return the things whose state a node asks for, directly or by questions."""
        found: set[str] = set()
        waiting, seen = [node_id], {node_id}
        while waiting:
            here = waiting.pop()
            _, node_type = self._active[here]
            for name, sources in self._graph.sources[here].items():
                port = node_type.inputs.get(name)
                if port is not None and (port.watches or port.changes):
                    continue
                for source in sources:
                    origin = self._graph.origin(source).node_id
                    found.add(origin)
                    known = self._active.get(source.node_id)
                    is_question = known is not None and known[1].kind is Kind.QUERY
                    if is_question and source.node_id not in seen:
                        seen.add(source.node_id)
                        waiting.append(source.node_id)
        return found

    # editing

    def _wire(self, source: str, target: str) -> None:
        """Let one node come before another, if both are in the same group."""
        source, target = (self._level.unit(each) for each in (source, target))
        if source.rpartition("/")[0] == target.rpartition("/")[0]:
            edge = Edge(
                source=source.rpartition("/")[2],
                output=FLOW,
                target=target.rpartition("/")[2],
                input=FLOW,
            )
            self._edit(source, lambda content, _: connect(content, edge, many=True))

    def _edit(self, node_id: str, edit: _Edit) -> None:
        """Make an edit in the group, or the project, that holds a node."""
        *path, local = node_id.split("/")
        group_id = None
        content: Document = self.document
        for step in path:
            group_id = group_id_of(content.node(step))
            content = open_group(self.document, group_id or "")
        changed = edit(content, local)
        self.document = close_group(self.document, group_id, changed) if group_id else changed


def _hide(content: Document, node_id: str) -> Document:
    return set_presence(content, [node_id], "hidden")


def _add(content: Document, node_id: str, output: str) -> Document:
    """Show what a node gives by an Add node right behind it."""
    x, y = content.node(node_id).position
    if any((edge.source, edge.output) == (node_id, output) for edge in content.edges):
        return content  # the same group at another place has asked for it
    content, added = add_node(content, _ADD, position=(x, y + _BELOW))
    wire = Edge(source=node_id, output=output, target=added, input="mobject")
    return place_after(connect(content, wire), {added}, node_id)
