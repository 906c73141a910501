"""Removing what the program made and nobody needs any more; never what it did not make."""

import logging
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

from manim_nodes.translation import tr
from manim_nodes.workspace.places import WorkspaceError

MARKER = ".manim-nodes-preview"
"""The file that says a folder is ours to remove; its time says when it was last in use."""

_log = logging.getLogger("manim_nodes.cleanup")


def make_preview_folder(previews: Path) -> Path:
    """Make the folder of one session's frames.

    Raises
    ------
    WorkspaceError : it cannot be made
    """
    folder = previews / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
    try:
        folder.mkdir(parents=True)
        (folder / MARKER).touch()
    except OSError as error:
        msg = tr("No folder for preview frames can be made ({reason}).", reason=error.strerror)
        raise WorkspaceError(msg, where=str(folder), hint=tr("Check the disk.")) from error
    return folder


def keep_preview_folder(folder: Path) -> None:
    """Mark a session's folder as in use, so that its age counts from now."""
    with suppress(FileNotFoundError):  # the user may empty the cache at any time
        (folder / MARKER).touch()


def remove_old_previews(previews: Path, *, age: timedelta, now: datetime) -> list[Path]:
    """Remove the preview folders that have not been in use for longer than an age.

    Links, and folders that `make_preview_folder` did not make, are left alone.

    Returns
    -------
    the folders that are gone
    """
    if not previews.is_dir():
        return []
    # A link may lead anywhere, to a folder that somebody keeps.
    folders = [folder for folder in sorted(previews.iterdir()) if not folder.is_symlink()]
    limit = (now - age).timestamp() * 1e9
    used = {folder: _written(folder / MARKER) for folder in folders}
    old = [folder for folder, ns in used.items() if ns is not None and ns < limit]
    return [folder for folder in old if _removed(folder, _remove_tree)]


def _written(file: Path) -> int | None:
    """Return when a file was written, in ns since 1970; None for what is no file."""
    try:
        found = file.lstat()
    except OSError:  # not there, or gone meanwhile: another process cleans up too
        return None
    return found.st_mtime_ns if stat.S_ISREG(found.st_mode) else None


def _removed(path: Path, remove: Callable[[Path], None]) -> bool:
    try:
        remove(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        _log.warning("%s: It is old and cannot be removed (%s).", path, error.strerror)
        return False
    _log.info("removed %s", path)
    return True


def _remove_tree(folder: Path) -> None:
    # The marker goes last, so that what is interrupted here is finished the next time.
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        elif child.name != MARKER:
            child.unlink()
    shutil.rmtree(folder)


def remove_old_exports(exports: Mapping[Path, int], *, age: timedelta, now: datetime) -> list[Path]:
    """Remove those of the given files that were written longer ago than an age.

    Parameters
    ----------
    exports : files that the program wrote, and when, in ns since 1970; what was written anew since is left alone, and
        so are links and what is no file

    Returns
    -------
    the files that are gone
    """
    limit = (now - age).timestamp() * 1e9
    old = [file for file, ns in exports.items() if ns < limit and _written(file) == ns]
    return [file for file in old if _removed(file, Path.unlink)]


def storage_used(folders: Iterable[Path]) -> int:
    """Add up the bytes of all files under some folders; links are not followed."""
    return sum(size for folder in folders for size in _sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                yield Path(parent, name).lstat().st_size
            except OSError:  # removed meanwhile, or out of reach
                continue


def quota_warning(folders: Iterable[Path], *, quota_gb: float) -> str | None:
    """Return a warning if some folders together hold more than a quota, or else None."""
    used_gb = storage_used(folders) / 10**9
    if used_gb <= quota_gb:
        return None
    return tr(
        "Previews, caches and exports take {used_gb:.1f} GB, more than {quota_gb:g} GB. "
        "Remove exports that you do not need, or raise the limit in the preferences.",
        used_gb=used_gb,
        quota_gb=quota_gb,
    )
