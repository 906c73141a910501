import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from manim_nodes.document.files import load_document
from manim_nodes.document.model import Node
from manim_nodes.editing.analysis import analyze
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.library.catalogue import load_library
from manim_nodes.workspace.places import data_root
from tests.support.documents import make_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)
TEMPLATES = sorted((data_root() / "templates").glob("*/*.mnodes"))


@contextmanager
def kept_garbage() -> Iterator[list[object]]:
    """Keep what only garbage collection ends, to look at it."""
    was_enabled = gc.isenabled()
    gc.disable()
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield gc.garbage
    gc.set_debug(0)
    gc.garbage.clear()
    if was_enabled:
        gc.enable()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_an_analysis_that_is_let_go_is_gone_at_once(path: Path) -> None:
    find = partial(
        analyze,
        load_document(path, migrations=migrations(LIBRARY)),
        LIBRARY,
        folder=None,
        permissions=NO_PERMISSIONS,
        has_latex=lambda: False,
    )
    find()  # networkx makes its functions when they are first called
    with kept_garbage() as garbage:
        find()
        gc.collect()
        ours = ("manim_nodes.", "networkx.")
        left = [each for each in garbage if type(each).__module__.startswith(ours)]

    assert left == []


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Circle radius must be > 0, got -1", "Circle radius must be > 0, got -1"),
        ("'Circle' needs something in 'thing'.", "'Circle' needs something in 'thing'."),
        ("Circles are many.", "Circle: Circles are many."),
        ("Something is divided by zero.", "Circle: Something is divided by zero."),
    ],
)
def test_a_message_names_its_node_once(message: str, shown: str) -> None:
    analysis = analyze(
        make_document(Node(id="circle_1", type="Circle")),
        load_library(NODES),
        folder=None,
        permissions=NO_PERMISSIONS,
        has_latex=lambda: True,
    )
    assert analysis.message_for("circle_1", message) == shown
