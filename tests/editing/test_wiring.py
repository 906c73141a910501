"""What may be wired to what, and why not."""

from pathlib import Path

import pytest

from manim_nodes.document.edits import set_muted
from manim_nodes.document.files import load_document
from manim_nodes.document.grouping import make_group, open_group
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.wiring import WireEnd, Wiring
from manim_nodes.graph.build import Port, build
from manim_nodes.graph.examples import example_of
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library
from manim_nodes.workspace.places import data_root
from tests.support.documents import boundary
from tests.support.library import node, toy_document

NODES = [
    node("circle_1", type="Circle"),
    node("create_1", type="Create"),
    node("shift_1", type="Shift"),
    node("fade_out_1", type="FadeOut"),
    node("gone_1", type="Gone"),
]
TEMPLATES = sorted((data_root() / "templates").rglob("*.mnodes"))
CHAIN = "circle_1.mobject > create_1.mobject; create_1.mobject > shift_1.mobject"


@pytest.fixture
def document() -> Document:
    return toy_document(NODES, CHAIN)


@pytest.fixture
def wiring(document: Document, library: Library) -> Wiring:
    return Wiring(document, library)


def out(text: str) -> WireEnd:
    node_id, _, port = text.partition(".")
    return WireEnd(node_id, port, is_output=True)


def into(text: str) -> WireEnd:
    node_id, _, port = text.partition(".")
    return WireEnd(node_id, port, is_output=False)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("circle_1.mobject", "fade_out_1.mobject", None),
        ("circle_1.flow", "create_1.flow", None),
        ("create_1.animation", "fade_out_1.mobject", "Cannot connect an animation to a thing."),
        ("circle_1.flow", "create_1.mobject", "Flow connects to flow only."),
        ("circle_1.mobject", "circle_1.radius", "A node cannot feed itself."),
        ("circle_1.thing", "create_1.mobject", "There is no such port."),
        (
            "shift_1.mobject",
            "create_1.mobject",
            'That would close a circle: "create_1" comes before "shift_1".',
        ),
    ],
)
def test_rejection_reason(wiring: Wiring, source: str, target: str, reason: str | None) -> None:
    assert wiring.rejection_reason(out(source), into(target)) == reason


def test_rejection_of_two_ends_of_a_kind(wiring: Wiring) -> None:
    reason = wiring.rejection_reason(out("circle_1.mobject"), out("create_1.mobject"))
    assert reason == "Both are outputs: a wire goes from an output to an input."


def test_circle_is_seen_from_either_end(wiring: Wiring) -> None:
    wiring.downstream("create_1")
    assert wiring.rejection_reason(out("shift_1.mobject"), into("create_1.mobject"))


def test_type_is_followed_through_the_wires(wiring: Wiring) -> None:
    assert wiring.output_type("shift_1", "mobject") == "Circle"


def check_against_graph(document: Document, library: Library) -> None:
    """Assert that the graph finds the same types, and no fault where this finds none, and none where it does."""
    graph, wiring = build(document, library), Wiring(document, library)
    for node_ in document.nodes:
        if library.get(node_.type) is None or not wiring.ports(node_.id).has_flow:
            continue
        for name in wiring.ports(node_.id).outputs:
            known = graph.output_type(Port(node_.id, name))
            assert (node_.id, name, wiring.output_type(node_.id, name)) == (node_.id, name, known)
    faulty = {"incompatible-types", "unknown-port", "dangling-wire", "fixed-parameter"}
    found = {problem.code for problem in validate(graph)} & faulty
    assert any(map(wiring.fault, document.edges)) is bool(found)


def test_types_agree_with_the_graph_in_every_example(library: Library) -> None:
    for node_type in library.types.values():
        document = example_of(node_type, library)
        if not document.groups:
            check_against_graph(document, library)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_types_agree_with_the_graph_in_every_template(path: Path, library: Library) -> None:
    document = load_document(path)
    for muted in ((), [node_.id for node_ in document.nodes[::3]]):
        check_against_graph(set_muted(document, muted, muted=True), library)


def test_loop_leads_to_flow(library: Library) -> None:
    document = toy_document(
        [node("for_each_1", type="ForEach"), node("wait_1", type="Wait")],
        "for_each_1.loop > wait_1.flow",
    )
    wiring = Wiring(document, library)
    assert wiring.fault(document.edges[0]) is None
    assert wiring.rejection_reason(out("for_each_1.loop"), into("wait_1.flow")) is None
    assert wiring.rejection_reason(out("for_each_1.index"), into("wait_1.flow")) is not None


def test_loop_does_not_lead_to_flow_through_a_reroute(library: Library) -> None:
    document = toy_document(
        [node("for_each_1", type="ForEach"), node("dot_1", type="Reroute"), node("wait_1")],
        "for_each_1.loop > dot_1.value; dot_1.value > wait_1.flow",
    )
    wiring = Wiring(document, library)
    reason = wiring.rejection_reason(out("dot_1.value"), into("wait_1.flow"))
    assert reason == "Flow connects to flow only."
    assert wiring.fault(document.edges[1]) == "Cannot connect a loop to the order."
    assert "incompatible-types" in {each.code for each in validate(build(document, library))}


def test_flow_leads_out_of_a_group(library: Library) -> None:
    nodes = [node("wait_1"), boundary("out_1", "GroupOutput", "after", type="Flow")]
    inside = Wiring(toy_document(nodes, "wait_1.flow > out_1.flow"), library)
    assert inside.fault(inside.content.edges[0]) is None


def test_circle_of_wires_has_any_type(library: Library) -> None:
    ring = toy_document(
        NODES, "create_1.mobject > shift_1.mobject; shift_1.mobject > create_1.mobject"
    )
    assert Wiring(ring, library).output_type("create_1", "mobject") == "Any"


@pytest.mark.parametrize(
    ("wire", "fault"),
    [
        ("circle_1.mobject > gone_1.thing", None),
        ("gone_1.thing > circle_1.radius", None),
        ("gone_1.thing > circle_1.thing", '"Circle" has no input "thing" that a wire can feed.'),
        ("circle_1.thing > gone_1.thing", '"Circle" has no output "thing".'),
        ("nowhere.x > circle_1.radius", 'There is no node "nowhere".'),
        ("create_1.animation > shift_1.mobject", "Cannot connect an animation to a thing."),
    ],
)
def test_fault(library: Library, wire: str, fault: str | None) -> None:
    document = toy_document(NODES, wire)
    assert Wiring(document, library).fault(document.edges[0]) == fault


def test_first_fit_is_free_if_one_is(wiring: Wiring) -> None:
    assert wiring.first_fit(out("circle_1.mobject"), "fade_out_1") == into("fade_out_1.mobject")
    assert wiring.first_fit(out("circle_1.mobject"), "shift_1") == into("shift_1.mobject")
    assert wiring.first_fit(out("circle_1.mobject"), "gone_1") is None


def test_no_value_is_replaced_by_a_conversion_unasked(library: Library) -> None:
    wiring = Wiring(toy_document("circle_1 circle_2"), library)
    assert wiring.rejection_reason(out("circle_1.mobject"), into("circle_2.arc_center")) is None
    assert wiring.first_fit(out("circle_1.mobject"), "circle_2") is None


def test_value_is_replaced_by_what_it_is_itself(library: Library) -> None:
    wiring = Wiring(toy_document("circle_1 number_value_1"), library)
    assert wiring.first_fit(out("number_value_1.value"), "circle_1") == into("circle_1.radius")


def test_link_prefers_data_and_falls_back_to_flow(wiring: Wiring) -> None:
    assert wiring.link("shift_1", "fade_out_1") == Edge(
        source="shift_1", output="mobject", target="fade_out_1", input="mobject"
    )
    assert wiring.link("gone_1", "circle_1") == Edge(
        source="gone_1", output="flow", target="circle_1", input="flow"
    )


def test_types_come_into_a_group_from_outside(document: Document, library: Library) -> None:
    grouped, node_id = make_group(document, ["create_1", "shift_1"])
    graph = build(grouped, library)
    group_id = grouped.groups[0].id
    inside = Wiring(open_group(grouped, group_id), library, graph=graph, location=(node_id,))
    assert inside.output_type("shift_1", "mobject") == "Circle"
    outside = Wiring(grouped, library, graph=graph)
    assert list(outside.ports(node_id).inputs) == ["mobject"]
    assert Wiring(grouped, library).output_type(node_id, "mobject") == "Any"
