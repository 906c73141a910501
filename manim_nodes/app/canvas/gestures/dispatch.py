"""Which gesture a press of the mouse begins, and what a click does."""

from PySide6.QtCore import Qt

from manim_nodes.app.canvas.gestures.drag_items import DragItems, ResizeFrame
from manim_nodes.app.canvas.gestures.drag_wire import Plug
from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.canvas.gestures.pan_select import Pan, RubberBand
from manim_nodes.app.canvas.gestures.slice_wires import AddDots, Cut
from manim_nodes.app.canvas.hit import Hit
from manim_nodes.document.model import Document
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.wiring import WireEnd

_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


def gesture_at_once(
    view: GestureHost, start: Pointer, button: Qt.MouseButton, *, space: bool
) -> Gesture | None:
    """Return the gesture that begins wherever the mouse is, if one does."""
    if button == _MIDDLE or (button == _LEFT and space):
        return Pan(view, start)
    if button == _LEFT:
        return Cut(view, start) if start.has(_ALT, _SHIFT) else None
    if start.has(_CTRL):
        return Cut(view, start)
    return AddDots(view, start) if start.has(_SHIFT) else None


def gesture_of_drag(view: GestureHost, start: Pointer, hit: Hit) -> Gesture:
    """Return the gesture that dragging with the left button from ``start`` is."""
    if hit.port is not None:
        return _plug(view, start, hit.port)
    held = hit.node or hit.frame
    if held is None:
        return RubberBand(view, start)
    if hit.is_corner:
        return ResizeFrame(view, start, held)
    if held not in view.session.selection:
        view.choose({held} if not _adds(start) else view.session.selection | {held})
    return DragItems(view, start, held)


def _plug(view: GestureHost, start: Pointer, port: WireEnd) -> Gesture:
    if not port.is_output:
        into = [edge for edge in view.wiring.into[port.node_id] if edge.input == port.port]
        edge = into[-1] if into else None
        if edge is not None and edge.source in view.board.nodes:
            end = WireEnd(edge.source, edge.output, is_output=True)
            return Plug(view, start, end, instead_of=edge)
    return Plug(view, start, port)


def _adds(pointer: Pointer) -> bool:
    return pointer.holds(_SHIFT) or pointer.holds(_CTRL)


def press(view: GestureHost, pointer: Pointer, hit: Hit) -> None:
    """Do what pressing the left button does before anyone knows whether it is a drag."""
    held = hit.node or hit.frame
    if held is not None and held not in view.session.selection and not _adds(pointer):
        view.choose({held})


def click(view: GestureHost, pointer: Pointer, hit: Hit) -> None:
    """Do what a click of the left button does."""
    held = hit.node or hit.frame
    if pointer.has(_CTRL, _SHIFT) and (hit.node is not None or hit.is_empty):
        view.show_alone(hit.node)
    elif hit.wire is not None and pointer.has(_ALT):
        _add_dot(view, pointer, hit)
    elif held is not None and _adds(pointer):
        view.choose(view.session.selection ^ {held})
    elif held is not None:
        view.choose({held})
    elif hit.wire is not None:
        view.choose_wires({hit.wire}, add=_adds(pointer))
    elif not _adds(pointer):
        view.choose(())


def _add_dot(view: GestureHost, pointer: Pointer, hit: Hit) -> None:
    if hit.wire is None:
        return
    edge, at = view.board.wires[hit.wire].facts.edge, (pointer.at.x(), pointer.at.y())

    def edit(document: Document) -> Document:
        return canvas_edits.reroute(document, view.wiring, [(edge, at)])[0]

    view.edit(edit, label="add reroute")


def double_click(view: GestureHost, pointer: Pointer, hit: Hit) -> None:
    """Enter a group, rename what has a name, or ask for a new node."""
    if hit.node is not None:
        view.open_node(hit.node)
    elif hit.frame is not None:
        view.rename(hit.frame)
    elif hit.is_empty:
        view.search(pointer.spot)
