"""``manim-nodes order``: the order in which a project's nodes run."""

from pathlib import Path

import click
import cloup

from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.output import one_line, show_columns
from manim_nodes.cli.project import open_project, show_problems
from manim_nodes.graph.order import order


@cloup.command("order", epilog=examples("manim-nodes order film.mnodes"))
@cloup.argument("file", type=click.Path(path_type=Path), help=FILE_HELP)
def order_command(file: Path) -> None:
    """List the nodes of a project in the order in which they run."""
    project = open_project(file)
    graph = project.graph
    if not graph.is_acyclic:
        show_problems([problem for problem in project.problems if problem.code == "cycle"])
        raise click.exceptions.Exit(1)
    nodes = [graph.node(node_id) for node_id in order(graph)]
    show_columns(
        [
            (f"{place:>4}", *map(one_line, (node.id, node.type, node.label)))
            for place, node in enumerate(nodes, start=1)
        ]
    )
