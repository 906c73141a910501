"""The view of the graph: mouse and keys become gestures, gestures become edits."""

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessibleInterface,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from manim_nodes.app.canvas.gestures import dispatch
from manim_nodes.app.canvas.gestures.drag_items import box_of
from manim_nodes.app.canvas.gestures.gesture import Gesture, Pointer
from manim_nodes.app.canvas.hit import Hit, hit
from manim_nodes.app.canvas.navigation import NavigableView
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.app.canvas.scene_items import SceneItems, WireKey
from manim_nodes.app.canvas.tooltips import tooltip_at
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.document import edits
from manim_nodes.document.model import Document, DocumentError, Edge
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.add_node import (
    SearchRequest,
    add,
    fitting_types,
    stands_alone,
    types_beside,
)
from manim_nodes.editing.own_text import own_text
from manim_nodes.editing.presence import (
    next_presence,
    presence_label,
    presence_sentence,
)
from manim_nodes.editing.session import Edit, Session
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.editing.story import order_note
from manim_nodes.editing.wiring import WireEnd, Wiring
from manim_nodes.translation import tr

TYPE_MIME = "application/x-manim-nodes-type"

_LEFT = Qt.MouseButton.LeftButton
_BESIDE = 40.0
_TAP_MS = 350  # Space held longer was meant for panning, even if nothing was dragged


class GraphView(NavigableView):
    """Shows the items, and turns mouse and keys into edits.

    Parameters
    ----------
    open_search : asks for a node type

    Attributes
    ----------
    wiring : of the content that is shown; the canvas keeps it up to date
    snaps : whether what is moved keeps to the grid
    selected_wires : wires that were clicked
    gesture : what the mouse is doing
    accessible : what screen readers know of it, kept for Qt once somebody has asked
    is_navigated : the user has panned, zoomed or edited; until then, all of it is kept in sight at any size

    Signals
    -------
    hint_changed : text for the status bar; empty for none
    menu_requested : a right click, at this point of the screen
    rename_requested : the node or frame with this id
    value_requested : the value of the parameter with this name, of the node with this id
    write_requested : the words of the node with this id, or its name if it has none
    isolate_requested : the node whose picture is wanted alone, by its full id; None for the whole film
    space_tapped : Space was pressed and released, and nothing dragged meanwhile
    """

    hint_changed = Signal(str)
    menu_requested = Signal(QPoint)
    rename_requested = Signal(str)
    write_requested = Signal(str)
    value_requested = Signal(str, str)
    isolate_requested = Signal(object)
    space_tapped = Signal()

    def __init__(
        self,
        session: Session,
        pens: Pens,
        open_search: Callable[[SearchRequest], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(pens, parent)
        self.session = session
        self.scene_items = SceneItems(self.scene(), pens)
        self.wiring = Wiring(session.content, session.library)
        self.snaps = False
        self.selected_wires: frozenset[WireKey] = frozenset()
        self.gesture: Gesture | None = None
        self.accessible: QAccessibleInterface | None = None
        self.is_navigated = False
        self._open_search = open_search
        self._pressed: tuple[Pointer, Hit] | None = None
        # None while Space is not held, True once something was dragged with it.
        self._space: bool | None = None
        self._space_since = QElapsedTimer()
        self._right_press: QPoint | None = None
        self._drop_target: WireKey | None = None
        self._hover: QPoint | None = None
        self.view_moved.connect(self._update_insertion_point)
        self._next_frame = QTimer(self, interval=0, singleShot=True)
        self._next_frame.timeout.connect(self.viewport().update)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Canvas"))

    # what gestures do

    def edit(self, edit: Edit, *, label: str = "", brings: bool = False) -> None:
        """Edit the project; show why, if that cannot be done.

        Parameters
        ----------
        brings : it brings in what was made elsewhere, whose Python code must not run unasked
        """
        before, numbers = self.session.content, self.session.step_numbers
        try:
            self.session.edit(edit, label=label, initiator=self, brings=brings)
        except DocumentError as error:
            self.show_hint(str(error))
        else:
            self.show_order_note(before, numbers)

    def show_order_note(self, before: Document, numbers: Mapping[str, StepNumbers]) -> None:
        """Show which steps a new wire has moved, if it has moved some.

        Parameters
        ----------
        before : the content before the edit
        numbers : of its steps, as they stand on the canvas
        """
        session, after = self.session, self.session.content
        if after.edges is before.edges or after.nodes is before.nodes:
            return
        note = order_note(before, after, session.library, numbers)
        if note:
            self.show_hint(note)

    def select(self, ids: Collection[str]) -> None:
        """Select nodes and frames, and no wires."""
        self.selected_wires = frozenset()
        self.session.select(ids, initiator=self)
        self.show_selection()

    def select_wires(self, wires: Collection[WireKey], *, add: bool = False) -> None:
        """Select wires; with ``add``, beside what is selected already."""
        kept = self.selected_wires if add else frozenset()
        if not add:
            self.session.select((), initiator=self)
        self.selected_wires = kept ^ frozenset(wires)
        self.show_selection()

    def show_selection(self) -> None:
        """Draw what is selected as selected."""
        self.scene_items.show_selected(self.session.selection, self.selected_wires)

    def show_hint(self, text: str) -> None:
        """Show a text in the status bar."""
        self.hint_changed.emit(text)

    def open_node(self, node_id: str) -> None:
        """Enter a group; let the user change the words of a node that has some, and name any other."""
        before = self.session.location
        self.session.enter(node_id)
        if self.session.location == before:
            self.write_requested.emit(node_id)

    def change_presence(self, node_ids: Collection[str]) -> None:
        """Let what nodes make be shown by itself, be hidden, or be automatic again, in turn."""
        nodes = self.wiring.content.nodes_by_id
        ids = [key for key in node_ids if self.wiring.makes_thing(key)]
        if ids:
            presence = next_presence(nodes[ids[0]].presence)
            self.edit(
                lambda document: edits.set_presence(document, ids, presence),
                label=presence_label(presence),
            )
            self.show_hint(presence_sentence(presence))

    def isolate(self, node_id: str | None) -> None:
        """Ask for a picture of what one node makes, or of the whole film again."""
        if node_id is not None:
            self.select({node_id})
        self.isolate_requested.emit(self.session.full_id(node_id) if node_id else None)

    def type_value(self, node_id: str, name: str) -> None:
        """Ask for another value of a node's parameter."""
        self.value_requested.emit(node_id, name)

    def rename(self, item_id: str) -> None:
        """Ask for a name of a node or frame."""
        self.rename_requested.emit(item_id)

    def search(self, pixel: QPoint | None = None, end: WireEnd | None = None) -> None:
        """Ask for a node, at a pixel of the view or where the mouse was last."""
        self._open_search(self.request(pixel, end))

    def request(self, pixel: QPoint | None = None, end: WireEnd | None = None) -> SearchRequest:
        """Return where a node would be added: at a pixel of the view, beside what is selected, or where the mouse was last."""
        beside = self._single_selected() if pixel is None else ""
        if beside:
            body = self.scene_items.nodes[beside].body
            point = QPointF(body.right() + _BESIDE, body.top())
        else:
            point = (
                QPointF(*self.session.insertion_point) if pixel is None else self.point_at(pixel)
            )
        screen = self.viewport().mapToGlobal(
            self._pixel_in_sight(point) if pixel is None else pixel
        )
        fitting = tuple(fitting_types(self.wiring, end)) if end is not None else None
        at = (screen.x(), screen.y())
        liked = types_beside(self.wiring, beside) if beside else frozenset[str]()
        return SearchRequest(at, (point.x(), point.y()), end, fitting, beside, liked)

    def _single_selected(self) -> str:
        nodes = self.session.selection & self.scene_items.nodes.keys()
        return next(iter(nodes)) if len(nodes) == len(self.session.selection) == 1 else ""

    def _pixel_in_sight(self, point: QPointF) -> QPoint:
        pixel, room = self.mapFromScene(point), self.viewport().rect()
        x = min(max(pixel.x(), room.left()), room.right())
        return QPoint(x, min(max(pixel.y(), room.top()), room.bottom()))

    def wire_under(self, node_id: str) -> WireKey | None:
        """Return a wire that runs under a node and that the node fits into, if there is one."""
        body = self.scene_items.nodes[node_id].body
        for key, wire in self.scene_items.wires.items():
            edge = wire.view.edge
            if (
                node_id not in (edge.source, edge.target)
                and wire.boundingRect().intersects(body)
                and any(map(body.contains, wire.samples))
                and canvas_edits.splice(self.wiring.content, self.wiring, node_id, edge) is not None
            ):
                return key
        return None

    def insert_into_wire(self, document: Document, node_id: str, edge: Edge) -> Document:
        """Return the document with a node put into a wire, and with what it would lie on pushed aside."""
        made = canvas_edits.splice(document, self.wiring, node_id, edge)
        if made is None:
            return document
        boxes = {key: box_of(node.body) for key, node in self.scene_items.nodes.items()}
        size = boxes[node_id][2:] if node_id in boxes else (160.0, 100.0)
        boxes[node_id] = (*made.node(node_id).position, *size)
        after = self.wiring.of(made).downstream(node_id)
        return canvas_edits.make_room(made, node_id, boxes, after)

    # gestures

    def cancel_gesture(self) -> bool:
        """Stop what the mouse is doing, if it is doing something."""
        gesture, self.gesture = self.gesture, None
        was_busy = gesture is not None
        self._pressed = None
        if gesture is not None:
            gesture.cancel()
        self.viewport().unsetCursor()
        return was_busy

    def _begin(self, gesture: Gesture) -> None:
        self.gesture = gesture
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        pixel = event.position().toPoint()
        return Pointer(self.point_at(pixel), pixel, event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_navigated = True
        QToolTip.hideText()
        if self.gesture is not None:
            return
        pointer = self._pointer(event)
        gesture = dispatch.gesture_of_press(
            self, pointer, event.button(), space=self._space is not None
        )
        if gesture is not None:
            self._space = True if self._space is not None else None
            self._begin(gesture)
        elif event.button() == _LEFT:
            found = hit(self.scene_items, pointer.point, self.zoom)
            dispatch.press(self, pointer, found)
            self._pressed = pointer, found
        elif event.button() == Qt.MouseButton.RightButton:
            self._right_press = pointer.pixel

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event)
        self._hover = pointer.pixel
        self._update_insertion_point()
        if self.gesture is None and self._pressed is not None:
            start, found = self._pressed
            moved = pointer.pixel - start.pixel
            if moved.manhattanLength() < QApplication.startDragDistance() // 2:
                return
            self._pressed = None
            self._begin(dispatch.gesture_of_drag(self, start, found))
        if self.gesture is not None:
            self.gesture.update(pointer)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event)
        gesture, self.gesture = self.gesture, None
        pressed, self._pressed = self._pressed, None
        right, self._right_press = self._right_press, None
        self.viewport().unsetCursor()
        if gesture is not None:
            gesture.commit(pointer)
        elif pressed is not None:
            dispatch.click(self, pointer, pressed[1])
        elif right is not None:
            self._open_menu(pointer)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == _LEFT and not event.modifiers():
            pointer = self._pointer(event)
            dispatch.double_click(self, pointer, hit(self.scene_items, pointer.point, self.zoom))
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # That of the mouse comes with its release, since a drag with the right button is a gesture.
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_requested.emit(self.viewport().mapToGlobal(self.viewport().rect().center()))
        event.accept()

    def _open_menu(self, pointer: Pointer) -> None:
        found = hit(self.scene_items, pointer.point, self.zoom)
        item_id = found.node or found.frame
        if item_id is not None and item_id not in self.session.selection:
            self.select({item_id})
        elif found.wire is not None and found.wire not in self.selected_wires:
            self.select_wires({found.wire})
        self.menu_requested.emit(self.viewport().mapToGlobal(pointer.pixel))

    # keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                event.accept()  # it pans while it is held, which no shortcut could do
                return True
            return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.is_navigated = True
        self._space = True if self._space is not None else None
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self._space = False
                self._space_since.start()
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Escape and self.cancel_gesture():
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            event.ignore()
            return
        dragged, self._space = self._space, None
        if self.gesture is None:
            self.viewport().unsetCursor()
        if dragged is False and self._space_since.elapsed() < _TAP_MS:
            self.space_tapped.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = None
        super().focusOutEvent(event)

    # dragging from the palette

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(TYPE_MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(TYPE_MIME))
        self._find_drop_target(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_drop_target(None)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self._find_drop_target(event)
        target = self._drop_target
        self._mark_drop_target(None)
        type_name = bytes(event.mimeData().data(TYPE_MIME).data()).decode()
        point = self.point_at(event.position().toPoint())
        wire = self.scene_items.wires[target].view.edge if target else None
        added = self.add(type_name, (point.x() - 60, point.y() - 14), into=wire)
        event.acceptProposedAction()
        self.setFocus()
        self.write_new(added)

    @property
    def has_items(self) -> bool:
        """Return whether there is something on the canvas."""
        return bool(self.session.content.nodes or self.session.content.frames)

    def write_new(self, added: Sequence[str]) -> None:
        """Let the words of what was just added be typed at once.

        What a wire joins to something, or what is yet to be wired, is left alone: who adds by wiring goes on wiring.
        """
        if (
            len(added) == 1
            and stands_alone(self.wiring, added[0])
            and own_text(self.wiring, added[0])
        ):
            self.write_requested.emit(added[0])

    def add(
        self, type_name: str, at: tuple[float, float], *, into: Edge | None = None
    ) -> tuple[str, ...]:
        """Add a node of a type, perhaps into a wire, select it and return its id, or those of a snippet."""
        added: tuple[str, ...] = ()

        def edit(document: Document) -> Document:
            nonlocal added
            document, added = add(document, self.session, type_name, at)
            if into and len(added) == 1:
                return self.insert_into_wire(document, added[0], into)
            return document

        node_type = self.session.library.get(type_name)
        title = tr(node_type.title) if node_type else type_name
        is_own = type_name in self.session.own_nodes
        self.edit(edit, label=tr("add {title}", title=title), brings=is_own)
        self.select(added)
        self.session.continue_behind(added)
        return added

    def _find_drop_target(self, event: QDropEvent) -> None:
        type_name = bytes(event.mimeData().data(TYPE_MIME).data()).decode()
        point = self.point_at(event.position().toPoint())
        reach = 12 / self.zoom
        near = [
            key for key, wire in self.scene_items.wires.items() if wire.distance_to(point) <= reach
        ]
        document, added = add(self.wiring.content, self.session, type_name, (0.0, 0.0))
        fitting = (
            key
            for key in near
            if len(added) == 1
            and canvas_edits.splice(
                document, self.wiring, added[0], self.scene_items.wires[key].view.edge
            )
        )
        self._mark_drop_target(next(fitting, None))

    def _mark_drop_target(self, target: WireKey | None) -> None:
        for key, is_target in ((self._drop_target, False), (target, True)):
            wire = self.scene_items.wires.get(key) if key else None
            if wire is not None:
                wire.mark(target=is_target)
        self._drop_target = target

    def paintEvent(self, event: QPaintEvent) -> None:
        self.scene_items.frame_budget.restart()
        super().paintEvent(event)
        if self.scene_items.frame_budget.is_exhausted:
            self._next_frame.start()

    # tooltips

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = tooltip_at(self.scene_items, self.point_at(event.pos()), self.zoom)
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover = None
            self._update_insertion_point()
        return super().viewportEvent(event)

    def _update_insertion_point(self) -> None:
        """Let what is added, from anywhere, be in sight: where the mouse is, or in the middle of the view."""
        point = self.point_at(self._hover) if self._hover is not None else self.center_point
        self.session.insertion_point = (point.x(), point.y())
