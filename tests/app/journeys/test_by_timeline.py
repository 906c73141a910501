"""A film put in order on the timeline, with the real preview behind it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.timeline.schedule import Status
from manim_nodes.document.files import save_document
from tests.app.journeys.conftest import OpenApp
from tests.support.library import node, toy_document

pytestmark = pytest.mark.slow

_LEFT, _NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(open_app: OpenApp, qtbot: QtBot, tmp_path: Path) -> ProjectWindow:
    """Return a circle that appears, waits and goes, and a square that appears after it."""
    nodes = [
        *(node("circle_1"), node("create_1", x=200), node("wait_1", x=400)),
        *(node("fade_out_1", x=600), node("square_1", x=700), node("fade_in_1", x=900)),
    ]
    wires = (
        "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject;"
        "square_1.mobject > fade_in_1.mobject"
    )
    path = tmp_path / "film.mnodes"
    save_document(toy_document(nodes, wires), path)
    window = open_app(path)
    wait_for(window, ["create_1", "wait_1", "fade_out_1", "fade_in_1"], qtbot)
    return window


def wait_for(window: ProjectWindow, order: list[str], qtbot: QtBot) -> None:
    """Wait until the timeline shows these steps, all drawn."""
    expected = [(node_id, Status.DRAWN) for node_id in order]
    qtbot.waitUntil(
        lambda: (
            [(block.node_id, block.status) for block in window.panels.timeline.blocks] == expected
        ),
        timeout=60_000,
    )


def point(window: ProjectWindow, index: int, share: float = 0.5) -> QPoint:
    view = window.panels.timeline.view
    area = view.areas.rect(window.panels.timeline.blocks[index])
    x = area.right() - 1 if share == 1 else area.left() + share * area.width()
    return QPoint(round(x), round(area.top() + 0.3 * area.height()))


def drag(window: ProjectWindow, start: QPoint, end: QPoint) -> None:
    view = window.panels.timeline.view
    QTest.mousePress(view, _LEFT, _NO_KEYS, start)
    for at in ((start + end) / 2, end):
        QTest.mouseMove(view, at)
    QTest.mouseRelease(view, _LEFT, _NO_KEYS, end)


def test_a_click_shows_the_first_frame_of_a_step(window: ProjectWindow) -> None:
    QTest.mouseClick(window.panels.timeline.view, _LEFT, _NO_KEYS, point(window, 2))

    steps = window.panels.player.preview.timeline.steps
    assert window.panels.player.playback.frame == steps[2].first_frame
    assert window.session.playhead.node_id == "fade_out_1"
    assert window.session.selection == {"fade_out_1"}
    assert window.panels.timeline.view.highlights.playing == 2


def test_the_film_follows_what_is_done_to_its_blocks(window: ProjectWindow, qtbot: QtBot) -> None:
    before = window.session.document
    drag(window, point(window, 3), point(window, 0, 0.1))
    wait_for(window, ["fade_in_1", "create_1", "wait_1", "fade_out_1"], qtbot)
    edge = point(window, 0, 1)
    drag(window, edge, edge + QPoint(round(window.panels.timeline.view.scale.px_per_s), 0))
    qtbot.waitUntil(
        lambda: window.panels.player.preview.timeline.steps[0].frame_count == 30, timeout=60_000
    )
    drag(window, point(window, 1), point(window, 0))
    wait_for(window, ["together_1", "wait_1", "fade_out_1"], qtbot)

    for _ in range(3):
        window.session.undo()
    assert window.session.document is before
    wait_for(window, ["create_1", "wait_1", "fade_out_1", "fade_in_1"], qtbot)


def test_bars_of_things_select_and_move_them(window: ProjectWindow, qtbot: QtBot) -> None:
    things, session = window.panels.timeline.things, window.session
    places = {row.node_id: place for place, row in enumerate(things.rows.rows)}
    area = things.areas.bar_rect(places["square_1"], things.rows.rows[places["square_1"]].bars[0])
    QTest.mouseClick(things, _LEFT, _NO_KEYS, area.center().toPoint())
    assert session.selection == {"square_1"}
    # The player goes where it is seen.
    qtbot.waitUntil(lambda: session.playhead.time_s > 3.5)

    start = QPoint(round(area.left()) + 1, round(area.center().y()))
    target = QPoint(round(things.scale.x(1.1)), start.y())
    QTest.mousePress(things, _LEFT, _NO_KEYS, start)
    for at in ((start + target) / 2, target):
        QTest.mouseMove(things, at)
    QTest.mouseRelease(things, _LEFT, _NO_KEYS, target)
    wait_for(window, ["create_1", "fade_in_1", "wait_1", "fade_out_1"], qtbot)

    window.panels.timeline.thing_menu_requested.emit(things.mapToGlobal(target))
    menu = window.panels.thing_menu
    assert menu is not None
    assert "Disappears here with" in [action.text() for action in menu.actions()]
    menu.close()
