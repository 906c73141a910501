"""Manim's own command line: how it is started, and what it does in a frozen program."""

import sys
from collections.abc import Sequence

from manim_nodes.sandbox.own_program import python_command

MANIM_SWITCH = "--manim"
DRAW_SWITCH = "--draw"
"""What makes a frozen program the process that draws previews of projects from elsewhere."""


def manim_command() -> list[str]:
    """Return the start of every manim command line."""
    return python_command("-m", "manim", switch=MANIM_SWITCH)


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
