"""Names: what variables may be called."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.codegen.names import Namer, snake_case
from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from tests.support.documents import make_document
from tests.support.sources import built_in_library


def test_no_variable_is_hidden_by_a_loop_of_the_same_name() -> None:
    document = make_document(
        Node(id="table", type="Table", label="label", parameters={"row_labels": ("a", "b")}),
    )
    source = generate(build(document, built_in_library()[0])).source
    assert "label_2 = Table(" in source
    assert "for label in" in source


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Left side", "left_side"),
        ("leftSide", "left_side"),
        ("  a -- b!  ", "a_b"),
        ("Fläche ½", "flache_12"),
        ("3 dots", "n3_dots"),
        ("Экран", ""),
        ("圆", ""),
        ("🙂", ""),
        ("__init__", "init"),
        ("x" * 99, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("a\n'); import os", "a_import_os"),
    ],
)
def test_a_label_becomes_a_name(label: str, name: str) -> None:
    assert snake_case(label) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("class", "class_2"),
        ("match", "match_2"),
        ("print", "print_2"),
        ("exit", "exit_2"),
        ("self", "self_2"),
        ("np", "np_2"),
        ("always redraw", "always_redraw_2"),
        ("smooth", "smooth_2"),
        ("dot", "dot"),
    ],
)
def test_a_name_that_means_something_else_gets_a_number(label: str, name: str) -> None:
    assert Namer({"smooth"}).variable(label) == name


def test_the_first_wish_with_letters_is_granted() -> None:
    assert Namer(()).variable("", "Экран", "circle_1") == "circle_1"
    assert Namer(()).variable("", "圆") == "thing"


def test_names_are_given_once() -> None:
    namer = Namer(())
    assert [namer.variable("dot") for _ in range(3)] == ["dot", "dot_2", "dot_3"]
    assert namer.variable("dot 2") == "dot_2_2"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("One red disc", "OneRedDisc"),
        ("my scene", "MyScene"),
        ("3 dots", "Scene3Dots"),
        ("UP", "UPScene"),
        ("Circle", "CircleScene"),
        ("none", "NoneScene"),
        ("Экран", "GeneratedScene"),
        ("!", "GeneratedScene"),
        ("a(b): pass", "ABPass"),
    ],
)
def test_a_title_becomes_the_name_of_a_class(title: str, name: str) -> None:
    assert Namer({"Circle"}).scene_class(title) == name


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_labels_become_names_of_their_own(labels: list[str]) -> None:
    namer = Namer({"Circle", "smooth"})
    names = [namer.scene_class(labels[0]), *(namer.variable(label) for label in labels)]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name.isascii() for name in names)
    assert not any(keyword.iskeyword(name) or name in ("Circle", "smooth") for name in names)


def test_ten_thousand_things_may_have_one_label() -> None:
    namer = Namer(())
    assert [namer.variable("dot") for _ in range(10_000)][-1] == "dot_10000"
