"""The pictures of the built-in node types, drawn by script/node-pictures."""

from functools import cache
from pathlib import Path

from manim_nodes.library.node_type import NodeType
from manim_nodes.workspace.places import data_root


def picture_of(node_type: NodeType) -> Path | None:
    """Return the picture of a node type's example (320 by 180 pixels, PNG), if there is one."""
    return _pictures().get(node_type.type)


@cache
def _pictures() -> dict[str, Path]:
    return {path.stem: path for path in (data_root() / "resources" / "nodes").glob("*.png")}
