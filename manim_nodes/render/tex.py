r"""Run TeX so that a formula cannot reach files outside its own folder.

TeX reads and writes files, and dvisvgm hands PostScript specials to a Ghostscript that does so too: with dvisvgm 3.0.3
``\special{ps:(/any/file)(w)file ...}`` in a formula overwrote that file. So TeX runs in its paranoid mode, without
shell escape, and dvisvgm ignores PostScript. Packages that draw by PostScript (``graphicx``, TikZ) need their
``dvisvgm`` driver, which does without.

Paranoid mode looks at a name before its variables are filled in, so ``$HOME/file`` passes; and it rejects every name
with a folder that begins with a dot, the cache's own name included. So TeX runs confined by the system, in an empty
folder, under names without folders.

A formula can write files beside its own. What is kept of a formula is known by its name alone, so that one could pass
for the picture of another, in other projects too: only files of its own name are taken, and no outlines but dvisvgm's.
"""

import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from errno import ENOENT
from pathlib import Path
from typing import Any

from manim_nodes.render.thread_queue import InterruptSafeQueue
from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import TEX_LIMITS
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.process_family import end_family, start_family
from manim_nodes.sandbox.variables import kept_variables, scratch_variables
from manim_nodes.sandbox.windows import WINDOWS_VARIABLES

TEX_PROGRAMS = ("latex", "pdflatex", "xelatex", "lualatex", "luatex", "dvisvgm")
_DVISVGM_OPTIONS = ("--no-specials=ps",)
PARANOID_TEX = {"openin_any": "p", "openout_any": "p", "shell_escape": "f"}
"""Variables of the environment."""
_POLL_S = 0.02

# Whatever else is there, a formula could typeset: TeX fills variables in wherever a file is named.
_KEPT = {
    *("PATH", "HOME", "LANG", "LANGUAGE", "TEXINPUTS", "LD_LIBRARY_PATH"),
    *WINDOWS_VARIABLES,
}
_KEPT_PREFIXES = ("LC_", "TEXMF", "MIKTEX")


def tex_environment(environment: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """Return the variables of ``environment`` that TeX needs, and its paranoid mode.

    Parameters
    ----------
    scratch : an absolute folder for files in between
    """
    kept = kept_variables(environment, _KEPT, _KEPT_PREFIXES)
    return {**kept, **PARANOID_TEX, **scratch_variables(scratch)}


def without_postscript(command: Sequence[str]) -> list[str]:
    """Return a command of manim's, with options that keep dvisvgm from PostScript if it is that."""
    program, *arguments = command
    options = _DVISVGM_OPTIONS if Path(program).name == "dvisvgm" else ()
    return [program, *options, *arguments]


def run_tex(
    command: Sequence[str], tex_dir: Path, keep_going: Callable[[], bool] = lambda: True
) -> int:
    """Run a program of TeX's on files of ``tex_dir``, confined, and put what it makes there.

    Parameters
    ----------
    command : names files of ``tex_dir`` by their absolute paths
    keep_going : asked every few hundredths of a second; the program is ended, and makes nothing, once it says no

    Returns
    -------
    The program's return code.

    Raises
    ------
    TimeoutError : it does not end in time
    OSError : it cannot be started
    """
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), command[0])
    with tempfile.TemporaryDirectory(prefix="manim-nodes-tex-") as name:
        folder = Path(name).resolve()
        inputs = _inputs(command, tex_dir)
        for file in inputs:
            shutil.copyfile(file, folder / file.name)
        end = time.monotonic() + TEX_LIMITS.time_s
        return_code = _run([program, *_relative(command[1:], tex_dir)], folder, keep_going)
        if return_code and keep_going() and time.monotonic() > end:
            raise TimeoutError(f"LaTeX: {TEX_LIMITS.time_s:g} s")
        if keep_going():
            for file in folder.iterdir():
                if _is_its_own(file, program, {each.stem for each in inputs}):
                    _put(file, tex_dir)
    return return_code


class TexService:
    """Stands where manim would look for the ``subprocess`` module when it runs TeX.

    The process is started and waited for in a thread of its own: the thread that runs the scene may be interrupted
    anywhere, and would leave a process behind that nobody knows of.

    Parameters
    ----------
    tex_dir : where manim writes and finds the files of TeX, an absolute path
    """

    DEVNULL = subprocess.DEVNULL

    def __init__(self, tex_dir: Path) -> None:
        self._tex_dir = tex_dir
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
                reply.put(run_tex(command, self._tex_dir, lambda: not self._stopped))
            except OSError as error:
                reply.put(error)


def _inputs(command: Sequence[str], tex_dir: Path) -> list[Path]:
    # With all that an earlier program has made of the same formula.
    files = [Path(argument) for argument in command[1:] if argument.startswith(tex_dir.as_posix())]
    return [
        each
        for file in files
        if file.parent == tex_dir and file.is_file()
        for each in tex_dir.glob(f"{file.stem}.*")
    ]


def _is_its_own(file: Path, program: str, stems: Collection[str]) -> bool:
    is_outline = file.suffix == ".svg"
    return file.stem in stems and (not is_outline or Path(program).stem == "dvisvgm")


def _relative(command: Sequence[str], tex_dir: Path) -> list[str]:
    name = tex_dir.as_posix()
    return [argument.replace(f"{name}/", "").replace(name, ".") for argument in command]


def _run(command: Sequence[str], folder: Path, keep_going: Callable[[], bool]) -> int:
    no_streams: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    line = confined(without_postscript(command), tier=best_tier(), folder=folder, limits=TEX_LIMITS)
    end = time.monotonic() + TEX_LIMITS.time_s
    with start_family(
        line,
        cwd=folder,
        env=tex_environment(os.environ, folder),
        **no_streams,
    ) as process:
        while process.returncode is None:
            try:
                process.wait(_POLL_S)
            except subprocess.TimeoutExpired:
                if not keep_going() or time.monotonic() > end:
                    end_family(process, at_once=True)
        return process.returncode


def _put(file: Path, folder: Path) -> None:
    """Copy a file so that it is there whole or not at all: manim takes any outline of the right name for whole."""
    if file.is_file() and not file.is_symlink():
        part = folder / f"{file.name}.part"
        shutil.copyfile(file, part)
        part.replace(folder / file.name)
