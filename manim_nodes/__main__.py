"""The program's one entry point: the app, or the command line."""

import gc
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from manim_nodes.render.display import has_display, lacks_library
from manim_nodes.render.manim_command import DRAW_SWITCH, MANIM_SWITCH, run_manim
from manim_nodes.render.worker import WORK_SWITCH
from manim_nodes.render.worker_main import main as work
from manim_nodes.sandbox.command import CONFINE_SWITCH
from manim_nodes.sandbox.launcher import main as confine
from manim_nodes.sandbox.own_program import forget_how_it_started, import_from, is_frozen

_NO_QT = "the app needs Qt, which is not installed. Get it with: pip install 'manim-nodes[app]'"
_NO_DISPLAY = (
    "there is no display to open the app on. The command line works without: manim-nodes --help"
)


def main() -> int:
    """Open the app, run the command that was asked for, or be what a frozen program cannot have Python run."""
    _pass_over_syntax_of_packages()
    if is_frozen():
        forget_how_it_started(os.environ)
        import_from((), os.environ)
    arguments = sys.argv[1:]
    if arguments[:1] == [MANIM_SWITCH]:
        run_manim(arguments[1:])
    if arguments[:1] == [CONFINE_SWITCH]:
        confine(arguments[1:])
    if arguments[:1] == [WORK_SWITCH]:
        work()
        return 0
    if arguments[:1] == [DRAW_SWITCH]:
        from manim_nodes.render.confined.drawing_main import main as draw

        draw(arguments[1:])
    projects = projects_to_open(arguments)
    if projects is not None:
        return _open_app(projects)
    from manim_nodes.cli.main import main as run_command

    return run_command(arguments)


def _pass_over_syntax_of_packages() -> None:
    """Leave unsaid, at the first start, what the syntax of packages is warned of that were not compiled when installed.

    By the file, not by a filter: some releases of Python 3.13 take such a warning for one of the module that imports.
    """
    show = warnings.showwarning

    def show_others(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if not (issubclass(category, SyntaxWarning) and "site-packages" in filename):
            show(message, category, filename, lineno, file, line)

    warnings.showwarning = show_others


def projects_to_open(arguments: Sequence[str]) -> list[Path] | None:
    """Return the projects that the app is to open with, maybe none; None if something else is asked for."""
    names = arguments[1:] if arguments[:1] == ["open"] else arguments
    is_open = names is not arguments or all(name.endswith(".mnodes") for name in names)
    if not is_open or any(name.startswith("-") for name in names):
        return None
    return [Path(name) for name in names]


def _open_app(projects: Sequence[Path]) -> int:
    if sys.platform.startswith("linux") and not has_display(os.environ):
        return _refuse(_NO_DISPLAY)
    gc.disable()  # what is imported stays; the app collects garbage in its own time
    try:
        from manim_nodes.app.main import run_app
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("manim_nodes"):
            raise
        return _refuse(_NO_QT)
    except ImportError as error:
        if ".so" not in str(error).partition(":")[0]:
            raise
        return _refuse(lacks_library(str(error)))
    return run_app(projects)


def _refuse(reason: str) -> int:
    print(f"manim-nodes: {reason}", file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
