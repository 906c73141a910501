"""How this program starts itself again: with the Python that runs it, or, frozen, by itself with a switch.

A frozen program has no Python that could be asked for a module. What it is to be instead of the app or the command line
is its first argument, at which `manim_nodes.__main__` lets that take over.
"""

import os
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path

MODULE_FOLDERS = "MANIM_NODES_MODULES"
"""The variable that says where a frozen program finds more modules, since it does not ask for PYTHONPATH."""
_LIBRARY_PATH = "LD_LIBRARY_PATH"


def is_frozen() -> bool:
    """Return whether the program runs from a package of its own, in which Python is, too."""
    return bool(getattr(sys, "frozen", False))


def own_command(*arguments: str) -> list[str]:
    """Return the command line of this program itself."""
    return [sys.executable, *(() if is_frozen() else ("-m", "manim_nodes")), *arguments]


def python_command(*arguments: str, switch: str) -> list[str]:
    """Return the command line that runs Python with arguments, or a frozen program with the switch that stands for them."""
    return [sys.executable, *([switch] if is_frozen() else arguments)]


def forget_how_it_started(environment: MutableMapping[str, str]) -> None:
    """Let what is started from here find the system's libraries, and this program, started again, its own.

    PyInstaller begins with its own folder in the variable, and keeps in another what was there; by more of its variables
    a program that is started again would take that for done. This process goes on as it was started: libraries are looked
    for as the variable said before Python began.
    """
    former = environment.pop(f"{_LIBRARY_PATH}_ORIG", None)
    if former is not None:
        environment[_LIBRARY_PATH] = former
    else:
        environment.pop(_LIBRARY_PATH, None)
    for name in [name for name in environment if name.startswith("_PYI_")]:
        del environment[name]


def module_folders(environment: Mapping[str, str]) -> list[str]:
    """Return where what is started with these variables finds modules beside its own."""
    return [folder for folder in environment.get(_variable(), "").split(os.pathsep) if folder]


def import_from(folders: Iterable[Path], environment: MutableMapping[str, str]) -> None:
    """Let this process, and what it starts with these variables, find modules in more folders, after all others."""
    known = module_folders(environment)
    known += [str(folder) for folder in folders if str(folder) not in known]
    if known:
        environment[_variable()] = os.pathsep.join(known)
    sys.path += [folder for folder in known if folder not in sys.path]


def _variable() -> str:
    return MODULE_FOLDERS if is_frozen() else "PYTHONPATH"
