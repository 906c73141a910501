"""A process that ends with all that it has started, and with us."""

import codecs
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from manim_nodes.render.thread_queue import InterruptSafeQueue
from manim_nodes.sandbox.process_family import end_family, start_family

_POLL_S = 0.1
_GRACE_S = 0.4


_NICENESS = "10"


def _behind_others() -> tuple[str, ...]:
    """Return what is to precede a command that gives way to whoever edits meanwhile, where there is something."""
    nice = shutil.which("nice")
    return (nice, "-n", _NICENESS) if nice else ()


class ProcessTree:
    """A process in a session of its own, with all that it starts; they take the processor when nobody else wants it."""

    def __init__(
        self, command: Sequence[str], *, folder: Path, environment: Mapping[str, str]
    ) -> None:
        self._process = start_family(
            [*_behind_others(), *command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._lines: InterruptSafeQueue[str] = InterruptSafeQueue()
        self._reader = threading.Thread(target=self._read, name="manim-nodes-output", daemon=True)
        self._reader.start()

    def __enter__(self) -> "ProcessTree":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def output(self) -> Iterator[str | None]:
        """Yield the lines that the tree prints until the process ends, and None whenever it is silent for a while.

        A carriage return ends a line too: progress bars use it.
        """
        while True:
            has_ended = self._process.poll() is not None
            is_over = has_ended and not self._reader.is_alive()
            line = self._lines.get(0 if is_over else _POLL_S)
            if line is None and is_over:
                return
            if line is None and has_ended:
                end_family(self._process)  # a child may hold the other end of the pipe
            yield line

    @property
    def return_code(self) -> int | None:
        """Return how the process ended; None while it runs."""
        return self._process.poll()

    def kill(self) -> None:
        """End the whole tree, first by SIGTERM, and wait for its end."""
        if self._process.poll() is None:
            end_family(self._process)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE_S)
        end_family(self._process, at_once=True)
        self._process.wait()
        self._reader.join(_GRACE_S)

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 (it was opened as a pipe)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        rest = ""
        # Closed here, for what holds the other end may end later than anybody waits.
        with self._process.stdout as pipe:
            while chunk := os.read(pipe.fileno(), 65536):
                *lines, rest = re.split(r"[\r\n]", rest + decoder.decode(chunk))
                for line in lines:
                    self._lines.put(line)
        self._lines.put(rest)
