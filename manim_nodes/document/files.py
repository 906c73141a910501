"""Project files: reading one whole, and replacing one without ever leaving half of it."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import copy2

from manim_nodes.atomic import move, part_beside, replace_file
from manim_nodes.document.embedded import MEDIA_SUFFIXES, embedded_text
from manim_nodes.document.migrations import MIGRATIONS, Migration
from manim_nodes.document.model import Document, DocumentError
from manim_nodes.document.sizes import demand_sizes
from manim_nodes.document.text import MalformedFileError, dumps, loads
from manim_nodes.translation import tr

MAX_BYTES = 64 * 2**20
"""What is larger is no project file, and is not read."""


class SaveError(DocumentError):
    """The document could not be saved; what the file held before is still there."""


def backup_path(path: Path) -> Path:
    """Return the place where saving keeps the version before: ``scene.mnodes.bak``."""
    return path.with_name(f"{path.name}.bak")


def is_same_file(first: Path, second: Path) -> bool:
    """Return whether two paths lead to one file: by links of either kind, or in another case where that does not count."""
    try:
        return first.samefile(second)
    except OSError:  # one is not there
        return first.resolve() == second.resolve()


def load_document(path: Path, *, migrations: Mapping[int, Migration] = MIGRATIONS) -> Document:
    """Read a project file of any format that there has been, or the project inside a film or picture.

    Parameters
    ----------
    migrations : from `manim_nodes.graph.format_1`, where the file may be of an older format

    Raises
    ------
    MalformedFileError : names the file, and the line or the path of the value that is wrong
    UnsupportedFormatError : the format is newer than this version
    DocumentError : there is no such file, or it cannot be read
    """
    try:
        text = _text_inside(path) if has_project_inside(path) else _decode(_read(path))
        return loads(text, migrations=migrations)
    except DocumentError as error:
        error.where = f"{path}, {error.where}" if error.where else str(path)
        if isinstance(error, MalformedFileError) and backup_path(path).exists():
            error.hint = tr("The version before is kept in {name}.", name=backup_path(path).name)
        raise


def has_project_inside(path: Path) -> bool:
    """Return whether a file is a film or a picture by its name, whose project is inside if it has one."""
    return path.suffix.lower() in MEDIA_SUFFIXES


def _text_inside(path: Path) -> str:
    with _failures_as_document_errors():
        _demand_file(path)
        text = embedded_text(path)
    if text is None:
        msg = tr("There is no project inside.")
        raise DocumentError(msg, hint=tr("Open the project file that it was made of."))
    return text


def _read(path: Path) -> bytes:
    with _failures_as_document_errors():
        found = _demand_file(path)
        if found.st_size > MAX_BYTES:
            msg = tr("It is too large to be a project ({size:.0f} MB).", size=found.st_size / 2**20)
            raise DocumentError(msg, hint=tr("The most is {limit} MB.", limit=MAX_BYTES // 2**20))
        return path.read_bytes()


def _demand_file(path: Path) -> os.stat_result:
    found = path.stat()  # before opening: a named pipe would wait for ever
    if not stat.S_ISREG(found.st_mode):
        msg = tr("It is a folder.") if stat.S_ISDIR(found.st_mode) else tr("It is not a file.")
        raise DocumentError(msg, hint=tr("Choose a project file."))
    return found


@contextmanager
def _failures_as_document_errors() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        msg = tr("There is no such file.")
        raise DocumentError(msg, hint=tr("Check its name and folder.")) from error
    except PermissionError as error:
        msg = tr("You may not read it.")
        raise DocumentError(msg, hint=tr("Ask its owner, or change its permissions.")) from error
    except (OSError, ValueError) as error:
        msg = tr("It cannot be read ({reason}).", reason=_reason(error))
        raise DocumentError(msg, hint=tr("Check its name and the disk.")) from error


def _decode(data: bytes) -> str:
    if not data.strip():
        msg = tr("It is empty.")
        raise MalformedFileError(msg, hint=tr("Open an earlier version of it."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = tr("It is not UTF-8 text (byte {start}).", start=error.start)
        raise MalformedFileError(msg, hint=tr("Check that it is a project file.")) from error


def save_document(document: Document, path: Path, *, now: datetime | None = None) -> Document:
    """Write a document to its file, all of it or nothing, and keep the version before as backup.

    A link is followed, and the file's permissions stay.

    Parameters
    ----------
    now : becomes ``updated_at``; the present moment if not given

    Returns
    -------
    the document as saved

    Raises
    ------
    SaveError : says why; the file is as it was, and nothing else is left behind
    """
    try:
        demand_sizes(_as_raw(document))
    except DocumentError as error:
        raise SaveError(error.message, where=str(path), hint=error.hint) from error
    saved = document.model_copy(update={"updated_at": (now or datetime.now(UTC)).astimezone(UTC)})
    data = dumps(saved).encode()
    with _failures_as_save_errors(path):
        _replace(Path(os.path.realpath(path)), data)
    return saved


def _as_raw(document: Document) -> Mapping[str, object]:
    return {**vars(document), "groups": [vars(group) for group in document.groups]}


@contextmanager
def _failures_as_save_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except SaveError as error:
        error.where = str(path)
        raise
    except (OSError, ValueError) as error:
        match error:
            case OSError(errno=errno.ENOSPC | errno.EDQUOT):
                msg, hint = tr("The disk is full."), tr("Free some space, or save it elsewhere.")
            case FileNotFoundError() | NotADirectoryError():
                msg, hint = (
                    tr("There is no such folder."),
                    tr("Make the folder, or choose another."),
                )
            case PermissionError():
                msg, hint = tr("You may not write there."), tr("Save it elsewhere.")
            case _:
                msg, hint = (
                    tr("It cannot be saved ({reason}).", reason=_reason(error)),
                    tr("Save it elsewhere."),
                )
        raise SaveError(msg, where=str(path), hint=hint) from error


def _replace(target: Path, data: bytes) -> None:
    mode = _mode_to_keep(target)
    if len(data) > MAX_BYTES:
        msg = tr(
            "It would be too large to be opened again ({size:.0f} MB).", size=len(data) / 2**20
        )
        raise SaveError(msg, hint=tr("The most is {limit} MB.", limit=MAX_BYTES // 2**20))
    keep_backup = None if mode is None else partial(_keep_backup, target)
    replace_file(target, data, mode=mode, before=keep_backup)


def _mode_to_keep(target: Path) -> int | None:
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        msg = tr("There is something else than a file.")
        raise SaveError(msg, hint=tr("Choose another name."))
    if not found.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        msg = tr("The file is read-only.")
        raise SaveError(msg, hint=tr("Save it under another name, or change its permissions."))
    return stat.S_IMODE(found.st_mode)


def _keep_backup(target: Path) -> None:
    spare = part_beside(target)
    try:
        try:
            spare.hardlink_to(target)
        except OSError:  # not every file system has hard links
            copy2(target, spare)
        move(spare, backup_path(target))
    finally:
        # Where the backup is the very same file already, replacing it does nothing.
        spare.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError):  # each Python says it in other words
        return tr("its name has a character that no file's name can have")
    return getattr(error, "strerror", None) or str(error)
