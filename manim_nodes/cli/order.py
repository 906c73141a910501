"""``manim-nodes order``: the order in which a project's nodes run."""

from pathlib import Path

import click

from manim_nodes.cli.help import examples
from manim_nodes.cli.project import ProjectFaultsError, open_project, show_problems
from manim_nodes.graph.order import order


@click.command(
    "order",
    epilog=examples(
        "manim-nodes order film.mnodes",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
def order_command(file: Path) -> None:
    """List the nodes of a project in the order in which they run."""
    project = open_project(file)
    if not project.graph.is_acyclic:
        show_problems([problem for problem in project.problems if problem.code == "cycle"])
        raise ProjectFaultsError(
            "its nodes have no order.", where=str(file), hint="Break the circle of wires."
        )
    for place, node_id in enumerate(order(project.graph), start=1):
        node = project.document.node(node_id)
        label = f"  {node.label}" if node.label else ""
        click.echo(f"{place:>4}  {node_id:<24} {node.type}{label}")
