"""Whatever is done in whatever order, the canvas shows the document, and all of it can be undone."""

from collections import Counter
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK
from manim_nodes.document import edits
from manim_nodes.document.model import Document
from manim_nodes.document.wires import ends
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library
from tests.app.canvas.conftest import RIGHT, User
from tests.support.canvases import shown_items
from tests.support.library import node, toy_document

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
COMMANDS = (
    "delete",
    "dissolve",
    "copy",
    "cut",
    "paste",
    "paste_wired",
    "duplicate",
    "duplicate_wired",
    "mute",
    "collapse",
    "hide_unused",
    "link",
    "add_frame",
    "group",
    "ungroup",
    "enter",
    "leave",
    "arrange",
    "align_left",
    "distribute_down",
    "color_text",
    "select_all",
    "walk_right",
    "extend_down",
    "show_all",
)
TYPES = ("Circle", "Create", "FadeOut", "Shift", "Text", "AnimationGroup", "Wait", "NoSuchType")
pixels = st.builds(QPoint, st.integers(-20, 820), st.integers(-20, 620))
picks = st.integers(0, 99)


class Gestures(RuleBasedStateMachine):
    library: ClassVar[Library]
    profile: ClassVar[Profile]

    @initialize()
    def begin(self) -> None:
        nodes = [
            node("circle_1", type="Circle"),
            node("create_1", type="Create", x=260.0),
            node("fade_out_1", type="FadeOut", x=520.0),
        ]
        wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
        self.start = toy_document(nodes, wires)
        self.open()
        self.user = User(self.canvas)

    def open(self) -> None:
        self.session = Session(self.start, self.library)
        QGuiApplication.clipboard().setText("")
        self.canvas = Canvas(
            self.session, theme=DARK, profile=self.profile, open_search=lambda _: None
        )
        self.canvas.resize(800, 600)
        self.canvas.show()
        self.commands = {command.id: command for command in self.canvas.commands()}

    def teardown(self) -> None:
        if hasattr(self, "canvas"):
            while self.session.undo_label is not None:
                self.session.undo()
            assert self.session.document is self.start
            self.agree()
            self.close()

    def close(self) -> None:
        self.canvas.close()
        self.canvas.deleteLater()

    def pixel_of(self, pick: int) -> QPoint:
        """Return a place where something is: a header, a port, the middle of a wire."""
        items = self.canvas.view.scene_items
        points = [
            item.mapToScene(point)
            for item in items.nodes.values()
            for point in item.geometry.ports.values()
        ]
        points += [item.body.center() for item in items.nodes.values()]
        points += [item.path.pointAtPercent(0.5) for item in items.wires.values()]
        points += [frame.pos() + QPointF(30, 10) for frame in items.frames.values()]
        return self.user.pixel(points[pick % len(points)]) if points else QPoint(40, 40)

    @rule(pick=picks, keys=st.sampled_from([Qt.KeyboardModifier.NoModifier, SHIFT, CTRL, ALT]))
    def click(self, pick: int, keys: Qt.KeyboardModifier) -> None:
        self.user.click(self.pixel_of(pick), keys=keys)

    @rule(pick=picks, other=picks)
    def drag_onto(self, pick: int, other: int) -> None:
        self.user.drag(self.pixel_of(pick), self.pixel_of(other))

    @rule(pick=picks, end=pixels)
    def drag_off(self, pick: int, end: QPoint) -> None:
        self.user.drag(self.pixel_of(pick), end)

    @rule(start=pixels, end=pixels, keys=st.sampled_from([CTRL, SHIFT]))
    def stroke(self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier) -> None:
        self.user.drag(start, end, button=RIGHT, keys=keys)

    @rule(start=pixels, end=pixels)
    def rubber_band(self, start: QPoint, end: QPoint) -> None:
        self.user.drag(start, end)

    @rule(pick=picks, end=pixels)
    def give_up(self, pick: int, end: QPoint) -> None:
        before = self.session.document
        self.user.press(self.pixel_of(pick))
        self.user.move(end)
        self.canvas.view.cancel_gesture()
        self.user.release(end)
        assert self.session.document is before

    @rule(name=st.sampled_from(COMMANDS))
    def command(self, name: str) -> None:
        command = self.commands[f"canvas.{name}"]
        if command.is_enabled():
            command.run()

    @rule(type_name=st.sampled_from(TYPES), end=pixels)
    @precondition(lambda self: len(self.session.content.nodes) < 30)
    def add(self, type_name: str, end: QPoint) -> None:
        at = self.user.view.point_at(end)
        self.user.view.add(type_name, (at.x(), at.y()))

    @rule(pick=picks)
    def edit_elsewhere(self, pick: int) -> None:
        def edit(document: Document) -> Document:
            ids = list(document.nodes_by_id)
            return edits.set_label(document, ids[pick % len(ids)], str(pick)) if ids else document

        self.session.edit(edit)

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "canvas"):
            return
        content, shown = self.session.content, shown_items(self.canvas)
        assert shown.nodes == {node.id: pytest.approx(node.position) for node in content.nodes}
        assert shown.frames == {frame.id: pytest.approx(frame.position) for frame in content.frames}
        known = content.nodes_by_id
        visible = [edge for edge in content.edges if edge.source in known or edge.target in known]
        assert shown.wires == Counter(map(ends, visible))
        items = self.canvas.view.scene_items
        selected = {key for key, item in items.nodes.items() if item.is_selected}
        assert selected == self.session.selection & known.keys()


def test_any_gestures(library: Library, profile: Profile) -> None:
    Gestures.library, Gestures.profile = library, profile
    case = Gestures.TestCase
    case.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
    case("runTest").debug()
