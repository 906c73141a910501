import subprocess
import sys
from pathlib import Path

import pytest

from manim_nodes.render.failures import failure_from, failure_in, node_of
from tests.support.scripts import make_script

SCRIPT = make_script("""
    # node: circle_1
    circle = Circle()
    # node: shift_1
    self.play(
        circle.animate.shfit(UP),
    )
""")

BOXED = """\
INFO Animation 0
╭──────────── Traceback (most recent call last) ────────────╮
│ /a/very/long/way/to/manim/manager.py:193 in construct     │
│                                                           │
│ ❱ 193 │   │   self.scene.construct()                      │
│                                                           │
│ /tmp/manim-nodes-export-which-has-a-long-name/job-12/scen │
│ e.py:10 in construct                                      │
│                                                           │
│ ❱ 10 │   │   circle.animate.shfit(UP),                    │
╰───────────────────────────────────────────────────────────╯
AttributeError: Circle object has no attribute 'shfit'
"""

PLAIN = """\
Traceback (most recent call last):
  File "/manim/manager.py", line 193, in construct
    self.scene.construct()
  File "/tmp/job/scene.py", line 10, in construct
    circle.animate.shfit(UP),
AttributeError: Circle object has no attribute 'shfit'
"""


@pytest.mark.parametrize("text", [BOXED, PLAIN], ids=["rich", "plain"])
def test_printed_tracebacks_are_read(text: str) -> None:
    failure = failure_in(text, "scene.py")
    assert failure is not None
    assert (failure.kind, failure.message) == (
        "AttributeError",
        "Circle object has no attribute 'shfit'",
    )
    assert failure.lines == (10,)
    assert node_of(failure.lines, SCRIPT.source_map) == "shift_1"


def test_output_without_a_traceback_is_no_failure() -> None:
    assert failure_in("INFO all is well", "scene.py") is None


def test_only_the_last_traceback_counts() -> None:
    failure = failure_in(PLAIN.replace("AttributeError", "KeyError") + BOXED, "scene.py")
    assert failure is not None
    assert failure.kind == "AttributeError"


def test_a_message_may_have_many_lines() -> None:
    failure = failure_in(PLAIN.replace("shfit'\n", "shfit'\nand more\n\nand more"), "scene.py")
    assert failure is not None
    assert failure.message.endswith("and more\n\nand more")


def test_a_live_exception_is_read_innermost_line_first() -> None:
    source = "def f():\n    1 / 0\n\nf()\n"
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile(source, "<script>", "exec"), {})
    failure = failure_from(caught.value, "<script>")
    assert (failure.kind, failure.lines) == ("ZeroDivisionError", (2, 4))


def test_the_cause_is_asked_when_the_exception_has_no_line() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("1 / 0\n", "<script>", "exec"), {})
    error = RuntimeError("encoder")
    error.__cause__ = caught.value
    assert failure_from(error, "<script>").lines == (1,)


def test_an_error_says_where_what_and_what_to_do() -> None:
    failure = failure_in(PLAIN, "scene.py")
    assert failure is not None
    error = failure.to_error(SCRIPT.source_map, step=3)
    assert str(error).startswith(
        "shift_1: This does not fit here: what is given has no 'shfit'. Connect"
    )
    assert (error.node_id, error.step) == ("shift_1", 3)


@pytest.mark.slow
def test_what_manim_really_prints_is_read(tmp_path: Path) -> None:
    (tmp_path / "scene.py").write_text(SCRIPT.source)
    command = [
        sys.executable,
        "-m",
        "manim",
        "render",
        "scene.py",
        "--dry_run",
        "--media_dir",
        "media",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    failure = failure_in(run.stdout + run.stderr, "scene.py")
    assert failure is not None
    assert node_of(failure.lines, SCRIPT.source_map) == "shift_1"
