"""When a project is analyzed."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from manim_nodes.app.project.analyzer import Analyzer
from manim_nodes.document.edits import add_node
from manim_nodes.document.model import new_document
from manim_nodes.editing.session import Session
from manim_nodes.graph.problems import Problem
from manim_nodes.library.catalogue import Library

DOCUMENT, _ = add_node(new_document("Film"), "Circle")


def test_nothing_is_analyzed_until_the_node_types_are_known(library: Library, qtbot: QtBot) -> None:
    """So that the window, which is there first, waits for no preview."""
    session = Session(DOCUMENT, replace(library, types={}))
    analyzer = Analyzer(session, lambda: False)
    qtbot.wait(100)
    assert problems_in(session) is None
    session.set_library(library)
    qtbot.waitUntil(lambda: problems_in(session) == ())
    analyzer.close()


def problems_in(session: Session) -> tuple[Problem, ...] | None:
    return session.analysis.problems if session.analysis is not None else None
