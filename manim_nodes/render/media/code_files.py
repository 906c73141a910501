"""Files with the code of a listing: looked at before a scene reads them to their end."""

from pathlib import Path

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.translation import tr

MOST_LETTERS = 10_000
_MOST_BYTES = 4 * MOST_LETTERS  # in UTF-8


def check_code(path: Path) -> None:
    """Reject what is longer than a listing can be, or no text.

    Raises
    ------
    MediaError : it is too long, or no text
    """
    size = path.stat().st_size
    hint = tr("Keep the lines that are to be shown: at most {most:,} letters.", most=MOST_LETTERS)
    if size > _MOST_BYTES:
        raise MediaError(
            tr("The file {name} is too long ({size:,} bytes).", name=path.name, size=size),
            hint=hint,
        )
    try:
        count = len(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise MediaError(
            tr("{name} is not a text in UTF-8.", name=path.name),
            hint=tr("Save it as UTF-8, or choose another file."),
        ) from error
    if count > MOST_LETTERS:
        raise MediaError(
            tr("The file {name} has {count:,} letters.", name=path.name, count=count), hint=hint
        )
