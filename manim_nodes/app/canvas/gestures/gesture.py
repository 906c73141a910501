"""What all gestures have in common."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QGraphicsScene, QWidget

from manim_nodes.app.canvas.scene_items import SceneItems, WireKey
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.session import Edit, Session
from manim_nodes.editing.wiring import WireEnd, Wiring


class GestureHost(Protocol):
    """What gestures know of the view that they are made in; see `manim_nodes.app.canvas.view`."""

    session: Session
    scene_items: SceneItems
    wiring: Wiring
    snaps: bool

    @property
    def zoom(self) -> float: ...
    @property
    def visible_area(self) -> QRectF: ...
    def viewport(self) -> QWidget: ...
    def scene(self) -> QGraphicsScene: ...
    def area_between(self, one: QPointF, other: QPointF) -> QRectF: ...
    def pan_by(self, dx: int, dy: int) -> None: ...
    def edit(self, edit: Edit, *, label: str = "") -> None: ...
    def select(self, ids: Collection[str]) -> None: ...
    def select_wires(self, wires: Collection[WireKey], *, add: bool = False) -> None: ...
    def show_selection(self) -> None: ...
    def show_hint(self, text: str) -> None: ...
    def open_node(self, node_id: str) -> None: ...
    def change_presence(self, node_ids: Collection[str]) -> None: ...
    def isolate(self, node_id: str | None) -> None: ...
    def rename(self, item_id: str) -> None: ...
    def type_value(self, node_id: str, name: str) -> None: ...
    def search(self, pixel: QPoint | None = None, end: WireEnd | None = None) -> None: ...
    def wire_under(self, node_id: str) -> WireKey | None: ...
    def insert_into_wire(self, document: Document, node_id: str, edge: Edge) -> Document: ...


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is.

    Parameters
    ----------
    point : on the canvas
    pixel : in the view
    """

    point: QPointF
    pixel: QPoint
    modifiers: Qt.KeyboardModifier

    def has(self, *modifiers: Qt.KeyboardModifier) -> bool:
        """Return whether exactly these modifiers are held."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        return self.modifiers & ~Qt.KeyboardModifier.KeypadModifier == held

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        """Return whether this modifier is held, whatever others are."""
        return bool(self.modifiers & modifier)


class Gesture:
    """From pressing a button to releasing it.

    It begins when it is constructed, and is over after `commit` or `cancel`.
    """

    cursor: Qt.CursorShape | None = None

    def __init__(self, host: GestureHost, start: Pointer) -> None:
        self.host, self.start = host, start

    def update(self, pointer: Pointer) -> None:
        """Show what would come of releasing the button here."""

    def commit(self, pointer: Pointer) -> None:
        """Make the edit, as the button is released."""

    def cancel(self) -> None:
        """Leave everything as it was."""
