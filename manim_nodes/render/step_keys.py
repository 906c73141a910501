"""The keys by which steps are reused: which parts of a script decide the pictures of a step."""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What manim's look-ups append to a name that was given without its suffix.
_SUFFIXES = ("", ".svg", ".jpg", ".jpeg", ".png", ".gif", ".ico")
_LONGEST_NAME = 1024


@dataclass(frozen=True, slots=True)
class StepKeys:
    """The key of each play of a scene: equal keys mean equal pictures.

    Python runs from top to bottom, so the pictures of a play are decided by everything outside ``construct``
    (imports, config, other methods) and by the statements of ``construct`` up to and including the one that
    plays. A statement counts whole: a play in a loop is decided by all of the loop. Comments and layout do not
    count; files that are named in the script do, by their size and time of change.

    Parameters
    ----------
    last_lines : of the statements of ``construct``
    digests : of all that decides what each of them plays
    whole : of the whole script
    """

    last_lines: tuple[int, ...]
    digests: tuple[str, ...]
    whole: str

    @classmethod
    def of(
        cls, tree: ast.Module, scene_name: str, settings: str, assets_dir: Path | None
    ) -> "StepKeys":
        """Return the keys of a script.

        Parameters
        ----------
        tree : the parsed script
        settings : everything beside the script that decides pictures, as text
        """
        construct = _construct_of(tree, scene_name)
        body = construct.body if construct else []
        digest = hashlib.sha256(settings.encode())
        for part in _outside(tree, construct):
            digest.update(_describe(part, assets_dir))
        digests = []
        for statement in body:
            digest.update(_describe(statement, assets_dir))
            digests.append(digest.hexdigest())
        last_lines = tuple(statement.end_lineno or 0 for statement in body)
        return cls(last_lines, tuple(digests), digest.hexdigest())

    def key(self, line: int | None, play: int) -> str:
        """Return the key of the ``play``-th play, counted from 0, which ``line`` of ``construct`` runs."""
        digest = self.whole
        if line is not None:
            within = (
                d for last, d in zip(self.last_lines, self.digests, strict=True) if line <= last
            )
            digest = next(within, self.whole)
        return f"{digest}-{play}"

    @property
    def still(self) -> str:
        """Return the key of the one picture of a scene that plays nothing."""
        return f"{self.whole}-still"


def _describe(node: ast.AST, assets_dir: Path | None) -> bytes:
    files = "".join(_files_in(node, assets_dir))
    return f"{ast.dump(node)}\n{files}".encode("utf-8", "surrogatepass")


def _files_in(node: ast.AST, assets_dir: Path | None) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from _files_named(part.value, assets_dir)


def _files_named(name: str, assets_dir: Path | None) -> Iterator[str]:
    if not name or len(name) > _LONGEST_NAME or "\n" in name:
        return
    for suffix in _SUFFIXES:
        file = (assets_dir or Path()) / f"{name}{suffix}"
        try:
            status = file.stat() if file.is_absolute() else None
        except (OSError, ValueError):
            continue
        if status is None:
            continue
        yield f"{file}:{status.st_size}:{status.st_mtime_ns}\n"


def _construct_of(tree: ast.Module, scene_name: str) -> ast.FunctionDef | None:
    scenes = (
        node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == scene_name
    )
    methods = (node for scene in scenes for node in scene.body if isinstance(node, ast.FunctionDef))
    return next((method for method in methods if method.name == "construct"), None)


def _outside(tree: ast.Module, construct: ast.FunctionDef | None) -> Iterator[ast.AST]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and construct in node.body:
            yield from (*node.bases, *node.keywords, *node.decorator_list)
            yield from (part for part in node.body if part is not construct)
        else:
            yield node
