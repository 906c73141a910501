"""How far the jobs of the queue are, shown while they are made.

Imports the database: to be imported late.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from manim_nodes.cli.output import one_line
from manim_nodes.cli.progress import is_live
from manim_nodes.cli.queue_rows import line_of
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.tables import JobRow
from manim_nodes.render.export.progress import time_left

Show = Callable[[Sequence[JobRow]], None]


@contextmanager
def shown_jobs() -> Iterator[Show]:
    """Show a bar for each job that is being made on a terminal, and elsewhere a line for each new tenth."""
    with _bars() if is_live() else _lines() as show:
        yield show


@contextmanager
def _lines() -> Iterator[Show]:
    shown: dict[str, str] = {}

    def show(rows: Sequence[JobRow]) -> None:
        for row in rows:
            now = f"{row.state} {int(row.progress * 10)}"
            before = shown.get(row.id)
            if before == now or (before is None and row.job_state.is_over):
                continue
            shown[row.id] = now
            if row.job_state is JobState.COMPLETED:
                click.echo(row.output)
            else:
                click.echo("  ".join(line_of(row)), err=True)

    yield show


@contextmanager
def _bars() -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

    columns = (
        # Names are text, whatever stands in brackets.
        TextColumn("{task.description:<32.32}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
    )
    console = Console(stderr=True)
    tasks: dict[str, TaskID] = {}
    # What is written to a file must get there, and not to the terminal that the bars are on.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bars:

        def show(rows: Sequence[JobRow]) -> None:
            for row in rows:
                if not row.job_state.is_over and row.id not in tasks:
                    tasks[row.id] = bars.add_task(one_line(row.name), total=1.0, left="")
                elif row.id in tasks and not row.job_state.is_over:
                    left = time_left(row.remaining_s) if row.job_state.is_running else ""
                    bars.update(tasks[row.id], completed=row.progress, left=left)
                elif row.id in tasks:
                    bars.remove_task(tasks.pop(row.id))
                    _end(row)

        def _end(row: JobRow) -> None:
            if row.job_state is not JobState.COMPLETED:
                console.print("  ".join(line_of(row)), markup=False, highlight=False)
            elif sys.stdout.isatty():
                console.print(row.output, markup=False, highlight=False, soft_wrap=True)
            else:
                click.echo(row.output)

        yield show
