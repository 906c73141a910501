"""The pictures of the built-in node types, drawn by script/node-pictures."""

from pathlib import Path

from manim_nodes.library.node_type import NodeType
from manim_nodes.workspace.places import data_root


def picture_of(node_type: NodeType) -> Path | None:
    """Return the picture of a node type's example (320 by 180 pixels, PNG), if there is one."""
    path = data_root() / "resources" / "nodes" / f"{node_type.type}.png"
    return path if path.is_file() else None
