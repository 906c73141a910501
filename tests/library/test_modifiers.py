"""Modify nodes: which of them can be animated."""

from pathlib import Path

import pytest

from manim_nodes.library.node_tables import read_node_types
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.vocabulary import read_vocabulary
from tests.support.sources import NODES


def modifier(folder: Path, code: str, more: str = "") -> NodeType:
    path = folder / "nodes" / "own.toml"
    path.parent.mkdir()
    table = f"category = 'Own'\n[Own]\nkind = 'modify'\nsummary = 'x.'\ncode = '{code}'\n{more}"
    path.write_text(table, encoding="utf-8")
    return read_node_types(path, path.parent, read_vocabulary(NODES / "shared"))[0]


@pytest.mark.parametrize(
    ("code", "more", "can_animate"),
    [
        ("mobject.shift(UP).rotate(PI)", "", True),
        ("mobject.save_state()", "animated = false", False),
        ("always_rotate(mobject)", "", False),
    ],
)
def test_a_chain_of_methods_can_be_animated_unless_it_says_no(
    tmp_path: Path, code: str, more: str, can_animate: bool
) -> None:
    node_type = modifier(tmp_path, code, more)
    assert ("animated" in node_type.parameters) is can_animate
    assert ("animation" in node_type.outputs) is can_animate
