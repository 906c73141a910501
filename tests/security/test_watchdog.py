"""Whatever a preview is asked for, it takes no more time and memory than it may, and the next one is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.preview.preview_thread import PreviewThread
from manim_nodes.app.preview.requests import FilmEnded, FilmRequest, OutlineRequest, StillRequest
from manim_nodes.codegen.script import Script
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.preview import (
    RenderTimeoutError,
    render_frame,
    render_outlines,
    render_preview,
)
from manim_nodes.render.preview.preview_settings import PreviewSettings, part_of_memory
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

ENDLESS = make_script("self.wait(1)\n# node: code_1\nwhile True: pass")
GREEDY = make_script(
    "self.wait(1)\n# node: code_1\nkept = []\nwhile True: kept.append(b'x' * 1_000_000)"
)
PLAIN = make_script("self.add(Square())\nself.wait(1)")


@pytest.fixture
def settings(tmp_path: Path) -> PreviewSettings:
    return PreviewSettings(tmp_path / "cache", SMALL, tmp_path)


@pytest.fixture(params=["time", "memory"])
def limited(request: pytest.FixtureRequest, settings: PreviewSettings) -> PreviewSettings:
    if request.param == "time":
        return replace(settings, time_limit_s=1.0)
    return replace(settings, memory_limit=200 << 20, time_limit_s=300.0)


def script_for(settings: PreviewSettings) -> Script:
    return ENDLESS if settings.memory_limit is None else GREEDY


def test_a_film_is_stopped_with_words_at_the_node(limited: PreviewSettings) -> None:
    frames: list[object] = []
    result = render_preview(script_for(limited), limited, on_frame=frames.append)
    is_memory = limited.memory_limit is not None
    assert result.outcome is (Outcome.OUT_OF_MEMORY if is_memory else Outcome.TIMED_OUT)
    assert isinstance(result.error, RenderTimeoutError)
    assert result.error.node_id == "code_1"
    assert ("too much memory" if is_memory else "too long") in result.error.message
    assert frames  # what was drawn before is kept
    assert render_frame(PLAIN, limited, 0) is not None


@pytest.mark.parametrize("ask", [render_frame, render_outlines])
def test_a_frame_and_its_outlines_are_stopped(
    ask: Callable[..., object], limited: PreviewSettings
) -> None:
    assert not ask(script_for(limited), limited, 99)
    assert render_frame(PLAIN, limited, 0) is not None


@pytest.fixture
def thread(qapp: QApplication) -> Iterator[PreviewThread]:  # noqa: ARG001 (it needs an application)
    thread = PreviewThread()
    yield thread
    assert thread.close(10)


def test_every_request_of_the_thread_is_stopped(
    thread: PreviewThread, limited: PreviewSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    reports: list[object] = []
    thread.reported.connect(lambda: reports.extend(thread.take_reports()))
    bad = script_for(limited)
    film = FilmRequest("p", bad, limited, FrameStore(tmp_path / "frames"), 99)

    def wait_for(kind: type) -> object:
        qtbot.waitUntil(lambda: any(isinstance(each, kind) for each in reports), timeout=60_000)
        return reports[-1]

    thread.ask_still(StillRequest(lambda: bad, limited, lambda *_: None, 99))
    thread.ask(film)
    thread.ask_outlines(OutlineRequest(film, 99, lambda _: None))
    wait_for(FilmEnded)
    qtbot.waitUntil(lambda: type(reports[-1]).__name__ == "StillDrawn", timeout=60_000)
    reports.clear()
    thread.ask(replace(film, script=PLAIN, playhead=0))
    ended = wait_for(FilmEnded)
    assert isinstance(ended, FilmEnded)
    assert ended.result.outcome is Outcome.FINISHED


def test_a_quarter_of_the_machine_is_the_usual_limit() -> None:
    assert part_of_memory(100) >= 4 * part_of_memory(25) > 0
