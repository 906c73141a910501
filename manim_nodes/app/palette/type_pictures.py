"""Where the picture of a node type is: one file a type, drawn by ``script/node-pictures``."""

from functools import cache
from pathlib import Path

from manim_nodes.library.node_type import NodeType
from manim_nodes.workspace.places import data_root


def picture_path(node_type: NodeType) -> Path | None:
    """Return the file of a node type's picture, if it has one."""
    return _pictures().get(node_type.type)


@cache
def _pictures() -> dict[str, Path]:
    return {path.stem: path for path in (data_root() / "resources" / "nodes").glob("*.png")}
