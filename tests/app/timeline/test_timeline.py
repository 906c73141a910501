import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.descriptions import describe, empty_text, tooltip
from manim_nodes.app.timeline.geometry import Region, TimelineRows
from manim_nodes.app.timeline.schedule import Status
from manim_nodes.document.edits import add_node, remove_nodes, set_label, set_parameter
from manim_nodes.document.model import Document, Group, Node, new_document
from manim_nodes.document.record_edits import replace
from manim_nodes.editing.session import Session
from manim_nodes.render.failures import RenderError
from tests.app.timeline.conftest import MakeHost, TimelineHost
from tests.support.documents import group_node, make_document
from tests.support.library import node, toy_document
from tests.support.sounds import write_sound
from tests.support.sources import built_in_library

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


# what is shown


def test_a_block_for_each_play_and_wait(host: TimelineHost) -> None:
    assert host.shown == [("create_1", 1), ("wait_1", 2), ("fade_in_1", 1)]


def test_blocks_are_as_wide_as_they_last(host: TimelineHost) -> None:
    widths = [host.view.areas.rect(block).width() for block in host.timeline.blocks]

    assert widths[1] == pytest.approx(2 * widths[0], abs=2)
    assert host.view.scale.x(4) < host.view.width()


def test_what_was_drawn_corrects_what_was_expected(host: TimelineHost) -> None:
    host.film.counts["create_1"] = 25
    host.timeline.schedule_refresh()
    host.qtbot.waitUntil(lambda: host.shown[0] == ("create_1", 2.5))


def test_while_the_project_is_broken_the_last_film_stays(host: TimelineHost) -> None:
    host.is_live = host.film.is_current = False
    host.session.edit(lambda document: set_parameter(document, "create_1", "run_time", -1))

    assert host.shown[0] == ("create_1", 1)


def test_what_is_added_while_the_project_is_broken_is_shown_by_its_title(
    make_host: MakeHost,
) -> None:
    nodes = [node("create_1"), node("circle_1")]
    host = make_host(toy_document(nodes, "circle_1.mobject > create_1.mobject"))

    def add_wait_behind_an_error(document: Document) -> Document:
        document = set_parameter(document, "create_1", "run_time", -1)
        return add_node(document, "Wait", position=(0, 0))[0]

    host.is_live = host.film.is_current = False
    host.session.edit(add_wait_behind_an_error)
    assert [block.title for block in host.timeline.blocks] == ["Wait"]


def test_a_project_that_opens_with_an_error_shows_what_plays_without_it(
    make_host: MakeHost,
) -> None:
    nodes = [node("wait_1"), node("create_1", {"run_time": -1}), node("circle_1")]
    host = make_host(toy_document(nodes, "circle_1.mobject > create_1.mobject"))

    assert host.order == ["wait_1"]


def test_where_errors_leave_nothing_it_does_not_say_that_nothing_plays(
    make_host: MakeHost,
) -> None:
    host = make_host(toy_document([node("wait_1", {"duration": "nonsense("})], ""))

    assert host.timeline.view.has_errors
    assert "Nothing plays" not in empty_text(has_errors=True)
    assert "Nothing plays" in empty_text(has_errors=False)


def test_an_empty_project_says_what_to_do(make_host: MakeHost) -> None:
    host = make_host(new_document("Test"))

    assert host.shown == []
    assert not host.timeline.grab().isNull()


def test_another_project_takes_its_place(host: TimelineHost) -> None:
    host.session.open(toy_document("wait_7"))

    assert host.order == ["wait_7"]


def colors_at(host: TimelineHost, at: QPoint) -> str:
    return host.view.grab().toImage().pixelColor(at).name()


def test_a_block_that_is_out_of_date_looks_otherwise(host: TimelineHost) -> None:
    bar = host.point_of(1, y=1.0) - QPoint(0, 4)
    drawn = [colors_at(host, bar + QPoint(x, 0)) for x in range(12)]
    host.film.is_current = False
    host.timeline.refresh()
    stale = [colors_at(host, bar + QPoint(x, 0)) for x in range(12)]

    assert len(set(drawn)) == 1
    assert len(set(stale)) > 1
    assert host.timeline.blocks[1].status is Status.STALE


def test_the_step_that_failed_is_told(host: TimelineHost) -> None:
    host.session.set_render_error(RenderError("It divides by zero.", node_id="wait_1", step=1))
    host.qtbot.waitUntil(lambda: host.timeline.blocks[1].status is Status.FAILED)

    assert "failed" in describe(host.view.schedule, 1)


def test_a_block_shows_how_it_ends(host: TimelineHost) -> None:
    middle = host.point_of(1, share=0.15, y=0.5)
    host.qtbot.waitUntil(lambda: colors_at(host, middle) == "#5a5a5a")


def test_what_plays_now_is_highlighted(host: TimelineHost) -> None:
    before = colors_at(host, host.point_of(1, share=0.9, y=0.4))
    host.session.move_playhead(2.0, "wait_1")

    assert host.view.highlights.playing == 1
    assert colors_at(host, host.point_of(1, share=0.9, y=0.4)) != before


def test_a_timeline_that_is_not_seen_catches_up_when_it_is(host: TimelineHost) -> None:
    host.timeline.hide()
    host.session.edit(lambda document: set_parameter(document, "wait_1", "duration", 5))
    host.session.select({"wait_1"})
    host.timeline.refresh_if_seen()
    host.timeline.show()

    assert ("wait_1", 5) in host.shown
    assert host.view.highlights.current == 1


def test_an_edit_that_changes_no_time_leaves_the_blocks_as_they_are(host: TimelineHost) -> None:
    schedule = host.view.schedule
    host.session.edit(lambda document: set_parameter(document, "circle_1", "radius", 2.5))
    host.timeline.schedule_refresh()
    host.qtbot.wait(100)

    assert host.view.schedule is schedule


def test_a_block_says_what_it_is(host: TimelineHost) -> None:
    at = host.point_of(1)
    event = QHelpEvent(QEvent.Type.ToolTip, at, host.view.mapToGlobal(at))
    QApplication.sendEvent(host.view, event)

    assert QToolTip.text() == "Wait: 2 s from 1 s, drawn. 2 of 3."


# choosing


def test_a_click_selects_the_node_and_goes_to_its_start(host: TimelineHost) -> None:
    host.click(host.point_of(1))

    assert host.session.selection == {"wait_1"}
    assert host.sought_s == [1]


def test_a_click_goes_into_the_group_where_the_node_is(make_host: MakeHost) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    host = make_host(toy_document([group_node("g", "pair")], groups=(group,)))
    host.click(host.point_of(1))

    assert host.session.location == ("g",)
    assert host.session.selection == {"wait_2"}


def test_a_node_selected_elsewhere_is_shown(host: TimelineHost) -> None:
    host.view.zoom(8, at_x=0)
    host.session.select({"fade_in_1"})

    assert host.view.highlights.current == 2
    assert 0 <= host.view.areas.rect(host.timeline.blocks[2]).left() < host.view.width()


def test_keys_walk_the_blocks(host: TimelineHost) -> None:
    found = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
        host.key(key)
        found.append(set(host.session.selection))

    assert found == [{"create_1"}, {"wait_1"}, {"create_1"}]
    assert "Create: 1 s" in host.view.accessibleDescription()
    assert host.sought_s == []


def test_enter_goes_to_the_block(host: TimelineHost) -> None:
    host.session.select({"fade_in_1"})
    host.key(Key.Key_Return)

    assert host.sought_s == [3]


# scrubbing


def test_the_ruler_scrubs_from_the_press_on(host: TimelineHost) -> None:
    host.press(host.on_ruler(1))
    assert host.sought_s == [pytest.approx(1, abs=0.02)]

    host.move(host.on_ruler(3))
    host.release(host.on_ruler(3))
    assert host.sought_s[-1] == pytest.approx(3, abs=0.02)


def test_no_time_before_the_film(host: TimelineHost) -> None:
    host.click(QPoint(0, 8))

    assert host.sought_s == [0]


# how long


def test_an_edge_changes_the_run_time_while_it_is_dragged(host: TimelineHost) -> None:
    edge, px = host.edge(0), host.view.scale.px_per_s
    host.press(edge)
    host.move(edge + QPoint(round(0.52 * px), 0))

    assert host.parameters("create_1") == {"run_time": 1.5}
    assert host.shown[0] == ("create_1", 1.5)
    assert host.timeline.blocks[1].start_s == 1.5
    host.move(edge + QPoint(round(0.98 * px), 0))
    host.release(edge)
    assert host.parameters("create_1") == {"run_time": 2}


def test_a_block_has_its_length_before_the_project_is_analyzed(host: TimelineHost) -> None:
    host.is_analyzed = False
    host.drag(host.edge(1), host.edge(0))
    assert host.shown[1] == ("wait_1", 0.1)

    host.draw()
    host.session.undo()
    host.draw()
    assert host.shown[1] == ("wait_1", 2)


def test_a_drag_is_one_step(host: TimelineHost) -> None:
    edge = host.edge(1)
    host.drag(edge, edge + QPoint(100, 0))
    assert host.parameters("wait_1") != {"duration": 2}

    host.session.undo()
    assert host.parameters("wait_1") == {"duration": 2}
    assert not host.session.undo_label


def test_two_drags_are_two_steps(host: TimelineHost) -> None:
    for _ in range(2):
        host.drag(host.edge(1), host.edge(1) + QPoint(60, 0))
    between = host.parameters("wait_1")
    host.session.undo()

    assert {"duration": 2} != host.parameters("wait_1") != between


def test_escape_gives_the_length_back(host: TimelineHost) -> None:
    edge = host.edge(1)
    host.press(edge)
    host.move(edge + QPoint(80, 0))
    host.key(Key.Key_Escape)
    host.release(edge + QPoint(80, 0))

    assert host.parameters("wait_1") == {"duration": 2}
    assert host.shown[1] == ("wait_1", 2)


def test_a_length_that_is_the_default_is_not_written(host: TimelineHost) -> None:
    edge = host.edge(1)
    host.drag(edge, edge - QPoint(round(host.view.scale.px_per_s), 0))

    assert host.parameters("wait_1") == {}


def test_nothing_gets_shorter_than_a_tenth_of_a_second(host: TimelineHost) -> None:
    host.drag(host.edge(1), host.edge(0))
    assert host.parameters("wait_1") == {"duration": 0.1}


def test_shift_goes_by_frames(host: TimelineHost) -> None:
    host.film.fps = 30
    edge = host.edge(0)
    host.press(edge)
    step = QPoint(round(0.034 * host.view.scale.px_per_s), 0)
    geometry = [edge + step, edge + 2 * step]
    for at in geometry:
        event_with_shift(host, at)

    assert host.parameters("create_1")["run_time"] == pytest.approx(1 + 2 / 30, abs=0.001)


def event_with_shift(host: TimelineHost, at: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(host.view.mapToGlobal(at)),
        left,
        left,
        Qt.KeyboardModifier.ShiftModifier,
    )
    QApplication.sendEvent(host.view, event)


def field_of(host: TimelineHost) -> QLineEdit:
    field = host.view.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def type_duration(host: TimelineHost, text: str) -> None:
    foot = host.view.areas.duration_area(host.timeline.blocks[1]).center().toPoint()
    QTest.mouseDClick(host.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, foot)
    QTest.keyClicks(field_of(host), text)
    QTest.keyClick(field_of(host), Key.Key_Return)


def test_a_duration_is_typed(host: TimelineHost) -> None:
    type_duration(host, "10/4")
    assert host.parameters("wait_1") == {"duration": 2.5}


@pytest.mark.parametrize("text", ["0", "-1", "soon"])
def test_what_is_no_duration_is_not_taken(host: TimelineHost, text: str) -> None:
    type_duration(host, text)

    assert field_of(host).property("invalid")
    assert host.parameters("wait_1") == {"duration": 2}


def test_what_is_gone_meanwhile_cannot_be_changed(host: TimelineHost) -> None:
    host.is_analyzed = False
    host.session.edit(lambda document: remove_nodes(document, ["wait_1"]))
    after = host.session.document
    rejected: list[str] = []
    host.timeline.rejected.connect(rejected.append)
    host.drag(host.edge(1), host.edge(0))
    host.drag(host.point_of(1), host.point_of(0, share=0.1))
    trigger(menu_of(host, 1), "delete")

    assert len(rejected) >= 3
    assert host.session.document is after


# what comes when


def test_a_block_is_dragged_before_another(host: TimelineHost) -> None:
    before = host.session.document
    host.drag(host.point_of(2), host.point_of(1, share=0.1))

    assert host.order == ["create_1", "fade_in_1", "wait_1"]
    assert host.session.selection == {"fade_in_1"}
    host.session.undo()
    assert host.session.document is before


def test_a_block_is_dragged_behind_all(host: TimelineHost) -> None:
    host.drag(host.point_of(0), host.point_of(2, share=0.95))

    assert host.order == ["wait_1", "fade_in_1", "create_1"]


def test_escape_leaves_a_carried_block_where_it_is(host: TimelineHost) -> None:
    before = host.session.document
    host.press(host.point_of(2))
    host.move(host.point_of(0, share=0.1))
    assert host.view.highlights.dragged == 2
    host.key(Key.Key_Escape)
    host.release(host.point_of(0, share=0.1))

    assert host.session.document is before
    assert host.view.highlights.dragged is None


def test_keys_reorder(host: TimelineHost) -> None:
    host.session.select({"fade_in_1"})
    host.key(Key.Key_Left, ALT)
    assert host.order == ["create_1", "fade_in_1", "wait_1"]

    host.key(Key.Key_Right, ALT)
    assert host.order == ["create_1", "wait_1", "fade_in_1"]


def test_why_it_cannot_be_moved_is_said(make_host: MakeHost) -> None:
    nodes = [node("circle_1"), node("create_1", x=1), node("fade_out_1", x=2)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    host = make_host(toy_document(nodes, wires))
    with host.qtbot.waitSignal(host.timeline.rejected) as rejected:
        host.drag(host.point_of(1), host.point_of(0, share=0.1))

    assert "needs what 'Create' gives" in rejected.args[0]
    assert host.order == ["create_1", "fade_out_1"]


def test_a_block_dropped_on_another_plays_with_it(host: TimelineHost) -> None:
    host.drag(host.point_of(2), host.point_of(0))
    (whole, length), wait = host.shown

    assert (whole, length, wait) == ("together_1", 1, ("wait_1", 2))
    parts = host.timeline.blocks[0].parts
    assert [(part.node_id, part.lane) for part in parts] == [("create_1", 0), ("fade_in_1", 1)]
    assert host.session.selection == {"together_1"}
    document = host.session.document
    x, y = document.node("together_1").position
    others = [each.position for each in document.nodes if each.id != "together_1"]
    assert all(abs(x - a) >= 200 or abs(y - b) >= 190 for a, b in others), "it lies on no other"


def test_playing_together_is_one_step(host: TimelineHost) -> None:
    before = host.session.document
    host.drag(host.point_of(2), host.point_of(0))
    host.session.undo()

    assert host.session.document is before


def test_a_third_block_joins(host: TimelineHost) -> None:
    host.drag(host.point_of(2), host.point_of(0))
    host.drag(host.point_of(1), host.point_of(0))

    assert host.order == ["together_1"]
    assert len(host.timeline.blocks[0].parts) == 3


def test_a_part_selected_elsewhere_shows_its_block(host: TimelineHost) -> None:
    host.drag(host.point_of(2), host.point_of(0))
    host.session.select({"create_1"})

    assert host.view.highlights.current == 0


def test_steps_inside_a_group_are_put_in_order(make_host: MakeHost) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    host = make_host(toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,)))
    host.drag(host.point_of(1), host.point_of(0, share=0.1))

    assert host.order == ["g/wait_2", "g/wait_1", "wait_3"]


def test_a_step_dropped_behind_its_group_is_last_in_it(make_host: MakeHost) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    host = make_host(toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,)))
    host.drag(host.point_of(0), host.point_of(1, share=0.95))

    assert host.order == ["g/wait_2", "g/wait_1", "wait_3"]


def test_a_step_dragged_out_of_its_group_takes_the_group_along(make_host: MakeHost) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    host = make_host(toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,)))
    host.drag(host.point_of(0), host.point_of(2, share=0.95))

    assert host.order == ["wait_3", "g/wait_1", "g/wait_2"]
    assert host.session.selection == {"g"}


def test_a_step_moves_past_a_whole_group(make_host: MakeHost) -> None:
    group = Group(id="pair", nodes=(node("wait_1"), node("wait_2", x=9)))
    host = make_host(toy_document([group_node("g", "pair"), node("wait_3", x=50)], groups=(group,)))
    host.drag(host.point_of(2), host.point_of(0, share=0.1))

    assert host.order == ["wait_3", "g/wait_1", "g/wait_2"]


# waits


def test_the_handle_at_a_gap_inserts_a_wait(host: TimelineHost) -> None:
    rows = host.view.areas.rows
    at = QPoint(round(host.view.areas.gap_x(1)), round(rows.flags[0] + 9))
    host.move(at)
    assert host.view.highlights.gap == 1

    host.click(at)
    assert host.order == ["create_1", "wait_2", "wait_1", "fade_in_1"]
    assert host.session.selection == {"wait_2"}


# whether at all


def test_delete_takes_the_step_and_joins_its_wires(make_host: MakeHost) -> None:
    nodes = [node("circle_1"), node("create_1", x=1), node("fade_out_1", x=2)]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    host = make_host(toy_document(nodes, wires))
    host.session.select({"create_1"})
    host.key(Key.Key_Delete)

    assert host.order == ["fade_out_1"]
    assert [edge.source for edge in host.session.document.edges] == ["circle_1"]


def menu_of(host: TimelineHost, index: int) -> QMenu:
    at = host.point_of(index)
    QTest.mousePress(host.view, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    host.view.menu_requested.emit(host.view.mapToGlobal(at))
    menu = host.timeline.findChild(QMenu)
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
def test_the_menu_of_a_block(host: TimelineHost, name: str, order: list[str]) -> None:
    trigger(menu_of(host, 1), name)

    assert host.order == order


# which part is seen


def wheel(host: TimelineHost, at: QPoint, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(host.view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(host.view, event)


def test_ctrl_and_wheel_zoom_at_the_mouse(host: TimelineHost) -> None:
    at = host.point_of(1)
    held, before = host.view.scale.time_s(at.x()), host.view.scale.px_per_s
    wheel(host, at, 240, Qt.KeyboardModifier.ControlModifier)

    assert host.view.scale.px_per_s > 1.5 * before
    assert host.view.scale.time_s(at.x()) == pytest.approx(held)


def test_the_wheel_and_the_bar_scroll(host: TimelineHost) -> None:
    host.view.zoom(8, at_x=0)
    wheel(host, host.point_of(0), -240, Qt.KeyboardModifier.NoModifier)
    scrolled = host.view.scale.first_s
    assert scrolled > 0
    assert host.timeline.bar.value() > 0

    host.timeline.bar.setValue(0)
    assert host.view.scale.first_s == 0


def test_keys_zoom_and_fit(host: TimelineHost) -> None:
    before = host.view.scale.px_per_s
    QTest.keyClicks(host.view, "+")
    assert host.view.scale.px_per_s > before
    host.key(Key.Key_Home)
    assert host.view.scale.px_per_s == before


def test_the_playhead_is_followed(host: TimelineHost) -> None:
    host.view.zoom(8, at_x=0)
    host.session.move_playhead(3.5, "fade_in_1")

    assert 0 <= host.view.scale.x(3.5) <= host.view.width()


# sections


def flagged() -> Document:
    return toy_document(
        [node("wait_1"), node("next_section_1", {"name": "Proof"}, x=1), node("wait_2", x=2)]
    )


def test_a_flag_leads_to_its_node(make_host: MakeHost) -> None:
    host = make_host(flagged())
    rows = host.view.areas.rows
    host.click(QPoint(round(host.view.scale.x(1)) + 6, round(rows.flags[0] + 9)))

    assert host.session.selection == {"next_section_1"}
    assert host.sought_s == [1]


def test_a_label_is_shown_on_the_block(host: TimelineHost) -> None:
    host.session.edit(lambda document: set_label(document, "wait_1", "Breathe"))

    assert host.timeline.blocks[1].title == "Breathe"


def test_blocks_say_how_long_drawing_them_took_where_that_is_wanted(
    host: TimelineHost, profile: Profile
) -> None:
    before = host.timeline.view.grab().toImage()
    host.session.note_draw_times({"create_1": 0.4})
    assert host.timeline.view.grab().toImage() == before
    profile.change_preferences(draw_times=True)
    assert host.timeline.view.grab().toImage() != before
    profile.change_preferences(draw_times=False)
    assert host.timeline.view.grab().toImage() == before


def sounding(folder: Path) -> Document:
    write_sound(folder / "hum.wav", 0.5, 0.5, 0.5, 0.5)
    sound = Node(id="sound_1", type="AddSound", parameters={"file": "hum.wav"})
    return make_document(
        Node(id="wait_1", type="Wait", parameters={"duration": 2}),
        sound,
        Node(id="wait_2", type="Wait", parameters={"duration": 2}),
    )


@pytest.fixture
def with_sound(
    theme: Theme, profile: Profile, qtbot: QtBot, tmp_path: Path
) -> Iterator[TimelineHost]:
    session = Session(sounding(tmp_path), built_in_library()[0], path=tmp_path / "film.mnodes")
    host = TimelineHost(session, theme, profile, qtbot)
    yield host
    host.timeline.close()


def test_a_sound_is_dragged_along(with_sound: TimelineHost) -> None:
    host = with_sound
    y = round(host.view.areas.rows.flags[0] + 9)
    start = QPoint(round(host.view.scale.x(2)) + 6, y)
    host.drag(start, start + QPoint(round(host.view.scale.px_per_s / 2), 0))
    assert host.parameters("sound_1")["time_offset"] == pytest.approx(0.5)
    assert host.timeline.view.schedule.flags[0].time_s == pytest.approx(2.5)
    assert host.session.undo_label == "Undo set Offset of Sound"
    host.session.undo()
    assert "time_offset" not in host.parameters("sound_1")


def test_a_sound_is_made_softer_on_its_wave(with_sound: TimelineHost) -> None:
    host = with_sound
    top, height = host.view.areas.rows.wave
    start = QPoint(round(host.view.scale.x(2.5)), round(top + height / 2))
    host.drag(start, start + QPoint(0, 18))
    assert host.parameters("sound_1")["gain"] == -6
    host.drag(start, start - QPoint(0, 18))
    assert host.parameters("sound_1").get("gain", 0) == 0


def fade_handle(host: TimelineHost, region: Region) -> QPoint:
    host.qtbot.waitUntil(lambda: bool(host.view.areas.fade_handles(0)))
    return host.view.areas.fade_handles(0)[region].center().toPoint()


def test_fades_of_a_sound_are_dragged_at_its_upper_corners(with_sound: TimelineHost) -> None:
    host = with_sound
    begin, end = fade_handle(host, Region.FADE_IN), fade_handle(host, Region.FADE_OUT)
    assert end.x() - begin.x() == pytest.approx(2 * host.view.scale.px_per_s, abs=2)
    half_a_second = QPoint(round(host.view.scale.px_per_s / 2), 0)
    host.drag(begin, begin + half_a_second)
    assert host.parameters("sound_1")["fade_in"] == pytest.approx(0.5)
    assert host.session.undo_label == "Undo set Fade in of Sound"
    host.drag(end, end - 2 * half_a_second)
    assert host.parameters("sound_1")["fade_out"] == pytest.approx(1.0)
    assert fade_handle(host, Region.FADE_IN).x() == pytest.approx(
        (begin + half_a_second).x(), abs=2
    )

    at = fade_handle(host, Region.FADE_IN)  # no further than to where the other one begins
    host.drag(at, at + 4 * half_a_second)
    assert host.parameters("sound_1")["fade_in"] == pytest.approx(1.0)
    for _ in range(3):
        host.session.undo()
    assert host.parameters("sound_1").keys() == {"file"}


def test_escape_gives_a_fade_back_and_a_tip_says_how_long_it_is(with_sound: TimelineHost) -> None:
    host = with_sound
    begin = fade_handle(host, Region.FADE_IN)
    host.press(begin)
    host.move(begin + QPoint(40, 0))
    assert host.parameters("sound_1")["fade_in"] != 0
    host.key(Qt.Key.Key_Escape)
    host.release(begin + QPoint(40, 0))
    assert "fade_in" not in host.parameters("sound_1")
    said = tooltip(host.view.schedule, host.view.areas.hit(QPointF(begin)))
    assert said == "Fade in: 0 s. Drag it, or type it in the inspector."
    host.move(begin)
    assert host.view.cursor().shape() == Qt.CursorShape.SizeHorCursor


def test_a_click_on_a_sound_leads_to_its_node(with_sound: TimelineHost) -> None:
    host = with_sound
    host.click(QPoint(round(host.view.scale.x(2)) + 6, round(host.view.areas.rows.flags[0] + 9)))
    assert host.session.selection == {"sound_1"}


def test_what_begins_with_a_sound_is_told_beside_it(with_sound: TimelineHost) -> None:
    host = with_sound
    added = Node(id="said_1", type="AddSubcaption", parameters={"content": "Now"})
    host.session.edit(
        lambda document: replace(document, nodes=(*document.nodes[:2], added, *document.nodes[2:]))
    )
    rows, flags = host.view.areas.rows, host.view.schedule.flags
    assert {flag.time_s for flag in flags} == {2}
    y = round(rows.flags[0] + 9)
    for index, (left, _) in host.view.areas.flag_rooms.items():
        host.click(QPoint(round(left) + 6, y))
        assert host.session.selection == {flags[index].node_id}


def test_a_sound_is_called_by_its_files_name(with_sound: TimelineHost) -> None:
    (flag,) = with_sound.view.schedule.flags
    for folder in ("", "sounds/", "sounds\\loud\\"):
        assert dataclasses.replace(flag, text=f"{folder}hum.wav").title == "hum.wav"


def test_low_blocks_have_their_pictures_beside_the_duration(host: TimelineHost) -> None:
    host.view.setFixedHeight(98)
    host.qtbot.waitUntil(lambda: host.view.height() == 98)
    area = host.view.areas.rect(host.timeline.blocks[1])
    assert area.height() < 62
    at = host.point_of(1, share=0.06, y=0.7)
    host.qtbot.waitUntil(lambda: colors_at(host, at) == "#5a5a5a")


def test_blocks_keep_the_room_for_their_pictures_beside_a_sound(
    with_sound: TimelineHost, make_host: MakeHost
) -> None:
    silent = make_host(flagged()).view
    view = with_sound.view
    least = [each.minimumSizeHint().height() for each in (silent, view)]
    rows = [TimelineRows.of(height, has_sound=bool(i)).blocks for i, height in enumerate(least)]
    assert rows[0] == rows[1]
