"""TOML files of tables: read strictly, every fault with its file and line."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr
from manim_nodes.validation_errors import Fault, first_fault

_ModelT = TypeVar("_ModelT", bound=BaseModel)

Raw = dict[str, Any]
RawPath = tuple[str | int, ...]


class LibraryError(ManimNodesError):
    """The node library cannot be used."""


class NodeTableError(LibraryError):
    """A table of nodes/ is not as it must be."""


@dataclass(frozen=True)
class TableFile:
    """One TOML file, able to say on which line a key stands."""

    name: str
    text: str
    raw: Raw

    @classmethod
    def read(cls, path: Path, root: Path) -> "TableFile":
        """Read ``path``; its faults are named relative to ``root``'s parent.

        Raises
        ------
        NodeTableError : unreadable, not UTF-8, or not TOML
        """
        name = path.relative_to(root.parent).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
            return cls(name, text, tomllib.loads(text))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as cause:
            raise NodeTableError(
                tr("cannot be read: {reason}", reason=cause), where=name
            ) from cause

    def fault(self, path: RawPath, message: str) -> NodeTableError:
        """Return the error for the table or key at ``path``, with its line."""
        return NodeTableError(
            message, where=tr("{file}, line {line}", file=self.name, line=self._line(path))
        )

    def _line(self, path: RawPath) -> int:
        """Find the line of a key: the deepest header or key of ``path`` that stands in the text."""
        # tomllib tells no places, so the text is gone through again; only once something is wrong.
        best_line, best_depth = 1, 0
        keys = [str(part) for part in path]
        for number, here in _keys_by_line(self.text):
            depth = len(here)
            if here == keys[:depth] and depth > best_depth:
                best_line, best_depth = number, depth
        return best_line


_HEADER = re.compile(r"\s*\[\[?([^\],]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.'\" -]+?)\s*=")


def _keys_by_line(text: str) -> Iterator[tuple[int, list[str]]]:
    header: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _HEADER.match(line):
            header = _parts(match[1])
            yield number, header
        elif match := _KEY.match(line):
            yield number, header + _parts(match[1])


def _parts(key: str) -> list[str]:
    return [part.strip(" '\"") for part in key.split(".")]


def validated(model: type[_ModelT], file: TableFile) -> _ModelT:
    """Read a whole file as a ``model``.

    Raises
    ------
    NodeTableError : with file and line
    """
    try:
        return model.model_validate(file.raw)
    except ValidationError as cause:
        raise table_fault(file, (), cause, model) from cause


def table_fault(
    file: TableFile, path: RawPath, error: ValidationError, model: type[BaseModel]
) -> NodeTableError:
    """Return the first fault that ``error`` found below ``path``, in a person's words.

    Parameters
    ----------
    model : what the table there was to be
    """
    fault = first_fault(error, model)
    location = (*path, *fault.path)
    named = next((at for at, part in reversed([*enumerate(location)]) if isinstance(part, str)), 0)
    key = Fault(location[named:], "").place
    return file.fault(location, tr("'{key}' {reason}.", key=key, reason=fault.reason))
