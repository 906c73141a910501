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
    board: SceneItems
    wiring: Wiring
    snaps: bool

    @property
    def zoom(self) -> float: ...
    @property
    def seen(self) -> QRectF: ...
    def viewport(self) -> QWidget: ...
    def scene(self) -> QGraphicsScene: ...
    def tr(self, text: str, /) -> str: ...
    def area_between(self, one: QPointF, other: QPointF) -> QRectF: ...
    def pan_by(self, dx: int, dy: int) -> None: ...
    def edit(self, edit: Edit, *, label: str = "") -> None: ...
    def choose(self, ids: Collection[str]) -> None: ...
    def choose_wires(self, wires: Collection[WireKey], *, add: bool = False) -> None: ...
    def show_selection(self) -> None: ...
    def hint(self, words: str) -> None: ...
    def open_node(self, node_id: str) -> None: ...
    def show_alone(self, node_id: str | None) -> None: ...
    def rename(self, item_id: str) -> None: ...
    def search(self, spot: QPoint | None = None, end: WireEnd | None = None) -> None: ...
    def wire_under(self, node_id: str) -> WireKey | None: ...
    def spliced(self, document: Document, node_id: str, edge: Edge) -> Document: ...


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is.

    Parameters
    ----------
    at : on the canvas
    spot : in the view, in pixels
    """

    at: QPointF
    spot: QPoint
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

    It begins when it is made. `update` shows what would come of it, `commit` does it, `cancel` leaves everything as it
    was; after either of these it is over.
    """

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: GestureHost, start: Pointer) -> None:
        self.view, self.start = view, start

    def update(self, pointer: Pointer) -> None:
        """Follow the mouse."""

    def commit(self, pointer: Pointer) -> None:
        """Do it."""

    def cancel(self) -> None:
        """Leave no trace."""
