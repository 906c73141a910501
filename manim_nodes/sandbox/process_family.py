"""A process and all that it starts, which are ended together, and with us.

On Linux it ends with us by what the launcher and bubblewrap ask the system for, on macOS by the launcher's watching,
on Windows by the job that it is in.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

import psutil

from manim_nodes.sandbox.windows import NEW_GROUP_WITHOUT_WINDOW, JobObject

_jobs: WeakKeyDictionary["subprocess.Popen[Any]", JobObject] = WeakKeyDictionary()


def start_family(command: Sequence[str], **options: Any) -> "subprocess.Popen[Any]":
    """Start a process that leads a family: `end_family` ends it with all that it has started.

    Parameters
    ----------
    options : of `subprocess.Popen`

    Raises
    ------
    OSError : it cannot be started
    """
    if sys.platform == "win32":
        options["creationflags"] = NEW_GROUP_WITHOUT_WINDOW
        process = subprocess.Popen(list(command), **options)  # noqa: S603 (our own command)
        with suppress(OSError):  # then it is ended by looking for its children
            _jobs[process] = JobObject(int(process._handle))
        return process
    return subprocess.Popen(list(command), start_new_session=True, **options)  # noqa: S603


def start_detached(command: Sequence[str]) -> None:
    """Start a process of ours that goes on when we end.

    Raises
    ------
    OSError : it cannot be started
    """
    nothing = subprocess.DEVNULL
    options: dict[str, Any] = {"stdin": nothing, "stdout": nothing, "stderr": nothing}
    if sys.platform == "win32":
        options["creationflags"] = NEW_GROUP_WITHOUT_WINDOW
    else:
        options["start_new_session"] = True
    # Nobody waits for it: when we end it is the system's child.
    process = subprocess.Popen(list(command), **options)  # noqa: S603 (our own command)
    process.returncode = 0


def end_family(process: "subprocess.Popen[Any]", *, at_once: bool = False) -> None:
    """End a process that was started by `start_family`, and all that it has started.

    Parameters
    ----------
    at_once : give it no time to tidy up; Windows never does
    """
    if sys.platform == "win32":
        if process in _jobs:
            _jobs[process].end()
            return
        with suppress(psutil.NoSuchProcess):
            root = psutil.Process(process.pid)
            for member in (*root.children(recursive=True), root):
                member.kill()
        return
    # By group: a child whose parent has ended is nobody's child any more, but still of its group.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL if at_once else signal.SIGTERM)


def signal_that_ended(return_code: int) -> int | None:
    """Return the number of the signal that ended a process, whether or not bubblewrap reports it in its own way."""
    if return_code < 0:
        return -return_code
    return return_code - 128 if 128 < return_code < 128 + 64 else None
