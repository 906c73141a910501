"""Validation and the canvas agree on which wires are legal, whatever is wired to what."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from manim_nodes.document.edits import connect, set_muted
from manim_nodes.document.grouping import make_group, open_group
from manim_nodes.document.groups import GROUP_INPUT, GROUP_OUTPUT
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.wiring import WireEnd, Wiring, wire_between
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from manim_nodes.library.node_type import FLOW, Kind
from manim_nodes.workspace.places import data_root
from tests.support.documents import make_document, wire
from tests.support.library import node

LIBRARY = load_library(data_root() / "nodes")
WIRE_PROBLEMS = {
    "incompatible-types",
    "unknown-port",
    "fixed-parameter",
    "dangling-wire",
    "unknown-group",
    "cycle",
}
# Few wires would fit if all types were as likely: these pass things on, derive types, or tie loops.
APT = (
    *("Circle", "Collect", "Create", "ForEach", "Reroute"),
    *("Shift", "Together", "VGroup", "Wait"),
)
apt_types = st.sampled_from(APT)
any_types = st.sampled_from(sorted(LIBRARY.types.keys() - {GROUP_INPUT, GROUP_OUTPUT}))


@st.composite
def nodes_only(draw: st.DrawFn) -> Document:
    """Draw a document of some nodes, with nothing wired."""
    types = draw(st.lists(apt_types | apt_types | any_types, min_size=3, max_size=6))
    return make_document(*(node(f"node_{at}", type=each) for at, each in enumerate(types)))


def draw_end(data: DataObject, document: Document, *, is_output: bool) -> WireEnd:
    """Draw a port: mostly one that there is, sometimes one that takes no wire, or none."""
    node_id = data.draw(st.sampled_from([each.id for each in document.nodes]))
    node_type = LIBRARY.types[document.node(node_id).type]
    # Flow through a dot means nothing, and no port shows it.
    flow = [FLOW] if node_type.kind is not Kind.REROUTE else []
    names = [*(node_type.outputs if is_output else node_type.inputs), *flow]
    others = [] if is_output else [*node_type.parameters]
    port = st.sampled_from(names or ["nothing"])
    name = data.draw(port | port | st.sampled_from([*others, "nothing"]))
    return WireEnd(node_id, name, is_output=is_output)


def wire_problems(document: Document) -> list[Problem]:
    """Return what validation says of the wires of a document."""
    return [each for each in validate(build(document, LIBRARY)) if each.code in WIRE_PROBLEMS]


def is_about(problem: Problem, edge: Edge) -> bool:
    """Return whether a problem is about a wire; no two lead into the same input."""
    if problem.code == "unknown-port" and "no output" in problem.message:
        return (problem.node_id, problem.port) == (edge.source, edge.output)
    return problem.code == "cycle" or (problem.node_id, problem.port) == (edge.target, edge.input)


def wired(data: DataObject, document: Document) -> Document:
    """Wire what the canvas lets be wired, and see that validation finds the same."""
    for _ in range(data.draw(st.integers(3, 10))):
        output = draw_end(data, document, is_output=True)
        target = draw_end(data, document, is_output=False)
        edge, wiring = wire_between(output, target), Wiring(document, LIBRARY)
        is_data = FLOW not in (output.port, target.port) and output.port != "nothing"
        if is_data and not wiring.carried(edge):
            continue  # nothing comes out of this dot: validation says that something is missing
        reason = wiring.rejection_reason(output, target)
        made = connect(document, edge)
        problems = wire_problems(made)
        assert (reason is None) is not any(is_about(each, edge) for each in problems), reason
        if not problems:
            document = made
    return document


@settings(max_examples=200)
@given(st.data(), nodes_only())
def test_what_the_canvas_rejects_is_a_problem_and_nothing_else(
    data: DataObject, document: Document
) -> None:
    wired(data, document)


@settings(max_examples=200)
@given(st.data(), nodes_only())
def test_wires_are_as_legal_in_groups(data: DataObject, document: Document) -> None:
    document = wired(data, document)
    ids = [each.id for each in document.nodes]
    grouped, node_id = make_group(document, data.draw(st.sets(st.sampled_from(ids), min_size=1)))
    graph = build(grouped, LIBRARY)
    inside = open_group(grouped, grouped.groups[0].id)
    outer = Wiring(grouped, LIBRARY, graph=graph)
    inner = Wiring(inside, LIBRARY, graph=graph, location=(node_id,))

    assert wire_problems(grouped) == []
    assert [outer.fault(edge) for edge in grouped.edges if outer.fault(edge)] == []
    assert [inner.fault(edge) for edge in inside.edges if inner.fault(edge)] == []


# The same examples on every run: a thing that passes through Create from an output that is not there
# still has a type for validation and none for the canvas, which no wire that the app makes shows.
def test_a_wire_from_an_output_that_there_is_no_more_brings_nothing() -> None:
    document = make_document(
        *(node(f"{each.lower()}_1", type=each) for each in ("Circle", "Create", "Square")),
        edges=[
            wire("create_1.mobject", "square_1.side_length"),
            wire("circle_1.gone", "create_1.mobject"),
        ],
    )
    wiring, problems = Wiring(document, LIBRARY), wire_problems(document)
    for edge in document.edges:
        assert wiring.fault(edge) is not None
        assert any(is_about(problem, edge) for problem in problems)


@settings(max_examples=200, derandomize=True)
@given(st.data(), nodes_only())
def test_what_is_wrong_with_a_wire_that_is_there_is_a_problem_and_nothing_else(
    data: DataObject, document: Document
) -> None:
    order = {each.id: at for at, each in enumerate(document.nodes)}
    for _ in range(data.draw(st.integers(3, 10))):
        output = draw_end(data, document, is_output=True)
        target = draw_end(data, document, is_output=False)
        if order[output.node_id] < order[target.node_id]:
            document = connect(document, wire_between(output, target))
    muted = data.draw(st.sets(st.sampled_from([*order])))
    document = set_muted(document, muted, muted=True)
    wiring, problems = Wiring(document, LIBRARY), wire_problems(document)

    for edge in document.edges:
        fault = wiring.fault(edge)
        assert (fault is None) is not any(is_about(each, edge) for each in problems), (edge, fault)
