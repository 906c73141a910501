"""How far a render is, shown while it runs."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from manim_nodes.cli.output import one_line
from manim_nodes.graph.build import Graph
from manim_nodes.render.export.progress import Progress, time_left
from manim_nodes.translation import tr


@contextmanager
def shown_progress(graph: Graph) -> Iterator[Callable[[Progress], None]]:
    """Show a bar on a terminal, and elsewhere a line for each new tenth.

    Parameters
    ----------
    graph : where the nodes have their names
    """
    with _bar(graph) if is_live() else _lines(graph) as show:
        yield show


def is_live() -> bool:
    """Return whether errors and progress go to a terminal on which a bar can move."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


@contextmanager
def _bar(graph: Graph) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        # Labels are text, whatever stands in brackets.
        TextColumn("{task.description:<24.24}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=1.0, left="")

        def show(progress: Progress) -> None:
            step, left = _step(graph, progress), time_left(progress.remaining_s)
            bar.update(task, completed=progress.fraction, description=step, left=left)

        yield show


@contextmanager
def _lines(graph: Graph) -> Iterator[Callable[[Progress], None]]:
    last = -1

    def show(progress: Progress) -> None:
        nonlocal last
        tenth = int(progress.fraction * 10)
        if tenth > last:
            last = tenth
            words = (f"{tenth * 10:3} %", _step(graph, progress), time_left(progress.remaining_s))
            click.echo("  ".join(filter(None, words)), err=True)

    yield show


def _step(graph: Graph, progress: Progress) -> str:
    if progress.node_id is None:
        return tr("Finishing") if progress.fraction else tr("Starting")
    node = graph.node(progress.node_id)
    return one_line(node.label or node.id)
