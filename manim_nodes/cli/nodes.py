"""``manim-nodes nodes``: what can be wired."""

import json
import textwrap
from collections.abc import Sequence

import click
import cloup

from manim_nodes.cli import own_nodes
from manim_nodes.cli.catalogues import open_library, open_own_nodes
from manim_nodes.cli.help import examples
from manim_nodes.cli.output import show_columns
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.own_nodes import SUFFIX, OwnNode, find_own_node
from manim_nodes.gallery.pictures import picture_of
from manim_nodes.graph.example_text import example_lines
from manim_nodes.graph.examples import example_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Input, NodeType, Output, Parameter
from manim_nodes.library.search import search
from manim_nodes.translation import tr


class UnknownNodeTypeError(ManimNodesError):
    """There is no such node type."""


@cloup.command(
    "nodes",
    short_help="List the node types, find some, show one, or keep a group as one.",
    epilog=examples(
        "manim-nodes nodes",
        "manim-nodes nodes arrow",
        "manim-nodes nodes show Circle",
        'manim-nodes nodes save film.mnodes "Sun with rays"',
    ),
)
@cloup.argument(
    "words",
    nargs=-1,
    metavar="[SEARCH... | show TYPE | save FILE GROUP]",
    help="What to look for, the one to show, or the group to keep.",
)
@cloup.option("--json", "as_json", is_flag=True, help="Write the node types as JSON.")
@cloup.option("--overwrite", is_flag=True, help="Of save: replace the node if it is there already.")
def nodes_command(words: tuple[str, ...], *, as_json: bool, overwrite: bool) -> None:
    """List all node types, or those that fit SEARCH, show one in full, or keep a group as one.

    What you save is a node of your own, for all your projects.
    """
    if _is_save(words):
        own_nodes.save(words[1:], overwrite=overwrite)
        return
    library = open_library()
    own = open_own_nodes(library)
    if words[:1] == ("show",) and len(words) > 1:
        _show_one(library, own, " ".join(words[1:]), as_json=as_json)
    else:
        _list(library, own, words, as_json=as_json)


def _is_save(words: Sequence[str]) -> bool:
    # "save" alone may be what someone looks for, as in "save state".
    return words[:1] == ("save",) and words[1:2] != () and words[1].endswith(SUFFIX)


def _list(library: Library, own: Sequence[OwnNode], words: Sequence[str], *, as_json: bool) -> None:
    """List what fits the words, the user's own nodes first."""
    kept = [each for each in own if own_nodes.fits(each, words)]
    found = search(library, " ".join(words))
    if as_json:
        click.echo(_json([*map(own_nodes.plain, kept), *map(_plain, found)]))
    elif kept or found:
        types = [(each.type, tr(each.category.title), tr(each.summary)) for each in found]
        show_columns([*map(own_nodes.row, kept), *types])
    else:
        click.echo(tr("No node type fits '{words}'.", words=" ".join(words)), err=True)


def _show_one(library: Library, own: Sequence[OwnNode], name: str, *, as_json: bool) -> None:
    kept = None if name in library.types else find_own_node(own, name)
    shown = kept or _find(library, name)
    if as_json:
        click.echo(
            _json(
                own_nodes.plain(shown)
                if isinstance(shown, OwnNode)
                else _plain_in_full(shown, library)
            )
        )
    elif isinstance(shown, OwnNode):
        own_nodes.show(shown)
    else:
        _show(shown, library)


def _find(library: Library, name: str) -> NodeType:
    node_type = library.get(name)
    if node_type is not None:
        return node_type
    alike = name.replace(" ", "").casefold()
    for known in library.types.values():
        if alike in (known.type.casefold(), known.title.replace(" ", "").casefold()):
            return known
    close = ", ".join(known.type for known in search(library, name)[:3])
    hint = (
        tr("Did you mean {close}?", close=close) if close else tr("`manim-nodes nodes` lists them.")
    )
    raise UnknownNodeTypeError(tr("There is no node type '{name}'.", name=name), hint=hint)


def _plain(node_type: NodeType) -> dict[str, object]:
    hidden = {"play", "source", "example"}
    return node_type.model_dump(mode="json", exclude=hidden, exclude_defaults=True)


def _plain_in_full(node_type: NodeType, library: Library) -> dict[str, object]:
    parts = {"nodes", "edges", "groups"}
    example = example_of(node_type, library).model_dump(
        mode="json", include=parts, exclude_defaults=True
    )
    picture = picture_of(node_type)
    return {
        **_plain(node_type),
        "example": example,
        "picture": str(picture) if picture else None,
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _show(node_type: NodeType, library: Library) -> None:
    click.secho(tr(node_type.title), bold=True, nl=False)
    click.echo(f"  ({node_type.type}, {tr(node_type.category.title)}, {node_type.kind})")
    show_columns([(f"{tr(node_type.summary)} {tr(node_type.documentation)}".strip(),)])
    sections = {
        tr("Inputs"): [_input_row(each) for each in node_type.inputs.values()],
        tr("Outputs"): [_output_row(each) for each in node_type.outputs.values()],
        tr("Parameters"): [_parameter_row(each) for each in node_type.parameters.values()],
    }
    for title, rows in sections.items():
        if rows:
            click.secho(f"\n{title}", bold=True)
            show_columns(rows, indent="  ")
    click.secho(f"\n{tr('Example')}", bold=True)
    for line in example_lines(example_of(node_type, library)):
        click.echo(f"  {line}")
    if picture := picture_of(node_type):
        click.echo("\n" + tr("Picture: {path}", path=picture))
    if node_type.example_code:
        click.secho(f"\n{tr('As Python')}", bold=True)
        click.echo(textwrap.indent(node_type.example_code.strip(), "  "))


def _input_row(port: Input) -> tuple[str, str, str]:
    notes = [*([port.wires] if port.wires else []), *([] if port.required else [tr("optional")])]
    type_name = f"{port.type} ({', '.join(notes)})" if notes else port.type
    return port.name, type_name, tr(port.description)


def _output_row(port: Output) -> tuple[str, str, str]:
    type_name = port.type or tr("as {input}", input=port.input_name)
    return port.name, type_name, tr(port.description)


def _parameter_row(parameter: Parameter) -> tuple[str, str, str]:
    default = parameter.default
    value = "" if default is None else f" = {json.dumps(default, ensure_ascii=False)}"
    unit = f" {tr(parameter.unit)}" if parameter.unit else ""
    limits = [f"{limit[:1].upper()}{limit[1:]}." for limit in parameter.limits]
    words = filter(None, (tr(parameter.description), *limits))
    return parameter.name, f"{parameter.type}{value}{unit}", " ".join(words)
