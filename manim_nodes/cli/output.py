"""How commands speak: lines for people, and what must not be written over."""

import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import click

from manim_nodes.translation import tr

# The last ones turn letters around, so that a line reads as another.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_GAP = "  "
_NARROWEST = 30


def one_line(text: str) -> str:
    """Return ``text``, which may come from anywhere, as a line that a terminal shows and does not obey."""
    joined = " ".join(text.split("\n"))
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), joined)


def warn(message: str) -> None:
    """Write a warning to standard error."""
    speak("warning", message)


def speak(severity: str, message: str, hint: str | None = None, *, err: bool = True) -> None:
    """Write ``error: message`` or ``warning: message``, and below it what to do."""
    color = "red" if severity == "error" else "yellow"
    click.secho(f"{severity}: ", err=err, nl=False, bold=True, fg=color)
    click.echo(one_line(message), err=err)
    if hint:
        click.echo(f"    {one_line(hint)}", err=err)


def show_columns(rows: Sequence[tuple[str, ...]], *, indent: str = "") -> None:
    """Write rows with their columns aligned; on a terminal the last column is broken into lines that fit."""
    widths = [max(map(_width, column)) for column in list(zip(*rows, strict=True))[:-1]]
    margin = len(indent) + sum(widths) + len(_GAP) * len(widths)
    for *cells, last in rows:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
        )
        start = indent + "".join(cell + _GAP for cell in padded)
        for line in _broken(last, margin):
            click.echo(f"{start}{line}".rstrip())
            start = " " * margin


def _width(cell: str) -> int:
    return len(click.unstyle(cell))


def _broken(text: str, margin: int) -> list[str]:
    if not sys.stdout.isatty():
        return [text]
    room = shutil.get_terminal_size().columns - margin
    return textwrap.wrap(text, max(room, _NARROWEST)) or [""]


def check_is_another(output: Path, project: Path) -> None:
    """Refuse an output that is the project itself.

    Raises
    ------
    click.UsageError : it is
    """
    if output.resolve() == project.resolve():
        raise click.UsageError(
            tr("'{output}' is the project itself. Choose another output.", output=output)
        )
