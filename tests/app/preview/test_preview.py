from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.player.player import Player
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.document.edits import disconnect, move_nodes, remove_nodes, set_parameter
from manim_nodes.document.model import new_document
from manim_nodes.editing.session import Session
from manim_nodes.render.failures import RenderError
from tests.support.players import (
    FakeEngine,
    edit,
    set_radius,
    shade,
)
from tests.support.sessions import analyze_now

FAULT = RenderError("The name is unknown.", node_id="fade_out_1", step=1, detail="Traceback")


def shown_shade(player: Player) -> int:
    return player.view.image.pixelColor(0, 0).blue()


def script_shade(session: Session) -> int:
    assert session.analysis is not None
    assert session.analysis.render_script is not None
    return shade(session.analysis.render_script)


def test_an_edit_is_seen_without_asking(qtbot: QtBot, player: Player, session: Session) -> None:
    before = shown_shade(player)
    set_radius(session, 2.5)
    qtbot.waitUntil(lambda: shown_shade(player) == script_shade(session) != before)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT)


def test_the_picture_moves_while_the_film_waits(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    fake.gate.clear()
    player.playback.go_to(17)
    set_radius(session, 2.5)
    qtbot.waitUntil(lambda: shown_shade(player) == script_shade(session))
    assert fake.single_frames[-1] == 17
    assert player.is_drawing


def test_moving_a_node_draws_nothing(player: Player, session: Session, fake: FakeEngine) -> None:
    edit(session, lambda document: move_nodes(document, {"circle_1": (-50, 0)}))
    assert player.preview.state is PreviewState.CURRENT
    assert len(fake.films) == 1


def test_a_graph_in_error_keeps_the_picture_and_says_why(player: Player, session: Session) -> None:
    before = shown_shade(player)
    edit(session, lambda document: remove_nodes(document, ["circle_1"]))
    assert shown_shade(player) == before
    assert player.error.text().startswith("'Create' needs something in 'thing'")
    assert player.error.isVisible()


def test_undoing_the_error_needs_no_new_film(
    player: Player, session: Session, fake: FakeEngine
) -> None:
    edit(session, lambda document: remove_nodes(document, ["circle_1"]))
    session.undo()
    analyze_now(session)
    assert not player.error.isVisible()
    assert player.preview.state is PreviewState.CURRENT
    assert len(fake.films) == 1


def test_a_failing_step_is_told_and_the_steps_before_it_play(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    fake.fault = FAULT
    set_radius(session, 2)
    qtbot.waitUntil(lambda: session.render_error is FAULT)
    assert "The name is unknown." in player.error.text()
    assert player.preview.timeline.frame_count == 15


def test_a_node_that_fails_while_it_is_drawn_leaves_the_picture_of_the_others(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    fake.fault, fake.fails_on = FAULT, "FadeOut"
    set_radius(session, 2)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.FAILED)
    assert "Create" in fake.films[-1].source
    assert "FadeOut" not in fake.films[-1].source
    assert player.preview.timeline.is_complete
    assert session.render_error is FAULT
    assert "The name is unknown." in player.error.text()
    assert player.transport.notice.toolTip() == "Incomplete"

    count = len(fake.films)
    edit(session, lambda document: move_nodes(document, {"circle_1": (50.0, 50.0)}))
    assert len(fake.films) == count
    assert player.preview.state is PreviewState.FAILED

    fake.fault = None
    set_radius(session, 3)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT)
    assert "FadeOut" in fake.films[-1].source
    assert player.error.text() == ""


def test_it_recovers_from_a_failing_step(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    fake.fault = FAULT
    set_radius(session, 2)
    qtbot.waitUntil(lambda: session.render_error is FAULT)
    fake.fault = None
    set_radius(session, 3)
    qtbot.waitUntil(lambda: session.render_error is None)
    qtbot.waitUntil(lambda: not player.error.isVisible())


def test_not_live_it_waits_to_be_asked(
    qtbot: QtBot, player: Player, session: Session, profile: Profile, fake: FakeEngine
) -> None:
    profile.change_preferences(live_preview=False)
    set_radius(session, 2)
    assert player.preview.state is PreviewState.STALE
    assert len(fake.films) == 1
    player.preview.draw_now()
    qtbot.waitUntil(lambda: shown_shade(player) == script_shade(session))


def test_another_quality_draws_anew(
    qtbot: QtBot, player: Player, profile: Profile, fake: FakeEngine
) -> None:
    profile.change_preferences(preview_fps=30)
    qtbot.waitUntil(lambda: len(fake.films) == 2)
    qtbot.waitUntil(lambda: player.preview.timeline.fps == 30)


def test_another_project_leaves_nothing_behind(player: Player, session: Session) -> None:
    session.open(new_document("Other"))
    assert player.view.is_empty
    assert player.preview.state is PreviewState.EMPTY


def test_what_was_drawn_of_another_project_comes_too_late(
    qtbot: QtBot, player: Player, session: Session
) -> None:
    late = player.preview._asked
    assert late is not None
    session.open(new_document("Other"))
    player.preview.worker.ask(late)
    with qtbot.waitSignal(player.preview.changed):
        pass
    assert player.view.is_empty


def test_stopping_says_that_the_film_is_out_of_date(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    fake.gate.clear()
    set_radius(session, 2)
    qtbot.waitUntil(lambda: len(fake.films) == 2)
    player.preview.stop()
    assert player.preview.state is PreviewState.STALE
    fake.gate.set()


def test_one_node_can_be_shown_alone(qtbot: QtBot, player: Player, fake: FakeEngine) -> None:
    player.preview.show_only("create_1")
    qtbot.waitUntil(lambda: len(fake.films) == 2)
    assert "FadeOut" not in fake.films[-1].source
    player.preview.show_only(None)
    qtbot.waitUntil(lambda: len(fake.films) == 3)
    assert "FadeOut" in fake.films[-1].source


def test_one_node_in_error_leaves_the_picture_of_the_others(
    qtbot: QtBot, player: Player, session: Session, fake: FakeEngine
) -> None:
    edit(session, lambda document: set_parameter(document, "fade_out_1", "run_time", -1))
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.FAILED)
    assert "Create" in fake.films[-1].source
    assert "FadeOut" not in fake.films[-1].source
    assert player.preview.timeline.is_complete
    assert "-1" in player.error.text()
    assert player.transport.notice.toolTip() == "Incomplete"

    session.undo()
    analyze_now(session)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT)
    assert player.error.text() == ""


def test_a_node_alone_is_shown_even_while_another_is_in_error(
    qtbot: QtBot, player: Player, session: Session
) -> None:
    edit(session, lambda document: disconnect(document, document.edges[1:]))
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.FAILED)
    player.preview.show_only("create_1")
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT)


@pytest.mark.usefixtures("player")
def test_frames_have_a_folder_of_their_own(profile: Profile) -> None:
    folders = list(profile.places.previews.iterdir())
    assert [Path(folder, ".manim-nodes-preview").exists() for folder in folders] == [True]


def test_each_node_gets_a_picture_until_pictures_are_switched_off(
    qtbot: QtBot, player: Player, session: Session, profile: Profile
) -> None:
    pictures: dict[str, object] = {}
    player.picture_ready.connect(pictures.__setitem__)
    set_radius(session, 2)
    qtbot.waitUntil(lambda: pictures.get("circle_1") is not None)
    profile.change_preferences(node_pictures=False)
    assert pictures == {"circle_1": None}


def test_the_time_limit_of_the_preferences_holds_for_every_kind_of_request(
    qtbot: QtBot, player: Player, session: Session, profile: Profile, fake: FakeEngine
) -> None:
    profile.change_preferences(preview_time_limit_s=7)
    fake.limits.clear()
    set_radius(session, 2.5)
    qtbot.waitUntil(lambda: fake.limits.keys() == {"film", "frame", "still"})
    player.preview.ask_outlines(lambda _: None)
    qtbot.waitUntil(lambda: "outlines" in fake.limits)
    assert set(fake.limits.values()) == {7}
