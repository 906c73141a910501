"""What keys do on the canvas; each command is one step."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document import edits
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document
from manim_nodes.editing.add_node import SearchRequest, insert
from manim_nodes.editing.node_display import display_of
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import MakeCanvas, User, edges_of, undo_steps
from tests.support.library import node, toy_document


def test_scene_is_built_by_keyboard_alone(
    make_session: Callable[..., Session],
    make_canvas: MakeCanvas,
    requests: list[SearchRequest],
) -> None:
    session = make_session()
    user = User(make_canvas(session))
    for type_name in ("Circle", "Create", "FadeOut"):
        user.type("Tab")
        node_type = session.library.get(type_name)
        assert node_type is not None
        insert(session, node_type, requests[-1])
    user.type("Ctrl+A")
    user.type("J")
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > fade_out_1.mobject",
    }


def missing_axes() -> Document:
    """Return a plot that stands left of the axes that it misses."""
    nodes = [
        node("plot_1", type="Plot", x=0.0),
        node("axes_1", type="Axes", x=300.0),
    ]
    return toy_document(nodes, "")


def test_link_gives_a_node_what_it_misses_whichever_stands_left(
    make_session: Callable[..., Session], make_canvas: MakeCanvas
) -> None:
    session = make_session(missing_axes())
    user = User(make_canvas(session))
    user.type("Ctrl+A")
    user.type("J")
    assert edges_of(session) == {"axes_1.mobject > plot_1.axes"}
    user.type("J")
    assert len(session.document.edges) == 1


def test_tab_wires_what_is_added_to_the_node_that_was_selected(
    session: Session, user: User, requests: list[SearchRequest]
) -> None:
    user.click(user.body("shift_1"))
    user.type("Tab")
    node_type = session.library.get("FadeIn")
    assert node_type is not None
    insert(session, node_type, requests[-1])
    assert "shift_1.mobject > fade_in_1.mobject" in edges_of(session)
    added, shift = (session.document.node(key) for key in ("fade_in_1", "shift_1"))
    assert added.position[0] > shift.position[0]
    assert added.position[1] == shift.position[1]


def test_ports_are_chosen_by_keyboard(session: Session, user: User, canvas: Canvas) -> None:
    session.select({"circle_1", "shift_1"})
    user.type("Shift+J")
    menu = canvas.edit_actions.link_menu.menu
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert [each.split(":")[0] for each in texts[0].split(" → ")] == ["Circle", "Shift"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert "circle_1.mobject > shift_1.mobject" in edges_of(session)


def test_each_port_of_one_node_lists_what_it_fits(
    session: Session, user: User, canvas: Canvas
) -> None:
    session.select({"shift_1"})
    user.type("Shift+J")
    menu = canvas.edit_actions.link_menu.menu
    assert menu is not None
    (first, *_) = menu.actions()
    assert first.text().endswith(" ←")
    inner = first.menu()
    assert inner is not None
    nearest = inner.actions()[0]
    assert nearest.text().startswith("Create: ")
    nearest.trigger()
    assert "create_1.mobject > shift_1.mobject" in edges_of(session)


def test_new_nodes_lie_on_no_other_and_leave_the_view_where_it_is(
    session: Session, user: User, requests: list[SearchRequest]
) -> None:
    session.select(())
    middle = user.view.center_point
    for type_name in ("Square", "Axes", "Text", "Create", "Line", "Dot"):
        user.type("Tab")
        node_type = session.library.get(type_name)
        assert node_type is not None
        (added,) = insert(session, node_type, requests[-1], initiator=session)
        assert user.covered_by(added) == [], type_name
        session.select(())
    assert user.view.center_point == middle


def test_a_new_node_out_of_sight_is_brought_in_by_the_shortest_way(
    session: Session, user: User
) -> None:
    zoom, area = user.view.zoom, user.view.visible_area
    at = (area.right() + 20, area.center().y())
    session.edit(lambda document: edits.add_node(document, "Square", position=at)[0])
    session.select({"square_1"})
    assert user.view.zoom == zoom
    assert user.view.visible_area.contains(user.view.scene_items.nodes["square_1"].body)
    assert user.view.visible_area.top() == pytest.approx(area.top(), abs=1)


@pytest.mark.parametrize("key", ["Del", "Backspace"])
def test_delete(session: Session, user: User, chain: Document, key: str) -> None:
    user.click(user.body("create_1"))
    user.type(key)
    assert "create_1" not in session.document.nodes_by_id
    assert not session.document.edges
    assert undo_steps(session, chain) == 1


def test_dissolve_keeps_the_flow(session: Session, user: User, chain: Document) -> None:
    user.click(user.body("create_1"))
    user.type("Ctrl+Shift+X")
    assert edges_of(session) == {"circle_1.mobject > fade_out_1.mobject"}
    assert undo_steps(session, chain) == 1


@pytest.mark.parametrize("key", ["M", "D"])
def test_mute_and_back(session: Session, user: User, key: str) -> None:
    user.click(user.body("create_1"))
    user.type(key)
    assert session.document.node("create_1").muted
    user.type(key)
    assert not session.document.node("create_1").muted


def test_collapse_is_part_of_the_project(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    height = canvas.view.scene_items.nodes["circle_1"].geometry.size[1]
    user.click(user.body("circle_1"))
    user.type("H")
    assert display_of(session.document.node("circle_1")).collapsed
    assert canvas.view.scene_items.nodes["circle_1"].geometry.size[1] < height
    assert undo_steps(session, chain) == 1


def test_hide_unused_ports(session: Session, user: User, canvas: Canvas) -> None:
    user.click(user.body("fade_out_1"))
    user.type("Ctrl+H")
    view = canvas.view.scene_items.nodes["fade_out_1"].view
    assert [port.name for port in (*view.inputs, *view.outputs)] == ["mobject"]
    assert display_of(session.document.node("fade_out_1")).hides_unused


# copying


def test_copy_and_paste_at_the_cursor(session: Session, user: User, chain: Document) -> None:
    user.click(user.body("circle_1"))
    user.click(user.body("create_1"), keys=Qt.KeyboardModifier.ShiftModifier)
    user.type("Ctrl+C")
    user.move(user.pixel(QPointF(100, 620)))
    user.type("Ctrl+V")
    assert session.document.node("circle_2").position == (100.0, 620.0)
    assert "circle_2.mobject > create_2.mobject" in edges_of(session)
    assert session.selection == {"circle_2", "create_2"}
    assert undo_steps(session, chain) == 1


def test_copy_is_text_that_another_window_takes(
    session: Session, user: User, make_session: Callable[..., Session], make_canvas: MakeCanvas
) -> None:
    user.click(user.body("circle_1"))
    user.type("Ctrl+C")
    assert '"circle_1"' in QGuiApplication.clipboard().text()
    other = make_session()
    User(make_canvas(other)).type("Ctrl+V")
    assert [node.type for node in other.document.nodes] == ["Circle"]
    assert len(session.document.nodes) == 4


def test_paste_with_wires_keeps_those_that_came_in(session: Session, user: User) -> None:
    user.click(user.body("create_1"))
    user.type("Ctrl+C")
    user.type("Ctrl+Shift+V")
    assert "circle_1.mobject > create_2.mobject" in edges_of(session)


def test_cut(session: Session, user: User) -> None:
    user.click(user.body("circle_1"))
    user.type("Ctrl+X")
    assert "circle_1" not in session.document.nodes_by_id
    user.type("Ctrl+V")
    assert session.document.node("circle_1").type == "Circle"


def test_text_that_is_no_graph_is_not_pasted(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    QGuiApplication.clipboard().setText("hello")
    user.type("Ctrl+V")
    assert session.document is chain
    assert "nothing that can be pasted" in hints[-1]


@pytest.mark.parametrize(("key", "wired"), [("Ctrl+D", False), ("Ctrl+Shift+D", True)])
def test_duplicate(session: Session, user: User, key: str, *, wired: bool) -> None:
    user.click(user.body("create_1"))
    user.type(key)
    assert user.covered_by("create_2") == []
    assert ("circle_1.mobject > create_2.mobject" in edges_of(session)) is wired


# names, frames, notes


def test_rename_in_place(session: Session, user: User, canvas: Canvas) -> None:
    user.click(user.body("circle_1"))
    user.type("F2")
    field = canvas.view.findChild(QLineEdit)
    QTest.keyClicks(field, "Moon")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.document.node("circle_1").label == "Moon"
    assert canvas.view.scene_items.nodes["circle_1"].view.title == "Moon"


def test_rename_is_given_up_by_escape(session: Session, user: User, canvas: Canvas) -> None:
    user.double_click(user.body("circle_1"))
    field = canvas.view.findChild(QLineEdit)
    QTest.keyClicks(field, "Moon")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not session.document.node("circle_1").label


def test_frame_around_the_selection(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    user.click(user.body("circle_1"))
    user.click(user.body("create_1"), keys=Qt.KeyboardModifier.ShiftModifier)
    user.type("Ctrl+J")
    (frame,) = session.document.frames
    nodes, _ = canvas.view.scene_items.on_frame(frame.id)
    assert set(nodes) == {"circle_1", "create_1"}
    assert undo_steps(session, chain) == 1


def test_note_is_written_on_the_canvas(session: Session, user: User, canvas: Canvas) -> None:
    user.type("N")
    field = canvas.view.findChild(QPlainTextEdit)
    QTest.keyClicks(field, "Remember")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.document.frames[0].text == "Remember"


# where nodes are


def test_lay_out_puts_nodes_right_of_what_feeds_them(
    session: Session, user: User, chain: Document
) -> None:
    user.type("L")
    across = {node.id: node.position[0] for node in session.document.nodes}
    assert across["circle_1"] < across["create_1"] < across["fade_out_1"]
    assert undo_steps(session, chain) == 1


def test_lay_out_keeps_in_a_frame_what_is_in_it(
    session: Session, canvas: Canvas, user: User
) -> None:
    session.select({"create_1"})
    user.type("Ctrl+J")
    session.select(())
    user.type("L")
    assert canvas.view.scene_items.on_frame("frame_1")[0] == ["create_1"]


def run(canvas: Canvas, command_id: str) -> None:
    next(command for command in canvas.commands() if command.id == command_id).run()


def test_align_and_distribute(session: Session, user: User, canvas: Canvas) -> None:
    user.type("Ctrl+A")
    run(canvas, "canvas.align_top")
    assert {node.position[1] for node in session.document.nodes} == {100.0}
    run(canvas, "canvas.align_left")
    assert {node.position[0] for node in session.document.nodes} == {0.0}


def test_color(session: Session, user: User, canvas: Canvas) -> None:
    user.click(user.body("circle_1"))
    run(canvas, "canvas.color_graph")
    assert session.document.node("circle_1").color == "#3f7fbf"
    assert canvas.view.scene_items.nodes["circle_1"].header_color.blue() > 150


# looking


def test_arrows_walk_and_shift_adds(session: Session, user: User) -> None:
    user.click(user.body("circle_1"))
    user.type("Right")
    assert session.selection == {"create_1"}
    user.type("Shift+Down")
    assert session.selection == {"create_1", "shift_1"}


def test_arrow_begins_somewhere(session: Session, user: User) -> None:
    user.type("Left")
    assert len(session.selection) == 1


def test_show_all_and_zoom_is_bounded(user: User, canvas: Canvas) -> None:
    for _ in range(40):
        user.type("=")
    assert canvas.view.zoom == pytest.approx(2.5)
    for _ in range(40):
        user.type("-")
    assert canvas.view.zoom == pytest.approx(0.1)
    user.type("Home")
    assert canvas.view.visible_area.contains(canvas.view.scene_items.bounds())


def test_find_selects_what_it_finds(session: Session, user: User, canvas: Canvas) -> None:
    user.type("Ctrl+F")
    QTest.keyClicks(canvas.find_bar.line, "FADE out")
    assert session.selection == {"fade_out_1"}
    QTest.keyClick(canvas.find_bar.line, Qt.Key.Key_Escape)
    assert canvas.find_bar.isHidden()


def test_find_looks_at_parameters_and_steps(session: Session, user: User, canvas: Canvas) -> None:
    user.type("Ctrl+F")
    QTest.keyClicks(canvas.find_bar.line, "radius 2")
    assert session.selection == {"circle_1"}
    canvas.find_bar.line.setText("create")
    QTest.keyClick(canvas.find_bar.line, Qt.Key.Key_Return)
    assert session.selection == {"create_1"}


def test_space_drags_the_canvas(user: User, canvas: Canvas) -> None:
    before = canvas.view.center_point
    QTest.keyPress(canvas.view, Qt.Key.Key_Space)
    user.drag(QPoint(300, 300), QPoint(350, 280))
    QTest.keyRelease(canvas.view, Qt.Key.Key_Space)
    assert canvas.view.center_point - before == QPointF(-50, 20)


def test_space_alone_is_handed_on(qtbot: QtBot, canvas: Canvas) -> None:
    with qtbot.waitSignal(canvas.space_tapped):
        QTest.keyClick(canvas.view, Qt.Key.Key_Space)


def test_space_that_is_held_plays_nothing(qtbot: QtBot, canvas: Canvas) -> None:
    with qtbot.assertNotEmitted(canvas.space_tapped):
        QTest.keyPress(canvas.view, Qt.Key.Key_Space)
        qtbot.wait(400)
        QTest.keyRelease(canvas.view, Qt.Key.Key_Space)


def test_find_looks_into_groups_lists_what_it_finds_and_goes_there(
    make_session: Callable[..., Session], make_canvas: MakeCanvas, chain: Document
) -> None:
    document, group = make_group(chain, ["create_1", "fade_out_1"], "Ends")
    session = make_session(document)
    canvas = make_canvas(session)
    user = User(canvas)
    user.type("Ctrl+F")
    QTest.keyClicks(canvas.find_bar.line, "fade out")
    found = canvas.find_bar.list
    assert [found.item(row).text() for row in range(found.count())] == [
        "Ends \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Fade out"
    ]
    assert not session.location

    QTest.keyClick(canvas.find_bar.line, Qt.Key.Key_Return)
    assert session.location == (group,)
    assert session.selection == {"fade_out_1"}


def test_a_click_on_a_hit_goes_there(session: Session, user: User, canvas: Canvas) -> None:
    user.type("Ctrl+F")
    canvas.find_bar.line.setText("s")
    found = canvas.find_bar.list
    row = next(row for row in range(found.count()) if found.item(row).text() == "Shift")
    place = found.visualItemRect(found.item(row)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.selection == {"shift_1"}


def test_escape_leaves_a_node_that_is_shown_alone_before_the_group(
    make_session: Callable[..., Session], make_canvas: MakeCanvas, chain: Document
) -> None:
    document, group = make_group(chain, ["create_1", "fade_out_1"], "Ends")
    session, alone = make_session(document), [True]
    user = User(make_canvas(session, show_all=lambda: bool(alone and alone.pop())))
    session.enter(group)
    user.type("Esc")
    assert (session.location, alone) == ((group,), [])
    user.type("Esc")
    assert session.location == ()


def test_keys_of_commands_do_not_clash(canvas: Canvas) -> None:
    keys = [key for command in canvas.commands() for key in command.keys]
    assert len(keys) == len(set(keys))
    ids = [command.id for command in canvas.commands()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("field", "kind"), [("title", QLineEdit), ("text", QPlainTextEdit)])
def test_frame_and_note_are_written_by_double_click(
    session: Session, user: User, canvas: Canvas, field: str, kind: type[QLineEdit]
) -> None:
    session.edit(
        lambda document: edits.add_frame(
            document, position=(0.0, 250.0), size=(200.0, 100.0), **{field: "Old"}
        )[0]
    )
    user.double_click(user.pixel(QPointF(100, 265)))
    editor = canvas.view.findChild(kind)
    QTest.keyClicks(editor, "New")
    canvas.view.setFocus()
    assert getattr(session.document.frames[0], field) == "New"


@pytest.mark.parametrize(
    ("type_name", "parameter"), [("Text", "text"), ("Math", "source"), ("LabeledDot", "label")]
)
def test_a_double_click_on_a_node_of_text_edits_its_words(
    make_session: Callable[..., Session],
    make_canvas: MakeCanvas,
    type_name: str,
    parameter: str,
) -> None:
    session = make_session(toy_document([node("words_1", type=type_name)]))
    user = User(make_canvas(session))
    user.double_click(user.body("words_1"))
    field = user.view.findChild(QPlainTextEdit)
    assert field is not None
    field.setPlainText("x + y")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.document.node("words_1").parameters[parameter] == "x + y"


def test_a_node_without_words_is_named_by_double_click(
    session: Session, user: User, canvas: Canvas
) -> None:
    user.double_click(user.body("circle_1"))
    assert user.view.findChild(QPlainTextEdit) is None
    field = canvas.view.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Ring")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.document.node("circle_1").label == "Ring"
