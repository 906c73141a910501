"""Outlines of text and formulas, kept between renders.

manim names each file by a hash of what it shows, and takes any file of that name for whole. A folder must have one
user at a time: manim writes beside the files it reads, and removes what another process is working on. So previews
work in the cache itself, and each export in a copy, whose new files are added when it has succeeded.
"""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from manim_nodes.atomic import move, part_beside

_MOST_COPIED = 1000
_NAME = re.compile(r"[0-9a-f]{16}\.svg")


def tex_dir(cache_dir: Path) -> Path:
    """Return the folder for TeX and Typst."""
    return cache_dir / "tex"


def text_dir(cache_dir: Path) -> Path:
    """Return the folder for text outlines, which are whole whatever the picture's size."""
    return cache_dir / "text" / "whole"


def copy_newest(cache: Path, folder: Path) -> None:
    """Copy the newest files of a cache to ``folder``, which is made.

    Only so many: an export should not begin by copying years of formulas.

    Raises
    ------
    OSError : ``folder`` cannot be made or written to
    """
    folder.mkdir(parents=True)
    files = sorted(_outlines(cache), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[:_MOST_COPIED]:
        shutil.copyfile(file, folder / file.name)


def add_new(folder: Path, cache: Path) -> None:
    """Add to a cache what is new in ``folder``; what cannot be written will be made again another time."""
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        for file in _outlines(folder):
            if not (cache / file.name).exists():
                # Written beside the cache and moved in: a file of the right name is taken for whole.
                part = part_beside(cache)
                shutil.copyfile(file, part)
                move(part, cache / file.name)


def drop_files_since(moment: float, *folders: Path) -> None:
    """Remove what was written to ``folders`` after ``moment``, in seconds since the epoch."""
    for folder in folders:
        for file in folder.glob("*"):
            # The clock that stamps files runs up to a tick behind ours.
            if file.stat().st_mtime > moment - 0.1:
                file.unlink(missing_ok=True)


def _outlines(folder: Path) -> list[Path]:
    files = (file for file in folder.glob("*.svg") if _NAME.fullmatch(file.name))
    return [file for file in files if _is_whole(file)]


def _is_whole(file: Path) -> bool:
    # A process that was killed while writing leaves a file that has a name but no end.
    with suppress(OSError), file.open("rb") as stream:
        stream.seek(max(file.stat().st_size - 32, 0))
        return b"</svg>" in stream.read()
    return False
