"""Runs as a process of its own: limits itself, then becomes the command that it was given.

Where bubblewrap is not, a process can only confine itself; and to do that between fork and exec of a program with
threads would not be safe. It starts in some 20 ms, so nothing heavy is imported here.
"""

import ctypes
import os
import sys
import time
from collections.abc import Iterable, Sequence

END = "--"
"""Stands between the launcher's own arguments, ``name=value`` each, and the command."""

_DROP_FROM_BOUNDING_SET, _MOST_CAPABILITIES = 24, 64
_UNKNOWN_THREADS = 2048
_SET_PARENT_DEATH_SIGNAL, _SIGKILL = 1, 9
_WATCH_EVERY_S = 0.2


def main(arguments: Sequence[str]) -> None:
    """Confine this process as the arguments before ``--`` say, and run the command behind it."""
    end = arguments.index(END)
    options = [argument.split("=", 1) for argument in arguments[:end]]
    if sys.platform == "linux":
        _end_with(parent=next(int(value) for name, value in options if name == "parent"))
    elif sys.platform == "darwin":
        _end_with_watched(parent=next(int(value) for name, value in options if name == "parent"))
    _limit(options)
    writable = [value for name, value in options if name == "write"]
    if writable:
        # Not needed, and not there, on other systems.
        from manim_nodes.sandbox.landlock import restrict_files
        from manim_nodes.sandbox.seccomp import deny_calls

        restrict_files([value for name, value in options if name == "read"], writable)
        _drop_capabilities()
        deny_calls()
    command = list(arguments[end + 1 :])
    os.execvp(command[0], command)  # noqa: S606 (our own command)


def _drop_capabilities() -> None:
    """Leave nothing of what root may do; for anybody else there is nothing to drop."""
    libc = ctypes.CDLL(None)
    for capability in range(_MOST_CAPABILITIES):
        libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def _end_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        sys.exit(1)


def _end_with_watched(parent: int) -> None:
    """Go on in a child, and watch over it here: macOS ends no process because another has ended."""
    import signal
    import threading

    child = os.fork()
    if child == 0:
        return
    for stream in range(3):  # else whoever reads its output would wait for us
        os.close(stream)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code < 0:
        if -code != _SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code & 0xFF)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_EVERY_S)
    # We lead a group of our own: see start_family.
    os.killpg(os.getpid(), _SIGKILL)


def _limit(options: Iterable[Sequence[str]]) -> None:
    if sys.platform == "win32":
        return
    import resource

    kinds = {
        "memory": resource.RLIMIT_AS,
        "cpu_s": resource.RLIMIT_CPU,
        "file_size": resource.RLIMIT_FSIZE,
        "open_files": resource.RLIMIT_NOFILE,
        "processes": resource.RLIMIT_NPROC,
    }
    wanted = {kinds[name]: int(value) for name, value in options if name in kinds}
    wanted[resource.RLIMIT_NPROC] += _threads_of_user()
    for kind, value in {**wanted, resource.RLIMIT_CORE: 0}.items():
        most = resource.getrlimit(kind)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):  # macOS knows no limit of address space
            continue


def _threads_of_user() -> int:
    """Return how many threads the user runs already: outside of a namespace the limit counts them too."""
    if sys.platform != "linux":
        return _UNKNOWN_THREADS
    try:
        names = os.listdir("/proc")  # noqa: PTH208 (pathlib takes long to import)
    except PermissionError:  # whoever starts it is confined, too
        return _UNKNOWN_THREADS
    user, count = os.getuid(), 0
    for name in filter(str.isdecimal, names):
        try:
            if os.stat(f"/proc/{name}").st_uid == user:  # noqa: PTH116
                count += len(os.listdir(f"/proc/{name}/task"))  # noqa: PTH208
        except OSError:  # it has ended
            continue
    return count
