"""``manim-nodes templates``: what a project can start from."""

import json

import click
import cloup

from manim_nodes.cli.catalogues import open_templates
from manim_nodes.cli.help import examples
from manim_nodes.cli.output import show_columns
from manim_nodes.translation import tr

_FIELDS = ("id", "name", "category", "description", "instructions", "keywords", "formats")


@cloup.command(
    "templates",
    epilog=examples(
        "manim-nodes templates",
        'manim-nodes new "Triangles" --template pythagoras',
    ),
)
@cloup.option("--json", "as_json", is_flag=True, help="Write the templates as JSON.")
def templates_command(*, as_json: bool) -> None:
    """List the templates that a project can start from."""
    templates = open_templates()
    if as_json:
        listed = [{name: getattr(template, name) for name in _FIELDS} for template in templates]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    show_columns(
        [
            (each.id, tr(each.category), f"{tr(each.name)}. {tr(each.description)}")
            for each in templates
        ]
    )
