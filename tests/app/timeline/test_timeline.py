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
from tests.app.timeline.conftest import MakeStage, Stage
from tests.support.documents import group_node
from tests.support.library import node, toy_document

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


# what is shown


def test_a_block_for_each_play_and_wait(stage: Stage) -> None:
    assert stage.shown == [("create_1", 1), ("wait_1", 2), ("fade_in_1", 1)]


def test_blocks_are_as_wide_as_they_last(stage: Stage) -> None:
    widths = [stage.strip.places.rect(block).width() for block in stage.timeline.blocks]

    assert widths[1] == pytest.approx(2 * widths[0], abs=2)
    assert stage.strip.scale.x(4) < stage.strip.width()


def test_what_was_drawn_corrects_what_was_expected(stage: Stage) -> None:
    stage.film.counts["create_1"] = 25
    stage.timeline.film_changed()
    stage.qtbot.waitUntil(lambda: stage.shown[0] == ("create_1", 2.5))


def test_while_the_project_is_broken_the_last_film_stays(stage: Stage) -> None:
    stage.is_live = stage.film.is_current = False
    stage.session.edit(lambda document: set_parameter(document, "create_1", "run_time", -1))

    assert stage.shown[0] == ("create_1", 1)


def test_an_empty_project_says_what_to_do(make_stage: MakeStage) -> None:
    stage = make_stage(new_document("Test"))

    assert stage.shown == []
    assert not stage.timeline.grab().isNull()


def test_another_project_takes_its_place(stage: Stage) -> None:
    stage.session.open(toy_document("wait_7"))

    assert stage.order == ["wait_7"]


def colors_at(stage: Stage, at: QPoint) -> str:
    return stage.strip.grab().toImage().pixelColor(at).name()


def test_a_block_that_is_out_of_date_looks_otherwise(stage: Stage) -> None:
    bar = stage.spot(1, y=1.0) - QPoint(0, 4)
    drawn = [colors_at(stage, bar + QPoint(x, 0)) for x in range(12)]
    stage.film.is_current = False
    stage.timeline.refresh()
    stale = [colors_at(stage, bar + QPoint(x, 0)) for x in range(12)]

    assert len(set(drawn)) == 1
    assert len(set(stale)) > 1
    assert stage.timeline.blocks[1].status is Status.STALE


def test_the_step_that_failed_is_told(stage: Stage) -> None:
    stage.session.set_render_error(RenderError("It divides by zero.", node_id="wait_1", step=1))
    stage.qtbot.waitUntil(lambda: stage.timeline.blocks[1].status is Status.FAILED)

    assert "failed" in describe(stage.strip.schedule, 1)


def test_a_block_shows_how_it_ends(stage: Stage) -> None:
    middle = stage.spot(1, share=0.15, y=0.5)
    stage.qtbot.waitUntil(lambda: colors_at(stage, middle) == "#5a5a5a")


def test_what_plays_now_is_highlighted(stage: Stage) -> None:
    before = colors_at(stage, stage.spot(1, share=0.9, y=0.4))
    stage.session.move_playhead(2.0, "wait_1")

    assert stage.strip.marks.playing == 1
    assert colors_at(stage, stage.spot(1, share=0.9, y=0.4)) != before


def test_a_block_says_what_it_is(stage: Stage) -> None:
    at = stage.spot(1)
    event = QHelpEvent(QEvent.Type.ToolTip, at, stage.strip.mapToGlobal(at))
    QApplication.sendEvent(stage.strip, event)

    assert QToolTip.text() == "Wait (wait_1): 2 s from 1 s, drawn. 2 of 3."


# choosing


def test_a_click_selects_the_node_and_goes_to_its_start(stage: Stage) -> None:
    stage.click(stage.spot(1))

    assert stage.session.selection == {"wait_1"}
    assert stage.sought == [1]


def test_a_click_goes_into_the_group_where_the_node_is(make_stage: MakeStage) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    stage = make_stage(toy_document([group_node("g", "pair")], groups=(group,)))
    stage.click(stage.spot(1))

    assert stage.session.location == ("g",)
    assert stage.session.selection == {"wait_2"}


def test_a_node_selected_elsewhere_is_shown(stage: Stage) -> None:
    stage.strip.zoom(8, at_x=0)
    stage.session.select({"fade_in_1"})

    assert stage.strip.marks.current == 2
    assert 0 <= stage.strip.places.rect(stage.timeline.blocks[2]).left() < stage.strip.width()


def test_keys_walk_the_blocks(stage: Stage) -> None:
    found = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
        stage.key(key)
        found.append(set(stage.session.selection))

    assert found == [{"create_1"}, {"wait_1"}, {"create_1"}]
    assert "Create (create_1)" in stage.strip.accessibleDescription()
    assert stage.sought == []


def test_enter_goes_to_the_block(stage: Stage) -> None:
    stage.session.select({"fade_in_1"})
    stage.key(Key.Key_Return)

    assert stage.sought == [3]


# scrubbing


def test_the_ruler_scrubs_from_the_press_on(stage: Stage) -> None:
    stage.press(stage.on_ruler(1))
    assert stage.sought == [pytest.approx(1, abs=0.02)]

    stage.move(stage.on_ruler(3))
    stage.release(stage.on_ruler(3))
    assert stage.sought[-1] == pytest.approx(3, abs=0.02)


def test_no_time_before_the_film(stage: Stage) -> None:
    stage.click(QPoint(0, 8))

    assert stage.sought == [0]


# how long


def test_an_edge_changes_the_run_time_while_it_is_dragged(stage: Stage) -> None:
    edge, px = stage.edge(0), stage.strip.scale.px_per_s
    stage.press(edge)
    stage.move(edge + QPoint(round(0.52 * px), 0))

    assert stage.parameters("create_1") == {"run_time": 1.5}
    assert stage.shown[0] == ("create_1", 1.5)
    assert stage.timeline.blocks[1].start_s == 1.5
    stage.move(edge + QPoint(round(0.98 * px), 0))
    stage.release(edge)
    assert stage.parameters("create_1") == {"run_time": 2}


def test_a_block_has_its_length_before_the_project_is_analyzed(stage: Stage) -> None:
    stage.is_analyzed = False
    stage.drag(stage.edge(1), stage.edge(0))
    assert stage.shown[1] == ("wait_1", 0.1)

    stage.draw()
    stage.session.undo()
    stage.draw()
    assert stage.shown[1] == ("wait_1", 2)


def test_a_drag_is_one_step(stage: Stage) -> None:
    edge = stage.edge(1)
    stage.drag(edge, edge + QPoint(100, 0))
    assert stage.parameters("wait_1") != {"duration": 2}

    stage.session.undo()
    assert stage.parameters("wait_1") == {"duration": 2}
    assert not stage.session.undo_label


def test_two_drags_are_two_steps(stage: Stage) -> None:
    for _ in range(2):
        stage.drag(stage.edge(1), stage.edge(1) + QPoint(60, 0))
    between = stage.parameters("wait_1")
    stage.session.undo()

    assert {"duration": 2} != stage.parameters("wait_1") != between


def test_escape_gives_the_length_back(stage: Stage) -> None:
    edge = stage.edge(1)
    stage.press(edge)
    stage.move(edge + QPoint(80, 0))
    stage.key(Key.Key_Escape)
    stage.release(edge + QPoint(80, 0))

    assert stage.parameters("wait_1") == {"duration": 2}
    assert stage.shown[1] == ("wait_1", 2)


def test_a_length_that_is_the_default_is_not_written(stage: Stage) -> None:
    edge = stage.edge(1)
    stage.drag(edge, edge - QPoint(round(stage.strip.scale.px_per_s), 0))

    assert stage.parameters("wait_1") == {}


def test_nothing_gets_shorter_than_a_tenth_of_a_second(stage: Stage) -> None:
    stage.drag(stage.edge(1), stage.edge(0))
    assert stage.parameters("wait_1") == {"duration": 0.1}


def test_shift_goes_by_frames(stage: Stage) -> None:
    stage.film.fps = 30
    edge = stage.edge(0)
    stage.press(edge)
    step = QPoint(round(0.034 * stage.strip.scale.px_per_s), 0)
    places = [edge + step, edge + 2 * step]
    for at in places:
        event_with_shift(stage, at)

    assert stage.parameters("create_1")["run_time"] == pytest.approx(1 + 2 / 30, abs=0.001)


def event_with_shift(stage: Stage, at: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(stage.strip.mapToGlobal(at)),
        left,
        left,
        Qt.KeyboardModifier.ShiftModifier,
    )
    QApplication.sendEvent(stage.strip, event)


def field_of(stage: Stage) -> QLineEdit:
    field = stage.strip.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def type_duration(stage: Stage, text: str) -> None:
    foot = stage.strip.places.foot(stage.timeline.blocks[1]).center().toPoint()
    QTest.mouseDClick(stage.strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, foot)
    QTest.keyClicks(field_of(stage), text)
    QTest.keyClick(field_of(stage), Key.Key_Return)


def test_a_duration_is_typed(stage: Stage) -> None:
    type_duration(stage, "10/4")
    assert stage.parameters("wait_1") == {"duration": 2.5}


@pytest.mark.parametrize("text", ["0", "-1", "soon"])
def test_what_is_no_duration_is_not_taken(stage: Stage, text: str) -> None:
    type_duration(stage, text)

    assert field_of(stage).property("invalid")
    assert stage.parameters("wait_1") == {"duration": 2}


def test_what_is_gone_meanwhile_cannot_be_changed(stage: Stage) -> None:
    stage.is_analyzed = False
    stage.session.edit(lambda document: remove_nodes(document, ["wait_1"]))
    after = stage.session.document
    refused: list[str] = []
    stage.timeline.refused.connect(refused.append)
    stage.drag(stage.edge(1), stage.edge(0))
    stage.drag(stage.spot(1), stage.spot(0, share=0.1))
    trigger(menu_of(stage, 1), "delete")

    assert len(refused) >= 3
    assert stage.session.document is after


# what comes when


def test_a_block_is_dragged_before_another(stage: Stage) -> None:
    before = stage.session.document
    stage.drag(stage.spot(2), stage.spot(1, share=0.1))

    assert stage.order == ["create_1", "fade_in_1", "wait_1"]
    assert stage.session.selection == {"fade_in_1"}
    stage.session.undo()
    assert stage.session.document is before


def test_a_block_is_dragged_behind_all(stage: Stage) -> None:
    stage.drag(stage.spot(0), stage.spot(2, share=0.95))

    assert stage.order == ["wait_1", "fade_in_1", "create_1"]


def test_escape_leaves_a_carried_block_where_it_is(stage: Stage) -> None:
    before = stage.session.document
    stage.press(stage.spot(2))
    stage.move(stage.spot(0, share=0.1))
    assert stage.strip.marks.carried == 2
    stage.key(Key.Key_Escape)
    stage.release(stage.spot(0, share=0.1))

    assert stage.session.document is before
    assert stage.strip.marks.carried is None


def test_keys_reorder(stage: Stage) -> None:
    stage.session.select({"fade_in_1"})
    stage.key(Key.Key_Left, ALT)
    assert stage.order == ["create_1", "fade_in_1", "wait_1"]

    stage.key(Key.Key_Right, ALT)
    assert stage.order == ["create_1", "wait_1", "fade_in_1"]


def test_why_it_cannot_be_moved_is_said(make_stage: MakeStage) -> None:
    nodes = [node("circle_1"), node("create_1", x=1), node("fade_out_1", x=2)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    stage = make_stage(toy_document(nodes, wires))
    with stage.qtbot.waitSignal(stage.timeline.refused) as refused:
        stage.drag(stage.spot(1), stage.spot(0, share=0.1))

    assert "needs what 'create_1' gives" in refused.args[0]
    assert stage.order == ["create_1", "fade_out_1"]


def test_a_block_dropped_on_another_plays_with_it(stage: Stage) -> None:
    stage.drag(stage.spot(2), stage.spot(0))
    (whole, length), wait = stage.shown

    assert (whole, length, wait) == ("together_1", 1, ("wait_1", 2))
    parts = stage.timeline.blocks[0].parts
    assert [(part.node_id, part.lane) for part in parts] == [("create_1", 0), ("fade_in_1", 1)]
    assert stage.session.selection == {"together_1"}


def test_playing_together_is_one_step(stage: Stage) -> None:
    before = stage.session.document
    stage.drag(stage.spot(2), stage.spot(0))
    stage.session.undo()

    assert stage.session.document is before


def test_a_third_block_joins(stage: Stage) -> None:
    stage.drag(stage.spot(2), stage.spot(0))
    stage.drag(stage.spot(1), stage.spot(0))

    assert stage.order == ["together_1"]
    assert len(stage.timeline.blocks[0].parts) == 3


def test_a_part_selected_elsewhere_shows_its_block(stage: Stage) -> None:
    stage.drag(stage.spot(2), stage.spot(0))
    stage.session.select({"create_1"})

    assert stage.strip.marks.current == 0


def test_steps_inside_a_group_are_put_in_order(make_stage: MakeStage) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    stage = make_stage(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    stage.drag(stage.spot(1), stage.spot(0, share=0.1))

    assert stage.order == ["g/wait_2", "g/wait_1", "wait_3"]


def test_a_step_dropped_behind_its_group_is_last_in_it(make_stage: MakeStage) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    stage = make_stage(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    stage.drag(stage.spot(0), stage.spot(1, share=0.95))

    assert stage.order == ["g/wait_2", "g/wait_1", "wait_3"]


def test_a_step_dragged_out_of_its_group_takes_the_group_along(make_stage: MakeStage) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    stage = make_stage(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    stage.drag(stage.spot(0), stage.spot(2, share=0.95))

    assert stage.order == ["wait_3", "g/wait_1", "g/wait_2"]
    assert stage.session.selection == {"g"}


def test_a_step_moves_past_a_whole_group(make_stage: MakeStage) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    stage = make_stage(
        toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,))
    )
    stage.drag(stage.spot(2), stage.spot(0, share=0.1))

    assert stage.order == ["wait_3", "g/wait_1", "g/wait_2"]


# waits


def test_the_handle_at_a_gap_inserts_a_wait(stage: Stage) -> None:
    rows = stage.strip.places.rows
    at = QPoint(round(stage.strip.places.gap_x(1)), round(rows.flags[0] + 9))
    stage.move(at)
    assert stage.strip.marks.gap == 1

    stage.click(at)
    assert stage.order == ["create_1", "wait_2", "wait_1", "fade_in_1"]
    assert stage.session.selection == {"wait_2"}


# whether at all


def test_delete_takes_the_step_and_joins_its_wires(make_stage: MakeStage) -> None:
    nodes = [node("circle_1"), node("create_1", x=1), node("fade_out_1", x=2)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    stage = make_stage(toy_document(nodes, wires))
    stage.session.select({"create_1"})
    stage.key(Key.Key_Delete)

    assert stage.order == ["fade_out_1"]
    assert [edge.source for edge in stage.session.document.edges] == ["circle_1"]


def menu_of(stage: Stage, index: int) -> QMenu:
    at = stage.spot(index)
    QTest.mousePress(stage.strip, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    stage.strip.menu_asked.emit(stage.strip.mapToGlobal(at))
    menu = stage.timeline.findChild(QMenu)
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
def test_the_menu_of_a_block(stage: Stage, name: str, order: list[str]) -> None:
    trigger(menu_of(stage, 1), name)

    assert stage.order == order


# which part is seen


def wheel(stage: Stage, at: QPoint, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(stage.strip.mapToGlobal(at)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(stage.strip, event)


def test_ctrl_and_wheel_zoom_at_the_mouse(stage: Stage) -> None:
    at = stage.spot(1)
    held, before = stage.strip.scale.time_s(at.x()), stage.strip.scale.px_per_s
    wheel(stage, at, 240, Qt.KeyboardModifier.ControlModifier)

    assert stage.strip.scale.px_per_s > 1.5 * before
    assert stage.strip.scale.time_s(at.x()) == pytest.approx(held)


def test_the_wheel_and_the_bar_scroll(stage: Stage) -> None:
    stage.strip.zoom(8, at_x=0)
    wheel(stage, stage.spot(0), -240, Qt.KeyboardModifier.NoModifier)
    scrolled = stage.strip.scale.first_s
    assert scrolled > 0
    assert stage.timeline.bar.value() > 0

    stage.timeline.bar.setValue(0)
    assert stage.strip.scale.first_s == 0


def test_keys_zoom_and_fit(stage: Stage) -> None:
    before = stage.strip.scale.px_per_s
    QTest.keyClicks(stage.strip, "+")
    assert stage.strip.scale.px_per_s > before
    stage.key(Key.Key_Home)
    assert stage.strip.scale.px_per_s == before


def test_the_playhead_is_followed(stage: Stage) -> None:
    stage.strip.zoom(8, at_x=0)
    stage.session.move_playhead(3.5, "fade_in_1")

    assert 0 <= stage.strip.scale.x(3.5) <= stage.strip.width()


# sections


def flagged() -> Document:
    return toy_document(
        [node("wait_1"), node("next_section_1", {"name": "Proof"}, x=1), node("wait_2", x=2)]
    )


def test_a_flag_leads_to_its_node(make_stage: MakeStage) -> None:
    stage = make_stage(flagged())
    rows = stage.strip.places.rows
    stage.click(QPoint(round(stage.strip.scale.x(1)) + 6, round(rows.flags[0] + 9)))

    assert stage.session.selection == {"next_section_1"}
    assert stage.sought == [1]


def test_a_label_is_shown_on_the_block(stage: Stage) -> None:
    stage.session.edit(lambda document: set_label(document, "wait_1", "Breathe"))

    assert stage.timeline.blocks[1].title == "Breathe"
