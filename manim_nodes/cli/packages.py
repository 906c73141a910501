"""``manim-nodes packages``: node packages of others, and which of them may be used."""

import click
import cloup

from manim_nodes.cli.catalogues import open_library
from manim_nodes.cli.help import examples
from manim_nodes.cli.output import show_columns
from manim_nodes.errors import ManimNodesError
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_packages import NodePackage
from manim_nodes.translation import tr, tr_plural
from manim_nodes.workspace.places import places
from manim_nodes.workspace.state import load_state, save_state


class UnknownPackageError(ManimNodesError):
    """There is no such node package."""


@cloup.command(
    "packages",
    short_help="List node packages, and say which you trust.",
    epilog=examples("manim-nodes packages", "manim-nodes packages --trust manim-nodes-radar"),
)
@cloup.option(
    "--trust", metavar="NAME", help="From now on use the nodes of this package, as it is."
)
@cloup.option("--distrust", metavar="NAME", help="From now on do not use them.")
def packages_command(trust: str | None, distrust: str | None) -> None:
    """List the node packages that are installed or in your folder of packages.

    The nodes of a package run the code of whoever made it, so nothing of it is imported before you trust it. If it
    changes, you are asked again.
    """
    library = open_library()
    state = load_state(places().memory)
    trusted = dict(state.trusted_packages)
    if trust is not None:
        trusted[trust] = _named(library, trust).digest
    if distrust is not None:
        trusted.pop(_named(library, distrust).name, None)
    if trusted != state.trusted_packages:
        save_state(state.model_copy(update={"trusted_packages": trusted}), places().memory)
    if not library.packages:
        click.echo(tr("There are no node packages. Put wheels of some into {folder}.", folder=places().packages))  # fmt: skip
    show_columns([_row(each, library, each.is_trusted(trusted)) for each in library.packages])


def _named(library: Library, name: str) -> NodePackage:
    for package in library.packages:
        if package.name == name:
            return package
    raise UnknownPackageError(
        tr("There is no node package '{name}'.", name=name),
        hint=tr("manim-nodes packages lists those that there are."),
    )


def _row(package: NodePackage, library: Library, is_trusted: bool) -> tuple[str, ...]:
    count = sum(each.package == package.name for each in library.types.values())
    return (
        tr("trusted") if is_trusted else tr("not trusted"),
        f"{package.name} {package.version}".rstrip(),
        tr_plural("{count} node type", "{count} node types", count),
        str(package.place),
    )
