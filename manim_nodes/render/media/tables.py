"""Tables from text files: looked at before a scene reads them to their end."""

from pathlib import Path

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.translation import tr

MOST_BYTES = 16 * 1024 * 1024
# numpy would unpack them, to whatever size.
_PACKED = frozenset({".gz", ".bz2", ".xz", ".lzma"})


def check_table(path: Path) -> None:
    """Reject what is too large, or may become so.

    Raises
    ------
    MediaError : it is too large, or packed
    """
    size = path.stat().st_size
    if path.suffix.lower() in _PACKED:
        raise MediaError(
            tr("The table {name} is packed.", name=path.name), hint=tr("Unpack it first.")
        )
    if size > MOST_BYTES:
        raise MediaError(
            tr("The table {name} is too large ({size:.0f} MB).", name=path.name, size=size / 2**20),
            hint=tr(
                "Keep the rows that are needed: at most {limit} MB.", limit=MOST_BYTES // 2**20
            ),
        )
