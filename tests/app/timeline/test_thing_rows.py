"""The rows below the blocks: a bar for the time that each thing is on the screen, to be clicked and dragged."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QToolTip

from manim_nodes.app.timeline import thing_painting
from manim_nodes.document.edits import set_label, set_parameter
from manim_nodes.document.groups import GROUP_OUTPUT
from manim_nodes.document.model import Document, Group
from tests.app.timeline.conftest import MakeHost, TimelineHost
from tests.support.documents import boundary, group_node, wire
from tests.support.library import node, toy_document

Key = Qt.Key


def a_film() -> Document:
    """Return a circle that is drawn in a second, a wait of two, a square that fades in and out, and a star."""
    nodes = ["star_1", "circle_1", "create_1", node("wait_1", {"duration": 2}), "square_1"]
    nodes += ["fade_in_1", "wait_2", "fade_out_1"]
    wires = (
        "circle_1.mobject > create_1.mobject; square_1.mobject > fade_in_1.mobject;"
        "fade_in_1.mobject > fade_out_1.mobject"
    )
    return toy_document(nodes, wires)


def grouped(count: int) -> Document:
    """Return dots in a group that comes after a second."""
    dots = [f"dot_{number}" for number in range(count)]
    wires = ";".join(f"{dot}.mobject > v_group_1.mobjects" for dot in dots)
    nodes = ["circle_1", *dots, "v_group_1", "wait_1", "create_1"]
    return toy_document(nodes, f"{wires};v_group_1.mobject > create_1.mobject")


@pytest.fixture
def film(make_host: MakeHost) -> TimelineHost:
    return make_host(a_film())


def order(host: TimelineHost) -> list[str]:
    analysis = host.session.analysis
    assert analysis is not None
    return list(analysis.step_numbers)


def moment_s(host: TimelineHost) -> float | None:
    """Return where among the blocks a line is, while an end is dragged."""
    return host.view.highlights.moment_s


def tip_at(host: TimelineHost, at: QPoint) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, at, host.things.mapToGlobal(at))
    QApplication.sendEvent(host.things, event)
    return QToolTip.text()


# what is shown


def test_a_bar_for_the_time_that_each_thing_is_there(film: TimelineHost) -> None:
    assert film.bars == {"star_1": [(0, 6)], "circle_1": [(0, 6)], "square_1": [(3, 6)]}


def test_bars_follow_the_blocks(film: TimelineHost) -> None:
    film.session.edit(lambda document: set_parameter(document, "wait_1", "duration", 3))
    film.qtbot.waitUntil(lambda: film.bars["square_1"] == [(4, 7)])


def test_what_comes_twice_has_two_bars(make_host: MakeHost) -> None:
    wires = "circle_1.mobject > remove_1.mobject; circle_1.mobject > add_1.mobject"
    host = make_host(toy_document("circle_1 wait_1 remove_1 wait_2 add_1 wait_3", wires))
    host.qtbot.waitUntil(lambda: host.bars == {"circle_1": [(0, 1), (2, 3)]})


def test_parts_of_one_step_come_when_they_play(make_host: MakeHost) -> None:
    wires = (
        "circle_1.mobject > create_1.mobject; square_1.mobject > fade_in_1.mobject;"
        "create_1.animation > succession_1.animations;"
        "fade_in_1.animation > succession_1.animations"
    )
    nodes = "circle_1 square_1 create_1 fade_in_1 succession_1"
    host = make_host(toy_document(nodes, wires))
    assert host.bars == {"circle_1": [(0, 2)], "square_1": [(1, 2)]}


def test_a_tip_tells_by_what_a_thing_comes_and_goes(film: TimelineHost) -> None:
    assert tip_at(film, film.in_row("square_1", 4.5)) == (
        "Square\nComes at 3 s by Fade in\nGone at 6 s by Fade out"
    )
    assert tip_at(film, film.in_row("star_1", 3)) == "Star\nThere from the start\nStays to the end"
    assert "Drag" in tip_at(film, film.start_of("square_1"))


def test_bars_are_painted_in_the_color_of_the_category(film: TimelineHost) -> None:
    picture = film.things.grab().toImage()
    bar, ground = film.in_row("square_1", 4.2), film.in_row("square_1", 1)
    assert picture.pixelColor(bar) != picture.pixelColor(ground)


def test_the_label_is_the_name(film: TimelineHost) -> None:
    film.session.edit(lambda document: set_label(document, "circle_1", "Sun"))
    film.qtbot.waitUntil(lambda: film.things.rows.rows[1].title == "Sun")


def test_only_rows_in_sight_are_painted(
    make_host: MakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    paint = thing_painting.ThingPainter.row

    def count(self: thing_painting.ThingPainter, place: int, *, is_folded: bool) -> None:
        painted.append(place)
        paint(self, place, is_folded=is_folded)

    host = make_host(toy_document(" ".join(f"circle_{number}" for number in range(200))))
    host.qtbot.waitUntil(lambda: host.things.height() > 100)
    monkeypatch.setattr(thing_painting.ThingPainter, "row", count)
    host.things.bar.setValue(1_000)
    host.things.grab()
    assert 0 < len(painted) < 20
    assert min(painted) == 50


# selecting


def test_a_click_selects_the_thing(film: TimelineHost) -> None:
    film.click(film.in_row("square_1", 4), film.things)
    assert film.session.selection == {"square_1"}
    assert film.sought_s == [4]  # where it has come, as it is not there at the playhead


def test_a_click_leaves_the_playhead_where_the_thing_is_there(film: TimelineHost) -> None:
    film.click(film.in_row("circle_1", 2), film.things)
    assert film.session.selection == {"circle_1"}
    assert film.sought_s == []


def test_a_thing_selected_elsewhere_is_current(film: TimelineHost) -> None:
    film.session.select({"square_1"})
    assert film.things.highlights.current == "square_1"
    assert film.view.highlights.current is None


def test_keys_walk_the_rows(film: TimelineHost) -> None:
    film.things.setFocus()
    film.key(Key.Key_Down)
    assert film.session.selection == {"star_1"}
    film.key(Key.Key_Down)
    assert film.session.selection == {"circle_1"}
    film.key(Key.Key_Up)
    assert film.session.selection == {"star_1"}
    assert "There from the start" in film.things.accessibleDescription()


def test_keys_of_blocks_leave_things_alone(film: TimelineHost) -> None:
    film.click(film.point_of(0))
    film.click(film.in_row("circle_1", 2), film.things)
    document = film.session.document
    film.key(Key.Key_Delete)
    assert film.session.document is document


def right_click(host: TimelineHost, at: QPoint) -> None:
    QTest.mousePress(host.things, Qt.MouseButton.RightButton, pos=at)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, host.things.mapToGlobal(at))
    QApplication.sendEvent(host.things, event)


def test_a_right_click_asks_for_the_menu_of_the_thing(film: TimelineHost) -> None:
    with film.qtbot.waitSignal(film.timeline.thing_menu_requested):
        right_click(film, film.in_row("square_1", 4))
    assert film.session.selection == {"square_1"}


def test_a_right_click_below_the_rows_asks_for_nothing(film: TimelineHost) -> None:
    film.things.resize(film.things.width(), 200)
    with film.qtbot.assertNotEmitted(film.timeline.thing_menu_requested):
        right_click(film, QPoint(200, 150))


def turn_wheel(host: TimelineHost, keys: Qt.KeyboardModifier) -> None:
    at, none = QPointF(300, 10), Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, -120), none, keys, phase, False)
    QApplication.sendEvent(host.things, event)


def test_the_wheel_goes_through_the_rows_and_with_ctrl_zooms(make_host: MakeHost) -> None:
    host = make_host(toy_document(" ".join(f"circle_{number}" for number in range(50))))
    host.qtbot.waitUntil(lambda: host.things.height() > 100)
    turn_wheel(host, Qt.KeyboardModifier.NoModifier)
    assert host.things.bar.value() == 60
    before = host.view.scale
    turn_wheel(host, Qt.KeyboardModifier.ControlModifier)
    assert host.things.scale == host.view.scale
    assert host.view.scale.px_per_s < before.px_per_s


# dragging


def test_a_dragged_start_moves_the_entrance(film: TimelineHost) -> None:
    before = film.session.document
    film.drag(film.start_of("square_1"), film.in_row("square_1", 1.2), film.things)
    assert order(film) == ["create_1", "fade_in_1", "wait_1", "wait_2", "fade_out_1"]
    assert film.bars["square_1"] == [(1, 6)]
    film.session.undo()
    assert film.session.document is before


def test_a_dragged_start_leaves_the_playhead_where_it_is(film: TimelineHost) -> None:
    film.drag(film.start_of("square_1"), film.in_row("square_1", 1.2), film.things)
    assert film.sought_s == []
    film.session.undo()
    film.click(film.start_of("square_1"), film.things)  # pressed and not dragged, it is a click
    assert film.sought_s == [4]


def test_what_was_always_there_comes_by_an_add(film: TimelineHost) -> None:
    film.drag(film.start_of("star_1"), film.in_row("star_1", 2.8), film.things)
    assert film.bars["star_1"] == [(3, 6)]
    assert order(film)[2] == "add_1"
    film.drag(film.start_of("star_1"), film.in_row("star_1", 0.1), film.things)
    assert film.bars["star_1"] == [(0, 6)]
    assert "add_1" not in order(film)


def test_a_start_dragged_out_of_the_film_takes_the_entrance_away(film: TimelineHost) -> None:
    film.drag(film.start_of("circle_1"), QPoint(2, film.start_of("circle_1").y()), film.things)
    assert order(film) == ["wait_1", "fade_in_1", "wait_2", "fade_out_1"]
    assert film.bars["circle_1"] == [(0, 5)]


def test_a_dragged_end_brings_a_remove(film: TimelineHost) -> None:
    film.drag(film.end_of("circle_1"), film.in_row("circle_1", 3.1), film.things)
    assert order(film)[2] == "remove_1"
    assert film.bars["circle_1"] == [(0, 3)]


def test_a_dragged_end_moves_the_exit(film: TimelineHost) -> None:
    film.drag(film.end_of("square_1"), film.in_row("square_1", 4.1), film.things)
    assert order(film) == ["create_1", "wait_1", "fade_in_1", "fade_out_1", "wait_2"]


def test_an_end_dragged_out_of_the_film_takes_the_exit_away(film: TimelineHost) -> None:
    start = film.end_of("square_1")
    film.drag(start, start + QPoint(18, 0), film.things)
    assert "fade_out_1" not in order(film)
    assert film.bars["square_1"] == [(3, 5)]


def test_a_drag_shows_where_it_would_go(film: TimelineHost) -> None:
    before = film.things.grab().toImage()
    film.press(film.start_of("square_1"), film.things)
    film.move(film.in_row("square_1", 2), film.things)
    film.move(film.in_row("square_1", 1.3), film.things)
    assert film.things.highlights.text == "Fade in after step 1, “Create”"
    assert moment_s(film) == 1
    assert film.things.grab().toImage() != before
    film.move(film.in_row("square_1", 2.9), film.things)
    assert film.things.highlights.text == "As it is"
    film.release(film.in_row("square_1", 2.9), film.things)
    assert moment_s(film) is None
    assert film.session.undo_label is None


def test_escape_leaves_an_end_where_it_is(film: TimelineHost) -> None:
    document = film.session.document
    film.press(film.start_of("square_1"), film.things)
    film.move(film.in_row("square_1", 1), film.things)
    QTest.keyClick(film.things, Key.Key_Escape)
    film.release(film.in_row("square_1", 1), film.things)
    assert film.session.document is document
    assert film.things.highlights.dragged is None


def test_why_a_thing_cannot_go_then_is_said(film: TimelineHost) -> None:
    document = film.session.document
    with film.qtbot.waitSignal(film.timeline.rejected) as rejected:
        film.drag(film.end_of("square_1"), film.in_row("square_1", 1), film.things)
    assert rejected.args == ["It comes only after that."]
    assert film.session.document is document


def test_keys_let_a_thing_come_and_go_at_the_playhead(film: TimelineHost) -> None:
    film.session.move_playhead(1.1, "wait_1")
    film.session.select({"square_1"})
    film.key(Key.Key_BracketLeft)
    assert film.bars["square_1"] == [(1, 6)]
    film.session.move_playhead(4, "wait_2")
    film.session.select({"circle_1"})
    film.key(Key.Key_BracketRight)
    assert film.bars["circle_1"] == [(0, 4)]


def test_a_thing_in_a_group_of_nodes_moves_among_its_steps(make_host: MakeHost) -> None:
    group = Group(
        id="intro",
        name="Intro",
        nodes=(
            node("circle_1"),
            node("create_1"),
            node("wait_1"),
            boundary("out", GROUP_OUTPUT, "circle"),
        ),
        edges=(wire("circle_1.mobject", "create_1.mobject"), wire("create_1.mobject", "out.value")),
    )
    document = toy_document(
        ["wait_2", group_node("g", "intro"), "wait_3", "fade_out_1"],
        "g.circle > fade_out_1.mobject",
        groups=(group,),
    )
    host = make_host(document)
    assert host.bars == {"g": [(1, 5)], "g/circle_1": [(1, 5)]}
    assert host.things.rows.rows[0].title == "Intro"
    host.drag(host.start_of("g/circle_1"), host.in_row("g/circle_1", 0.1), host.things)
    assert order(host) == ["wait_2", "g/create_1", "g/wait_1", "wait_3", "fade_out_1"]
    host.drag(host.start_of("g/circle_1"), host.in_row("g/circle_1", 2.8), host.things)
    assert order(host) == ["wait_2", "g/wait_1", "g/create_1", "wait_3", "fade_out_1"]
    assert host.session.location == ("g",)
    host.drag(host.end_of("g/circle_1"), host.in_row("g/circle_1", 3.1), host.things)
    assert order(host) == ["wait_2", "g/wait_1", "g/create_1", "fade_out_1", "wait_3"]


# groups


def test_members_are_below_their_group(make_host: MakeHost) -> None:
    host = make_host(grouped(2))
    assert list(host.bars) == ["circle_1", "v_group_1", "dot_0", "dot_1"]
    assert host.bars["dot_0"] == host.bars["v_group_1"] == [(1, 2)]
    assert [row.depth for row in host.things.rows.rows] == [0, 0, 1, 1]


def test_a_click_at_its_triangle_folds_a_group(make_host: MakeHost) -> None:
    host = make_host(grouped(2))
    at = QPoint(6, host.start_of("v_group_1").y())
    host.click(at, host.things)
    assert list(host.bars) == ["circle_1", "v_group_1"]
    host.click(at, host.things)
    assert len(host.bars) == 4


def test_large_groups_are_folded_at_first(make_host: MakeHost) -> None:
    host = make_host(grouped(12))
    assert list(host.bars) == ["circle_1", "v_group_1"]
    host.session.select({"v_group_1"})
    host.key(Key.Key_F)
    assert len(host.bars) == 14


def test_what_comes_with_its_group_goes_alone(make_host: MakeHost) -> None:
    nodes = [*grouped(2).nodes, node("wait_2"), node("wait_3")]
    document = grouped(2).model_copy(update={"nodes": tuple(nodes)})
    host = make_host(document)
    assert "with “Group of shapes”" in tip_at(host, host.in_row("dot_0", 1.5))
    host.drag(host.end_of("dot_0"), host.in_row("dot_0", 2.9), host.things)
    assert host.bars["dot_0"] == [(1, 3)]
    assert host.bars["dot_1"] == [(1, 4)]
    before = host.session.document
    host.drag(host.start_of("dot_1"), host.in_row("dot_1", 3), host.things)
    assert host.session.document is before


def test_things_have_room_as_soon_as_there_are_some(make_host: MakeHost) -> None:
    host = make_host(toy_document("wait_1"))
    assert not host.things.isVisible()
    host.session.open(toy_document("circle_1 wait_1"))
    host.qtbot.waitUntil(lambda: host.things.height() >= 20)
    assert host.view.height() > 150


def test_more_things_get_more_room_until_the_user_divides_it(make_host: MakeHost) -> None:
    host = make_host(toy_document("circle_1 wait_1"))
    host.qtbot.waitUntil(lambda: host.things.height() >= 20)
    small = host.things.height()
    host.session.open(toy_document("circle_1 square_1 star_1 wait_1"))
    host.qtbot.waitUntil(lambda: host.things.height() >= 2 * small)

    handle = host.timeline.findChildren(QSplitter)[0].handle(1)
    host.drag(handle.rect().center(), handle.rect().center() + QPoint(0, small), handle)
    chosen = host.things.height()
    host.session.open(toy_document("circle_1 square_1 star_1 dot_1 dot_2 wait_1"))
    host.qtbot.waitUntil(lambda: len(host.bars) == 5)
    assert host.things.height() == chosen
