"""``manim-nodes templates``: what a project can start from."""

import json

import click

from manim_nodes.cli.help import examples
from manim_nodes.cli.project import open_templates


@click.command(
    "templates",
    epilog=examples(
        "manim-nodes templates",
        'manim-nodes new "Triangles" --template pythagoras',
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Write the templates as JSON.")
def templates_command(*, as_json: bool) -> None:
    """List the templates that a project can start from."""
    templates = open_templates()
    if as_json:
        fields = ("id", "name", "category", "description", "instructions", "keywords")
        listed = [{name: getattr(template, name) for name in fields} for template in templates]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    for template in templates:
        click.echo(f"{template.id:<24} {template.category:<10} {template.name}")
        click.echo(f"{'':<24} {'':<10} {template.description}")
