from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.preview.preview_thread import OvertakenToken, PreviewThread
from manim_nodes.app.preview.requests import (
    DrawingFailed,
    Engine,
    EngineLoaded,
    FilmBegun,
    FilmEnded,
    FilmRequest,
    FrameDrawn,
    PlayheadFrameDrawn,
    Report,
    StillDrawn,
    StillRequest,
)
from manim_nodes.codegen.script import Script
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.players import FakeEngine
from tests.support.scripts import make_script

SETTINGS = PreviewSettings(Path("/nowhere"), Quality(32, 18, 5))
FILM = make_script("# node: a_1\nself.play(x)")
OTHER = make_script("# node: a_1\nself.play(y)")


def request(script: Script = FILM, playhead: int = 0) -> FilmRequest:
    return FilmRequest("project", script, SETTINGS, FrameStore(Path("/nowhere")), playhead)


class Heard:
    """What a thread has reported."""

    def __init__(self, thread: PreviewThread) -> None:
        self.reports: list[Report] = []
        self.calls = 0
        self._thread = thread
        thread.reported.connect(self._take)

    def _take(self) -> None:
        self.calls += 1
        self.reports += self._thread.take_reports()

    def ended(self) -> list[Outcome]:
        return [each.result.outcome for each in self.reports if isinstance(each, FilmEnded)]

    def has(self, kind: type[Report]) -> bool:
        return any(isinstance(each, kind) for each in self.reports)


@pytest.fixture
def thread(qtbot: QtBot, engine: Engine) -> Iterator[PreviewThread]:  # noqa: ARG001  qtbot brings Qt
    thread = PreviewThread(engine)
    yield thread
    assert thread.close()


@pytest.fixture
def heard(thread: PreviewThread) -> Heard:
    return Heard(thread)


def test_the_frame_at_the_playhead_comes_first_then_all(
    qtbot: QtBot, thread: PreviewThread, heard: Heard
) -> None:
    thread.ask(request(playhead=3))
    qtbot.waitUntil(lambda: heard.ended() == [Outcome.FINISHED])
    kinds = [type(each) for each in heard.reports]
    assert kinds == [PlayheadFrameDrawn, FilmBegun, *[FrameDrawn] * 6, FilmEnded]


def test_a_new_request_cancels_the_film_that_is_drawn(
    qtbot: QtBot, thread: PreviewThread, heard: Heard, fake: FakeEngine
) -> None:
    fake.gate.clear()
    thread.ask(request(FILM))
    qtbot.waitUntil(lambda: fake.films == [FILM])
    thread.ask(request(OTHER))
    qtbot.waitUntil(lambda: fake.films == [FILM, OTHER])
    fake.gate.set()
    qtbot.waitUntil(lambda: heard.ended() == [Outcome.CANCELLED, Outcome.FINISHED])


def test_only_the_newest_of_many_requests_is_drawn(
    qtbot: QtBot, thread: PreviewThread, heard: Heard, fake: FakeEngine
) -> None:
    fake.gate.clear()
    thread.ask(request(FILM))
    qtbot.waitUntil(lambda: fake.films == [FILM])
    for playhead in range(1, 9):
        thread.ask(request(OTHER, playhead))
    qtbot.waitUntil(lambda: fake.films == [FILM, OTHER])
    fake.gate.set()
    qtbot.waitUntil(lambda: Outcome.FINISHED in heard.ended())
    assert (len(fake.films), fake.single_frames) == (2, [0, 8])


def test_a_frame_that_was_overtaken_may_be_finished_but_not_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    token = OvertakenToken()
    token.overtake()
    assert not token.cancelled
    now[0] = 3.5
    assert token.cancelled


def test_stopping_gives_up_what_is_drawn(
    qtbot: QtBot, thread: PreviewThread, heard: Heard, fake: FakeEngine
) -> None:
    fake.gate.clear()
    thread.ask(request())
    qtbot.waitUntil(lambda: fake.films == [FILM])
    thread.stop_drawing()
    qtbot.waitUntil(lambda: heard.ended() == [Outcome.CANCELLED])


def test_stills_wait_for_the_film_and_the_newest_comes_first(
    qtbot: QtBot, thread: PreviewThread, heard: Heard, fake: FakeEngine
) -> None:
    fake.gate.clear()
    thread.ask(request())
    qtbot.waitUntil(lambda: fake.films == [FILM])
    stills = [StillRequest(lambda: FILM, SETTINGS, print, number) for number in (1, 2)]
    for still in (*stills, replace(stills[0], number=3, is_urgent=True)):
        thread.ask_still(still)
    fake.gate.set()
    qtbot.waitUntil(lambda: fake.single_frames == [0, 3, 2, 1])
    qtbot.waitUntil(lambda: [type(each) for each in heard.reports[-3:]] == [StillDrawn] * 3)


def test_of_urgent_stills_only_the_last_is_drawn(
    qtbot: QtBot, thread: PreviewThread, fake: FakeEngine
) -> None:
    fake.gate.clear()
    thread.ask(request())
    qtbot.waitUntil(lambda: fake.films == [FILM])
    for number in (1, 2, 3):
        thread.ask_still(StillRequest(lambda: FILM, SETTINGS, print, number, is_urgent=True))
    fake.gate.set()
    qtbot.waitUntil(lambda: fake.single_frames == [0, 3])


def test_what_fails_by_our_fault_is_reported_and_drawing_goes_on(
    qtbot: QtBot,
    thread: PreviewThread,
    heard: Heard,
    fake: FakeEngine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("gone")

    thread._engine = Engine(fail, fake.film)
    thread.ask(request())
    qtbot.waitUntil(lambda: heard.has(DrawingFailed))
    thread._engine = Engine(fake.frame, fake.film)
    thread.ask(request())
    qtbot.waitUntil(lambda: heard.ended() == [Outcome.FINISHED])
    assert "The preview failed" in caplog.text


def test_warming_up_imports_when_idle(qtbot: QtBot, thread: PreviewThread, heard: Heard) -> None:
    thread.warm_up()
    qtbot.waitUntil(lambda: heard.has(EngineLoaded))


def test_many_frames_are_few_signals(qtbot: QtBot, thread: PreviewThread, fake: FakeEngine) -> None:
    calls: list[int] = []
    thread.reported.connect(lambda: calls.append(1))
    thread.ask(request())
    qtbot.waitUntil(lambda: len(fake.outcomes) == 1)
    qtbot.waitUntil(lambda: bool(calls))
    assert len(calls) == 1
    assert len(thread.take_reports()) == 9


def test_it_ends_in_the_middle_of_a_film(qtbot: QtBot, engine: Engine, fake: FakeEngine) -> None:
    fake.gate.clear()
    thread = PreviewThread(engine)
    thread.ask(request())
    qtbot.waitUntil(lambda: fake.films == [FILM])
    assert thread.close()
    assert thread.is_over


def test_what_is_slow_to_draw_is_shown_as_a_draft_first(
    qtbot: QtBot, thread: PreviewThread, heard: Heard, fake: FakeEngine
) -> None:
    fake.frame_s = 0.25
    thread.ask(request())
    qtbot.waitUntil(lambda: heard.ended() == [Outcome.FINISHED])
    assert fake.drafts == [False]

    thread.ask(request(OTHER))
    qtbot.waitUntil(lambda: heard.ended() == [Outcome.FINISHED] * 2)
    assert fake.drafts == [False, True, False]
    assert sum(isinstance(each, PlayheadFrameDrawn) for each in heard.reports) == 3
