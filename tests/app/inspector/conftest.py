"""An inspector on the screen, and what a user does with it."""

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.inspector import Inspector
from manim_nodes.app.inspector.nodes_page import NodesPage
from manim_nodes.app.inspector.project_page import ProjectPage
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.settings_pages import SettingsPage
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK
from manim_nodes.document import edits
from manim_nodes.document.values import JSON
from manim_nodes.editing.session import Session

_Widget = TypeVar("_Widget", bound=QWidget)


class InspectorDriver:
    """Does in an inspector what a user does, and looks at the session."""

    def __init__(self, session: Session, profile: Profile, qtbot: QtBot, **more: Any) -> None:
        self.session, self.qtbot = session, qtbot
        self.inspector = Inspector(session, theme=DARK, profile=profile, **more)
        qtbot.addWidget(self.inspector)
        self.inspector.resize(360, 900)
        self.inspector.show()
        self.inspector.activateWindow()
        qtbot.waitUntil(self.inspector.isActiveWindow)

    def add(self, node_type: str, *, selected: bool = True, **parameters: JSON) -> str:
        """Put a node into the project, and select it alone."""
        made: list[str] = []

        def add(document: Any) -> Any:
            document, node_id = edits.add_node(document, node_type, parameters=parameters)
            made.append(node_id)
            return document

        self.session.edit(add)
        if selected:
            self.session.select({made[0]})
        return made[0]

    def row(self, name: str) -> ParameterRow:
        """Return the row of a parameter, unfolded."""
        page = self.inspector.page
        assert page is not None
        assert isinstance(page, NodesPage | ProjectPage | SettingsPage)
        row = page.row(name)
        assert row is not None, name
        QApplication.processEvents()
        return row

    def part(self, name: str, kind: type[_Widget], index: int = 0) -> _Widget:
        """Return a widget of a row, of those that are seen."""
        found = [each for each in self.row(name).findChildren(kind) if each.isVisible()]
        return found[index]

    def button(self, name: str, said: str) -> QWidget:
        """Return the button of a row that a screen reader calls so."""
        found = self.row(name).findChildren(QWidget)
        return next(w for w in found if w.isVisible() and w.accessibleName() == said)

    def texts(self, name: str) -> str:
        """Return all texts that are seen in a row."""
        return _texts(self.row(name))

    @property
    def all_texts(self) -> str:
        """Return all texts that are seen."""
        return _texts(self.inspector)

    def click(self, widget: QWidget, pos: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=pos or QPoint())

    def retype(self, field: QWidget, text: str) -> None:
        """Type a text in the place of what a field holds."""
        field.setFocus()
        self.key(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def key(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(widget, key, modifier)

    def drag(
        self,
        widget: QWidget,
        distances: list[int],
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        start: QPoint | None = None,
    ) -> None:
        """Press, in the middle if nothing else is said, move by each distance in turn, and let go."""
        start = widget.rect().center() if start is None else start
        button = Qt.MouseButton.LeftButton
        QTest.mousePress(widget, button, modifier, start)
        for distance in distances:
            _move(widget, start + QPoint(distance, 0), modifier)
        QTest.mouseRelease(widget, button, modifier, start + QPoint(distances[-1], 0))

    def value(self, name: str) -> JSON:
        """Return what the selected node itself holds; None for the default."""
        (node_id,) = self.session.selection
        return self.session.content.node(node_id).parameters.get(name)

    @property
    def steps(self) -> int:
        """How many steps can be undone; they are, and made again."""
        count, selection = 0, self.session.selection
        while self.session.undo_label:
            self.session.undo()
            count += 1
        for _ in range(count):
            self.session.redo()
        self.session.select(selection)
        return count


def _texts(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def _move(widget: QWidget, to: QPoint, modifier: Qt.KeyboardModifier) -> None:
    # QTest.mouseMove holds no button down, and so nothing would be dragged
    place = QPointF(widget.mapToGlobal(to))
    left = Qt.MouseButton.LeftButton
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, QPointF(to), place, Qt.MouseButton.NoButton, left, modifier)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def driver(session: Session, profile: Profile, qtbot: QtBot) -> InspectorDriver:
    return InspectorDriver(session, profile, qtbot)
