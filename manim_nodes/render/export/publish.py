"""A finished file or folder, put where it was asked for: whole, or not at all."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path

from manim_nodes.atomic import former_beside, move, part_beside, remove_abandoned_parts
from manim_nodes.render.error_messages import explain
from manim_nodes.render.export.export_settings import ExportError
from manim_nodes.translation import tr

_LEAST_FREE_BYTES = 64 * 1024 * 1024
_FRAME = re.compile(r"(frame_)?\d+\.png")


class OutputExistsError(ExportError):
    """There is something at the output already, and nobody said to replace it."""


def check_output(output: Path, *, is_folder: bool, overwrite: bool) -> None:
    """Reject an output that cannot be written, before anything is rendered.

    Raises
    ------
    OutputExistsError : there is something that was not to be replaced
    ExportError : nothing can be written there
    """
    if not output.parent.is_dir():
        raise ExportError(
            tr("There is no such folder."),
            where=str(output.parent),
            hint=tr("Create it, or choose another."),
        )
    remove_abandoned_parts([output.parent])
    with writing_to(output):
        probe = part_beside(output)
        probe.touch(exist_ok=False)
        probe.unlink()
    if output.is_dir():
        _check_folder(output, is_folder=is_folder, overwrite=overwrite)
    elif output.exists():
        if is_folder:
            raise ExportError(
                tr("It is a file."), where=str(output), hint=tr("Choose a folder for frames.")
            )
        if not overwrite:
            raise _exists(output)


def publish(product: Path, output: Path, *, overwrite: bool) -> None:
    """Move a finished file or folder to ``output``, across disks too.

    Raises
    ------
    OutputExistsError : something has come to be there since
    ExportError : the disk is full, or the like; nothing is left behind
    """
    part = part_beside(output)
    try:
        with writing_to(output):
            _move_or_copy(product, part)
            if part.is_dir():
                _publish_folder(part, output)
            elif overwrite:
                move(part, output)
            else:
                _publish_new(part, output)
    finally:
        _remove(part)


def check_room(folder: Path) -> None:
    """Reject to write on where the disk is nearly full, before all other programs feel it.

    Raises
    ------
    OSError : it is
    """
    if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
        raise OSError(ENOSPC, os.strerror(ENOSPC))


def _check_folder(output: Path, *, is_folder: bool, overwrite: bool) -> None:
    if not is_folder:
        raise ExportError(
            tr("It is a folder."), where=str(output), hint=tr("Choose the name of a file.")
        )
    content = [path.name for path in output.iterdir()]
    others = [name for name in content if not _FRAME.fullmatch(name)]
    if others:
        raise ExportError(
            tr("It holds other things than frames, such as {name}.", name=others[0]),
            where=str(output),
            hint=tr("Choose an empty folder."),
        )
    if content and not overwrite:
        raise _exists(output)


def _exists(output: Path) -> OutputExistsError:
    return OutputExistsError(
        tr("It is there already."),
        where=str(output),
        hint=tr("Choose another name, or allow to replace it."),
    )


def _move_or_copy(product: Path, part: Path) -> None:
    try:
        product.rename(part)
    except OSError:  # on another disk
        if product.is_dir():
            part.mkdir()
            for frame in product.iterdir():
                shutil.copyfile(frame, part / frame.name)
        else:
            shutil.copyfile(product, part)
    if part.is_file():
        with part.open("rb+") as file:
            os.fsync(file.fileno())


def _publish_new(part: Path, output: Path) -> None:
    try:
        output.hardlink_to(part)  # which, unlike a rename, fails if somebody was quicker
    except FileExistsError:
        raise _exists(output) from None
    except OSError:  # a file system without links cannot refuse to replace
        if output.exists():
            raise _exists(output) from None
        move(part, output)


def _publish_folder(part: Path, output: Path) -> None:
    # If we are killed now, it is all that the user has: the next start puts it back.
    former = former_beside(output)
    if output.is_dir():
        move(output, former)
    try:
        move(part, output)
    except OSError:
        if former.is_dir():
            move(former, output)
        raise
    _remove(former)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn an error of the system in the block into a sentence about ``place``.

    Raises
    ------
    ExportError : something in the block could not be written
    """
    try:
        yield
    except OSError as cause:
        message, hint = explain(type(cause).__name__, str(cause))
        if cause.errno != ENOSPC:
            message = tr("It cannot be written ({reason}).", reason=cause.strerror or cause)
            hint = tr("Choose another place.")
        raise ExportError(message, where=str(place), hint=hint) from cause
