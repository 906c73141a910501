"""Work that is native and may never end, or end with the process: done by a confined process that can be ended.

The process stays for the next job, since starting it takes longer than most jobs, and is started again when it has
ended, or had to be.
"""

import atexit
import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals
from typing import IO, Any

from manim_nodes.render.network import NO_NETWORK
from manim_nodes.render.thread_queue import InterruptSafeQueue
from manim_nodes.render.worker_main import (
    Message,
    perform,
    read_message,
    write_message,
)
from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import Limits
from manim_nodes.sandbox.own_program import python_command
from manim_nodes.sandbox.package_loader import package_loader
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.process_family import end_family, signal_that_ended, start_family
from manim_nodes.sandbox.variables import FEW_THREADS, kept_variables, scratch_variables
from manim_nodes.sandbox.windows import WINDOWS_VARIABLES

WORK_SWITCH = "--work"
"""What makes a frozen program a worker."""

_in_place = threading.Event()
_POLL_S, _BRIEFLY_S = 0.02, 0.001
_PACKAGE = Path(__file__).parents[1]
_START = f"{package_loader(_PACKAGE)}from manim_nodes.render.worker_main import main; main()"
_MOST_WAITING = 64
_KEPT = {
    *("PATH", "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *WINDOWS_VARIABLES,
    "MANIM_NODES_LANGUAGE",
}
_KEPT_PREFIXES = ("LC_", "XDG_", "FONTCONFIG_")
_OF_MEMORY = (MemoryError.__name__, ChildProcessError.__name__)


class JobError(Exception):
    """A job failed.

    Parameters
    ----------
    kind : name of the exception; TimeoutError, MemoryError, InterruptedError and ChildProcessError if the process was
        ended because of time, memory or whoever asked, or ended by itself
    is_of_kill : somebody else has ended the process
    """

    def __init__(
        self, kind: str, message: str = "", hint: str | None = None, *, is_of_kill: bool = False
    ) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind, self.message, self.hint = kind, message, hint
        self.is_of_kill = is_of_kill


@dataclass(slots=True)
class _Call:
    """A job that is to be done.

    Parameters
    ----------
    keep_going : asked every few hundredths of a second
    outcome : the parts of the answer, and at last True or an error

    Attributes
    ----------
    given, taken : how many parts there were, and how many of them were taken
    is_wanted : whoever asked still waits
    """

    request: Mapping[str, Any]
    content: bytes
    file: Path | None
    keep_going: Callable[[], bool]
    outcome: InterruptSafeQueue[Message | Exception | bool] = field(
        default_factory=InterruptSafeQueue
    )
    given: int = 0
    taken: int = 0
    is_wanted: bool = True


class _Process:
    """The process, while it lives."""

    def __init__(self, limits: Limits, folder: Path | None, devices: Sequence[Path]) -> None:
        self.jobs_done = 0
        self._files, its_files = _files_channel()
        self._own_folder = None
        if folder is None:
            # At the end of the program a TemporaryDirectory would be cleaned up before `close` is called, with a warning.
            self._own_folder = folder = Path(tempfile.mkdtemp(prefix="manim-nodes-work-")).resolve()
        self._process = start_family(
            confined(
                python_command("-I", "-c", _START, switch=WORK_SWITCH),
                tier=best_tier(),
                folder=folder,
                limits=limits,
                readable=[_PACKAGE],
                devices=devices,
            ),
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if its_files is None else its_files.fileno(),
        )
        if its_files is not None:
            its_files.close()
        # Few, so that a process that answers faster than anybody takes waits.
        self._answers: queue.Queue[Message | None] = queue.Queue(_MOST_WAITING)
        self._is_over = False
        self._reader = threading.Thread(
            target=self._read, name="manim-nodes-worker-output", daemon=True
        )
        self._reader.start()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def send(self, request: Mapping[str, Any], content: bytes, file: Path | None) -> None:
        """Ask for a job; a process that has ended is noticed by its silence.

        Raises
        ------
        OSError : the file cannot be opened
        """
        assert self._process.stdin is not None  # noqa: S101 (it was opened as a pipe)
        if file is None:
            with suppress(ConnectionError):
                write_message(self._process.stdin, request, content)
            return
        with file.open("rb") as opened, suppress(ConnectionError):
            name = str(file.absolute()) if self._files is None else None
            write_message(self._process.stdin, {**request, "file": name}, content)
            if self._files is not None:
                socket.send_fds(self._files, [b"0"], [opened.fileno()])

    def answer(self, timeout_s: float) -> Message | None:
        """Return the next part of the answer, or None if the process has ended.

        Raises
        ------
        queue.Empty : there is none in time
        """
        return self._answers.get(timeout=timeout_s)

    def end(self) -> int:
        """End it if it runs, and return how it ended."""
        self._is_over = True
        code = self._process.poll()
        if code is None:
            end_family(self._process, at_once=True)
            code = self._process.wait()
        while self._reader.is_alive():  # it may be waiting for room
            with suppress(queue.Empty):
                self._answers.get(timeout=_POLL_S)
        for stream in (self._process.stdin, self._process.stdout, self._files):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        if self._own_folder is not None:
            shutil.rmtree(self._own_folder, ignore_errors=True)
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 (it was opened as a pipe)
        while not self._is_over:
            message = read_message(self._process.stdout)
            self._answers.put(message)
            if message is None:
                return


class Worker:
    """A process that does jobs, one at a time, whoever asks.

    It is started and waited for in a thread of its own: a thread that runs a scene may be interrupted anywhere, and
    would leave a process behind that nobody knows of. It ends with the program, or when nobody has asked for long.

    Parameters
    ----------
    limits : of the process; its time is that of one job
    folder : absolute; where it runs, and the one place that it may write to; an empty one if not given
    devices : of ``/dev``; what it may use besides those that every program needs
    idle_s : how long the process is kept for nothing
    """

    def __init__(
        self,
        limits: Limits,
        *,
        folder: Path | None = None,
        devices: Sequence[Path] = (),
        idle_s: float = 300.0,
    ) -> None:
        self._limits, self._folder, self._idle_s = limits, folder, idle_s
        self._devices = devices
        self._calls: InterruptSafeQueue[_Call | bool] = InterruptSafeQueue()
        self._process: _Process | None = None
        self._begun = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def process_id(self) -> int | None:
        """Return the number of the process, if there is one."""
        process = self._process
        return process.process_id if process is not None else None

    def call(
        self,
        job: str,
        content: bytes = b"",
        *,
        file: Path | None = None,
        take: Callable[[Message], object] = lambda _: None,
        keep_going: Callable[[], bool] = lambda: True,
        **arguments: Any,
    ) -> None:
        """Have a job done.

        Parameters
        ----------
        job : a function of this package, as ``module:name``; it is given ``content`` and ``arguments``
        file : the one file that it may read; it is given that opened, as ``file``
        take : called with each part of the answer
        keep_going : asked every few hundredths of a second; once it says no, the process is ended

        Raises
        ------
        JobError : it failed
        OSError : the file cannot be opened
        Exception : whatever ``take`` raised
        """
        request = {"job": job, "arguments": arguments}
        if _in_place.is_set():
            with file.open("rb") if file is not None else nullcontext() as opened:
                for part in _parts(request, content, opened):
                    take(part)
            return
        self.start()
        call = _Call(request, content, file, keep_going)
        self._calls.put(call)
        try:
            # In short waits: an exception that is to stop this thread strikes only between two of them.
            while (outcome := call.outcome.get(_POLL_S)) is not True:
                if isinstance(outcome, tuple):
                    call.taken += 1
                    take(outcome)
                elif isinstance(outcome, Exception):
                    raise outcome
        finally:
            call.is_wanted = False

    def warm_up(self, job: str, content: bytes = b"", **arguments: Any) -> None:
        """Have the process started, and do a job for its own sake, while nobody waits."""
        if _in_place.is_set():
            return
        self.start()
        request = {"job": job, "arguments": arguments}
        self._calls.put(_Call(request, content, None, lambda: True))

    def start(self) -> None:
        """Be ready to be asked, also by a thread that may be interrupted anywhere."""
        # Where nothing is to be done no lock is taken, which an interruption would leave taken.
        if self._thread is not None:
            return
        with self._begun:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._serve, name="manim-nodes-worker", daemon=True
                )
                self._thread.start()
                atexit.register(self.close)

    def close(self) -> None:
        """End the process; the next job starts another."""
        atexit.unregister(self.close)
        with self._begun:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._calls.put(False)
            thread.join()

    def _serve(self) -> None:
        while (call := self._calls.get(self._idle_s)) is not False:
            if not isinstance(call, _Call):  # nobody has asked for long
                self._end()
                continue
            try:
                self._do(call)
                call.outcome.put(True)
            except Exception as error:  # noqa: BLE001 (it is raised again where the job was asked for)
                call.outcome.put(error)
        self._end()

    def _do(self, call: _Call, *, is_again: bool = False) -> None:
        if self._process is None:
            self._process = _Process(self._limits, self._folder, self._devices)
        is_fresh = not self._process.jobs_done
        try:
            self._wait(self._process, call)
        except JobError as error:
            # What earlier jobs have left in its memory may be too much for this one.
            is_of_others = not is_fresh and error.kind in _OF_MEMORY
            if is_again or not (is_of_others or (error.is_of_kill and not call.given)):
                raise
            self._end()
            self._do(call, is_again=True)

    def _wait(self, process: _Process, call: _Call) -> None:
        end = time.monotonic() + self._limits.time_s
        process.send(call.request, call.content, call.file)
        while True:
            try:
                answer = process.answer(_POLL_S)
            except queue.Empty:
                self._stop_if_unwanted(call)
                self._stop_after(end)
                continue
            if answer is None:
                raise _death(self._end())
            process.jobs_done += 1
            values, content = answer
            if "error" in values:
                hint = values.get("hint")
                raise JobError(str(values["error"]), str(values.get("message", "")), hint)
            if "part" not in values:
                return
            call.outcome.put((values["part"], content))
            call.given += 1
            while call.given > call.taken + _MOST_WAITING and call.is_wanted:
                time.sleep(_BRIEFLY_S)
            if not call.is_wanted:
                self._stop_if_unwanted(call)
            self._stop_after(end)

    def _stop_if_unwanted(self, call: _Call) -> None:
        if not (call.is_wanted and call.keep_going()):
            self._end()
            raise JobError(InterruptedError.__name__)

    def _stop_after(self, moment: float) -> None:
        if time.monotonic() > moment:
            self._end()
            raise JobError(TimeoutError.__name__, f"{self._limits.time_s:g} s")

    def _end(self) -> int:
        process, self._process = self._process, None
        return process.end() if process is not None else 0


def work_in_place() -> None:
    """Do all jobs in this process from now on, which is one that can be ended itself, and may start no worker."""
    _in_place.set()


def _parts(request: Mapping[str, Any], content: bytes, file: IO[bytes] | None) -> Iterator[Message]:
    try:
        yield from perform(request, content, file)
    except Exception as error:
        message = str(getattr(error, "message", None) or error)
        raise JobError(type(error).__name__, message, getattr(error, "hint", None)) from error


def _files_channel() -> tuple[socket.socket | None, socket.socket | None]:
    """Return both ends of what opened files are sent through, where a system can do that."""
    return socket.socketpair() if hasattr(socket, "send_fds") else (None, None)


def _death(code: int) -> JobError:
    number = signal_that_ended(code)
    # Libraries that get no memory abort, and a system that has none left kills.
    if sys.platform != "win32" and number in (Signals.SIGABRT, Signals.SIGKILL):
        return JobError(MemoryError.__name__, is_of_kill=number == Signals.SIGKILL)
    return JobError(ChildProcessError.__name__, f"{number or code}")


def _environment(folder: Path) -> dict[str, str]:
    kept = kept_variables(os.environ, _KEPT, _KEPT_PREFIXES)
    return {**kept, **scratch_variables(folder), **NO_NETWORK, **FEW_THREADS}
