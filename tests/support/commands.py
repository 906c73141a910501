"""The command line as its users meet it: in this process, which is quick, or in one of its own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from manim_nodes.cli.main import main
from manim_nodes.document.files import save_document
from tests.support.library import node, toy_document

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "manim_nodes")


class Said(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Said:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Said(code, out.getvalue(), err.getvalue())


def started(*command: str | Path, **options: Any) -> "subprocess.Popen[str]":
    """Start a process that finds the program, in a session of its own unless told otherwise."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.Popen(
        command,
        env=environment,
        text=True,
        **{
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "start_new_session": True,
            **options,
        },
    )


def run_apart(*command: str | Path, **options: Any) -> Said:
    """Run a process to its end."""
    with started(*command, **options) as process:
        out, err = process.communicate()
    return Said(process.returncode, out, err)


def save_project(path: Path, nodes: Any, wires: str = "", **fields: Any) -> Path:
    """Save a project; for its nodes and wires see :func:`tests.support.library.toy_document`."""
    save_document(toy_document(nodes, wires, **fields), path)
    return path


def save_circle(path: Path, *, seconds: float = 1.0, label: str = "Draw it") -> Path:
    """Save a project whose step ``label`` draws a circle."""
    create = node("create_1", {"run_time": seconds}, label=label)
    return save_project(path, [node("circle_1"), create], "circle_1.mobject > create_1.mobject")
