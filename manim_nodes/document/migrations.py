"""How a file of an older format becomes one of the current format, one step at a time."""

from collections.abc import Callable, Mapping

from manim_nodes.document.model import CURRENT_FORMAT, DocumentError
from manim_nodes.translation import tr

Migration = Callable[[dict[str, object]], dict[str, object]]

MIGRATIONS: Mapping[int, Migration] = {}
"""Under n stands the function that makes format n + 1 of format n: add, never change.

It takes the file's JSON as plain lists and dicts, and need not set ``format``. Each step comes with
a file of its old format in tests/data/formats/. Those that take a library of node types are not
here: `manim_nodes.graph.format_1` makes them.
"""


class UnsupportedFormatError(DocumentError):
    """The file's format is newer than this version, or older than its oldest migration."""


def migrate(
    raw: dict[str, object], number: int, migrations: Mapping[int, Migration] = MIGRATIONS
) -> dict[str, object]:
    """Bring a file's JSON from format ``number`` to the current one.

    Raises
    ------
    UnsupportedFormatError : there is no way from that format to ours
    LookupError, TypeError, ValueError, AttributeError : the JSON is not what its format promises
    """
    if number > CURRENT_FORMAT:
        msg = tr(
            "It has format {number}, but this version of manim-nodes reads formats up to {newest}.",
            number=number,
            newest=CURRENT_FORMAT,
        )
        raise UnsupportedFormatError(msg, hint=tr("Update manim-nodes to open it."))
    for step in range(number, CURRENT_FORMAT):
        if step not in migrations:
            msg = tr(
                "It has format {number}, which no version of manim-nodes has written.",
                number=number,
            )
            raise UnsupportedFormatError(msg, hint=tr("Check that it is a project file."))
        raw = {**migrations[step](raw), "format": step + 1}
    return raw
