"""How a node is shown is kept with it."""

from manim_nodes.document.model import Node
from manim_nodes.document.text import dumps, loads
from manim_nodes.editing.node_display import (
    NodeDisplay,
    display_of,
    set_collapsed,
    set_promoted,
    set_unused_hidden,
)
from tests.support.library import toy_document


def test_display_is_kept_and_taken_back() -> None:
    start = toy_document("disc_1")
    document = set_collapsed(start, ["disc_1"], collapsed=True)
    document = set_unused_hidden(document, ["disc_1"], hidden=True)
    document = set_promoted(document, "disc_1", "radius", promoted=True)
    assert display_of(document.node("disc_1")) == NodeDisplay(True, True, frozenset({"radius"}))
    document = set_collapsed(document, ["disc_1"], collapsed=False)
    document = set_unused_hidden(document, ["disc_1"], hidden=False)
    document = set_promoted(document, "disc_1", "radius", promoted=False)
    assert document.node("disc_1") == start.node("disc_1")


def test_nothing_changes_where_nothing_is_asked() -> None:
    start = toy_document("disc_1")
    assert set_collapsed(start, ["disc_1"], collapsed=False) is start


def test_what_someone_else_wrote_there_is_kept() -> None:
    node = Node(id="a", type="B", extras={"canvas": {"later": 1}, "other": 2})
    assert display_of(node) == NodeDisplay()
    document = set_collapsed(toy_document([node]), ["a"], collapsed=True)
    assert document.node("a").extras == {"canvas": {"later": 1, "collapsed": True}, "other": 2}


def test_what_makes_no_sense_is_as_nothing() -> None:
    node = Node(id="a", type="B", extras={"canvas": 3})
    assert display_of(node) == NodeDisplay()


def test_display_is_written_with_the_node() -> None:
    document = set_collapsed(toy_document("disc_1"), ["disc_1"], collapsed=True)
    assert loads(dumps(document)).node("disc_1").extras == {"canvas": {"collapsed": True}}
