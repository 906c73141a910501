"""``manim-nodes queue``: the films that wait, are made, and were made."""

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
import cloup

from manim_nodes.cli.help import examples
from manim_nodes.cli.interrupt import cancelled_by_interrupt
from manim_nodes.cli.output import one_line, show_columns
from manim_nodes.translation import tr, tr_plural
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import Preferences

if TYPE_CHECKING:
    from manim_nodes.exports.export_queue import ExportQueue

_LOOK_EVERY_S = 0.1
_AS_JSON = cloup.option("--json", "as_json", is_flag=True, help="Write JSON.")
_IDS = cloup.argument("ids", nargs=-1, required=True, help="Ids of jobs, or how they begin.")


@cloup.group(
    "queue",
    short_help="See the films that wait, and what is to become of them.",
    epilog=examples(
        "manim-nodes queue list", "manim-nodes queue cancel 3f2a", "manim-nodes queue run"
    ),
)
def queue_command() -> None:
    """See and change the films that wait, are made, and were made, by all windows and commands."""


@queue_command.command("list")
@_AS_JSON
def list_command(*, as_json: bool) -> None:
    """List all jobs: those to come in their order, then those that are over."""
    from manim_nodes.cli.queue_rows import described, line_of

    rows = _open().jobs()
    if as_json:
        click.echo(json.dumps([described(row) for row in rows], indent=2))
    elif rows:
        show_columns([line_of(row) for row in rows])
    else:
        click.echo(tr("Nothing waits."), err=True)


@queue_command.command("show")
@cloup.argument("job_id", metavar="ID", help="The id of a job, or how it begins.")
@_AS_JSON
def show_command(job_id: str, *, as_json: bool) -> None:
    """Show all that is known of a job."""
    from manim_nodes.cli.queue_rows import described

    row = _open().find(job_id)
    if as_json:
        click.echo(json.dumps(described(row), indent=2))
        return
    known = {name: str(value) for name, value in described(row).items() if value is not None}
    show_columns([(name, one_line(value)) for name, value in known.items() if value])
    click.echo(row.log, nl=False)


@queue_command.command("cancel")
@_IDS
def cancel_command(ids: tuple[str, ...]) -> None:
    """End jobs that wait or run; no file of theirs is left."""
    _each(ids, lambda queue, job_id: queue.cancel(job_id))


@queue_command.command("retry")
@_IDS
def retry_command(ids: tuple[str, ...]) -> None:
    """Try jobs again that have failed or were canceled."""
    _each(ids, lambda queue, job_id: queue.retry(job_id))


@queue_command.command("pause")
@_IDS
def pause_command(ids: tuple[str, ...]) -> None:
    """Let jobs wait until they are resumed; what of them is done is kept."""
    _each(ids, lambda queue, job_id: queue.pause(job_id))


@queue_command.command("resume")
@_IDS
def resume_command(ids: tuple[str, ...]) -> None:
    """Let jobs that were paused go on when their turn comes."""
    _each(ids, lambda queue, job_id: queue.resume(job_id))


@queue_command.command("front")
@_IDS
def front_command(ids: tuple[str, ...]) -> None:
    """Let jobs be the next, in the order given."""
    _each(ids[::-1], lambda queue, job_id: queue.move_to_front(job_id))


@queue_command.command("remove")
@_IDS
def remove_command(ids: tuple[str, ...]) -> None:
    """Forget jobs; one that waits or runs is canceled by that. Films that are made stay."""
    _each(ids, lambda queue, job_id: queue.remove(job_id))


@queue_command.command("clear")
def clear_command() -> None:
    """Forget all jobs that are over. Films that are made stay."""
    count = _open().clear()
    click.echo(tr_plural("{count} job forgotten.", "{count} jobs forgotten.", count), err=True)


@queue_command.command("run")
@click.pass_obj
def run_command(preferences: Preferences) -> None:
    """Make all films that wait, and end when none does."""
    from manim_nodes.cli.queue_progress import shown_jobs
    from manim_nodes.exports.job_state import JobState
    from manim_nodes.exports.open_queue import open_runner

    queue = _open()
    runner = open_runner(queue, places(), preferences)
    before = {row.id for row in queue.jobs() if row.job_state.is_over}
    try:
        with cancelled_by_interrupt() as cancel, shown_jobs() as show:
            while not cancel.cancelled:
                is_busy = runner.tick()
                rows = queue.jobs()
                show(rows)
                waits = (JobState.QUEUED, JobState.RENDERING, JobState.JOINING)
                if not is_busy and not any(row.job_state in waits for row in rows):
                    break
                time.sleep(_LOOK_EVERY_S)
    finally:
        runner.close()
    if cancel.cancelled:
        raise KeyboardInterrupt
    if any(row.job_state is JobState.FAILED for row in rows if row.id not in before):
        raise click.exceptions.Exit(1)


def _open() -> "ExportQueue":
    from manim_nodes.exports.open_queue import open_queue  # late: no other command pays for it

    return open_queue(places())


def _each(ids: tuple[str, ...], change: "Callable[[ExportQueue, str], None]") -> None:
    queue = _open()
    for job_id in [queue.find(beginning).id for beginning in ids]:
        change(queue, job_id)
