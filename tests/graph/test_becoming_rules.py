"""A picture has no points that could move to those of a shape."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library
from tests.support.documents import make_document, wire

MORPHS = (
    "Become",
    "ClockwiseTransform",
    "CounterclockwiseTransform",
    "ReplacementTransform",
    "Transform",
    "TransformFromCopy",
    "TransformMatchingShapes",
)


def messages(library: Library, kind: str, one: str, other: str) -> list[str]:
    document = make_document(
        Node(id="a", type=one),
        Node(id="s", type="Shift"),
        Node(id="b", type=other),
        Node(id="x", type=kind),
        edges=[
            wire("a.mobject", "s.mobject"),
            wire("s.mobject", "x.mobject"),
            wire("b.mobject", "x.target"),
        ],
    )
    problems = validate(build(document, library))
    return [f"{each.message} {each.hint}" for each in problems if each.code == "unlike-things"]


@pytest.mark.parametrize("kind", MORPHS)
@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("ImageFromArray", "Circle", "A picture cannot become a shape"),
        ("Text", "ImageFromFormula", "A shape cannot become a picture"),
        ("PointCloudDot", "Square", "A cloud of points cannot become a shape"),
    ],
)
def test_what_is_drawn_otherwise_is_refused_with_what_to_do(
    library: Library, kind: str, one: str, other: str, words: str
) -> None:
    (message,) = messages(library, kind, one, other)

    assert message.startswith(words)
    assert "'Fade transform'" in message


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Transform", "Circle", "Text"),
        ("Transform", "ImageFromArray", "ImageFromArray"),
        ("Transform", "Group", "Circle"),
        ("FadeTransform", "ImageFromArray", "Circle"),
    ],
)
def test_what_manim_can_is_not_refused(library: Library, kind: str, one: str, other: str) -> None:
    assert messages(library, kind, one, other) == []


def test_pictures_have_no_shapes_to_match(library: Library) -> None:
    (message,) = messages(library, "TransformMatchingShapes", "ImageFromArray", "ImageFromArray")
    assert message.startswith("A picture has no parts whose shapes could be matched.")
    assert "'Fade transform'" in message
