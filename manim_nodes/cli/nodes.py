"""``manim-nodes nodes``: what can be wired."""

import json

import click

from manim_nodes.cli.help import examples
from manim_nodes.cli.project import open_library
from manim_nodes.errors import ManimNodesError
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.search import search


class UnknownNodeTypeError(ManimNodesError):
    """There is no such node type."""


@click.command(
    "nodes",
    epilog=examples(
        "manim-nodes nodes",
        "manim-nodes nodes arrow",
        "manim-nodes nodes show Circle",
    ),
)
@click.argument("words", nargs=-1, metavar="[SEARCH... | show TYPE]")
@click.option("--json", "as_json", is_flag=True, help="Write the node types as JSON.")
def nodes_command(words: tuple[str, ...], *, as_json: bool) -> None:
    """List the node types, those that fit SEARCH, or one in full."""
    library = open_library()
    if len(words) == 2 and words[0] == "show":
        _show(_find(library, words[1]), as_json=as_json)
        return
    found = search(library, " ".join(words)) if words else list(library.types.values())
    if as_json:
        click.echo(json.dumps([_as_json(node_type) for node_type in found], indent=2))
        return
    if not found:
        click.echo(f"No node type fits '{' '.join(words)}'.")
    for node_type in found:
        click.echo(f"{node_type.type:<28} {node_type.category:<16} {node_type.summary}")


def _find(library: Library, name: str) -> NodeType:
    node_type = library.get(name) or next(
        (known for known in library.types.values() if known.type.lower() == name.lower()), None
    )
    if node_type is None:
        close = ", ".join(known.type for known in search(library, name)[:3])
        hint = f"Did you mean {close}?" if close else "manim-nodes nodes lists them."
        raise UnknownNodeTypeError(f"There is no node type '{name}'.", hint=hint)
    return node_type


def _as_json(node_type: NodeType) -> dict[str, object]:
    return node_type.model_dump(mode="json", exclude={"play", "source"}, exclude_defaults=True)


def _show(node_type: NodeType, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(node_type), indent=2))
        return
    click.secho(node_type.title, bold=True, nl=False)
    click.echo(f"  ({node_type.type}, {node_type.category}, {node_type.kind})")
    click.echo(f"{node_type.summary} {node_type.documentation}".rstrip())
    _section("Inputs", [(port.name, _input(node_type, port.name), port.description)
                        for port in node_type.inputs.values()])  # fmt: skip
    _section("Outputs", [(port.name, port.type or f"as {port.input_name}", port.description)
                         for port in node_type.outputs.values()])  # fmt: skip
    _section("Parameters", [(known.name, _parameter(known), known.description)
                            for known in node_type.parameters.values()])  # fmt: skip
    if node_type.example_code:
        click.secho("\nAs Python", bold=True)
        click.echo("\n".join(f"  {line}" for line in node_type.example_code.splitlines()))


def _section(title: str, rows: list[tuple[str, str, str]]) -> None:
    if rows:
        click.secho(f"\n{title}", bold=True)
    for name, what, description in rows:
        click.echo(f"  {name:<18} {what:<34} {description}".rstrip())


def _input(node_type: NodeType, name: str) -> str:
    port = node_type.inputs[name]
    notes = [*(["any number"] if port.many else []), *([] if port.required else ["optional"])]
    return f"{port.type} ({', '.join(notes)})" if notes else port.type


def _parameter(parameter: Parameter) -> str:
    default = "" if parameter.default is None else f" = {json.dumps(parameter.default)}"
    unit = f" {parameter.unit}" if parameter.unit else ""
    return f"{parameter.type}{default}{unit}"
