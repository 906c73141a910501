"""Someone at the whole window who counts what they do: each click, drag, key, choice in a menu and line typed is one."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.render.preview.box import Point2
from manim_nodes.render.preview.outlines import Outline
from tests.app.canvas.conftest import RIGHT, User
from tests.app.picture_editing.test_picture_overlay import CTRL, Mouse

WAIT_MS = 60_000
NO_KEY, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


class Gestures:
    """Works in a window with mouse and keys.

    Attributes
    ----------
    made : what was done, in order
    """

    def __init__(self, window: ProjectWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot
        self.canvas = User(window.panels.canvas)
        self.picture = Mouse(window.panels.player, window.panels.picture_overlay)
        self.made: list[str] = []

    # keys

    def press(self, keys: str) -> None:
        """Press a key on the canvas."""
        self.made.append(f"press {keys}")
        self.window.window.activateWindow()
        QTest.qWaitForWindowActive(self.window.window)
        view = self.window.panels.canvas.view
        view.setFocus()
        self.wait(view.hasFocus)
        combination = QKeySequence(keys)[0]
        QTest.keyClick(view, combination.key(), combination.keyboardModifiers())

    def type_line(self, text: str) -> None:
        """Type into what has popped up, and press Enter."""
        self.made.append(f"type {text}")
        self.wait(lambda: QApplication.activePopupWidget() is not None)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QWidget)
        QTest.keyClicks(popup.focusWidget(), text)
        QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)

    # the canvas

    def add(self, text: str) -> None:
        """Ask for a node with Tab, and type what it is."""
        self.press("Tab")
        self._type_new(text)

    def pull(self, node_id: str, port: str, text: str, to: QPointF) -> None:
        """Drag a wire out of a port to an empty place, and type what it leads to."""
        self.made.append(f"drag from {node_id}.{port}")
        self.window.panels.canvas.view.setFocus()
        self.canvas.drag(self.canvas.port(node_id, port, out=True), self.canvas.pixel(to))
        self._type_new(text)

    def _type_new(self, text: str) -> None:
        before = len(self.window.session.content.nodes)
        self.type_line(text)
        self.wait(lambda: len(self.window.session.content.nodes) == before + 1)

    def click_node(self, node_id: str, *, adds: bool = False) -> None:
        """Select a node, beside what is selected if that ``adds`` to it."""
        self.made.append(f"click {node_id}")
        keys = Qt.KeyboardModifier.ShiftModifier if adds else NO_KEY
        self.canvas.click(self.canvas.body(node_id), keys=keys)

    def choose_for_node(self, node_id: str, *titles: str) -> None:
        """Right-click a node, and choose from its menu."""
        self.made += [f"right-click {node_id}", f"choose {' > '.join(titles)}"]
        self.canvas.click(self.canvas.body(node_id), button=RIGHT)
        _choose(self.window.panels.canvas.menu, titles)

    # the picture

    def wait_for_end(self, node_id: str) -> None:
        """Wait until the player has gone to where a new step has played."""
        player = self.window.panels.player
        self.wait(
            lambda: (
                self.window.session.playhead.node_id == node_id
                and player.playback.frame == player.preview.timeline.frame_count - 1
            )
        )

    def wait_for_picture(self, *node_ids: str) -> None:
        """Wait until the film is drawn, and what these nodes make is in the picture."""
        player = self.window.panels.player
        self.wait(lambda: not player.is_drawing and player.preview.timeline.is_complete)
        self.wait(lambda: set(node_ids) <= {each.node_id for each in self.outlines})

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Return what is in the picture."""
        return self.window.panels.picture_overlay.outlines

    def outline(self, node_id: str) -> Outline:
        """Return where in the picture that is which a node makes."""
        return next(each for each in self.outlines if each.node_id == node_id)

    def click_picture(self, point: Point2, *, adds: bool = False) -> None:
        """Click something in the picture."""
        self.made.append(f"click the picture at {point}")
        self.picture.click(point, Qt.KeyboardModifier.ShiftModifier if adds else NO_KEY)

    def choose_in_picture(self, point: Point2, *titles: str) -> None:
        """Right-click something in the picture, and choose from its menu."""
        self.made += [f"right-click the picture at {point}", f"choose {' > '.join(titles)}"]
        overlay, place = self.picture.overlay, self.picture.place(point)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(
            overlay, QContextMenuEvent(reason, place, overlay.mapToGlobal(place))
        )
        _choose(self.window.panels.thing_menu, titles)

    def drag_picture(self, point: Point2, way: Point2) -> None:
        """Drag something in the picture."""
        self.made.append(f"drag the picture from {point} by {way}")
        self.picture.drag(point, way, modifiers=CTRL)

    # the inspector

    def drag_number(self, title: str, pixels: int) -> None:
        """Drag the number of a row to the right."""
        self.made.append(f"drag {title}")
        fields = self.window.panels.inspector.findChildren(NumberField)
        named = [each for each in fields if each.accessibleName() == title]
        field = next(each for each in named if each.isVisible())
        at = field.rect().center()
        QTest.mousePress(field, LEFT, NO_KEY, at)
        for share in (0.25, 0.6, 1.0):
            QTest.mouseMove(field, at + QPoint(round(pixels * share), 0))
        QTest.mouseRelease(field, LEFT, NO_KEY, at + QPoint(pixels, 0))

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=WAIT_MS)


def _choose(menu: QMenu, titles: tuple[str, ...]) -> None:
    shown = menu
    for title in titles[:-1]:
        inner = next(each.menu() for each in shown.actions() if each.text() == title)
        assert isinstance(inner, QMenu)
        shown = inner
    next(each for each in shown.actions() if each.text() == titles[-1]).trigger()
    menu.close()
