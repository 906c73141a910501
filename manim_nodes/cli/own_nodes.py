"""What ``manim-nodes nodes`` says of the user's own nodes, and how it makes one."""

from collections.abc import Sequence
from pathlib import Path

import click

from manim_nodes.cli.catalogues import open_library
from manim_nodes.cli.output import one_line, show_columns
from manim_nodes.document.files import load_document
from manim_nodes.document.groups import GROUP, group_id_of
from manim_nodes.document.model import Document, UnknownIdError
from manim_nodes.gallery.own_nodes import OwnNode, save_own_node
from manim_nodes.graph.format_1 import migrations
from manim_nodes.translation import tr, tr_later
from manim_nodes.workspace.places import places

_GROUPS, _SNIPPETS, _BUILT_IN = (
    tr_later("My nodes"),
    tr_later("My snippets"),
    tr_later("Ready-made"),
)


def _category(own: OwnNode) -> str:
    if own.is_built_in:
        return _BUILT_IN
    return _GROUPS if own.group is not None else _SNIPPETS


def fits(own: OwnNode, words: Sequence[str]) -> bool:
    """Return whether each of the words is somewhere in what an own node is called."""
    said = own.name, own.title, tr(_category(own)), tr(own.summary), *map(tr, own.keywords)
    text = " ".join(said).casefold()
    return all(word.casefold() in text for word in words)


def row(own: OwnNode) -> tuple[str, str, str]:
    """Return the line of a list that an own node has."""
    if own.is_built_in:
        return own.name, tr(_category(own)), f"{tr(own.title)}. {tr(own.summary)}"
    takes = tr("Takes {inputs}.", inputs=", ".join(own.inputs)) if own.inputs else ""
    gives = tr("Gives {outputs}.", outputs=", ".join(own.outputs)) if own.outputs else ""
    return one_line(own.name), tr(_category(own)), one_line(f"{takes} {gives}".strip())


def plain(own: OwnNode) -> dict[str, object]:
    """Return what JSON says of an own node."""
    return {
        "type": GROUP if own.group is not None else "Snippet",
        "category": _category(own),
        "name": own.name,
        "title": own.title,
        **({"summary": own.summary} if own.is_built_in else {}),
        "inputs": dict(own.inputs),
        "outputs": dict(own.outputs),
        "nodes": [node.type for node in own.content.nodes],
        "path": str(own.path),
    }


def show(own: OwnNode) -> None:
    """Write all about an own node."""
    click.secho(one_line(own.title), bold=True, nl=False)
    click.echo(f"  ({tr(_category(own))})")
    if own.summary:
        click.echo(tr(own.summary))
    click.echo(one_line(str(own.path)))
    sections: dict[str, list[tuple[str, ...]]] = {
        tr("Inputs"): list(own.inputs.items()),
        tr("Outputs"): list(own.outputs.items()),
        tr("Nodes"): [(node.id, node.type, node.label) for node in own.content.nodes],
    }
    for title, rows in sections.items():
        if rows:
            click.secho(f"\n{title}", bold=True)
            show_columns([tuple(map(one_line, each)) for each in rows], indent="  ")


def save(words: Sequence[str], *, overwrite: bool) -> None:
    """Keep a group of a project as a node of the user's own.

    Raises
    ------
    click.UsageError : the words are not a file and a group
    """
    if len(words) < 2:
        raise click.UsageError(tr("Say which group of which project: nodes save FILE GROUP."))
    document = load_document(Path(words[0]), migrations=migrations(open_library()))
    group_id = _group_called(document, " ".join(words[1:]))
    path = save_own_node(document, group_id, places().nodes, overwrite=overwrite)
    click.echo(str(path))


def _group_called(document: Document, name: str) -> str:
    """Return the id of the group that has this id or name, or that a node with this id stands for."""
    standing = document.nodes_by_id.get(name)
    candidates = [
        group.id
        for group in document.groups
        if name in (group.id, group.name) or (standing and group_id_of(standing) == group.id)
    ]
    if len(candidates) == 1:
        return candidates[0]
    known = ", ".join(f"{group.name} ({group.id})" for group in document.groups)
    if candidates:
        msg, hint = (
            tr("Several groups are called '{name}'.", name=name),
            tr("Say which by its id: {known}.", known=known),
        )
    else:
        msg = tr("There is no group '{name}'.", name=name)
        hint = (
            tr("There are: {known}.", known=known)
            if known
            else tr("Make a group of some nodes first.")
        )
    raise UnknownIdError(msg, where=document.name, hint=hint)
