"""``manim-nodes cleanup``: what the program made and nobody needs any more."""

import json

import click
import cloup

from manim_nodes.cli.help import examples
from manim_nodes.cli.output import one_line, show_columns
from manim_nodes.translation import tr, tr_plural
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import Preferences
from manim_nodes.workspace.state import load_state


@cloup.command(
    "cleanup",
    short_help="Remove what the program made and nobody needs any more.",
    epilog=examples("manim-nodes cleanup --dry-run", "manim-nodes cleanup --exports-older-than 90"),
)
@cloup.option("--dry-run", is_flag=True, help="Only list what would go, and how much it frees.")
@cloup.option(
    "--exports-older-than",
    "days",
    type=click.IntRange(1),
    metavar="DAYS",
    help="Remove older films of the exports folder, too, where nothing else has changed them.",
)
@cloup.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def cleanup_command(
    preferences: Preferences, days: int | None, *, dry_run: bool, as_json: bool
) -> None:
    """Remove frames of previews that are over, parts of films that are kept, and work on exports that are over.

    Films go only where you say how old they may become, here or in the preferences.
    """
    from manim_nodes.exports.leftovers import find_leftovers, remove_leftovers
    from manim_nodes.exports.open_queue import open_queue

    found = find_leftovers(
        places(),
        open_queue(places()),
        preview_h=preferences.preview_keep_h,
        exports=load_state(places().memory).exports,
        export_days=days or preferences.export_keep_days,
    )
    freed = sum(each.size for each in found) if dry_run else remove_leftovers(found)
    if as_json:
        listed = [
            {"path": str(each.path), "kind": each.kind.name.lower(), "size": each.size}
            for each in found
        ]
        click.echo(json.dumps({"dry_run": dry_run, "freed": freed, "removed": listed}, indent=2))
        return
    if found:
        show_columns(
            [
                (_megabytes(each.size), tr(each.kind.value), one_line(str(each.path)))
                for each in found
            ]
        )
    words = (
        tr_plural(
            "{count} would go, and free {size}.",
            "{count} would go, and free {size}.",
            len(found),
            size=_megabytes(freed),
        )
        if dry_run
        else tr_plural(
            "{count} is gone, which frees {size}.",
            "{count} are gone, which frees {size}.",
            len(found),
            size=_megabytes(freed),
        )
    )
    click.echo(words, err=True)


def _megabytes(size: int) -> str:
    return tr("{size:.1f} MB", size=size / 10**6)
