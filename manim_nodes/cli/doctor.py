"""``manim-nodes doctor``: what is installed, and how to get what is not."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click
import cloup

from manim_nodes.cli.help import examples
from manim_nodes.cli.output import show_columns
from manim_nodes.library.node_packages import find_packages
from manim_nodes.translation import tr
from manim_nodes.workspace.places import FILES, data_root, places
from manim_nodes.workspace.state import load_state

if TYPE_CHECKING:
    from manim_nodes.render.doctor import Finding


@cloup.command(
    "doctor",
    short_help="Say what is installed, and how to get what is not.",
    epilog=examples("manim-nodes doctor"),
)
def doctor_command() -> int:
    """Look for all that rendering uses, and say how to get what is missing.

    Exits with 1 if something is missing that every project needs.
    """
    from manim_nodes.render.doctor import diagnose

    groups = {tr("Tools"): diagnose(), tr("Node packages"): _packages(), tr("Places"): _places()}
    for title, findings in groups.items():
        if not findings:
            continue
        click.secho(title, bold=True)
        show_columns([_row(finding) for finding in findings], indent="  ")
    return int(
        any(each.is_needed and not each.is_found for group in groups.values() for each in group)
    )


def _row(finding: "Finding") -> tuple[str, str, str]:
    if finding.is_found:
        return click.style(tr("found"), fg="green"), finding.name, finding.detail
    mark = (tr("MISSING"), "red") if finding.is_needed else (tr("absent"), "yellow")
    what = f"{finding.detail.rstrip('.')}. {finding.hint}" if finding.hint else finding.detail
    return click.style(mark[0], fg=mark[1]), finding.name, what


def _packages() -> list["Finding"]:
    from manim_nodes.render.doctor import Finding, diagnose_packages

    packages, faults = find_packages(places().packages)
    faulty = [
        Finding(each.where or "", is_found=False, is_needed=False, detail=each.message)
        for each in faults
    ]
    return [*diagnose_packages(packages, load_state(places().memory).trusted_packages), *faulty]


def _places() -> list["Finding"]:
    from manim_nodes.render.doctor import Finding, diagnose_places

    data = data_root()
    return [
        *diagnose_places(asdict(places()), FILES),
        Finding(tr("built-in"), data.is_dir(), is_needed=True, detail=str(data)),
    ]
