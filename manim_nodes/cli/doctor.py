"""``manim-nodes doctor``: what is installed, and how to get what is not."""

from dataclasses import fields

import click

from manim_nodes.cli.help import examples
from manim_nodes.workspace.places import data_root, places


@click.command(
    "doctor",
    epilog=examples(
        "manim-nodes doctor",
    ),
)
@click.pass_context
def doctor_command(context: click.Context) -> None:
    """Look for all that rendering uses, and say how to get what is missing.

    Exits with 1 if something is missing that every project needs.
    """
    from manim_nodes.render.tools import examine

    findings = examine()
    for finding in findings:
        mark, color = _mark(is_found=finding.is_found, is_needed=finding.is_needed)
        click.secho(f"{mark:<8}", fg=color, nl=False)
        click.echo(f" {finding.name:<22} {finding.detail}")
        if not finding.is_found and finding.hint:
            click.echo(f"{'':<9}{finding.hint}")
    click.secho("\nPlaces", bold=True)
    found = places()
    for field in fields(found):
        click.echo(f"  {field.name:<12} {getattr(found, field.name)}")
    click.echo(f"  {'built-in':<12} {data_root()}")
    context.exit(int(any(each.is_needed and not each.is_found for each in findings)))


def _mark(*, is_found: bool, is_needed: bool) -> tuple[str, str]:
    if is_found:
        return "found", "green"
    return ("MISSING", "red") if is_needed else ("absent", "yellow")
