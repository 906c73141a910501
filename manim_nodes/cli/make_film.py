"""A film made by way of the queue that all programs share, with its progress shown.

Imports the database: to be imported late.
"""

import click

from manim_nodes.cli.interrupt import cancelled_by_interrupt
from manim_nodes.cli.progress import shown_progress
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.finish_job import finish_job
from manim_nodes.exports.open_queue import open_runner
from manim_nodes.graph.build import Graph
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import Preferences


def make_film(
    job_id: str,
    queue: ExportQueue,
    graph: Graph,
    preferences: Preferences,
    *,
    speaks: bool = True,
) -> None:
    """Work on the queue until a film is made, and write where it is.

    Parameters
    ----------
    graph : where the nodes have their names
    speaks : write where the film is

    Raises
    ------
    KeyboardInterrupt : it was canceled
    RenderError : it cannot be made
    """
    runner = open_runner(queue, places(), preferences)
    try:
        with cancelled_by_interrupt() as cancel, shown_progress(graph) as on_progress:
            result = finish_job(queue, runner, job_id, on_progress=on_progress, cancel=cancel)
    finally:
        runner.close()
    if result.output is None:
        raise KeyboardInterrupt
    for path in (result.output, *result.beside) if speaks else ():
        click.echo(str(path))
