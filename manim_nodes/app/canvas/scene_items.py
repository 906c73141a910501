"""The items of the canvas, kept in step with the document: only what differs is changed, added or removed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from operator import is_
from typing import Protocol, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from manim_nodes.app.canvas.frame_item import FrameItem
from manim_nodes.app.canvas.node_item import NodeItem
from manim_nodes.app.canvas.node_view import LocalProblems, NodeView, NodeViewBuilder
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.app.canvas.pixmap_cache import FrameBudget
from manim_nodes.app.canvas.wire_item import WireItem, WireView
from manim_nodes.document.model import Document, Edge, Frame
from manim_nodes.document.wires import ends
from manim_nodes.editing.wiring import Wiring
from manim_nodes.graph.wire_legality import FLOW_TYPE
from manim_nodes.library.node_type import FLOW

WireKey = tuple[tuple[str, str, str, str], int]
"""The ends of a wire, and how many wires with the same ends came before it."""

_Key = TypeVar("_Key", bound=Hashable)
_Item = TypeVar("_Item", bound=QGraphicsItem)

_NEW_NODE, _GAP = (160.0, 80.0), 60.0
_FARTHEST = 1e6  # beyond it, Qt's arithmetic gives out


class _Drawn(Protocol):
    def set_pens(self, pens: Pens) -> None: ...


class _Placed(Protocol):
    document_point: QPointF
    position: tuple[float, float]

    def setPos(self, position: QPointF, /) -> None: ...


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
        self._builder = NodeViewBuilder()
        self._wires_of: defaultdict[str, list[WireItem]] = defaultdict(list)
        self._edges: tuple[Edge, ...] = ()
        self._known_wires: dict[int, tuple[tuple[object, ...], WireView]] = {}

    # following the document

    def sync(self, wiring: Wiring, problems: LocalProblems) -> None:
        """Show the content that ``wiring`` describes, and what is wrong with it."""
        content = wiring.content
        views = self._builder.build(wiring, problems)
        resized = self._sync_nodes(content, views)
        self._sync_frames(content.frames)
        self._sync_wires(wiring, views)
        self.update_wires(resized)

    def _sync_nodes(self, content: Document, views: Mapping[str, NodeView]) -> list[str]:
        touched = self._remove(self.nodes, views)
        for node in content.nodes:
            item = self.nodes.get(node.id)
            if item is None:
                item = self.nodes[node.id] = NodeItem(views[node.id], self.pens, self.frame_budget)
                self._scene.addItem(item)
                touched.append(node.id)
            elif item.view != views[node.id]:
                item.set_view(views[node.id])
                touched.append(node.id)
            if _place(item, node.position):
                touched.append(node.id)
        return touched

    def _sync_frames(self, frames: Iterable[Frame]) -> None:
        wanted = {frame.id: frame for frame in frames}
        self._remove(self.frames, wanted)
        for frame in wanted.values():
            item = self.frames.get(frame.id)
            if item is None:
                item = self.frames[frame.id] = FrameItem(frame, self.pens)
                self._scene.addItem(item)
            elif item.frame is not frame:
                item.set_frame(frame)
            _place(item, frame.position)

    def _sync_wires(self, wiring: Wiring, views: Mapping[str, NodeView]) -> None:
        wanted = self._wanted_wires(wiring, views)
        self._remove(self.wires, wanted)
        is_new = False
        for key, wire_view in wanted.items():
            item = self.wires.get(key)
            if item is None:
                item = self.wires[key] = WireItem(wire_view, self.pens)
                self._scene.addItem(item)
                self._place_wire(item)
                is_new = True
            elif item.view != wire_view:
                item.set_view(wire_view)
        if is_new or wiring.content.edges is not self._edges:
            self._edges = wiring.content.edges
            present = set(map(id, self._edges))
            self._known_wires = {
                key: self._known_wires[key] for key in present & self._known_wires.keys()
            }
            self._wires_of.clear()
            for item in self.wires.values():
                for node_id in {item.view.edge.source, item.view.edge.target}:
                    self._wires_of[node_id].append(item)

    def _wanted_wires(
        self, wiring: Wiring, views: Mapping[str, NodeView]
    ) -> dict[WireKey, WireView]:
        counts: Counter[tuple[str, str, str, str]] = Counter()
        wanted = {}
        for edge in wiring.content.edges:
            if edge.source not in views and edge.target not in views:
                continue
            key = ends(edge)
            wanted[key, counts[key]] = self._wire_view_of(wiring, views, edge)
            counts[key] += 1
        return wanted

    def _wire_view_of(self, wiring: Wiring, views: Mapping[str, NodeView], edge: Edge) -> WireView:
        source, target = views.get(edge.source), views.get(edge.target)
        carried = wiring.carried(edge) if edge.output != FLOW else ""
        # What decides how a wire looks; the very same ports are of the very same type.
        key = (
            edge,
            carried,
            source is not None and source.muted,
            target is not None and target.muted,
            wiring.ports(edge.source) if source else None,
            wiring.ports(edge.target) if target else None,
        )
        known = self._known_wires.get(id(edge))
        if known is None or not all(map(is_, known[0], key)):
            known = self._known_wires[id(edge)] = (key, _wire_view(wiring, views, edge))
        return known[1]

    def _remove(self, items: dict[_Key, _Item], kept: Collection[_Key]) -> list[_Key]:
        gone = [key for key in items if key not in kept]
        for key in gone:
            self._scene.removeItem(items.pop(key))
        return gone

    # what else changes how items look

    def update_wires(self, node_ids: Iterable[str]) -> None:
        """Move the ends of wires to where their nodes are now."""
        for node_id in node_ids:
            for wire in self._wires_of.get(node_id, ()):
                self._place_wire(wire)

    def show_selected(self, ids: Collection[str], wires: Collection[WireKey]) -> None:
        """Draw these nodes, frames and wires as selected, and no others."""
        for node_id, node in self.nodes.items():
            node.set_selected(selected=node_id in ids)
        for frame_id, frame in self.frames.items():
            frame.set_selected(selected=frame_id in ids)
        for key, wire in self.wires.items():
            edge = wire.view.edge
            wire.mark(selected=key in wires or edge.source in ids or edge.target in ids)

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

    def free_place(self, at: QPointF) -> QPointF:
        """Return the nearest place at ``at``, or to the right of it, where a new node hides no other."""
        place = QPointF(at)
        while True:
            room = QRectF(place, QSizeF(*_NEW_NODE))
            hidden = [node.body for node in self.nodes.values() if node.body.intersects(room)]
            if not hidden:
                return place
            place.setX(max(body.right() for body in hidden) + _GAP)

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


def _wire_view(wiring: Wiring, views: Mapping[str, NodeView], edge: Edge) -> WireView:
    fault = wiring.fault(edge) or ""
    types = wiring.library.port_types
    is_flow = edge.output == FLOW
    carried = FLOW_TYPE if is_flow else wiring.carried(edge)
    muted = [views[end].muted for end in (edge.source, edge.target) if end in views]
    return WireView(
        edge=edge,
        color=types.appearance(carried)[0] if carried else "#a0a0a0",
        is_flow=carried == FLOW_TYPE,
        converted=not fault and not is_flow and wiring.is_converted(edge),
        muted=any(muted),
        fault=fault,
    )
