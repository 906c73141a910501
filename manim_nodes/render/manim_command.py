"""Manim's own command line: how it is started, and what starts it inside a frozen program.

A frozen program has no Python that could be asked for ``-m manim``. So it starts itself again with a switch of its own,
at which ``manim_nodes.__main__`` lets manim take over.
"""

import sys
from collections.abc import Sequence

MANIM_SWITCH = "--manim"
DRAW_SWITCH = "--draw"
"""What starts the process that draws previews of projects from elsewhere, in the same way."""


def manim_command() -> list[str]:
    """Return the start of every manim command line."""
    if getattr(sys, "frozen", False):
        return [sys.executable, MANIM_SWITCH]
    return [sys.executable, "-m", "manim"]


def run_manim(arguments: Sequence[str]) -> None:
    """Do in this process what ``python -m manim`` does with these arguments.

    Raises
    ------
    SystemExit : always, with manim's exit code
    """
    from manim.__main__ import main

    # What scripts and plugins see there is what they see under the stock command.
    sys.argv = ["manim", *arguments]
    main()
