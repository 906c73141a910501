"""What is hard to read in a film, as advice in words."""

import pytest

from manim_nodes.document.model import Document
from manim_nodes.document.picture_formats import FORMATS, format_of, use_format
from manim_nodes.editing.fixes import fix_problem
from manim_nodes.editing.layout_problems import layout_problems
from manim_nodes.editing.session import Session
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import PicturePlace, Problem, Severity, has_errors
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.preview.box import Box
from manim_nodes.render.preview.layout_faults import LayoutFault, LayoutFaultKind
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)
BOX = Box(-1, 0, 1, 0.5)


def texts() -> Document:
    return toy_document([node("text_1"), node("text_2", label="Title")])


def problem_of(fault: LayoutFault) -> Problem:
    (problem,) = layout_problems(build(texts(), LIBRARY), [fault])
    return problem


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (
            LayoutFault("text_1", LayoutFaultKind.OVERLAP, 2.5, BOX, other="text_2"),
            "overlap",
            ("'Title' is written over this at 2.5 s", "Move one"),
        ),
        (
            LayoutFault("text_1", LayoutFaultKind.OVERLAP, 2.5, BOX, other="text_1"),
            "overlap",
            ("Its texts are written over one another at 2.5 s", "Move one"),
        ),
        (
            LayoutFault("text_1", LayoutFaultKind.CUT, 0.0, BOX),
            "cut-by-frame",
            ("cuts this at 0.0 s", "smaller"),
        ),
        (
            LayoutFault("text_1", LayoutFaultKind.SMALL, 1.0, BOX, amount=1 / 100),
            "small-text",
            ("on a phone", "2.1 times"),
        ),
        (
            LayoutFault("text_1", LayoutFaultKind.FAINT, 1.0, BOX, amount=2.98),
            "faint-text",
            ("2.9 to 1", "4.5 to 1"),
        ),
    ],
)
def test_faults_are_told_at_their_nodes_with_what_to_do(
    fault: LayoutFault, code: str, words: tuple[str, str]
) -> None:
    problem = problem_of(fault)
    assert (problem.code, problem.node_id, problem.severity) == (code, "text_1", Severity.ADVICE)
    assert words[0] in problem.message
    assert words[1] in problem.hint
    assert problem.in_picture == PicturePlace(fault.time_s, -1, 0, 1, 0.5)
    assert not has_errors([problem])


def test_nodes_that_are_no_more_are_told_of_nothing() -> None:
    gone = LayoutFault("text_9", LayoutFaultKind.CUT, 0.0, BOX)
    assert layout_problems(build(texts(), LIBRARY), [gone]) == []


def test_one_thing_is_told_once() -> None:
    faults = [LayoutFault("text_1", LayoutFaultKind.CUT, time, BOX) for time in (1.0, 2.0)]
    (problem,) = layout_problems(build(texts(), LIBRARY), faults)
    assert problem.in_picture is not None
    assert problem.in_picture.time_s == 1.0


def test_advice_is_less_than_a_warning() -> None:
    ranked = sorted(
        [Severity.ADVICE, Severity.WARNING, Severity.ERROR], key=lambda severity: severity.rank
    )
    assert ranked == [Severity.ERROR, Severity.WARNING, Severity.ADVICE]


def test_what_a_narrow_frame_cuts_is_mended_by_a_larger_one() -> None:
    cut = LayoutFault("text_1", LayoutFaultKind.CUT, 0.0, BOX)
    session = Session(use_format(texts(), "9:16"), LIBRARY)
    (problem,) = layout_problems(build(session.document, LIBRARY), [cut])
    assert problem.fix is not None
    fix_problem(session, problem.fix)
    settings = session.document.settings
    assert settings.frame_width == pytest.approx(128 / 9)
    assert format_of(settings) is FORMATS[1]
    assert session.undo_label == "Undo make the frame larger"
    (problem,) = layout_problems(build(session.document, LIBRARY), [cut])
    assert problem.fix is None
