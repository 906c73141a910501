"""Earlier versions of projects: what was saved, kept apart from the user's own files, so many and no more."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from manim_nodes.atomic import replace_file

SUFFIX = ".mnodes"
_TIME = "%Y%m%dT%H%M%S%fZ"
_FOLDER = re.compile(r"[0-9a-fA-F-]{36}")


@dataclass(frozen=True, order=True)
class SavedVersion:
    """A project as it was saved once.

    Parameters
    ----------
    saved_at : in UTC
    file : a project file
    """

    saved_at: datetime
    file: Path


def keep_version(
    versions: Path, project_id: str, data: bytes, *, most: int, now: datetime | None = None
) -> None:
    """Keep what was saved of a project, and let go of what is too much.

    Parameters
    ----------
    versions : the place of all versions
    most : how many are kept; of the older, those go first that share an hour, then a day, with a newer one

    Raises
    ------
    OSError : it cannot be written
    """
    folder = _folder(versions, project_id)
    if most > 0:
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / f"{moment.strftime(_TIME)}{SUFFIX}", data)
    for version in _superfluous(versions_of(versions, project_id), most):
        with suppress(OSError):
            version.file.unlink()


def versions_of(versions: Path, project_id: str) -> list[SavedVersion]:
    """Return the versions of a project that are kept, the newest first."""
    folder = _folder(versions, project_id)
    found = []
    with suppress(OSError):
        for file in folder.glob(f"*{SUFFIX}"):
            with suppress(ValueError):
                moment = datetime.strptime(file.stem, _TIME).replace(tzinfo=UTC)
                found.append(SavedVersion(moment, file))
    return sorted(found, reverse=True)


def _folder(versions: Path, project_id: str) -> Path:
    # An id comes from a file; only what looks like one may name a folder.
    return versions / (project_id.lower() if _FOLDER.fullmatch(project_id) else "other")


def _superfluous(newest_first: list[SavedVersion], most: int) -> Iterable[SavedVersion]:
    too_many = len(newest_first) - most
    if too_many <= 0:
        return []
    oldest_first = newest_first[::-1]
    chosen: list[SavedVersion] = []
    for share in ("%Y%m%dT%H", "%Y%m%d", ""):
        for index, version in enumerate(oldest_first):
            if len(chosen) == too_many:
                return chosen
            newer = [each for each in oldest_first[index + 1 :] if each not in chosen]
            shares = newer and newer[0].saved_at.strftime(share) == version.saved_at.strftime(share)
            if version not in chosen and (shares or not share):
                chosen.append(version)
    return chosen[:too_many]
