"""Functions are told apart by what they are asked with and what they give."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.editing.wiring import WireEnd, Wiring
from manim_nodes.graph.build import Port, build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.validate import validate
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import wired_type
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()
FORMULAS = {
    "NumberFunction": Node(id="f", type="FunctionOfX"),
    "PathFunction": Node(id="f", type="ParametricPoint"),
    "PlaneFunction": Node(id="f", type="FunctionOfTwoVariables"),
    "SurfaceFunction": Node(id="f", type="SurfacePoint"),
    "ScalarFunction": Node(id="f", type="FunctionOfPoint", parameters={"function": "x + y"}),
    "PointFunction": Node(id="f", type="FunctionOfPoint"),
    "RateFunction": Node(id="f", type="RateFunctionValue"),
    "Any": Node(id="f", type="PythonValue"),
}
# What else is taken: a rate function gives a number for a number, and so does np.sin for a complex one.
TAKEN = {
    "NumberFunction": {"RateFunction"},
    "ComplexFunction": {"NumberFunction", "RateFunction"},
}


def places(node_type: NodeType) -> dict[str, str]:
    """Return the inputs and parameters that take a function, each with the type of wire."""
    wanted = {port.name: port.type for port in node_type.inputs.values()}
    wanted |= {
        name: wired_type(parameter)
        for name, parameter in node_type.parameters.items()
        if name not in node_type.fixed_parameters
    }
    return {name: known for name, known in wanted.items() if "Function" in known}


PLACES = [
    pytest.param(node_type, name, wanted, id=f"{node_type.type}.{name}")
    for node_type in LIBRARY.types.values()
    for name, wanted in places(node_type).items()
]


def complaints(formula: Node, node_type: NodeType, name: str) -> list[Problem]:
    document = make_document(
        formula, Node(id="it", type=node_type.type), edges=[wire("f.value", f"it.{name}")]
    )
    legal = Wiring(document, LIBRARY).rejection_reason(
        WireEnd("f", "value", is_output=True), WireEnd("it", name, is_output=False)
    )
    found = [
        each
        for each in validate(build(document, LIBRARY), permissions=ALL_PERMISSIONS)
        if each.code == "incompatible-types"
    ]
    assert bool(legal) == bool(found), "the canvas says the same"
    return found


@pytest.mark.parametrize(("node_type", "name", "wanted"), PLACES)
def test_only_functions_of_the_right_kind_can_be_wired(
    node_type: NodeType, name: str, wanted: str
) -> None:
    kinds = set(wanted.split(" | "))
    taken = kinds.union(*(TAKEN.get(kind, set()) for kind in kinds))
    for kind, formula in FORMULAS.items():
        found = complaints(formula, node_type, name)
        assert bool(found) == (kind not in {*taken, "Any", "Function"}), (kind, wanted)
        for problem in found:
            assert "The node '" in problem.hint, "it says what to wire instead"


def test_no_place_takes_just_any_function() -> None:
    assert [each.id for each in PLACES if "Function" in str(each.values[2]).split(" | ")] == []


def test_an_updater_says_what_it_takes() -> None:
    (problem,) = complaints(FORMULAS["NumberFunction"], LIBRARY.types["AddUpdater"], "function")
    assert problem.message == (
        "Cannot connect a function of a number to a function that makes a thing."
    )
    assert "given a thing and changes it" in problem.hint
    assert problem.hint.endswith("The node 'Python value' makes one.")


@pytest.mark.parametrize(
    ("type_name", "formula", "given"),
    [
        ("FunctionOfX", "x**2", "NumberFunction"),
        ("FunctionOfX", "(x, x^2)", "PathFunction"),
        ("FunctionOfX", "(x, 1) if x > 0 else (0, x)", "PathFunction"),
        ("FunctionOfX", "not a formula (", "NumberFunction"),
        ("SurfacePoint", "u + v", "PlaneFunction"),
        ("FunctionOfPoint", "x", "ScalarFunction"),
    ],
)
def test_a_formula_decides_what_its_function_gives(
    type_name: str, formula: str, given: str
) -> None:
    document = make_document(Node(id="f", type=type_name, parameters={"function": formula}))
    end = WireEnd("f", "value", is_output=True)
    assert build(document, LIBRARY).output_type(Port("f", "value")) == given
    assert Wiring(document, LIBRARY).type_at(end) == given


def test_what_is_wired_in_decides_instead_of_the_formula() -> None:
    document = make_document(
        Node(id="path", type="ParametricPoint"),
        Node(id="f", type="FunctionOfX"),
        edges=[wire("path.value", "f.function")],
    )
    end = WireEnd("f", "value", is_output=True)
    assert build(document, LIBRARY).output_type(Port("f", "value")) == "PathFunction"
    assert Wiring(document, LIBRARY).type_at(end) == "PathFunction"


@pytest.mark.parametrize(
    ("type_name", "name", "formula", "complaint"),
    [
        ("FunctionGraph", "function", "(x, 1)", "must give a number, got '(x, 1)'"),
        ("ParametricFunction", "function", "t", "must give a point such as (x, y, 0), got 't'"),
        ("ArrowVectorField", "color_scheme", "(x, y)", "must give a number, got '(x, y)'"),
        ("FunctionOfX", "function", "(x, 1)", None),
    ],
)
def test_a_formula_must_give_what_its_node_needs(
    type_name: str, name: str, formula: str, complaint: str | None
) -> None:
    node = Node(id="it", type=type_name, parameters={name: formula})
    problems = validate(build(make_document(node), LIBRARY))
    found = [each.message for each in problems if each.code == "bad-expression"]
    if complaint is None:
        assert found == []
    else:
        assert [message.endswith(complaint) for message in found] == [True]
