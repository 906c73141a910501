"""The process that draws, seen from outside: what it is told, what it says, and its end."""

import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from manim_nodes.render import caches
from manim_nodes.render.confined.frame_memory import FrameMemory
from manim_nodes.render.confined.messages import LONGEST_LINE
from manim_nodes.render.environment import drawing_environment
from manim_nodes.render.manim_command import DRAW_SWITCH
from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import PREVIEW_LIMITS, Limits
from manim_nodes.sandbox.own_program import python_command
from manim_nodes.sandbox.package_loader import package_loader
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.process_family import end_family, start_family
from manim_nodes.sandbox.variables import FEW_THREADS

_PACKAGE = Path(__file__).parents[2]
_START = (
    f"{package_loader(_PACKAGE)}from manim_nodes.render.confined.drawing_main import main; "
    "main(sys.argv[1:])"
)
_LANGUAGE = "MANIM_NODES_LANGUAGE"
_PREFIX = "manim-nodes-preview-"
_MOST_LINES_AHEAD = 64
_MEMORY_OF_MANIM = 2 << 30  # of addresses, most of which it never uses
_LAST_WORDS = 20_000


def _limits(memory_limit: int | None) -> Limits:
    if memory_limit is None:
        return PREVIEW_LIMITS
    return replace(PREVIEW_LIMITS, memory=_MEMORY_OF_MANIM + memory_limit)


class DrawingProcess:
    """A confined process that draws what it is asked for, one request after another.

    It ends with the thread that starts it, or when it is ended; its folder is then removed.

    Parameters
    ----------
    readable : absolute; what it may read
    outlines : a cache of typeset formulas, of which it gets a copy
    memory_limit : bytes that what it draws may take; all that a preview may if None
    place : for its folder; the system's place for temporary files if there is no such folder

    Attributes
    ----------
    folder : its own
    readable, memory_limit : as it was started with
    memory : where its pictures are
    last_words : the end of what it printed, such as why it crashed; known once it has ended

    Raises
    ------
    OSError : it cannot be started
    """

    def __init__(
        self,
        *,
        readable: Collection[Path],
        outlines: Path,
        place: Path | None,
        memory_limit: int | None = None,
    ) -> None:
        has_place = place is not None and place.is_dir()
        folder = tempfile.mkdtemp(prefix=_PREFIX, dir=place if has_place else None)
        self.folder = Path(folder).resolve()
        self.readable = frozenset(readable)
        self.memory_limit = memory_limit
        try:
            (self.folder / "tmp").mkdir()
            with suppress(OSError):
                caches.copy_newest(outlines, caches.tex_dir(self.folder))
            self.memory = FrameMemory.create(self.folder)
            self._unread = tempfile.TemporaryFile()  # noqa: SIM115 (it is closed in a thread)
            self._process = self._start()
            self.memory.close_file()
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.last_words = ""
        self._lines: queue.Queue[bytes] = queue.Queue(_MOST_LINES_AHEAD)
        self._to_send: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._ends = False
        self._reader = threading.Thread(target=self._read, name="manim-nodes-read", daemon=True)
        self._writer = threading.Thread(target=self._write, name="manim-nodes-write", daemon=True)
        self._reader.start()
        self._writer.start()

    def send(self, line: str) -> None:
        """Send it a line, without waiting for it to listen."""
        self._to_send.put(f"{line}\n".encode())

    def next_line(self, timeout_s: float) -> bytes | None:
        """Return the next line that it says; None if it says none in time."""
        try:
            return self._lines.get(timeout=timeout_s)
        except queue.Empty:
            return None

    @property
    def has_ended(self) -> bool:
        """Return whether it has ended, and all that it said was taken."""
        return not self._reader.is_alive() and self._lines.empty()

    def end(self) -> None:
        """End it at once, with all that it has started; from any thread."""
        self._ends = True
        self._to_send.put(None)
        end_family(self._process, at_once=True)

    def join(self) -> None:
        """Wait until it has ended, and nothing is left of it."""
        self._reader.join()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = python_command("-c", _START, switch=DRAW_SWITCH)
        is_shared_by_number = sys.platform == "linux"
        memory = str(self.memory.file) if is_shared_by_number else str(self.folder / "frames")
        environment = drawing_environment(os.environ, self.folder / "tmp")
        language = os.environ.get(_LANGUAGE, "")
        return start_family(
            confined(
                [*command, memory],
                tier=best_tier(),
                folder=self.folder,
                limits=_limits(self.memory_limit),
                readable=[_PACKAGE, *self.readable],
            ),
            cwd=self.folder,
            env={**environment, **FEW_THREADS, _LANGUAGE: language},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._unread,
            pass_fds=(self.memory.file,) if is_shared_by_number else (),
        )

    def _read(self) -> None:
        """Take what it says, never more than is wanted, until it ends; then tidy up after it."""
        output = self._pipe(self._process.stdout)
        while not self._ends:
            line = output.readline(LONGEST_LINE)
            if not line.endswith(b"\n"):
                break
            while not self._ends:
                with suppress(queue.Full):
                    self._lines.put(line, timeout=0.1)
                    break
        self.end()
        self._process.wait()
        self._writer.join()
        output.close()
        self.last_words = self._read_last_words()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read_last_words(self) -> str:
        with self._unread as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _LAST_WORDS))
            return file.read().decode("utf-8", "replace")

    def _write(self) -> None:
        pipe = self._pipe(self._process.stdin)
        with suppress(OSError):
            while (line := self._to_send.get()) is not None:
                pipe.write(line)
                pipe.flush()
        with suppress(OSError):
            pipe.close()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None  # noqa: S101 (it was opened as one)
        return pipe
