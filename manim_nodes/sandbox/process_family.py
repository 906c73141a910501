"""A process and all that it has started, ended together."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

import psutil


def end_family(process: "subprocess.Popen[Any]", *, at_once: bool = False) -> None:
    """End a process that leads a session of its own, and all that it has started.

    Parameters
    ----------
    at_once : give it no time to tidy up
    """
    if sys.platform == "win32":
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
