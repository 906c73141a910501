"""What a clean-up would remove, and how much that frees: nothing goes that was not listed."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.exports.job_state import JobState
from manim_nodes.translation import tr_later
from manim_nodes.workspace.cleanup import MARKER, storage_used
from manim_nodes.workspace.places import Places

if TYPE_CHECKING:
    from manim_nodes.exports.export_queue import ExportQueue


class LeftoverKind(Enum):
    """Why something may go; the value is what people read."""

    PREVIEW = tr_later("frames of a preview that is over")
    FILM = tr_later("part of a film, kept to export faster")
    WORK = tr_later("work on an export that is over")
    EXPORT = tr_later("export that is older than you want")


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that may go.

    Parameters
    ----------
    size : in bytes
    """

    path: Path
    kind: LeftoverKind
    size: int


def find_leftovers(
    places: Places,
    queue: "ExportQueue",
    *,
    preview_h: float,
    exports: Mapping[str, int],
    export_days: int | None,
    now: datetime | None = None,
) -> list[Leftover]:
    """Return what may go.

    Parameters
    ----------
    preview_h : previews that were in use within these hours stay
    exports : files that the program wrote, and when, in ns since 1970; what was written anew since stays
    export_days : exports that are younger stay; None if none is to go
    """
    now = now or datetime.now(UTC)
    found = [
        *(
            (path, LeftoverKind.PREVIEW)
            for path in _previews(places.previews, now - timedelta(hours=preview_h))
        ),
        *((path, LeftoverKind.FILM) for path in sorted(places.films.glob("*"))),
        *((path, LeftoverKind.WORK) for path in _work(places.export_work, queue)),
    ]
    if export_days is not None:
        old = _exports(exports, now - timedelta(days=export_days))
        found += [(path, LeftoverKind.EXPORT) for path in old]
    return [Leftover(path, kind, _size(path)) for path, kind in found]


def remove_leftovers(leftovers: Iterable[Leftover]) -> int:
    """Remove them; return the bytes that this has freed."""
    freed = 0
    for each in leftovers:
        with suppress(OSError):
            if each.path.is_dir():
                shutil.rmtree(each.path)
            else:
                each.path.unlink()
            freed += each.size
    return freed


def _previews(folder: Path, limit: datetime) -> Iterator[Path]:
    for each in sorted(folder.glob("*")):
        with suppress(OSError):  # a folder without the marker is not ours
            if not each.is_symlink() and (each / MARKER).stat().st_mtime < limit.timestamp():
                yield each


def _work(folder: Path, queue: "ExportQueue") -> Iterator[Path]:
    over = JobState.COMPLETED, JobState.CANCELED, JobState.FAILED
    alive = {row.id for row in queue.jobs() if row.job_state not in over}
    is_busy = any(row.job_state.is_running for row in queue.jobs())
    for each in sorted(folder.glob("*")):
        # What is not named by a job belongs to one that runs.
        is_job = len(each.name) == 32
        if each.name not in alive and (is_job or not is_busy):
            yield each


def _exports(exports: Mapping[str, int], limit: datetime) -> Iterator[Path]:
    for path, written in ((Path(name), written) for name, written in exports.items()):
        with suppress(OSError):
            if written < limit.timestamp() * 1e9 and path.lstat().st_mtime_ns == written:
                yield path


def _size(path: Path) -> int:
    if path.is_dir():
        return storage_used([path])
    with suppress(OSError):
        return path.lstat().st_size
    return 0
