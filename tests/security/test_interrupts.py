"""Ctrl-C ends what would take hours, and leaves nothing behind."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import PROGRAM, save_project, started
from tests.support.library import node

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal"),
]


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_ctrl_c_ends_a_preview_that_writes_frames_for_hours(film: Path, tmp_path: Path) -> None:
    scratch, frames = tmp_path / "scratch", tmp_path / "frames"
    scratch.mkdir()
    save_project(film, [node("wait_1", {"duration": 13_000}, type="Wait")])
    command = (*PROGRAM, "preview", film, "--frames", frames)
    with started(*command, env={"TMPDIR": str(scratch)}) as process:
        wait_until(lambda: any(scratch.rglob("frame_0100.png")) or process.poll() is not None)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        out, said = process.communicate(timeout=30)
    assert (process.returncode, out, said) == (130, "", "\nInterrupted.\n")
    assert not frames.exists()
    assert list(scratch.iterdir()) == []
