"""The player with the real manim behind it."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.preview import Preview, PreviewState
from manim_nodes.app.preview.requests import Engine
from manim_nodes.document.model import Node
from manim_nodes.editing.fixes import fix_problem
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import FULL_TRUST
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.render.quality import Quality
from tests.app.preview.conftest import MakePlayer
from tests.support.documents import make_document, wire
from tests.support.library import node, toy_document
from tests.support.players import set_radius, two_steps
from tests.support.sessions import analyze_now
from tests.support.sounds import write_sound

pytestmark = pytest.mark.slow

SMALL = Quality.of_shape(128 / 9, 8, lines=240, fps=5)
WAIT_MS = 60_000
ENDLESS = node("python_code_1", {"code": "while True:\n    pass"})
WRONG = node("python_code_1", {"code": "self.wait(0.4)\nnothing.shift(UP)"})


def frames_of(session: Session, profile: Profile) -> list[PreviewFrame]:
    frames: list[PreviewFrame] = []
    assert session.analysis is not None
    assert session.analysis.render_script is not None
    settings = PreviewSettings(profile.places.typeset, SMALL)
    render_preview(session.analysis.render_script, settings, on_frame=frames.append)
    return frames


def test_sounds_of_nodes_loops_and_code_are_known(
    qtbot: QtBot, make_player: MakePlayer, tmp_path: Path
) -> None:
    tone = str(write_sound(tmp_path / "tone.wav", 0.5))
    code = f"self.wait(0.4)\nself.add_sound({tone!r}, time_offset=0.1)"
    sound = {"file": tone, "gain": -6}
    nodes = [
        node("python_code_1", {"code": code}),
        node("for_each_1", {"count": 2}, x=200),
        node("add_sound_1", sound, x=400),
        node("wait_1", x=600),
    ]
    wires = "for_each_1.loop > add_sound_1.flow; for_each_1.loop > wait_1.flow"
    player, _ = make_player(toy_document(nodes, wires))
    timeline = player.preview.timeline
    qtbot.waitUntil(lambda: timeline.is_complete and timeline.fresh_count > 0, timeout=WAIT_MS)
    assert [each.time_s for each in timeline.sounds] == pytest.approx([0.5, 0.4, 1.4])
    assert [each.gain_db for each in timeline.sounds] == [0, -6, -6]


def test_every_frame_is_the_engines(
    qtbot: QtBot, make_player: MakePlayer, profile: Profile
) -> None:
    player, session = make_player(two_steps())
    timeline = player.preview.timeline
    qtbot.waitUntil(lambda: timeline.is_complete and timeline.fresh_count > 0, timeout=WAIT_MS)
    frames = frames_of(session, profile)
    assert timeline.frame_count == len(frames) == 10
    for frame in frames:
        picture = timeline.picture(frame.number)
        assert picture is not None
        assert np.array_equal(picture.pixels, frame.pixels)


def test_an_edit_moves_the_picture(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, session = make_player(two_steps())
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)
    player.playback.go_to(4)
    before = player.view.image
    set_radius(session, 3)
    qtbot.waitUntil(lambda: player.view.image != before, timeout=WAIT_MS)


def test_unchanged_steps_are_not_drawn_again(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, session = make_player(two_steps())
    timeline = player.preview.timeline
    qtbot.waitUntil(lambda: timeline.is_complete and timeline.fresh_count > 0, timeout=WAIT_MS)
    before = timeline.picture(2)
    set_radius(session, 3)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)
    session.undo()
    analyze_now(session)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)
    assert timeline.picture(2) is before


def test_frames_of_another_project_are_not_kept(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, session = make_player(two_steps())
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)
    session.open(two_steps(), trust=FULL_TRUST)
    assert player.preview._store.memory_bytes == 0


def test_another_project_can_be_opened_in_the_middle_of_a_film(
    qtbot: QtBot, make_session: Callable[..., Session], profile: Profile
) -> None:
    reached, may_go_on = threading.Event(), threading.Event()

    def draw_slowly(
        *args: Any, on_frame: Callable[[PreviewFrame], None], **kwargs: Any
    ) -> PreviewResult:
        def hand_on(frame: PreviewFrame) -> None:
            on_frame(frame)
            reached.set()
            may_go_on.wait(WAIT_MS / 1000)

        return render_preview(*args, on_frame=hand_on, **kwargs)

    profile.change_preferences(preview_height=240, preview_fps=5)
    session = make_session(two_steps())
    preview = Preview(session, profile, engine=Engine(film=draw_slowly))
    analyze_now(session)
    qtbot.waitUntil(reached.is_set, timeout=WAIT_MS)
    session.open(two_steps(), trust=FULL_TRUST)
    analyze_now(session)
    may_go_on.set()
    qtbot.waitUntil(
        lambda: preview.state in (PreviewState.CURRENT, PreviewState.FAILED), timeout=WAIT_MS
    )
    preview.close()
    assert (preview.state, preview.message) == (PreviewState.CURRENT, "")


def test_a_step_that_fails_names_its_node(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, session = make_player(toy_document([WRONG]))
    qtbot.waitUntil(lambda: session.render_error is not None, timeout=WAIT_MS)
    assert session.render_error is not None
    assert session.render_error.node_id == "python_code_1"
    assert "NameError" in session.render_error.detail
    assert player.preview.timeline.fresh_count == 2


def test_an_endless_loop_does_not_hold_up_the_end(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, _ = make_player(toy_document([ENDLESS]))
    qtbot.waitUntil(lambda: "manim" in sys.modules and player.is_drawing, timeout=WAIT_MS)
    player.close()
    assert player.preview.worker.is_over


def test_mending_an_endless_loop_draws_what_it_is_now(
    qtbot: QtBot, make_player: MakePlayer
) -> None:
    player, session = make_player(toy_document([ENDLESS]))
    qtbot.waitUntil(lambda: "manim" in sys.modules and player.is_drawing, timeout=WAIT_MS)
    session.open(two_steps(), trust=FULL_TRUST)
    analyze_now(session)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)


def test_nodes_get_small_pictures(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, _ = make_player(two_steps())
    pictures: dict[str, object] = {}
    player.picture_ready.connect(pictures.__setitem__)
    qtbot.waitUntil(lambda: "circle_1" in pictures, timeout=WAIT_MS)
    image = pictures["circle_1"]
    assert isinstance(image, QImage)
    colors = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert (image.width(), image.height(), len(colors) > 10) == (320, 180, True)


def test_what_cannot_be_seen_has_no_picture(qtbot: QtBot, make_player: MakePlayer) -> None:
    player, _ = make_player(toy_document([node("time", type="ValueTracker")]))
    pictures: dict[str, object] = {}
    player.picture_ready.connect(pictures.__setitem__)
    qtbot.waitUntil(lambda: "time" in pictures, timeout=WAIT_MS)
    assert pictures["time"] is None


def test_what_no_frame_shows_is_told_until_it_is_mended(
    qtbot: QtBot, make_player: MakePlayer
) -> None:
    nodes = [node("dot_1", {"point": [20, 0, 0]}), node("wait_1", {"duration": 0.4})]
    player, session = make_player(toy_document(nodes))
    qtbot.waitUntil(lambda: bool(session.picture_problems), timeout=WAIT_MS)
    (problem,) = session.problems
    assert (problem.code, problem.node_id) == ("outside-frame", "dot_1")

    assert problem.fix is not None
    fix_problem(session, problem.fix)
    analyze_now(session)
    qtbot.waitUntil(lambda: not session.picture_problems, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)


def test_a_formula_that_cannot_be_set_leaves_the_picture_of_the_others(
    qtbot: QtBot, make_player: MakePlayer
) -> None:
    nodes = [
        Node(id="circle_1", type="Circle"),
        Node(id="create_1", type="Create", position=(200, 0)),
        Node(id="math_1", type="Math", parameters={"source": "frac("}, position=(0, 200)),
        Node(id="shift_1", type="Shift", position=(200, 200)),
    ]
    edges = [
        wire("circle_1.mobject", "create_1.mobject"),
        wire("math_1.mobject", "shift_1.mobject"),
    ]
    player, _ = make_player(make_document(*nodes, edges=edges))
    preview = player.preview
    qtbot.waitUntil(lambda: preview.state is PreviewState.FAILED, timeout=WAIT_MS)

    assert preview.timeline.is_complete
    picture = preview.timeline.picture(preview.timeline.frame_count - 1)
    assert picture is not None
    assert picture.pixels[..., :3].any()
    assert "Typst" in preview.message
