"""Files replaced whole or not at all.

What is being written stands beside its place under a name that says which process of which machine writes it. So
what a process left behind that was killed can be told from what another one works on, on a shared disk too.
"""

import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from zlib import crc32

_PATIENCE_S = (0.02, 0.05, 0.1, 0.3, 0.5)
_OWNED = r"\.(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{12}"
_PART = re.compile(rf"{_OWNED}\.part")
_FORMER = re.compile(rf"{_OWNED}\.(?P<name>.+)\.former", re.DOTALL)


def replace_file(
    path: Path,
    data: bytes,
    *,
    mode: int | None = None,
    before: Callable[[], None] | None = None,
) -> None:
    """Replace the content of a file, so that a reader or a crash sees the old or the new, never a part.

    Parameters
    ----------
    mode : the permissions that it gets; the system's usual ones if not given
    before : called when the new content is safe on the disk, and the old still in its place

    Raises
    ------
    OSError : the file is as it was, and nothing else is left behind
    """
    draft = part_beside(path)
    try:
        with draft.open("xb") as file:
            if mode is not None:
                draft.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        move(draft, path)
    finally:
        with suppress(OSError):
            draft.unlink()
    _sync_folder(path.parent)


def move(draft: Path, path: Path) -> None:
    """Move to ``path``, in place of what is there; patiently on Windows.

    It moves nothing from or to where a program, a virus scanner say, has a file open: in a moment it has not.

    Raises
    ------
    OSError : all is as it was
    """
    for wait_s in _PATIENCE_S if sys.platform == "win32" else ():
        try:
            draft.replace(path)
        except PermissionError:
            time.sleep(wait_s)
        else:
            return
    draft.replace(path)


def part_beside(path: Path) -> Path:
    """Return a name, beside ``path``, for what is to become it."""
    return path.with_name(f".{_machine()}-{os.getpid()}-{token_hex(6)}.part")


def former_beside(path: Path) -> Path:
    """Return a name, beside ``path``, for what stands there while something else takes its place."""
    return part_beside(path).with_suffix(f".{path.name}.former")


def remove_abandoned_parts(folders: Iterable[Path]) -> None:
    """Remove what processes of this machine left in ``folders`` that were killed; what cannot be removed stays.

    What one of them was about to replace goes back to its place, unless what was to be there is.
    """
    for folder in set(folders):
        with suppress(OSError, ValueError):  # the second for a name that is none
            for path in folder.glob(".*.part"):
                if _is_abandoned(_PART.fullmatch(path.name)):
                    _remove(path)
            for path in folder.glob(".*.former"):
                found = _FORMER.fullmatch(path.name)
                if found and _is_abandoned(found):
                    _put_back(path, path.with_name(found["name"]))


def _is_abandoned(found: re.Match[str] | None) -> bool:
    import psutil

    if found is None or found["machine"] != _machine():
        return False
    return not psutil.pid_exists(int(found["process"]))


def _put_back(former: Path, place: Path) -> None:
    if place.exists():
        _remove(former)
    else:
        with suppress(OSError):
            former.rename(place)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _machine() -> str:
    return f"{crc32(platform.node().encode()):08x}"


def _sync_folder(folder: Path) -> None:
    # The new content is in its place; a system that cannot sync folders has still saved it.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
