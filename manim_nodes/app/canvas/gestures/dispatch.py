"""Which gesture a press of the mouse begins, and what a click does."""

from PySide6.QtCore import Qt

from manim_nodes.app.canvas.gestures.drag_items import DragItems, ResizeFrame
from manim_nodes.app.canvas.gestures.drag_value import DragValue
from manim_nodes.app.canvas.gestures.drag_wire import DragWire
from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.canvas.gestures.pan_view import PanView
from manim_nodes.app.canvas.gestures.rubber_band import RubberBand
from manim_nodes.app.canvas.gestures.slice_wires import RerouteWires, SliceWires
from manim_nodes.app.canvas.hit import Hit
from manim_nodes.document.model import Document
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.node_values import node_value
from manim_nodes.editing.wiring import WireEnd
from manim_nodes.translation import tr

_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


def gesture_of_press(
    host: GestureHost, start: Pointer, button: Qt.MouseButton, *, space: bool
) -> Gesture | None:
    """Return the gesture that a press begins at once, wherever the mouse is; None if it may become a click or a drag."""
    if button == _MIDDLE or (button == _LEFT and space):
        return PanView(host, start)
    if button == _LEFT:
        return SliceWires(host, start) if start.has(_ALT, _SHIFT) else None
    if start.has(_CTRL):
        return SliceWires(host, start)
    return RerouteWires(host, start) if start.has(_SHIFT) else None


def gesture_of_drag(host: GestureHost, start: Pointer, hit: Hit) -> Gesture:
    """Return the gesture that dragging with the left button from ``start`` is."""
    if hit.port is not None:
        return _drag_wire(host, start, hit.port)
    item_id = hit.node or hit.frame
    if item_id is None:
        return RubberBand(host, start)
    if hit.is_corner:
        return ResizeFrame(host, start, item_id)
    if hit.value and not _adds(start):
        value = node_value(host.wiring, item_id, hit.value)
        if value is not None and value.number is not None:
            return DragValue(host, start, value)
    if item_id not in host.session.selection:
        host.select({item_id} if not _adds(start) else host.session.selection | {item_id})
    return DragItems(host, start, item_id)


def _drag_wire(host: GestureHost, start: Pointer, port: WireEnd) -> Gesture:
    if not port.is_output:
        into = [edge for edge in host.wiring.into[port.node_id] if edge.input == port.port]
        edge = into[-1] if into else None
        if edge is not None and edge.source in host.scene_items.nodes:
            end = WireEnd(edge.source, edge.output, is_output=True)
            return DragWire(host, start, end, instead_of=edge)
    return DragWire(host, start, port)


def _adds(pointer: Pointer) -> bool:
    return pointer.holds(_SHIFT) or pointer.holds(_CTRL)


def press(host: GestureHost, pointer: Pointer, hit: Hit) -> None:
    """Do what pressing the left button does before anyone knows whether it is a drag."""
    item_id = hit.node or hit.frame
    if item_id is not None and item_id not in host.session.selection and not _adds(pointer):
        host.select({item_id})


def click(host: GestureHost, pointer: Pointer, hit: Hit) -> None:
    """Do what a click of the left button does."""
    item_id = hit.node or hit.frame
    if pointer.has(_CTRL, _SHIFT) and (hit.node is not None or hit.is_empty):
        host.isolate(hit.node)
    elif hit.is_eye and hit.node is not None and not _adds(pointer):
        host.change_presence([hit.node])
    elif hit.wire is not None and pointer.has(_ALT):
        _add_dot(host, pointer, hit)
    elif item_id is not None and _adds(pointer):
        host.select(host.session.selection ^ {item_id})
    elif item_id is not None:
        host.select({item_id})
    elif hit.wire is not None:
        host.select_wires({hit.wire}, add=_adds(pointer))
    elif not _adds(pointer):
        host.select(())


def _add_dot(host: GestureHost, pointer: Pointer, hit: Hit) -> None:
    if hit.wire is None:
        return
    edge = host.scene_items.wires[hit.wire].view.edge
    crossing = edge, (pointer.point.x(), pointer.point.y())

    def edit(document: Document) -> Document:
        return canvas_edits.reroute(document, host.wiring, [crossing])[0]

    host.edit(edit, label=tr("add reroute"))


def double_click(host: GestureHost, pointer: Pointer, hit: Hit) -> None:
    """Enter a group, rename what has a name, or ask for a new node."""
    if hit.is_eye:
        click(host, pointer, hit)
    elif hit.node is not None and hit.value:
        host.type_value(hit.node, hit.value)
    elif hit.node is not None:
        host.open_node(hit.node)
    elif hit.frame is not None:
        host.rename(hit.frame)
    elif hit.is_empty:
        host.search(pointer.pixel)
