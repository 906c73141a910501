"""Processes that end together, and with whoever started them; Windows and macOS with their systems replaced."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from manim_nodes.sandbox import launcher, process_family, windows
from manim_nodes.sandbox.process_family import end_family, start_family

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30
PROCESS = 4711
JOB = 0x7FFF_0000_1234


def has_ended(process_id: int) -> bool:
    try:
        return psutil.Process(process_id).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
def test_a_family_ends_together() -> None:
    with start_family(
        ["bash", "-c", "sleep 600 & echo $!; wait"], stdout=subprocess.PIPE
    ) as leader:
        child = int(leader.stdout.readline())  # type: ignore[union-attr]  # it is a pipe
        end_family(leader)
    wait_for(lambda: has_ended(child))


# ---- Windows


class Kernel32:
    """Windows's functions, which say how they were called."""

    def __init__(self, *, fails: str = "") -> None:
        self.calls: list[str] = []
        self.limit_flags = 0
        self._fails = fails

    def CreateJobObjectW(self, *_: object) -> int | None:  # noqa: N802 (Windows's name)
        return self._answer("create", JOB)

    def SetInformationJobObject(  # noqa: N802
        self, job: ctypes.c_void_p, kind: int, limits: Any, size: int
    ) -> int | None:
        assert (job.value, kind) == (JOB, 9)
        assert size == ctypes.sizeof(limits._obj)
        self.limit_flags = limits._obj.BasicLimitInformation.LimitFlags
        return self._answer("limit", 1)

    def AssignProcessToJobObject(self, job: Any, process: Any) -> int | None:  # noqa: N802
        assert (job.value, process.value) == (JOB, PROCESS)
        return self._answer("assign", 1)

    def TerminateJobObject(self, job: Any, _code: int) -> int | None:  # noqa: N802
        assert job.value == JOB
        return self._answer("terminate", 1)

    def CloseHandle(self, job: Any) -> int | None:  # noqa: N802
        assert job.value == JOB
        return self._answer("close", 1)

    def _answer(self, name: str, value: int) -> int | None:
        self.calls.append(name)
        return None if name == self._fails else value


class WindowsProcess:
    """What `subprocess.Popen` gives on Windows."""

    pid = 2**22 + 1
    _handle = PROCESS

    def __init__(self, command: list[str], **options: Any) -> None:
        self.command, self.options = command, options


def on_windows(monkeypatch: pytest.MonkeyPatch, system: Kernel32) -> None:
    monkeypatch.setattr(windows, "kernel32", lambda: system)
    monkeypatch.setattr(process_family, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(process_family, "subprocess", SimpleNamespace(Popen=WindowsProcess))


def test_on_windows_a_family_is_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    system = Kernel32()
    on_windows(monkeypatch, system)

    process: Any = start_family(["manim"], cwd="folder")
    assert process.options == {"cwd": "folder", "creationflags": 0x08000200}
    assert system.limit_flags == 0x2000, "it ends when its job is closed, as by our end"
    end_family(process)
    assert system.calls == ["create", "limit", "assign", "terminate"]

    del process
    assert system.calls[-1] == "close"


@pytest.mark.parametrize("fault", ["create", "limit", "assign"])
def test_on_windows_without_a_job_children_are_looked_for(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Kernel32(fails=fault)
    on_windows(monkeypatch, system)
    killed: list[str] = []
    child = SimpleNamespace(kill=lambda: killed.append("child"))
    root = SimpleNamespace(kill=lambda: killed.append("root"), children=lambda **_: [child])
    monkeypatch.setattr(psutil, "Process", lambda _: root)

    end_family(start_family(["manim"]))

    assert killed == ["child", "root"]
    assert (system.calls[-1] == "close") == (fault != "create")


def test_windows_structures_are_as_long_as_windows_says() -> None:
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(windows._ExtendedLimits) == 144


# ---- macOS


LIKE_MACOS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from manim_nodes.sandbox import launcher
launcher.sys = type("MacOS", (), {{"platform": "darwin", "argv": sys.argv}})
launcher.main(sys.argv[1:])
"""


def launched(*command: str) -> list[str]:
    options = ["processes=4096", f"parent={os.getpid()}", launcher.END]
    return [sys.executable, "-c", LIKE_MACOS, *options, *command]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "ending"), [("exit 3", 3), ("kill -TERM $$", -signal.SIGTERM), ("kill -9 $$", -9)]
)
def test_on_macos_a_process_that_is_watched_ends_as_it_would(code: str, ending: int) -> None:
    with start_family(launched("bash", "-c", f"echo said; {code}"), stdout=subprocess.PIPE) as it:
        assert it.communicate()[0] == b"said\n"
        assert it.returncode == ending


@pytest.mark.slow
def test_on_macos_a_process_ends_with_who_started_it() -> None:
    between = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from manim_nodes.sandbox.process_family import start_family; "
        f"start_family([sys.executable, '-c', {LIKE_MACOS!r}, 'processes=4096', "
        "f'parent={os.getpid()}', '--', 'bash', '-c', 'echo $$; exec sleep 600']).wait()"
    )
    with subprocess.Popen([sys.executable, "-c", between], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        sleeper = int(program.stdout.readline())
        assert not has_ended(sleeper)
        program.kill()
    wait_for(lambda: has_ended(sleeper))
