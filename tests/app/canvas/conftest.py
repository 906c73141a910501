"""A canvas as its user has it: shown, with its commands at their keys, and someone at the mouse."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.add_node import SearchRequest
from manim_nodes.editing.session import Session
from tests.support.documents import make_document
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
MakeCanvas = Callable[..., Canvas]


class User:
    """Works on a canvas with mouse and keys."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.view = canvas, canvas.view
        self.button = LEFT

    # places

    def body(self, node_id: str) -> QPoint:
        """Return the pixel where a node's header is."""
        item = self.view.scene_items.nodes[node_id]
        return self.pixel(item.pos() + QPointF(item.geometry.size[0] / 2, item.geometry.header / 2))

    def port(self, node_id: str, name: str, *, out: bool = False) -> QPoint:
        """Return the pixel where a port is."""
        return self.pixel(self.view.scene_items.nodes[node_id].port_point(name, is_output=out))

    def wire(self, source: str, target: str, along: float = 0.5) -> QPoint:
        """Return a pixel on the wire between two nodes."""
        for item in self.view.scene_items.wires.values():
            if (item.view.edge.source, item.view.edge.target) == (source, target):
                return self.pixel(item.path.pointAtPercent(along))
        raise AssertionError(f"no wire from {source} to {target}")

    def covered_by(self, node_id: str) -> list[str]:
        """Return the nodes that a node lies on."""
        items = self.view.scene_items.nodes
        body = items[node_id].body
        return [key for key, item in items.items() if key != node_id and item.body.intersects(body)]

    def pixel(self, point: QPointF) -> QPoint:
        return self.view.mapFromScene(point)

    # mouse

    def press(self, pixel: QPoint, *, button: Qt.MouseButton = LEFT, keys: object = NO_KEY) -> None:
        self.button = button
        self._send(QEvent.Type.MouseButtonPress, pixel, button, button, keys)

    def move(self, pixel: QPoint, *, keys: object = NO_KEY) -> None:
        self._send(QEvent.Type.MouseMove, pixel, Qt.MouseButton.NoButton, self.button, keys)

    def release(self, pixel: QPoint, *, keys: object = NO_KEY) -> None:
        none = Qt.MouseButton.NoButton
        self._send(QEvent.Type.MouseButtonRelease, pixel, self.button, none, keys)

    def click(self, pixel: QPoint, *, button: Qt.MouseButton = LEFT, keys: object = NO_KEY) -> None:
        self.press(pixel, button=button, keys=keys)
        self.release(pixel, keys=keys)

    def double_click(self, pixel: QPoint) -> None:
        self._send(QEvent.Type.MouseButtonDblClick, pixel, LEFT, LEFT, NO_KEY)

    def drag(
        self,
        start: QPoint,
        end: QPoint,
        *,
        button: Qt.MouseButton = LEFT,
        keys: object = NO_KEY,
    ) -> None:
        self.press(start, button=button, keys=keys)
        for step in (0.2, 0.6, 1.0):
            self.move(start + (end - start) * step, keys=keys)
        self.release(end, keys=keys)

    def _send(
        self,
        kind: QEvent.Type,
        pixel: QPoint,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        keys: object,
    ) -> None:
        viewport = self.view.viewport()
        at, globally = QPointF(pixel), QPointF(viewport.mapToGlobal(pixel))
        event = QMouseEvent(kind, at, globally, button, buttons, keys)  # type: ignore[call-overload]  # keys are flags
        QApplication.sendEvent(viewport, event)

    # keys

    def type(self, keys: str) -> None:
        """Press a shortcut such as ``Ctrl+D``."""
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.view, combination.key(), combination.keyboardModifiers())


@pytest.fixture
def requests() -> list[SearchRequest]:
    """Keep what the canvas asked the search popup."""
    return []


@pytest.fixture
def make_canvas(
    qtbot: QtBot, profile: Profile, theme: Theme, requests: list[SearchRequest]
) -> Iterator[MakeCanvas]:
    """Return what makes a canvas of a session, with its commands at their keys."""
    made: list[Canvas] = []

    def make(session: Session, **more: object) -> Canvas:
        canvas = Canvas(session, theme=theme, profile=profile, open_search=requests.append, **more)  # type: ignore[arg-type]
        qtbot.addWidget(canvas)
        made.append(canvas)
        for command in canvas.commands():
            action = QAction(command.title, canvas)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, command=command: command.run())
            canvas.addAction(action)
        canvas.resize(1200, 800)
        with qtbot.waitActive(canvas):
            canvas.show()
            canvas.activateWindow()
        canvas.view.setFocus()
        canvas.view.zoom_by(1 / canvas.view.zoom)
        canvas.view.show_point(QPointF(450, 250))
        return canvas

    yield make
    for canvas in made:
        canvas.close()


@pytest.fixture
def chain() -> Document:
    """Return Circle -> Create -> Fade out, and a Shift beside them."""
    nodes = [
        node("circle_1", {"radius": 2.0}, type="Circle", x=0.0, y=100.0),
        node("create_1", type="Create", x=300.0, y=100.0),
        node("fade_out_1", type="FadeOut", x=600.0, y=100.0),
        node("shift_1", type="Shift", x=300.0, y=400.0),
    ]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    return toy_document(nodes, wires)


@pytest.fixture
def session(make_session: Callable[..., Session], chain: Document) -> Session:
    return make_session(chain)


@pytest.fixture
def canvas(make_canvas: MakeCanvas, session: Session) -> Canvas:
    return make_canvas(session)


@pytest.fixture
def user(canvas: Canvas) -> User:
    return User(canvas)


def edges_of(session: Session) -> set[str]:
    """Return the wires of what is looked at, as ``circle_1.mobject > create_1.mobject``."""
    return {_written(edge) for edge in session.content.edges}


def _written(edge: Edge) -> str:
    return f"{edge.source}.{edge.output} > {edge.target}.{edge.input}"


def undo_steps(session: Session, start: Document) -> int:
    """Undo everything, and give how many steps that took."""
    steps = 0
    while session.undo_label is not None:
        session.undo()
        steps += 1
    assert session.document is start
    return steps


__all__ = ["MakeCanvas", "User", "analyze_now", "edges_of", "make_document", "undo_steps"]
