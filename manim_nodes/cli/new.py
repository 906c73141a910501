"""``manim-nodes new``: a project to start with."""

from pathlib import Path

import click

from manim_nodes.cli.help import examples
from manim_nodes.cli.project import open_templates
from manim_nodes.document.files import save_document
from manim_nodes.document.model import new_document
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import find_template, project_from

SUFFIX = ".mnodes"


class ProjectExistsError(ManimNodesError):
    """A new project would replace another."""


@click.command(
    "new",
    epilog=examples(
        'manim-nodes new "My first scene"',
        "manim-nodes new films/triangles --template pythagoras",
    ),
)
@click.argument("name")
@click.option("--template", "template_id", metavar="ID", help="Begin with a template.")
def new_command(name: str, template_id: str | None) -> None:
    """Make a project file NAME.mnodes; NAME may begin with a folder."""
    path = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
    title = path.name.removesuffix(SUFFIX).strip()
    if not title:
        raise click.UsageError("NAME must not be empty.")
    if path.exists():
        raise ProjectExistsError("is already there.", where=str(path), hint="Choose another name.")
    if template_id is None:
        document = new_document(title)
    else:
        templates = open_templates()
        document = project_from(find_template(templates, template_id), title)
    save_document(document, path)
    click.echo(str(path))
