"""Whatever is done in the whole window, in whatever order, the canvas shows the document and all can be undone."""

from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.editing.trust import FULL_TRUST
from tests.app.canvas.test_any_gestures import Gestures
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow

KEYS = st.sampled_from([Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Return])
TYPES = st.sampled_from(["Circle", "Create", "Wait", "NumberPlane"])


class WindowGestures(Gestures):
    window: ClassVar[ProjectWindow]

    def open(self) -> None:
        self.session, self.canvas = self.window.session, self.window.panels.canvas
        self.session.open(self.start, path=None, trust=FULL_TRUST)
        self.commands = {command.id: command for command in self.window.window.commands}

    def close(self) -> None:
        """Leave the window open: the next example goes on in it."""

    @rule(type_name=TYPES)
    def add_from_the_palette(self, type_name: str) -> None:
        self.window.panels.add_type(type_name)

    @rule(letters=st.sampled_from(["1", "-2", "pi", "RED", "x"]), keys=st.lists(KEYS, max_size=4))
    def type_in_the_inspector(self, letters: str, keys: list[Qt.Key]) -> None:
        self.window.panels.inspector.focus_first()
        for key in keys:
            QTest.keyClick(self._focus(), key)
        if self.window.panels.inspector.isAncestorOf(self._focus()):
            QTest.keyClicks(self._focus(), letters)

    @rule()
    def let_things_happen(self) -> None:
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        focus: QWidget | None = QApplication.focusWidget()
        return self.window.window if focus is None else focus


def test_any_gestures_in_the_window(open_app: OpenApp, profile: Profile) -> None:
    profile.change_preferences(live_preview=False)
    WindowGestures.window = open_app()
    WindowGestures.window.actions.new()
    case = WindowGestures.TestCase
    case.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
    case("runTest").debug()
