"""What gestures do to a document."""

import pytest

from manim_nodes.document.grouping import make_group
from manim_nodes.document.knob_edits import add_constant, add_knob
from manim_nodes.document.model import Document
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.wiring import WireEnd, Wiring
from manim_nodes.library.catalogue import Library
from tests.support.library import TOYS, node, toy_document

NODES = [
    node("circle_1", type="Circle"),
    node("square_1", type="Square", y=100.0),
    node("v_group_1", type="VGroup", x=300.0),
    node("shift_1", type="Shift", x=150.0, y=300.0),
    node("far_1", type="Create", x=600.0),
]
WIRES = "circle_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects"


@pytest.fixture
def document() -> Document:
    return toy_document(NODES, f"{WIRES}; v_group_1.mobject > far_1.mobject")


@pytest.fixture
def wiring(document: Document, library: Library) -> Wiring:
    return Wiring(document, library)


def feeders(document: Document, target: str) -> list[str]:
    return [edge.source for edge in document.edges if edge.target == target]


def test_spliced_node_keeps_the_place_of_the_wire(document: Document, wiring: Wiring) -> None:
    made = canvas_edits.splice(document, wiring, "shift_1", document.edges[0])
    assert made is not None
    assert feeders(made, "v_group_1") == ["shift_1", "square_1"]
    assert feeders(made, "shift_1") == ["circle_1"]


def test_what_does_not_fit_is_not_spliced(document: Document, wiring: Wiring) -> None:
    assert canvas_edits.splice(document, wiring, "circle_1", document.edges[1]) is None
    assert canvas_edits.splice(document, wiring, "circle_1", document.edges[0]) is None


def test_number_is_not_put_in_the_place_of_another(library: Library) -> None:
    numbers = [node(key, type="NumberValue") for key in ("one_1", "other_1")]
    circle = node("circle_1", type="Circle")
    document = toy_document([*numbers, circle], "one_1.value > circle_1.radius")
    wiring = Wiring(document, library)
    assert canvas_edits.splice(document, wiring, "other_1", document.edges[0]) is None


def test_wires_of_one_output_share_a_dot(library: Library) -> None:
    document = toy_document(
        NODES, "circle_1.mobject > v_group_1.mobjects; circle_1.mobject > far_1.mobject"
    )
    places = [(document.edges[0], (100.0, 0.0)), (document.edges[1], (100.0, 40.0))]
    made, dots = canvas_edits.reroute(document, Wiring(document, library), places)
    assert dots == ["reroute_1"]
    assert made.node("reroute_1").position == (90.0, 10.0)
    assert feeders(made, "v_group_1") == feeders(made, "far_1") == ["reroute_1"]
    assert feeders(made, "reroute_1") == ["circle_1"]


def test_dot_keeps_the_place_of_its_wire(document: Document, wiring: Wiring) -> None:
    made, _ = canvas_edits.reroute(document, wiring, [(document.edges[0], (100.0, 0.0))])
    assert feeders(made, "v_group_1") == ["reroute_1", "square_1"]


def test_room_is_made_for_what_would_lie_on_another(document: Document) -> None:
    boxes = {key: (*item.position, 160.0, 100.0) for key, item in document.nodes_by_id.items()}
    boxes["shift_1"] = (250.0, 20.0, 160.0, 100.0)
    made = canvas_edits.make_room(document, "shift_1", boxes, {"v_group_1", "far_1"})
    places = {key: item.position[0] for key, item in made.nodes_by_id.items()}
    assert (places["v_group_1"], places["far_1"]) == (450.0, 750.0)
    assert places["circle_1"] == 0.0


def test_no_room_is_made_where_there_is_some(document: Document) -> None:
    boxes = {key: (*item.position, 160.0, 100.0) for key, item in document.nodes_by_id.items()}
    assert canvas_edits.make_room(document, "shift_1", boxes, {"v_group_1", "far_1"}) is document


def test_group_port_has_a_name_of_its_own_and_the_type_of_its_wire(
    document: Document, wiring: Wiring
) -> None:
    end = WireEnd("circle_1", "mobject", is_output=True)
    once, first = canvas_edits.add_group_port(document, wiring, end, (0.0, 0.0))
    twice, second = canvas_edits.add_group_port(once, wiring.of(once), end, (0.0, 0.0))
    assert once.node(first).parameters == {"name": "mobject", "type": "Circle"}
    assert twice.node(second).parameters["name"] == "mobject_2"


def test_group_port_of_flow(document: Document, wiring: Wiring) -> None:
    end = WireEnd("circle_1", "flow", is_output=False)
    made, port = canvas_edits.add_group_port(document, wiring, end, (0.0, 0.0))
    assert made.node(port).parameters == {"name": "flow_2", "type": "Flow"}
    assert made.edges[-1].output == made.edges[-1].input == "flow"


def test_link_leaves_out_what_does_not_fit(document: Document, wiring: Wiring) -> None:
    made = canvas_edits.link(document, wiring, ["circle_1", "shift_1", "far_1"])
    assert feeders(made, "shift_1") == ["circle_1"]
    assert feeders(made, "far_1") == ["v_group_1", "shift_1"]


def test_an_inserted_project_brings_its_knobs_under_its_name() -> None:
    document = add_knob(toy_document("disc_1"), node="disc_1", parameter="radius", title="Radius")
    project = toy_document("disc_1 disc_2", name="Sun")
    project = add_constant(project, "size", value=2)
    project = make_group(project, ["disc_2"])[0]
    for fields in (
        {"node": "disc_1", "parameter": "radius", "title": "Radius"},
        {"node": "disc_1", "parameter": "color", "title": "Paint", "group": "Looks"},
        {"node": "disc_2", "within": project.groups[0].id, "parameter": "radius", "title": "Size"},
        {"node": "gone_1", "parameter": "radius", "title": "Gone"},
    ):
        project = add_knob(project, **fields)
    made, _ = canvas_edits.insert_project(document, project, library=TOYS)
    assert [(knob.target, knob.title, knob.group) for knob in made.knobs] == [
        (("disc_1", "radius"), "Radius", ""),
        (("", "size"), "size", "Sun"),
        (("disc_2", "radius"), "Radius (Sun)", "Sun"),
        (("disc_2", "color"), "Paint", "Looks"),
        ((f"{project.groups[0].id}/disc_2", "radius"), "Size", "Sun"),
    ]
    again, _ = canvas_edits.insert_project(made, project, library=TOYS)
    assert [knob.target for knob in again.knobs].count(("", "size")) == 1
