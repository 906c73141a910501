"""Names of exports: the project's, made fit for a file, and never one that is taken."""

import re
from collections.abc import Collection
from itertools import count
from pathlib import Path

from manim_nodes.translation import whole

# Terminals obey the second range of control characters, too; the last ones turn letters around, so that a name reads
# as another.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069<>:"/\\|?*\s]+')
_LONGEST = 80
_MOST_BYTES = 200  # of 255 that file systems allow, for there come a number and a suffix


def fresh_path(
    folder: Path, name: str, suffix: str, *, taken: Collection[Path] = frozenset()
) -> Path:
    """Return a path at which nothing is: ``name.mp4``, else ``name 2.mp4``, and so on.

    Parameters
    ----------
    suffix : with its dot; empty for a folder
    taken : paths at which something will be
    """
    letters = whole(_FORBIDDEN.sub(" ", name))[:_LONGEST]
    stem = letters.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .") or "film"
    names = (f"{stem}{suffix}" if n == 1 else f"{stem} {n}{suffix}" for n in count(1))
    paths = (folder / each for each in names)
    return next(path for path in paths if not path.exists() and path not in taken)
