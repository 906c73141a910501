"""``manim-nodes new``: a project to start with."""

from pathlib import Path

import click
import cloup

from manim_nodes.cli.catalogues import open_library, open_templates
from manim_nodes.cli.help import examples
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.model import new_document
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import find_template
from manim_nodes.graph.format_1 import migrations
from manim_nodes.translation import tr

SUFFIX = ".mnodes"


class ProjectExistsError(ManimNodesError):
    """A new project would replace another."""


@cloup.command(
    "new",
    short_help="Make a project, empty or from a template.",
    epilog=examples(
        'manim-nodes new "My first scene"',
        "manim-nodes new films/triangles --template pythagoras",
    ),
)
@cloup.argument("name", help="What it is called; a folder may come first.")
@cloup.option("--template", "template_id", metavar="ID", help="Begin with a template.")
def new_command(name: str, template_id: str | None) -> None:
    """Make the project file NAME.mnodes, empty or from a template."""
    path = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
    title = path.name.removesuffix(SUFFIX).strip()
    if not title:
        raise click.UsageError(tr("NAME must not be empty."))
    if path.exists():
        raise ProjectExistsError(
            tr("It is there already."), where=str(path), hint=tr("Choose another name.")
        )
    template = None
    if template_id is not None:
        path_of_template = find_template(open_templates(), template_id).path
        template = load_document(path_of_template, migrations=migrations(open_library()))
    save_document(new_document(title, template=template), path)
    click.echo(str(path))
