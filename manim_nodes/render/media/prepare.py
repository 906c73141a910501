"""From the file that a script names to the file that manim gets.

What manim would read wrong is converted once, into a folder of files named by what they were made of, which previews
and exports share. The script that a user sees keeps its own names: only the copy that is run has others.
"""

import ast
import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from manim_nodes.atomic import move, part_beside
from manim_nodes.codegen.script import Script
from manim_nodes.render.failures import RenderError
from manim_nodes.render.media.kinds import KINDS, MediaKind
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.syntax import parse_module

_CHUNK = 1024 * 1024
_VERSION = 6  # of the conversions: what another version has made is made again

_CALLS = {name: kind for kind in KINDS.values() for name in kind.calls}
_KEYWORDS = {name: kind for kind in KINDS.values() for name in kind.keywords}
_MARKS = tuple(f"{name}(" for name in _CALLS) + tuple(f"{name}=" for name in _KEYWORDS)

_digests: dict[tuple[str, int, int], str] = {}


@dataclass(frozen=True, slots=True)
class _FileUse:
    """A place in a script that names a file."""

    kind: MediaKind
    literal: ast.Constant
    call: ast.Call

    @property
    def name(self) -> str:
        return str(self.literal.value)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Bytes of one line that become others."""

    row: int
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, literal: ast.Constant, text: str) -> "_Edit":
        """Return the edit that puts a text in place of a literal, which is on one line as names of files are."""
        end = literal.end_col_offset or literal.col_offset
        return cls(literal.lineno - 1, literal.col_offset, end, text)

    @classmethod
    def after(cls, call: ast.Call, text: str) -> "_Edit":
        """Return the edit that puts a text behind a call."""
        end = call.end_col_offset or 0
        return cls((call.end_lineno or call.lineno) - 1, end, end, text)


def prepared_script(
    script: Script,
    assets_dir: Path | None,
    cache_dir: Path,
    *,
    kinds: Collection[str] = tuple(KINDS),
    name_of: Callable[[Path], str] = str,
    stop: Callable[[], bool] = lambda: False,
) -> Script:
    """Return a script that names, line by line as before, files that manim reads right.

    Files that are not there keep their names: manim says so when it comes to them.

    Parameters
    ----------
    assets_dir : where relative names are looked for, and nowhere else
    cache_dir : of typeset formulas and the like
    kinds : of the files to prepare; previews hand out sounds as they are
    name_of : what the script calls a file
    stop : asked now and then; the script is then as it was

    Raises
    ------
    RenderError : a file is not what it is taken for
    SyntaxError : the script is not Python
    """
    if not any(mark in script.source for mark in _MARKS):
        return script
    edits: list[_Edit] = []
    additions: dict[str, None] = {}
    for use in _uses(parse_module(script.source, script.scene_name)):
        path = find_file(use.name, assets_dir, use.kind) if use.kind.name in kinds else None
        if path is None:
            continue
        try:
            file = prepared_file(path, use.kind, cache_dir, stop=stop)
        except (MediaError, OSError) as error:
            node_id = script.source_map.node_at(use.literal.lineno)
            message = (
                error.message if isinstance(error, MediaError) else error.strerror or str(error)
            )
            hint = error.hint if isinstance(error, MediaError) else None
            raise RenderError(message, node_id=node_id, hint=hint) from error
        if file is None:
            return script
        edits.append(_Edit.of(use.literal, repr(name_of(file))))
        if file != path.absolute():
            additions[use.kind.addition(file)] = None
            # What has fewer pixels than its file is as large on the screen all the same.
            scale = use.kind.enlargement(path)
            if scale > 1 and isinstance(use.call.func, ast.Name):
                edits.append(_Edit.after(use.call, f".scale({scale!r})"))
    if not edits:
        return script
    return replace(script, source=_edited(script.source, edits) + "".join(additions))


def prepared_file(
    path: Path, kind: MediaKind, cache_dir: Path, *, stop: Callable[[], bool] = lambda: False
) -> Path | None:
    """Return the file that manim gets for ``path``: itself, or a copy that is converted; None if stopped.

    Raises
    ------
    MediaError : it is not what it is taken for
    OSError : it cannot be read, or the copy cannot be written
    """
    if kind.is_plain(path):
        return path.absolute()
    folder = cache_dir / "media"
    target = folder / f"{digest_of(path)}-{kind.name}{_VERSION}{kind.suffix}"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    # Parts of a film are prepared side by side, in one process: each writes a file of its own.
    part = part_beside(target).with_suffix(kind.suffix)
    try:
        kind.convert(path, part, stop)
        if stop():
            return None
        move(part, target)
    finally:
        part.unlink(missing_ok=True)
    return target


def find_file(name: str, assets_dir: Path | None, kind: MediaKind) -> Path | None:
    """Return the file of a name, whose suffix may be left out as manim allows; None if there is none.

    Parameters
    ----------
    assets_dir : where relative names are looked for, and nowhere else
    """
    if assets_dir is None and not Path(name).is_absolute():
        return None
    for suffix in ("", *kind.suffixes):
        path = (assets_dir or Path()) / f"{name}{suffix}"
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):
            return None
    return None


def digest_of(path: Path) -> str:
    """Return a name for the content of a file.

    Raises
    ------
    OSError : it cannot be read
    """
    status = path.stat()
    key = str(path.absolute()), status.st_size, status.st_mtime_ns
    if key not in _digests:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        _digests[key] = digest.hexdigest()[:32]
    return _digests[key]


class FolderCopies:
    """Puts the files of an export into its own folder, where manim looks first."""

    def __init__(self, folder: Path, below: str = "files") -> None:
        self._folder, self._below = folder, below

    def name_of(self, path: Path) -> str:
        """Copy a file into the folder; return its name there."""
        name = f"{self._below}/{digest_of(path)}{path.suffix.lower()}"
        copy = self._folder / name
        copy.parent.mkdir(exist_ok=True)
        if not copy.exists():
            shutil.copyfile(path, copy)
        return name


def _uses(tree: ast.Module) -> Iterator[_FileUse]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if call.args and name in _CALLS:
            yield from _literals(_CALLS[name], call.args[0], call)
        for keyword in call.keywords:
            kind = _KEYWORDS.get(keyword.arg or "") or (
                _CALLS[name] if name in _CALLS and keyword.arg in _CALLS[name].arguments else None
            )
            if kind is not None:
                yield from _literals(kind, keyword.value, call)


def _literals(kind: MediaKind, tree: ast.expr, call: ast.Call) -> Iterator[_FileUse]:
    # A text of several lines is no name of a file.
    is_one_line = tree.lineno == tree.end_lineno
    if (
        isinstance(tree, ast.Constant)
        and isinstance(tree.value, str)
        and tree.value
        and is_one_line
    ):
        yield _FileUse(kind, tree, call)


def _edited(source: str, edits: list[_Edit]) -> str:
    """Put other text into a source; no line moves."""
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    for edit in sorted(edits, key=lambda edit: (edit.row, edit.start), reverse=True):
        line = lines[edit.row]
        lines[edit.row] = line[: edit.start] + edit.text.encode() + line[edit.end :]
    return b"".join(lines).decode()
