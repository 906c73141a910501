"""The commands, and what becomes of their errors."""

import io
import logging
import os
import sys
from collections.abc import Sequence

import click
import cloup

from manim_nodes import __version__
from manim_nodes.cli.check import check_command
from manim_nodes.cli.cleanup import cleanup_command
from manim_nodes.cli.code import code_command
from manim_nodes.cli.doctor import doctor_command
from manim_nodes.cli.export import export_command
from manim_nodes.cli.help import examples
from manim_nodes.cli.new import new_command
from manim_nodes.cli.nodes import nodes_command
from manim_nodes.cli.open import open_command
from manim_nodes.cli.order import order_command
from manim_nodes.cli.output import speak, warn
from manim_nodes.cli.packages import packages_command
from manim_nodes.cli.preview import preview_command
from manim_nodes.cli.queue import queue_command
from manim_nodes.cli.render import render_command
from manim_nodes.cli.templates import templates_command
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.own_nodes import OwnNodeExistsError
from manim_nodes.render.error_messages import explain
from manim_nodes.render.export.publish import OutputExistsError
from manim_nodes.render.failures import RenderError
from manim_nodes.translation import tr
from manim_nodes.workspace.logs import FILE_NAME, set_up_logs
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import load_preferences

FAULT, USAGE, INTERRUPTED = 1, 2, 130

_log = logging.getLogger("manim_nodes.cli")


@cloup.group(
    name="manim-nodes",
    epilog=examples(
        'manim-nodes new "My first scene" --template pythagoras',
        'manim-nodes render "My first scene.mnodes" -o film.mp4',
        "manim-nodes render film.mnodes -o film.gif --quality 720p",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    sections=[
        cloup.Section(
            "Make films",
            [export_command, render_command, queue_command, preview_command],
            is_sorted=False,
        ),
        cloup.Section("Look into a project", [check_command, order_command, code_command]),
        cloup.Section(
            "Start",
            [
                open_command,
                new_command,
                templates_command,
                nodes_command,
                packages_command,
                doctor_command,
                cleanup_command,
            ],
        ),
    ],
)
@click.version_option(__version__, prog_name="manim-nodes")
@cloup.option("--debug", is_flag=True, help="Say in detail what is being done.")
@click.pass_context
def commands(context: click.Context, *, debug: bool) -> None:
    """Build Manim scenes by wiring nodes."""
    preferences, faults = load_preferences(places().preferences)
    set_up_logs(places().logs, level=preferences.log_level, debug=debug)
    for fault in faults:
        warn(fault)
    context.obj = preferences


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : without the program's name; those of the process if not given

    Returns
    -------
    the exit code: 0 fine, 1 the project or the render is at fault, 2 wrong usage, 130 interrupted
    """
    _let_any_name_be_printed()
    try:
        code = commands.main(arguments, prog_name="manim-nodes", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(tr("Interrupted."), err=True)
        return INTERRUPTED
    except ManimNodesError as error:
        return _fail(error)
    except OSError as error:
        _let_go_of_output()
        return _fail(_as_our_error(error))
    except ImportError as error:  # a compiled part, or what it is linked with
        message, hint = explain(type(error).__name__, str(error))
        return _fail(ManimNodesError(message, hint=hint))
    except Exception as error:  # noqa: BLE001 (the last resort: whatever comes here is a mistake of ours)
        log = places().logs / FILE_NAME
        _log.exception("A mistake in manim-nodes: %r. The details are in %s.", error, log)
        return FAULT
    return code if isinstance(code, int) else 0


def _let_any_name_be_printed() -> None:
    """Let no character be an error: file names may hold any byte, and terminals may know few."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """Leave nothing in standard output that cannot be written: Python would try again at the end, and exit with 120."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _fail(error: ManimNodesError) -> int:
    if isinstance(error, OutputExistsError):
        error.hint = tr("Choose another name, or replace it with --overwrite.")
    if isinstance(error, OwnNodeExistsError):
        error.hint = tr("Give the group another name, or replace the node with --overwrite.")
    detail = error.detail if isinstance(error, RenderError) else ""
    _log.info("%s", f"{error}\n{detail}".rstrip(), exc_info=True)
    speak("error", str(error))
    return FAULT


def _as_our_error(error: OSError) -> ManimNodesError:
    """Return an error of the system as one of ours, where nobody had better words for it, as when standard output is full."""
    name = tr("output") if error.filename is None else str(error.filename)
    return ManimNodesError(
        f"{error.strerror or error}.", where=name, hint=tr("Check the disk and the permissions.")
    )
