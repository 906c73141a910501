"""Groups that come with the program: what takes several nodes, and people want as one."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from manim_nodes.gallery.own_nodes import OwnNode, load_own_nodes
from manim_nodes.library.catalogue import Library

_TABLES = "groups.toml"


def load_built_in_groups(folder: Path, library: Library) -> Sequence[OwnNode]:
    """Read the built-in groups of a folder, each with what its table says of it.

    Raises
    ------
    ManimNodesError : one of them cannot be read
    KeyError : one has no table
    """
    tables = tomllib.loads((folder / _TABLES).read_text(encoding="utf-8"))
    found, faults = load_own_nodes(folder, library)
    for fault in faults:
        raise fault
    return [
        replace(
            own,
            summary=tables[own.name]["summary"],
            keywords=tuple(tables[own.name]["keywords"]),
        )
        for own in found
    ]
