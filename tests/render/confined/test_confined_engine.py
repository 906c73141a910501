"""The engine in a confined process: it draws what the engine here draws, and whatever happens to it, happens there."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from PIL import Image

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.confined.confined_engine import ConfinedEngine, DrawingEndedError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import FrameStore, PreviewFrame
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview import render_frame, render_outlines, render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.sandbox.tiers import Tier
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script
from tests.support.sounds import write_sound

pytestmark = pytest.mark.slow

SCENE = """
    # node: square_1
    square = Square(fill_opacity=1)
    # node: create_1
    self.play(Create(square), run_time=0.4)
    # node: text_1
    text = Text("Σ fi").next_to(square, UP)
    formula = MathTypst("x^2").shift(DOWN * 2)
    # node: add_1
    self.add_sound("click.wav", gain=-3)
    self.add(text, formula)
    # node: wait_1
    self.wait(0.4)
    # node: dot_1
    dot = Dot(RIGHT * 30)
    # node: fade_in_1
    self.play(FadeIn(dot), text.animate.shift(UP), run_time=0.4)
"""
WRONG = SCENE + "    # node: code_1\n    1 / 0\n"
# What no engine could catch within its own process.
CRASH = SCENE + "    # node: code_1\n    import ctypes\n    ctypes.string_at(0)\n"
# One call in C, which lets nobody else have a turn: it begins when all frames have been handed over.
STUCK = SCENE + "    # node: code_1\n    import time\n    time.sleep(0.5)\n    sum(range(10**14))\n"
SHORT = "    self.add(Square())\n    self.wait(0.2)\n"


@dataclass
class Drawn:
    """A film, and all that was reported of it."""

    result: PreviewResult
    frames: list[PreviewFrame] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)

    @property
    def places(self) -> list[tuple[int, int, int, str | None]]:
        return [(each.number, each.count, each.step, each.node_id) for each in self.frames]


@pytest.fixture
def settings(tmp_path: Path) -> PreviewSettings:
    project = tmp_path / "project"
    project.mkdir()
    write_sound(project / "click.wav", 0.2)
    return PreviewSettings(
        tmp_path / "cache", SMALL, project, is_confined=True, readable=(project,)
    )


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[ConfinedEngine]:
    place = tmp_path / "place"
    place.mkdir()
    with ConfinedEngine(place) as engine:
        yield engine
    assert list(place.iterdir()) == []


def film(draw: Any, script: Script, settings: PreviewSettings, **options: Any) -> Drawn:
    frames: list[PreviewFrame] = []
    sounds: list[Sound] = []
    result = draw(script, settings, on_frame=frames.append, on_sound=sounds.append, **options)
    return Drawn(result, frames, sounds)


def test_all_is_what_the_engine_here_gives(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    script = make_script(SCENE)
    there, here = film(engine.film, script, settings), film(render_preview, script, settings)
    assert there.result == here.result
    assert there.result.outcome is Outcome.FINISHED
    assert there.result.unseen
    assert (there.places, there.sounds) == (here.places, here.sounds)
    assert len(there.frames) > 5
    for ours, theirs in zip(here.frames, there.frames, strict=True):
        assert np.array_equal(ours.pixels, theirs.pixels)

    outlines: tuple[Outline, ...] = engine.outlines(script, settings, 4)
    assert outlines == render_outlines(script, settings, 4)
    assert outlines
    drawn = engine.frame(script, settings, 4), render_frame(script, settings, 4)
    one, other = (each.pixels for each in drawn if each is not None)
    assert np.array_equal(one, other)
    assert engine.frame(script, settings, 10**6) is None


def test_steps_that_are_known_are_not_drawn_again(
    engine: ConfinedEngine, settings: PreviewSettings, tmp_path: Path
) -> None:
    frames = FrameStore(tmp_path / "frames")
    first = film(engine.film, make_script(SCENE), settings, frames=frames)
    changed = make_script(SCENE.replace("text.animate", "square.animate"))
    second = film(engine.film, changed, settings, frames=frames)
    assert [step.is_reused for step in second.result.steps] == [True, True, False]
    assert second.frames[0].picture is first.frames[0].picture
    known = engine.frame(changed, settings, 1, frames=frames)
    assert known is not None
    assert known.picture is first.frames[1].picture


@pytest.mark.usefixtures("tier")
def test_formulas_and_pictures_of_all_kinds_are_drawn_in_each_tier(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    Image.new("I;16", (40, 30), 30000).save(settings.readable[0] / "deep.png")
    body = """
        self.add(MathTypst("x^2"), ImageMobject("deep.png"))
        self.add(MathTex(r"\\frac{1}{2}"))
    """
    result = film(engine.film, make_script(body), settings).result
    assert result.error is None, result.error.detail


def test_an_error_names_its_node_there_as_here(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    error, other = (
        film(draw, make_script(WRONG), settings).result.error
        for draw in (engine.film, render_preview)
    )
    assert error is not None
    assert other is not None
    assert (error.message, error.node_id, error.step) == (other.message, "code_1", other.step)
    assert "ZeroDivisionError" in error.detail


def test_a_crash_is_told_and_the_next_request_is_drawn(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    crashed = film(engine.film, make_script(CRASH), settings)
    assert crashed.result.outcome is Outcome.FAILED
    assert isinstance(crashed.result.error, DrawingEndedError)
    assert "crashed" in str(crashed.result.error)
    assert "Segmentation fault" in crashed.result.error.detail
    assert crashed.result.error.node_id == "code_1"
    with pytest.raises(DrawingEndedError):
        engine.frame(make_script(CRASH), settings, 10**6)
    assert film(engine.film, make_script(SHORT), settings).result.outcome is Outcome.FINISHED


def test_what_cannot_be_interrupted_is_ended_in_time(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    stuck = film(engine.film, make_script(STUCK), replace(settings, time_limit_s=2.0))
    assert isinstance(stuck.result.error, DrawingEndedError)
    assert "did not end" in str(stuck.result.error)
    assert stuck.result.error.node_id == "code_1"
    assert film(engine.film, make_script(SHORT), settings).result.outcome is Outcome.FINISHED


def test_too_much_memory_is_an_error_like_others(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    greedy = "    # node: code_1\n    taken = [bytearray(2**28) for _ in range(10**6)]\n"
    error = film(engine.film, make_script(greedy), settings).result.error
    assert error is not None
    assert (error.node_id, error.message) == ("code_1", "There is not enough memory for this.")


@pytest.mark.parametrize("limit_gb", [1, 4])
def test_a_single_call_that_takes_more_than_the_preference_allows_fails(
    engine: ConfinedEngine, settings: PreviewSettings, limit_gb: int
) -> None:
    # Of zeros that nobody reads, so that no memory of the machine is used.
    greedy = "    # node: code_1\n    np.zeros(5 * 2**27)\n    self.wait(0.1)\n"
    limited = replace(settings, memory_limit=limit_gb << 30)
    error = film(engine.film, make_script(greedy), limited).result.error

    assert (error is None) == (limit_gb == 4)
    if error is not None:
        assert (error.node_id, error.message) == ("code_1", "There is not enough memory for this.")


@pytest.mark.parametrize(
    "body", ["    while True: pass\n", STUCK.removeprefix(SCENE)], ids=["python", "c"]
)
def test_what_is_cancelled_ends(
    body: str, engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    film(engine.film, make_script(SHORT), settings)
    cancel = CancelToken()
    frames: list[PreviewFrame] = []

    def cancel_soon(frame: PreviewFrame) -> None:
        frames.append(frame)
        cancel.cancel()

    script = make_script(SHORT + body)
    result = engine.film(script, settings, on_frame=cancel_soon, cancel=cancel)
    assert (result.outcome, result.error) == (Outcome.CANCELLED, None)
    assert film(engine.film, make_script(SHORT), settings).result.outcome is Outcome.FINISHED


# What one does who has taken the process over: its code finds the pipe, and says what it likes.
TAKEN_OVER = """
    import fcntl, os, stat
    for fd in range(3, 64):
        try:
            is_pipe = stat.S_ISFIFO(os.fstat(fd).st_mode)
            if is_pipe and fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_WRONLY:
                os.write(fd, {line!r} + b"\\n")
        except OSError:
            pass
    self.wait(0.2)
"""


@pytest.mark.parametrize(
    "line",
    [
        b"\x80\x04\x95 no JSON",
        b'{"kind": "frame", "slot": 0, "height": 5, "width": 5, "count": 1}',  # of no step
        b'{"kind": "step_over"}',
        b'{"kind": "known", "key": "x", "index": 0}',
        b'{"kind": "step", "index": 0, "node_id": null, "key": "x", "is_known": true}',
        b'{"kind": "sound", "file": "/etc/passwd", "time_s": 0, "gain_db": 0, "background_gain_db": 0}',
        b'{"kind": "outlines", "outlines": []}',
        b"x" * (17 * 1024 * 1024),
    ],
    ids=["bytes", "no step", "no end", "not asked", "not known", "foreign", "other", "endless"],
)
def test_nothing_that_it_says_is_believed(
    line: bytes, engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    body = TAKEN_OVER.replace("{line!r}", repr(line) if len(line) < 1000 else f"b'x' * {len(line)}")
    result = film(engine.film, make_script(body), settings).result
    assert isinstance(result.error, DrawingEndedError)
    assert film(engine.film, make_script(SHORT), settings).result.outcome is Outcome.FINISHED


@pytest.mark.skipif(sys.platform != "linux", reason="such memory cannot be sealed elsewhere")
def test_the_shared_memory_cannot_be_made_shorter(
    engine: ConfinedEngine, settings: PreviewSettings
) -> None:
    body = """
        import os
        failed = 0
        for fd in range(3, 64):
            try:
                if "memfd" in os.readlink(f"/proc/self/fd/{fd}"):
                    os.ftruncate(fd, 0)
            except PermissionError:
                failed += 1
            except OSError:
                pass
        assert failed >= 1
    """
    assert film(engine.film, make_script(body), settings).result.error is None


def test_it_reads_the_project_and_nothing_else(
    tier: Tier,
    engine: ConfinedEngine,
    settings: PreviewSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if tier is Tier.LIMITS:
        return  # which keeps nothing apart
    monkeypatch.setenv("ANY_API_KEY", "secret")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    click = str(settings.readable[0] / "click.wav")
    body = f"""
        import os, socket
        open({click!r}, "rb").read()
        for attempt in (
            lambda: open({str(secret)!r}),
            lambda: open("/etc/passwd"),
            lambda: open({click!r}, "ab"),
            lambda: os.environ["ANY_API_KEY"],
            lambda: socket.create_connection(("127.0.0.1", {{port}}), 1),
            lambda: os.kill({os.getpid()}, 0),
        ):
            try:
                attempt()
            except (OSError, KeyError):
                continue
            raise AssertionError
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        script = make_script(body.replace("{port}", str(server.getsockname()[1])))
        result = film(engine.film, script, settings).result
    assert result.error is None, result.error.detail


def test_it_ends_with_the_program(tmp_path: Path) -> None:
    program = f"""
import sys, time
from pathlib import Path
from manim_nodes.render.confined.confined_engine import ConfinedEngine
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.support.scripts import make_script
engine = ConfinedEngine(Path({str(tmp_path)!r}))
settings = PreviewSettings(Path({str(tmp_path)!r}) / "cache", time_limit_s=60)
engine.film(make_script({STUCK!r}), settings, on_frame=lambda frame: print("drawn", flush=True))
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"drawn\n"
        family = psutil.Process(process.pid).children(recursive=True)
        assert family
        os.kill(process.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
