"""The page of node types says what the tables say."""

from manim_nodes.library.catalogue import load_library
from script.node_pages import PAGE, ROOT, page

STALE = "docs/nodes.md is not what the tables say: run script/node-pages."


def test_the_page_of_node_types_is_up_to_date() -> None:
    # Not compared by pytest, which would look long for how two such texts differ.
    is_same = page(load_library(ROOT / "nodes")) == PAGE.read_text(encoding="utf-8")

    assert is_same, STALE
