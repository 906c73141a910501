"""When a project is analyzed."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from manim_nodes.app.project.analyzer import Analyzer
from manim_nodes.document.edits import add_node
from manim_nodes.document.model import new_document
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library

DOCUMENT, _ = add_node(new_document("Film"), "Circle")


def test_nothing_is_analyzed_until_the_node_types_are_known(library: Library, qtbot: QtBot) -> None:
    """So that the window, which is there first, waits for no preview."""
    session = Session(DOCUMENT, replace(library, types={}))
    analyzer = Analyzer(session, lambda: False)
    qtbot.wait(100)
    assert session.analysis is None
    session.set_library(library)
    qtbot.waitUntil(lambda: session.analysis is not None)
    assert session.analysis is not None
    assert not session.analysis.problems
    analyzer.close()
