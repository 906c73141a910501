"""The commands, and what becomes of their errors."""

import os
import sys
from collections.abc import Sequence

import click
import cloup

from manim_nodes import __version__
from manim_nodes.cli.check import check_command
from manim_nodes.cli.code import code_command
from manim_nodes.cli.doctor import doctor_command
from manim_nodes.cli.help import examples
from manim_nodes.cli.new import new_command
from manim_nodes.cli.nodes import nodes_command
from manim_nodes.cli.order import order_command
from manim_nodes.cli.preview import preview_command
from manim_nodes.cli.render import render_command
from manim_nodes.cli.templates import templates_command
from manim_nodes.errors import ManimNodesError
from manim_nodes.workspace.logs import set_up_logs
from manim_nodes.workspace.places import places

FAULT, USAGE, INTERRUPTED = 1, 2, 130


@cloup.group(
    name="manim-nodes",
    epilog=examples(
        'manim-nodes new "My first scene" --template pythagoras',
        'manim-nodes render "My first scene.mnodes" -o film.mp4',
        "manim-nodes render film.mnodes -o film.gif --quality 720p",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    sections=[
        cloup.Section("Make films", [render_command, preview_command], is_sorted=False),
        cloup.Section("Look into a project", [check_command, order_command, code_command]),
        cloup.Section("Start", [new_command, templates_command, nodes_command, doctor_command]),
    ],
)
@click.version_option(__version__, prog_name="manim-nodes")
@click.option("--debug", is_flag=True, help="Say in detail what is being done.")
def commands(*, debug: bool) -> None:
    """Build Manim scenes by wiring nodes."""
    set_up_logs(places().logs, debug=debug)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : without the program's name; those of the process if not given

    Returns
    -------
    the exit code: 0 fine, 1 the project or the render is at fault, 2 wrong usage, 130 interrupted
    """
    try:
        result = commands.main(arguments, prog_name="manim-nodes", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return FAULT
    except ManimNodesError as error:
        click.secho("error: ", err=True, nl=False, bold=True, fg="red")
        click.echo(str(error), err=True)
        return FAULT
    except BrokenPipeError:
        # The reader of our output, head say, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    return result if isinstance(result, int) else 0
