"""Files replaced whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


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
    draft = path.with_name(f".{token_hex(8)}.part")
    try:
        with draft.open("xb") as file:
            if mode is not None:
                draft.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # The new content is in its place; a system that cannot sync folders has still saved it.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
