import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip

from manim_nodes.app.timeline.descriptions import describe
from manim_nodes.app.timeline.schedule import Status
from manim_nodes.document.edits import remove_nodes, set_label, set_parameter
from manim_nodes.document.model import Document, Group, new_document
from manim_nodes.render.failures import RenderError
from tests.app.timeline.conftest import MakeDriver, TimelineDriver
from tests.support.documents import group_node
from tests.support.library import node, toy_document

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


# what is shown


def test_a_block_for_each_play_and_wait(driver: TimelineDriver) -> None:
    assert driver.shown == [("create_1", 1), ("wait_1", 2), ("fade_in_1", 1)]


def test_blocks_are_as_wide_as_they_last(driver: TimelineDriver) -> None:
    widths = [driver.strip.places.rect(block).width() for block in driver.timeline.blocks]

    assert widths[1] == pytest.approx(2 * widths[0], abs=2)
    assert driver.strip.scale.x(4) < driver.strip.width()


def test_what_was_drawn_corrects_what_was_expected(driver: TimelineDriver) -> None:
    driver.film.counts["create_1"] = 25
    driver.timeline.film_changed()
    driver.qtbot.waitUntil(lambda: driver.shown[0] == ("create_1", 2.5))


def test_while_the_project_is_broken_the_last_film_stays(driver: TimelineDriver) -> None:
    driver.is_live = driver.film.is_current = False
    driver.session.edit(lambda document: set_parameter(document, "create_1", "run_time", -1))

    assert driver.shown[0] == ("create_1", 1)


def test_an_empty_project_says_what_to_do(make_driver: MakeDriver) -> None:
    driver = make_driver(new_document("Test"))

    assert driver.shown == []
    assert not driver.timeline.grab().isNull()


def test_another_project_takes_its_place(driver: TimelineDriver) -> None:
    driver.session.open(toy_document("wait_7"))

    assert driver.order == ["wait_7"]


def colors_at(driver: TimelineDriver, at: QPoint) -> str:
    return driver.strip.grab().toImage().pixelColor(at).name()


def test_a_block_that_is_out_of_date_looks_otherwise(driver: TimelineDriver) -> None:
    bar = driver.point(1, y=1.0) - QPoint(0, 4)
    drawn = [colors_at(driver, bar + QPoint(x, 0)) for x in range(12)]
    driver.film.is_current = False
    driver.timeline.refresh()
    stale = [colors_at(driver, bar + QPoint(x, 0)) for x in range(12)]

    assert len(set(drawn)) == 1
    assert len(set(stale)) > 1
    assert driver.timeline.blocks[1].status is Status.STALE


def test_the_step_that_failed_is_told(driver: TimelineDriver) -> None:
    driver.session.set_render_error(RenderError("It divides by zero.", node_id="wait_1", step=1))
    driver.qtbot.waitUntil(lambda: driver.timeline.blocks[1].status is Status.FAILED)

    assert "failed" in describe(driver.strip.schedule, 1)


def test_a_block_shows_how_it_ends(driver: TimelineDriver) -> None:
    middle = driver.point(1, share=0.15, y=0.5)
    driver.qtbot.waitUntil(lambda: colors_at(driver, middle) == "#5a5a5a")


def test_what_plays_now_is_highlighted(driver: TimelineDriver) -> None:
    before = colors_at(driver, driver.point(1, share=0.9, y=0.4))
    driver.session.move_playhead(2.0, "wait_1")

    assert driver.strip.marks.playing == 1
    assert colors_at(driver, driver.point(1, share=0.9, y=0.4)) != before


def test_a_block_says_what_it_is(driver: TimelineDriver) -> None:
    at = driver.point(1)
    event = QHelpEvent(QEvent.Type.ToolTip, at, driver.strip.mapToGlobal(at))
    QApplication.sendEvent(driver.strip, event)

    assert QToolTip.text() == "Wait (wait_1): 2 s from 1 s, drawn. 2 of 3."


# choosing


def test_a_click_selects_the_node_and_goes_to_its_start(driver: TimelineDriver) -> None:
    driver.click(driver.point(1))

    assert driver.session.selection == {"wait_1"}
    assert driver.sought == [1]


def test_a_click_goes_into_the_group_where_the_node_is(make_driver: MakeDriver) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    driver = make_driver(toy_document([group_node("g", "pair")], groups=(group,)))
    driver.click(driver.point(1))

    assert driver.session.location == ("g",)
    assert driver.session.selection == {"wait_2"}


def test_a_node_selected_elsewhere_is_shown(driver: TimelineDriver) -> None:
    driver.strip.zoom(8, at_x=0)
    driver.session.select({"fade_in_1"})

    assert driver.strip.marks.current == 2
    assert 0 <= driver.strip.places.rect(driver.timeline.blocks[2]).left() < driver.strip.width()


def test_keys_walk_the_blocks(driver: TimelineDriver) -> None:
    found = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
        driver.key(key)
        found.append(set(driver.session.selection))

    assert found == [{"create_1"}, {"wait_1"}, {"create_1"}]
    assert "Create (create_1)" in driver.strip.accessibleDescription()
    assert driver.sought == []


def test_enter_goes_to_the_block(driver: TimelineDriver) -> None:
    driver.session.select({"fade_in_1"})
    driver.key(Key.Key_Return)

    assert driver.sought == [3]


# scrubbing


def test_the_ruler_scrubs_from_the_press_on(driver: TimelineDriver) -> None:
    driver.press(driver.on_ruler(1))
    assert driver.sought == [pytest.approx(1, abs=0.02)]

    driver.move(driver.on_ruler(3))
    driver.release(driver.on_ruler(3))
    assert driver.sought[-1] == pytest.approx(3, abs=0.02)


def test_no_time_before_the_film(driver: TimelineDriver) -> None:
    driver.click(QPoint(0, 8))

    assert driver.sought == [0]


# how long


def test_an_edge_changes_the_run_time_while_it_is_dragged(driver: TimelineDriver) -> None:
    edge, px = driver.edge(0), driver.strip.scale.px_per_s
    driver.press(edge)
    driver.move(edge + QPoint(round(0.52 * px), 0))

    assert driver.parameters("create_1") == {"run_time": 1.5}
    assert driver.shown[0] == ("create_1", 1.5)
    assert driver.timeline.blocks[1].start_s == 1.5
    driver.move(edge + QPoint(round(0.98 * px), 0))
    driver.release(edge)
    assert driver.parameters("create_1") == {"run_time": 2}


def test_a_block_has_its_length_before_the_project_is_analyzed(driver: TimelineDriver) -> None:
    driver.is_analyzed = False
    driver.drag(driver.edge(1), driver.edge(0))
    assert driver.shown[1] == ("wait_1", 0.1)

    driver.draw()
    driver.session.undo()
    driver.draw()
    assert driver.shown[1] == ("wait_1", 2)


def test_a_drag_is_one_step(driver: TimelineDriver) -> None:
    edge = driver.edge(1)
    driver.drag(edge, edge + QPoint(100, 0))
    assert driver.parameters("wait_1") != {"duration": 2}

    driver.session.undo()
    assert driver.parameters("wait_1") == {"duration": 2}
    assert not driver.session.undo_label


def test_two_drags_are_two_steps(driver: TimelineDriver) -> None:
    for _ in range(2):
        driver.drag(driver.edge(1), driver.edge(1) + QPoint(60, 0))
    between = driver.parameters("wait_1")
    driver.session.undo()

    assert {"duration": 2} != driver.parameters("wait_1") != between


def test_escape_gives_the_length_back(driver: TimelineDriver) -> None:
    edge = driver.edge(1)
    driver.press(edge)
    driver.move(edge + QPoint(80, 0))
    driver.key(Key.Key_Escape)
    driver.release(edge + QPoint(80, 0))

    assert driver.parameters("wait_1") == {"duration": 2}
    assert driver.shown[1] == ("wait_1", 2)


def test_a_length_that_is_the_default_is_not_written(driver: TimelineDriver) -> None:
    edge = driver.edge(1)
    driver.drag(edge, edge - QPoint(round(driver.strip.scale.px_per_s), 0))

    assert driver.parameters("wait_1") == {}


def test_nothing_gets_shorter_than_a_tenth_of_a_second(driver: TimelineDriver) -> None:
    driver.drag(driver.edge(1), driver.edge(0))
    assert driver.parameters("wait_1") == {"duration": 0.1}


def test_shift_goes_by_frames(driver: TimelineDriver) -> None:
    driver.film.fps = 30
    edge = driver.edge(0)
    driver.press(edge)
    step = QPoint(round(0.034 * driver.strip.scale.px_per_s), 0)
    places = [edge + step, edge + 2 * step]
    for at in places:
        event_with_shift(driver, at)

    assert driver.parameters("create_1")["run_time"] == pytest.approx(1 + 2 / 30, abs=0.001)


def event_with_shift(driver: TimelineDriver, at: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(driver.strip.mapToGlobal(at)),
        left,
        left,
        Qt.KeyboardModifier.ShiftModifier,
    )
    QApplication.sendEvent(driver.strip, event)


def field_of(driver: TimelineDriver) -> QLineEdit:
    field = driver.strip.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def type_duration(driver: TimelineDriver, text: str) -> None:
    foot = driver.strip.places.foot(driver.timeline.blocks[1]).center().toPoint()
    QTest.mouseDClick(driver.strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, foot)
    QTest.keyClicks(field_of(driver), text)
    QTest.keyClick(field_of(driver), Key.Key_Return)


def test_a_duration_is_typed(driver: TimelineDriver) -> None:
    type_duration(driver, "10/4")
    assert driver.parameters("wait_1") == {"duration": 2.5}


@pytest.mark.parametrize("text", ["0", "-1", "soon"])
def test_what_is_no_duration_is_not_taken(driver: TimelineDriver, text: str) -> None:
    type_duration(driver, text)

    assert field_of(driver).property("invalid")
    assert driver.parameters("wait_1") == {"duration": 2}


def test_what_is_gone_meanwhile_cannot_be_changed(driver: TimelineDriver) -> None:
    driver.is_analyzed = False
    driver.session.edit(lambda document: remove_nodes(document, ["wait_1"]))
    after = driver.session.document
    refused: list[str] = []
    driver.timeline.refused.connect(refused.append)
    driver.drag(driver.edge(1), driver.edge(0))
    driver.drag(driver.point(1), driver.point(0, share=0.1))
    trigger(menu_of(driver, 1), "delete")

    assert len(refused) >= 3
    assert driver.session.document is after


# what comes when


def test_a_block_is_dragged_before_another(driver: TimelineDriver) -> None:
    before = driver.session.document
    driver.drag(driver.point(2), driver.point(1, share=0.1))

    assert driver.order == ["create_1", "fade_in_1", "wait_1"]
    assert driver.session.selection == {"fade_in_1"}
    driver.session.undo()
    assert driver.session.document is before


def test_a_block_is_dragged_behind_all(driver: TimelineDriver) -> None:
    driver.drag(driver.point(0), driver.point(2, share=0.95))

    assert driver.order == ["wait_1", "fade_in_1", "create_1"]


def test_escape_leaves_a_carried_block_where_it_is(driver: TimelineDriver) -> None:
    before = driver.session.document
    driver.press(driver.point(2))
    driver.move(driver.point(0, share=0.1))
    assert driver.strip.marks.carried == 2
    driver.key(Key.Key_Escape)
    driver.release(driver.point(0, share=0.1))

    assert driver.session.document is before
    assert driver.strip.marks.carried is None


def test_keys_reorder(driver: TimelineDriver) -> None:
    driver.session.select({"fade_in_1"})
    driver.key(Key.Key_Left, ALT)
    assert driver.order == ["create_1", "fade_in_1", "wait_1"]

    driver.key(Key.Key_Right, ALT)
    assert driver.order == ["create_1", "wait_1", "fade_in_1"]


def test_why_it_cannot_be_moved_is_said(make_driver: MakeDriver) -> None:
    nodes = [node("circle_1"), node("create_1", x=1), node("fade_out_1", x=2)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    driver = make_driver(toy_document(nodes, wires))
    with driver.qtbot.waitSignal(driver.timeline.refused) as refused:
        driver.drag(driver.point(1), driver.point(0, share=0.1))

    assert "needs what 'create_1' gives" in refused.args[0]
    assert driver.order == ["create_1", "fade_out_1"]


def test_a_block_dropped_on_another_plays_with_it(driver: TimelineDriver) -> None:
    driver.drag(driver.point(2), driver.point(0))
    (whole, length), wait = driver.shown

    assert (whole, length, wait) == ("together_1", 1, ("wait_1", 2))
    parts = driver.timeline.blocks[0].parts
    assert [(part.node_id, part.lane) for part in parts] == [("create_1", 0), ("fade_in_1", 1)]
    assert driver.session.selection == {"together_1"}


def test_playing_together_is_one_step(driver: TimelineDriver) -> None:
    before = driver.session.document
    driver.drag(driver.point(2), driver.point(0))
    driver.session.undo()

    assert driver.session.document is before


def test_a_third_block_joins(driver: TimelineDriver) -> None:
    driver.drag(driver.point(2), driver.point(0))
    driver.drag(driver.point(1), driver.point(0))

    assert driver.order == ["together_1"]
    assert len(driver.timeline.blocks[0].parts) == 3


def test_a_part_selected_elsewhere_shows_its_block(driver: TimelineDriver) -> None:
    driver.drag(driver.point(2), driver.point(0))
    driver.session.select({"create_1"})

    assert driver.strip.marks.current == 0


def test_steps_inside_a_group_are_put_in_order(make_driver: MakeDriver) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    driver = make_driver(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    driver.drag(driver.point(1), driver.point(0, share=0.1))

    assert driver.order == ["g/wait_2", "g/wait_1", "wait_3"]


def test_a_step_dropped_behind_its_group_is_last_in_it(make_driver: MakeDriver) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    driver = make_driver(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    driver.drag(driver.point(0), driver.point(1, share=0.95))

    assert driver.order == ["g/wait_2", "g/wait_1", "wait_3"]


def test_a_step_dragged_out_of_its_group_takes_the_group_along(make_driver: MakeDriver) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    driver = make_driver(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    driver.drag(driver.point(0), driver.point(2, share=0.95))

    assert driver.order == ["wait_3", "g/wait_1", "g/wait_2"]
    assert driver.session.selection == {"g"}


def test_a_step_moves_past_a_whole_group(make_driver: MakeDriver) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    driver = make_driver(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    driver.drag(driver.point(2), driver.point(0, share=0.1))

    assert driver.order == ["wait_3", "g/wait_1", "g/wait_2"]


# waits


def test_the_handle_at_a_gap_inserts_a_wait(driver: TimelineDriver) -> None:
    rows = driver.strip.places.rows
    at = QPoint(round(driver.strip.places.gap_x(1)), round(rows.flags[0] + 9))
    driver.move(at)
    assert driver.strip.marks.gap == 1

    driver.click(at)
    assert driver.order == ["create_1", "wait_2", "wait_1", "fade_in_1"]
    assert driver.session.selection == {"wait_2"}


# whether at all


def test_delete_takes_the_step_and_joins_its_wires(make_driver: MakeDriver) -> None:
    nodes = [node("circle_1"), node("create_1", x=1), node("fade_out_1", x=2)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    driver = make_driver(toy_document(nodes, wires))
    driver.session.select({"create_1"})
    driver.key(Key.Key_Delete)

    assert driver.order == ["fade_out_1"]
    assert [edge.source for edge in driver.session.document.edges] == ["circle_1"]


def menu_of(driver: TimelineDriver, index: int) -> QMenu:
    at = driver.point(index)
    QTest.mousePress(driver.strip, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    driver.strip.menu_asked.emit(driver.strip.mapToGlobal(at))
    menu = driver.timeline.findChild(QMenu)
    assert isinstance(menu, QMenu)
    return menu


def trigger(menu: QMenu, name: str) -> None:
    action = next(each for each in menu.actions() if each.objectName() == f"timeline.{name}")
    action.trigger()
    menu.close()


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("mute", ["create_1", "fade_in_1"]),
        ("delete", ["create_1", "fade_in_1"]),
        ("wait_after", ["create_1", "wait_1", "wait_2", "fade_in_1"]),
        ("wait_before", ["create_1", "wait_2", "wait_1", "fade_in_1"]),
        ("earlier", ["wait_1", "create_1", "fade_in_1"]),
        ("later", ["create_1", "fade_in_1", "wait_1"]),
        ("together", ["together_1", "fade_in_1"]),
    ],
)
def test_the_menu_of_a_block(driver: TimelineDriver, name: str, order: list[str]) -> None:
    trigger(menu_of(driver, 1), name)

    assert driver.order == order


# which part is seen


def wheel(driver: TimelineDriver, at: QPoint, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(driver.strip.mapToGlobal(at)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(driver.strip, event)


def test_ctrl_and_wheel_zoom_at_the_mouse(driver: TimelineDriver) -> None:
    at = driver.point(1)
    held, before = driver.strip.scale.time_s(at.x()), driver.strip.scale.px_per_s
    wheel(driver, at, 240, Qt.KeyboardModifier.ControlModifier)

    assert driver.strip.scale.px_per_s > 1.5 * before
    assert driver.strip.scale.time_s(at.x()) == pytest.approx(held)


def test_the_wheel_and_the_bar_scroll(driver: TimelineDriver) -> None:
    driver.strip.zoom(8, at_x=0)
    wheel(driver, driver.point(0), -240, Qt.KeyboardModifier.NoModifier)
    scrolled = driver.strip.scale.first_s
    assert scrolled > 0
    assert driver.timeline.bar.value() > 0

    driver.timeline.bar.setValue(0)
    assert driver.strip.scale.first_s == 0


def test_keys_zoom_and_fit(driver: TimelineDriver) -> None:
    before = driver.strip.scale.px_per_s
    QTest.keyClicks(driver.strip, "+")
    assert driver.strip.scale.px_per_s > before
    driver.key(Key.Key_Home)
    assert driver.strip.scale.px_per_s == before


def test_the_playhead_is_followed(driver: TimelineDriver) -> None:
    driver.strip.zoom(8, at_x=0)
    driver.session.move_playhead(3.5, "fade_in_1")

    assert 0 <= driver.strip.scale.x(3.5) <= driver.strip.width()


# sections


def flagged() -> Document:
    return toy_document(
        [node("wait_1"), node("next_section_1", {"name": "Proof"}, x=1), node("wait_2", x=2)]
    )


def test_a_flag_leads_to_its_node(make_driver: MakeDriver) -> None:
    driver = make_driver(flagged())
    rows = driver.strip.places.rows
    driver.click(QPoint(round(driver.strip.scale.x(1)) + 6, round(rows.flags[0] + 9)))

    assert driver.session.selection == {"next_section_1"}
    assert driver.sought == [1]


def test_a_label_is_shown_on_the_block(driver: TimelineDriver) -> None:
    driver.session.edit(lambda document: set_label(document, "wait_1", "Breathe"))

    assert driver.timeline.blocks[1].title == "Breathe"
