r"""Run TeX so that a formula cannot reach files outside its own folder.

TeX reads and writes files, and dvisvgm hands PostScript specials to a Ghostscript that does so too: with dvisvgm 3.0.3
``\special{ps:(/any/file)(w)file ...}`` in a formula overwrote that file. So TeX runs in its paranoid mode, without
shell escape, and dvisvgm ignores PostScript. Packages that draw by PostScript (``graphicx``, TikZ) need their
``dvisvgm`` driver, which does without.
"""

import os
import queue
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from manim_nodes.render.thread_queue import InterruptSafeQueue

DVISVGM_OPTIONS = ("--no-specials=ps",)
_POLL_S = 0.02


def tex_environment(
    environment: Mapping[str, str], output_dir: Path | None = None
) -> dict[str, str]:
    """Return ``environment`` with TeX in its paranoid mode.

    Parameters
    ----------
    output_dir : an absolute folder that TeX may write to, if it is not below the working folder
    """
    paranoid = {"openin_any": "p", "openout_any": "p", "shell_escape": "f"}
    if output_dir is not None:
        paranoid["TEXMFOUTPUT"] = str(output_dir)
    return {**environment, **paranoid}


class TexService:
    """Stands where manim would look for the ``subprocess`` module when it runs TeX.

    The process is started and waited for in a thread of its own: the thread that runs the scene may be interrupted
    anywhere, and would leave a process behind that nobody knows of.

    Parameters
    ----------
    folder : where TeX works and writes, an absolute path; nothing else in it should be worth reading
    """

    DEVNULL = subprocess.DEVNULL

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._requests: queue.SimpleQueue[
            tuple[list[str], InterruptSafeQueue[int | OSError]] | None
        ] = queue.SimpleQueue()
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, name="manim-nodes-tex", daemon=True)
        self._thread.start()

    def run(self, command: list[str], **_: Any) -> "subprocess.CompletedProcess[bytes]":
        """Run a program as ``subprocess.run`` does; its output is dropped.

        Raises
        ------
        OSError : it cannot be started
        """
        reply: InterruptSafeQueue[int | OSError] = InterruptSafeQueue()
        self._requests.put((command, reply))
        # In short waits: an exception that is to stop this thread strikes only between two of them.
        while True:
            outcome = reply.get(_POLL_S)
            if isinstance(outcome, OSError):
                raise outcome
            if outcome is not None:
                return subprocess.CompletedProcess(command, outcome)

    def stop(self) -> None:
        """End the program that runs, if any, and the service."""
        self._stopped = True
        self._requests.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (request := self._requests.get()) is not None:
            command, reply = request
            try:
                reply.put(self._run(command))
            except OSError as error:
                reply.put(error)

    def _run(self, command: list[str]) -> int:
        if command[0] == "dvisvgm":
            command = [command[0], *DVISVGM_OPTIONS, *command[1:]]
        no_streams: dict[str, Any] = dict.fromkeys(
            ("stdin", "stdout", "stderr"), subprocess.DEVNULL
        )
        environment = tex_environment(os.environ, self._folder)
        with subprocess.Popen(command, cwd=self._folder, env=environment, **no_streams) as process:  # noqa: S603 (manim's)
            while process.returncode is None:
                try:
                    process.wait(_POLL_S)
                except subprocess.TimeoutExpired:
                    if self._stopped:
                        process.kill()
            return process.returncode
