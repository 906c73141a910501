"""``manim-nodes nodes``: what can be wired."""

import json
import textwrap
from collections.abc import Iterator

import click
import cloup

from manim_nodes.cli.catalogues import open_library
from manim_nodes.cli.help import examples
from manim_nodes.cli.output import show_columns
from manim_nodes.errors import ManimNodesError
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Input, NodeType, Output, Parameter
from manim_nodes.library.search import search


class UnknownNodeTypeError(ManimNodesError):
    """There is no such node type."""


@cloup.command(
    "nodes",
    short_help="List the node types, find some, or show one.",
    epilog=examples(
        "manim-nodes nodes",
        "manim-nodes nodes arrow",
        "manim-nodes nodes show Circle",
    ),
)
@cloup.argument(
    "words",
    nargs=-1,
    metavar="[SEARCH... | show TYPE]",
    help="What to look for, or the one to show.",
)
@cloup.option("--json", "as_json", is_flag=True, help="Write the node types as JSON.")
def nodes_command(words: tuple[str, ...], *, as_json: bool) -> None:
    """List all node types, or those that fit SEARCH, or show one in full."""
    library = open_library()
    if words[:1] == ("show",) and len(words) > 1:
        node_type = _find(library, " ".join(words[1:]))
        if as_json:
            click.echo(_json(_plain(node_type)))
        else:
            _show(node_type)
        return
    found = search(library, " ".join(words))
    if as_json:
        click.echo(_json([_plain(node_type) for node_type in found]))
    elif found:
        show_columns([(each.type, each.category, each.summary) for each in found])
    else:
        click.echo(f"No node type fits '{' '.join(words)}'.", err=True)


def _find(library: Library, name: str) -> NodeType:
    node_type = library.get(name)
    if node_type is not None:
        return node_type
    alike = name.replace(" ", "").casefold()
    for known in library.types.values():
        if alike in (known.type.casefold(), known.title.replace(" ", "").casefold()):
            return known
    close = ", ".join(known.type for known in search(library, name)[:3])
    hint = f"Did you mean {close}?" if close else "`manim-nodes nodes` lists them."
    raise UnknownNodeTypeError(f"There is no node type '{name}'.", hint=hint)


def _plain(node_type: NodeType) -> dict[str, object]:
    return node_type.model_dump(mode="json", exclude={"play", "source"}, exclude_defaults=True)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _show(node_type: NodeType) -> None:
    click.secho(node_type.title, bold=True, nl=False)
    click.echo(f"  ({node_type.type}, {node_type.category}, {node_type.kind})")
    show_columns([(f"{node_type.summary} {node_type.documentation}".strip(),)])
    sections = {
        "Inputs": [_input_row(each) for each in node_type.inputs.values()],
        "Outputs": [_output_row(each) for each in node_type.outputs.values()],
        "Parameters": [_parameter_row(each) for each in node_type.parameters.values()],
    }
    for title, rows in sections.items():
        if rows:
            click.secho(f"\n{title}", bold=True)
            show_columns(rows, indent="  ")
    if node_type.example_code:
        click.secho("\nAs Python", bold=True)
        click.echo(textwrap.indent(node_type.example_code.strip(), "  "))


def _input_row(port: Input) -> tuple[str, str, str]:
    notes = [*(["any number"] if port.many else []), *([] if port.required else ["optional"])]
    type_name = f"{port.type} ({', '.join(notes)})" if notes else port.type
    return port.name, type_name, port.description


def _output_row(port: Output) -> tuple[str, str, str]:
    return port.name, port.type or f"as {port.input_name}", port.description


def _parameter_row(parameter: Parameter) -> tuple[str, str, str]:
    default = parameter.default
    value = "" if default is None else f" = {json.dumps(default, ensure_ascii=False)}"
    unit = f" {parameter.unit}" if parameter.unit else ""
    words = filter(None, (parameter.description, *_limits(parameter)))
    return parameter.name, f"{parameter.type}{value}{unit}", " ".join(words)


def _limits(parameter: Parameter) -> Iterator[str]:
    if parameter.choices:
        yield f"One of {', '.join(map(str, parameter.choices))}."
    if parameter.minimum is not None:
        yield f"At least {parameter.minimum:g}."
    if parameter.exclusive_minimum is not None:
        yield f"Greater than {parameter.exclusive_minimum:g}."
    if parameter.maximum is not None:
        yield f"At most {parameter.maximum:g}."
