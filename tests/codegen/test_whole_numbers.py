"""Whole numbers of a scene cannot grow without end, and expressions that cannot either are written as typed."""

import ast
import re
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Document
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from tests.support.documents import make_document, wire
from tests.support.evaluation import _names
from tests.support.library import node


def expressions(*texts: str) -> Document:
    """Return expressions of which each has the one before as ``a``, the first 9, and the last is a wait's duration."""
    nodes = [
        node(f"it_{each}", {"expression": text}, type="Expression")
        for each, text in enumerate(texts)
    ]
    wires = [wire(f"it_{each}.value", f"it_{each + 1}.a") for each in range(len(texts) - 1)]
    last = wire(f"it_{len(texts) - 1}.value", "wait_1.duration")
    return make_document(*nodes, node("wait_1", type="Wait"), edges=[*wires, last])


def written(library: Library, *texts: str) -> str:
    source = generate(build(expressions(*texts), library)).source
    found = re.search(r"self\.wait\((.*)\)\n", source, re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", found[1]).strip(" ,")


def value(library: Library, *texts: str) -> Any:
    return eval(written(library, *texts), dict(_names()))


@pytest.mark.parametrize(
    "texts",
    [
        ("9**300", "int(a)**300", "int(a)**300", "int(a)**300"),
        ("int(9)", "a**a", "a**a", "a**a"),
        ("int(99)", "(a+1)**int(2**40)"),
        ("int(9)", "9**(9**a)"),
        ("int(99)", "a**99", "a**99", "a**99"),
        ("int(10.0**300)", *["a*a*a"] * 5),
        ("int(99)", "max(a, 1)**99", "abs(a)**99", "round(a)**99", "(a if a > 1 else 2)**99"),
    ],
)
def test_a_number_that_would_grow_without_end_is_too_large(
    library: Library, texts: tuple[str, ...]
) -> None:
    with pytest.raises(OverflowError):
        value(library, *texts)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("int(9)", "2**a"), 512),
        (("int(9)", "a**a"), 9**9),
        (("int(9)", "(-1)**a"), -1),
        (("int(9)", "a**2 * a**3 * a**4"), 9**9),
        (("int(9)", "10**a", "a*a"), 10**18),
    ],
)
def test_whole_numbers_that_people_work_with_stay_whole(
    library: Library, texts: tuple[str, ...], expected: int
) -> None:
    found = value(library, *texts)
    assert found == expected
    assert isinstance(found, int)


@pytest.mark.parametrize(
    "text", ["x ** 2", "3 * x ** 3 - 2 * x", "np.e ** x", "x ** 0.5", "x ** (-1)", "2 ** x"]
)
def test_formulas_of_curves_are_written_as_typed(library: Library, text: str) -> None:
    typed = text.replace("np.e", "e")
    nodes = [node("axes_1", type="Axes"), node("curve_1", {"function": typed}, type="Plot")]
    document = make_document(*nodes, edges=[wire("axes_1.mobject", "curve_1.axes")])

    assert f"lambda x: {text}" in generate(build(document, library)).source


def test_a_color_of_a_picture_by_a_formula_is_too_large(library: Library) -> None:
    picture = node("it_1", {"brightness": "x**(y**100)"}, type="ImageFromFormula")
    source = generate(build(make_document(picture), library)).source
    call = next(
        part
        for part in ast.walk(ast.parse(source))
        if isinstance(part, ast.Call) and ast.unparse(part.func) == "bounded_power"
    )
    with pytest.raises(OverflowError):
        eval(ast.unparse(call), {**_names(), "x": 99, "y": 99})


def test_the_product_of_a_list_of_long_numbers_has_an_end(library: Library) -> None:
    nodes = [
        node("numbers_1", {"first": 1, "last": 9}, type="IntegerRange"),
        node("long_1", {"expression": "int(x*10.0**300)"}, type="MapNumbers"),
        node("more_1", {"expression": "x*x*x*x*x*x"}, type="MapNumbers"),
        node("product_1", {"measure": "product"}, type="ListStatistic"),
        node("wait_1", type="Wait"),
    ]
    ids = [each.id for each in nodes]
    outputs = [*(f"{node_id}.value" for node_id in ids)]
    inputs = ["long_1.numbers", "more_1.numbers", "product_1.numbers", "wait_1.duration"]
    document = make_document(
        *nodes, edges=[wire(*ends) for ends in zip(outputs, inputs, strict=False)]
    )

    assert "dtype=float" in generate(build(document, library)).source
