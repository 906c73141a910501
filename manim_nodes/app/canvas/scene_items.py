"""The items of the canvas, kept in step with the document: only what differs is changed, added or removed."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from manim_nodes.app.canvas.frame_item import FrameItem
from manim_nodes.app.canvas.node_item import NodeItem
from manim_nodes.app.canvas.node_view import LocalProblems, NodeView, NodeViews
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.app.canvas.pixmap_cache import FrameBudget
from manim_nodes.app.canvas.wire_item import WireItem, WireView
from manim_nodes.document.model import Document, Edge, Frame
from manim_nodes.document.wires import ends
from manim_nodes.editing.wiring import Wiring
from manim_nodes.editing.wiring_changes import affected_nodes
from manim_nodes.graph.titles import wire_title
from manim_nodes.graph.wire_legality import FLOW_TYPE
from manim_nodes.library.node_type import FLOW

WireKey = tuple[tuple[str, str, str, str], int]
"""The ends of a wire, and how many wires with the same ends came before it."""

_Key = TypeVar("_Key", bound=Hashable)
_Item = TypeVar("_Item", bound=QGraphicsItem)

_LEAST_ROOM = 2000.0
_FARTHEST = 1e6  # beyond it, Qt's arithmetic gives out


class _Drawn(Protocol):
    def set_pens(self, pens: Pens) -> None: ...


class _Placed(Protocol):
    document_point: QPointF
    position: tuple[float, float]

    def setPos(self, position: QPointF, /) -> None: ...


@dataclass(frozen=True, slots=True)
class SyncResult:
    """Which nodes and frames look or lie otherwise, what is written on them left out.

    Parameters
    ----------
    added, removed : ids of nodes
    changed : ids of nodes and frames that were there and are, and of frames that came or went
    """

    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class SceneItems:
    """All items of the canvas.

    Attributes
    ----------
    nodes, frames : by id
    wires : by their ends
    frame_budget : the time that is left for drawing nodes in the frame being painted
    """

    def __init__(self, scene: QGraphicsScene, pens: Pens) -> None:
        self._scene, self.pens = scene, pens
        self.frame_budget = FrameBudget()
        self.nodes: dict[str, NodeItem] = {}
        self.wires: dict[WireKey, WireItem] = {}
        self.frames: dict[str, FrameItem] = {}
        self._views = NodeViews()
        self._wiring: Wiring | None = None
        self._has_room = False
        self._wires_of: defaultdict[str, set[WireKey]] = defaultdict(set)
        self._selected: frozenset[str] = frozenset()
        self._selected_wires: frozenset[WireKey] = frozenset()

    # following the document

    def sync(self, wiring: Wiring, problems: LocalProblems) -> SyncResult:
        """Show the content that ``wiring`` describes, and what is wrong with it.

        Only what is affected is looked at, where ``wiring`` was made of the one before.
        """
        before, self._wiring = self._wiring, wiring
        content = wiring.content
        known = affected_nodes(before, wiring) if before is not None else None
        affected = self.nodes.keys() | content.nodes_by_id.keys() if known is None else known
        changed = self._views.update(wiring, problems, affected)
        result = self._sync_nodes(content, affected | changed)
        result.changed.update(self._sync_frames(content.frames))
        is_rewired = before is None or before.content.edges is not content.edges
        if is_rewired or wiring.has_wires(result.added | result.removed):
            self._sync_wires(wiring)
        self._restyle_wires(wiring, affected)
        self.update_wires(result.added | result.removed | result.changed)
        self._make_room(result.added | result.changed)
        return result

    def _sync_nodes(self, content: Document, affected: Collection[str]) -> SyncResult:
        nodes = content.nodes_by_id
        result = SyncResult(removed=self._remove(self.nodes, nodes))
        # In the order of the document: of new ones, later ones lie on top.
        for node_id in (key for key in nodes if key in affected):
            view, item = self._views.by_id[node_id], self.nodes.get(node_id)
            if item is None:
                item = self.nodes[node_id] = NodeItem(view, self.pens, self.frame_budget)
                item.set_selected(selected=node_id in self._selected)
                self._scene.addItem(item)
                result.added.add(node_id)
            elif item.view != view:
                summary = item.summary
                item.set_view(view)
                if item.summary != summary:
                    result.changed.add(node_id)
            if _place(item, nodes[node_id].position):
                result.changed.add(node_id)
        return result

    def _sync_frames(self, frames: Iterable[Frame]) -> set[str]:
        """Return the frames that are no more, or not as they were."""
        wanted = {frame.id: frame for frame in frames}
        changed = self._remove(self.frames, wanted)
        for frame in wanted.values():
            item = self.frames.get(frame.id)
            if item is None:
                item = self.frames[frame.id] = FrameItem(frame, self.pens)
                item.set_selected(selected=frame.id in self._selected)
                self._scene.addItem(item)
            elif item.frame is not frame:
                item.set_frame(frame)
            else:
                continue
            _place(item, frame.position)
            changed.add(frame.id)
        return changed

    def _sync_wires(self, wiring: Wiring) -> None:
        wanted = _keyed(wiring.content)
        for key in self._remove(self.wires, wanted):
            for node_id in _nodes_at(key):
                self._wires_of[node_id].discard(key)
        for key, edge in wanted.items():
            item = self.wires.get(key)
            if item is None:
                item = WireItem(_wire_view(wiring, self._views.by_id, edge), self.pens)
                self.wires[key] = item
                for node_id in _nodes_at(key):
                    self._wires_of[node_id].add(key)
                self._mark_selected(key)
                self._scene.addItem(item)
                self._place_wire(item)
            elif item.view.edge is not edge:
                item.set_view(replace(item.view, edge=edge))

    def _restyle_wires(self, wiring: Wiring, node_ids: Iterable[str]) -> None:
        for key in self._wires_at(node_ids):
            item = self.wires[key]
            view = _wire_view(wiring, self._views.by_id, item.view.edge)
            if view != item.view:
                item.set_view(view)

    def _make_room(self, ids: Iterable[str]) -> None:
        """Keep the scene larger than what lies on it: Qt indexes all items anew whenever it must grow."""
        area, room = self.bounds(ids), self._scene.sceneRect()
        if self._has_room and (area.isNull() or room.contains(area)):
            return
        self._has_room = True
        room |= area
        across, down = max(room.width() / 4, _LEAST_ROOM), max(room.height() / 4, _LEAST_ROOM)
        self._scene.setSceneRect(room.adjusted(-across, -down, across, down))

    def _wires_at(self, node_ids: Iterable[str]) -> set[WireKey]:
        return {key for node_id in node_ids for key in self._wires_of.get(node_id, ())}

    def _remove(self, items: dict[_Key, _Item], kept: Mapping[_Key, object]) -> set[_Key]:
        gone = items.keys() - kept.keys()
        for key in gone:
            self._scene.removeItem(items.pop(key))
        return gone

    # what else changes how items look

    def update_wires(self, node_ids: Iterable[str]) -> None:
        """Move the ends of wires to where their nodes are now."""
        for key in self._wires_at(node_ids):
            self._place_wire(self.wires[key])

    def show_selected(self, ids: Collection[str], wires: Collection[WireKey]) -> None:
        """Draw these nodes, frames and wires as selected, and no others."""
        before, before_wires = self._selected, self._selected_wires
        self._selected, self._selected_wires = frozenset(ids), frozenset(wires)
        changed = before ^ self._selected
        for item_id in changed:
            for item in (self.nodes.get(item_id), self.frames.get(item_id)):
                if item is not None:
                    item.set_selected(selected=item_id in self._selected)
        for key in self._wires_at(changed) | (before_wires ^ self._selected_wires):
            if key in self.wires:
                self._mark_selected(key)

    def _mark_selected(self, key: WireKey) -> None:
        is_at_selected = not self._selected.isdisjoint(_nodes_at(key))
        self.wires[key].mark(selected=is_at_selected or key in self._selected_wires)

    def set_pens(self, pens: Pens) -> None:
        """Apply a theme."""
        self.pens = pens
        items: list[_Drawn] = [*self.nodes.values(), *self.wires.values(), *self.frames.values()]
        for item in items:
            item.set_pens(pens)

    def reset_positions(self) -> None:
        """Put everything back where the document has it."""
        for node in self.nodes.values():
            node.setPos(node.document_point)
        for frame in self.frames.values():
            frame.setPos(frame.document_point)
            frame.resize(*frame.frame.size)
        self.update_wires(self.nodes)

    # where things are

    def bounds(self, ids: Iterable[str] | None = None) -> QRectF:
        """Return the rectangle around these nodes and frames, or around all."""
        rect = QRectF()
        for item_id in (*self.nodes, *self.frames) if ids is None else ids:
            for item in (self.nodes.get(item_id), self.frames.get(item_id)):
                if item is not None:
                    rect = rect.united(item.body)
        return rect

    def nodes_by_frame(self, ids: Collection[str]) -> dict[str, list[str]]:
        """Return the nodes on each frame of which all are among ``ids``; the smallest frame has a node."""
        left = set(ids)
        found: dict[str, list[str]] = {}
        for frame_id in sorted(self.frames, key=lambda key: self.frames[key].body.width()):
            inside = [key for key in self.on_frame(frame_id)[0] if key in left]
            if inside and set(self.on_frame(frame_id)[0]) <= set(ids):
                found[frame_id] = inside
                left.difference_update(inside)
        return found

    def on_frame(self, frame_id: str) -> tuple[list[str], list[str]]:
        """Return the nodes and the other frames that lie on a frame."""
        area = self.frames[frame_id].body
        nodes = [key for key, node in self.nodes.items() if area.contains(node.body)]
        frames = [
            key
            for key, frame in self.frames.items()
            if key != frame_id and area.contains(frame.body)
        ]
        return nodes, frames

    def _place_wire(self, wire: WireItem) -> None:
        edge = wire.view.edge
        source, target = self.nodes.get(edge.source), self.nodes.get(edge.target)
        wire.set_ends(
            source.port_point(edge.output, is_output=True) if source else None,
            target.port_point(edge.input, is_output=False) if target else None,
        )


def _place(item: _Placed, position: tuple[float, float]) -> bool:
    if position == item.position:
        return False
    item.position = position
    x, y = (min(max(part, -_FARTHEST), _FARTHEST) for part in position)
    item.document_point = QPointF(x, y)
    item.setPos(item.document_point)
    return True


def _keyed(content: Document) -> dict[WireKey, Edge]:
    """Return the wires that have a node at one end at least."""
    nodes = content.nodes_by_id
    counts: dict[tuple[str, str, str, str], int] = {}
    found = {}
    for edge in content.edges:
        if edge.source in nodes or edge.target in nodes:
            key = ends(edge)
            count = counts.get(key, 0)
            found[key, count] = edge
            counts[key] = count + 1
    return found


def _nodes_at(key: WireKey) -> tuple[str, str]:
    (source, _, target, _), _ = key
    return source, target


def _wire_view(wiring: Wiring, views: Mapping[str, NodeView], edge: Edge) -> WireView:
    fault = wiring.fault(edge) or ""
    types = wiring.library.port_types
    is_flow = edge.output == FLOW
    carried = FLOW_TYPE if is_flow else wiring.carried(edge)
    muted = [views[end].muted for end in (edge.source, edge.target) if end in views]
    return WireView(
        edge=edge,
        title=wire_title(wiring.content, wiring.library, edge),
        color=types.appearance(carried)[0] if carried else "#a0a0a0",
        is_flow=carried == FLOW_TYPE,
        converted=not fault and not is_flow and wiring.is_converted(edge),
        muted=any(muted),
        fault=fault,
    )
