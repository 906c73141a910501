import logging
import sys
import threading
import time
from pathlib import Path

import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview import preview, scene_run
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import RenderTimeoutError, render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.render.conftest import Show, Shown
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

TWO_STEPS = """
    # node: circle_1
    circle = Circle()
    # node: create_1
    self.play(Create(circle), run_time=0.5)
    # node: wait_1
    self.wait(0.5)
"""


def error_of(shown: Shown) -> RenderError:
    assert shown.result.error is not None
    return shown.result.error


def test_frames_know_their_number_step_and_node(show: Show) -> None:
    frames = show(make_script(TWO_STEPS)).frames
    assert [f.number for f in frames] == [0, 1, 2, 3, 4, 5]
    assert [f.step for f in frames] == [0, 0, 0, 0, 0, 1]
    assert [f.node_id for f in frames] == ["create_1"] * 5 + ["wait_1"]


def test_a_wait_is_one_picture_for_many_frames(show: Show) -> None:
    shown = show(make_script(TWO_STEPS))
    assert (shown.frames[-1].number, shown.frames[-1].count) == (5, 5)
    assert (shown.result.frame_count, shown.result.drawn) == (10, 6)


def test_a_code_node_that_plays_often_is_named_each_time(show: Show) -> None:
    script = make_script("""
        # node: code_1
        def blink(mobject):
            self.play(FadeIn(mobject), run_time=0.1)
        for mobject in Square(), Circle():
            blink(mobject)
        # node: create_1
        self.play(Create(Dot()), run_time=0.1)
    """)
    assert [step.node_id for step in show(script).result.steps] == ["code_1", "code_1", "create_1"]


def test_frames_come_in_the_calling_thread(settings: PreviewSettings) -> None:
    threads = set()
    render_preview(
        make_script(TWO_STEPS), settings, on_frame=lambda _: threads.add(threading.current_thread())
    )
    assert threads == {threading.current_thread()}


def test_nothing_but_caches_is_written(tmp_path: Path, show: Show) -> None:
    show(make_script('self.play(Write(Text("a")))\nself.add_sound(__file__) if False else None'))
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".svg"}


def test_the_module_is_gone_after_the_run(show: Show) -> None:
    before = set(sys.modules)
    show(make_script("self.add(Dot())"))
    assert not {name for name in set(sys.modules) - before if "Example" in name}


def test_a_failing_step_keeps_the_frames_before_it(show: Show) -> None:
    shown = show(make_script(TWO_STEPS + "    # node: bad_1\n    self.play(circle.shrink())\n"))
    assert (shown.result.outcome, shown.result.frame_count) == (Outcome.FAILED, 10)
    error = error_of(shown)
    assert (error.node_id, error.step) == ("bad_1", 2)
    assert error.message == "This does not fit here: what is given has no 'shrink'."
    assert "Traceback" in error.detail


def test_an_error_within_a_play_names_that_play(show: Show) -> None:
    shown = show(
        make_script("""
        # node: first
        self.play(Create(Dot()), run_time=0.2)
        # node: second
        self.play(UpdateFromFunc(Dot(), lambda m: 1 / 0))
    """)
    )
    assert (error_of(shown).node_id, error_of(shown).step) == ("second", 1)
    assert "divided by zero" in error_of(shown).message


def test_source_that_is_not_python_is_an_error(show: Show) -> None:
    shown = show(make_script("# node: code_1\nself.play((\n"))
    assert (shown.result.outcome, error_of(shown).node_id) == (Outcome.FAILED, "code_1")


def test_a_missing_image_is_named(show: Show) -> None:
    shown = show(make_script('# node: image_1\nself.add(ImageMobject("cat.png"))'))
    assert str(error_of(shown)) == "image_1: The file cat.png was not found. Choose the file again."


def test_a_missing_sound_is_named(show: Show) -> None:
    shown = show(make_script('# node: sound_1\nself.add_sound("bang.wav")'))
    assert (
        str(error_of(shown)) == "sound_1: The file bang.wav was not found. Choose the file again."
    )


@pytest.mark.latex
def test_what_latex_does_not_like_is_named(show: Show) -> None:
    shown = show(make_script('# node: math_1\nself.add(MathTex(r"\\nonsense"))'))
    assert error_of(shown).message.startswith(
        "LaTeX cannot typeset this: Undefined control sequence"
    )


def test_missing_latex_is_named(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    shown = show(make_script('# node: math_1\nself.add(MathTex("x"))'))
    assert error_of(shown).message == "latex is not installed."


def test_opengl_is_refused(show: Show) -> None:
    shown = show(make_script("self.add(Dot())", header='config.renderer = "opengl"'))
    assert "Cairo only" in error_of(shown).message


def test_cancel_stops_between_two_frames(settings: PreviewSettings) -> None:
    cancel, frames = CancelToken(), []

    def take(frame: PreviewFrame) -> None:
        frames.append(frame)
        if frame.number == 3:
            cancel.cancel()

    result = render_preview(
        make_script("self.play(Create(Circle()), run_time=60)"),
        settings,
        on_frame=take,
        cancel=cancel,
    )
    assert (result.outcome, result.error, len(frames)) == (Outcome.CANCELLED, None, 4)


ENDLESS = {
    "loop": "while True: pass",
    "except Exception": "while True:\n    try: pass\n    except Exception: pass",
    "except BaseException": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "bare except": "while True:\n    try: len(())\n    except: pass",
    "finally": "while True:\n    try: pass\n    finally: len(())",
    "updater": "self.add(Dot().add_updater(lambda m: [0 for _ in iter(int, 1)]))\nself.wait(1, frozen_frame=False)",
    "sleep": "import time\nwhile True: time.sleep(0.01)",
    "nested": "def f():\n    while True:\n        try: f()\n        except BaseException: pass\nf()",
}


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_loop_runs_out_of_time(code: str, show: Show) -> None:
    shown = show(
        make_script(
            f"{TWO_STEPS}\n    # node: code_1\n"
            + "\n".join(f"    {line}" for line in code.splitlines())
        ),
        time_limit_s=1.5,
    )
    assert (shown.result.outcome, shown.result.frame_count) == (Outcome.TIMED_OUT, 10)
    assert isinstance(error_of(shown), RenderTimeoutError)
    assert error_of(shown).node_id == "code_1"


def test_preparing_files_takes_of_the_time_too(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    def prepare_slowly(script: Script, *_: object, **__: object) -> Script:
        time.sleep(1)
        return script

    monkeypatch.setattr(preview, "prepared_script", prepare_slowly)

    shown = show(make_script("self.wait(1)"), time_limit_s=0.9)

    assert isinstance(error_of(shown), RenderTimeoutError)


def test_cancel_stops_an_endless_loop(settings: PreviewSettings) -> None:
    cancel = CancelToken()
    threading.Timer(0.5, cancel.cancel).start()
    script = make_script("while True: pass")
    result = render_preview(script, settings, on_frame=lambda _: None, cancel=cancel)
    assert result.outcome is Outcome.CANCELLED


def test_a_run_that_cannot_be_stopped_is_left_behind(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene_run, "_ABANDON_S", 0.2)
    stuck = show(make_script("# node: code_1\nimport time\ntime.sleep(2)"), time_limit_s=0.3)
    assert (stuck.result.outcome, error_of(stuck).node_id) == (Outcome.TIMED_OUT, "code_1")
    queued = show(make_script(TWO_STEPS), time_limit_s=0.1)
    assert queued.result.outcome is Outcome.TIMED_OUT
    assert "earlier preview" in error_of(queued).message
    assert show(make_script(TWO_STEPS)).result.outcome is Outcome.FINISHED


def test_an_error_of_the_receiver_stops_the_run(settings: PreviewSettings) -> None:
    def refuse(_: PreviewFrame) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        render_preview(make_script("while True: self.wait(1)"), settings, on_frame=refuse)
    # Workers, which set formulas, stay for the next one.
    names = {t.name for t in threading.enumerate() if t.name.startswith("manim-nodes")}
    assert names <= {"manim-nodes-worker", "manim-nodes-worker-output"}


def test_previews_take_turns(settings: PreviewSettings) -> None:
    results = []

    def run() -> None:
        results.append(render_preview(make_script(TWO_STEPS), settings, on_frame=lambda _: None))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(r.outcome, r.frame_count) for r in results] == [(Outcome.FINISHED, 10)] * 4


def test_what_an_interrupted_run_wrote_is_not_reused(tmp_path: Path, show: Show) -> None:
    script = make_script('self.add(Text("a"))\nwhile True: pass')
    show(script, time_limit_s=1.0)
    assert not list(tmp_path.rglob("*.svg"))


def test_warnings_of_manim_reach_our_log(show: Show, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        show(make_script("self.wait(0.01)"))
    assert "too short for the current frame rate" in caplog.text
