"""Parts keep their types: what comes out of a group or list is what went in."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document, Node
from manim_nodes.editing.wiring import WireEnd, Wiring
from manim_nodes.editing.wiring_changes import affected_nodes
from manim_nodes.graph.build import Port, build
from tests.library.test_contract import around
from tests.support.documents import make_document, wire
from tests.support.manim_names import run_script
from tests.support.signatures import port_class
from tests.support.sources import built_in_library, with_sources

LIBRARY, _ = built_in_library()


def part_document(
    members: str,
    *way: str,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    wires: str = "",
) -> Document:
    """Make a document of a group of members, and of nodes through which it goes on its way.

    Parameters
    ----------
    members : types, such as ``Line Dot``; ``m0`` is the first
    way : types, the group itself first; each takes what the one before gives: ``w0``, ``w1``...
    wires : more of them, such as ``m0.mobject > w1.mobjects``
    """
    given = parameters or {}
    nodes = [
        Node(id=f"m{at}", type=name, parameters=given.get(f"m{at}", {}))
        for at, name in enumerate(members.split())
    ]
    nodes += [
        Node(id=f"w{at}", type=name, parameters=given.get(f"w{at}", {}), position=(at + 1, 0))
        for at, name in enumerate(way)
    ]
    first = LIBRARY.types[way[0]]
    taking = next(iter(first.inputs))
    edges = [
        wire(f"{node.id}.{next(iter(LIBRARY.types[node.type].outputs))}", f"w0.{taking}")
        for node in nodes
        if node.id.startswith("m") and f"{node.id}." not in wires
    ]
    for at, (one, other) in enumerate(pairwise(way)):
        output = next(iter(LIBRARY.types[one].outputs))
        port = "loop" if other == "Collect" else next(iter(LIBRARY.types[other].inputs))
        edges.append(wire(f"w{at}.{output}", f"w{at + 1}.{port}"))
    for each in filter(None, wires.split(";")):
        source, target = each.split(" > ")
        edges.append(wire(source.strip(), target.strip()))
    return make_document(*nodes, edges=edges)


def given_type(document: Document) -> str:
    """Return the type of the last node's first output, which the canvas must know as well."""
    last = document.nodes[-1]
    name = next(iter(LIBRARY.types[last.type].outputs))
    found = build(document, LIBRARY).output_type(Port(last.id, name))
    assert Wiring(document, LIBRARY).type_at(WireEnd(last.id, name, is_output=True)) == found
    return found


PART = {"index": 1}


@pytest.mark.parametrize(
    ("members", "way", "parameters", "given"),
    [
        ("Line Dot", ["VGroup", "GetPart"], {}, "Line"),
        ("Line Dot", ["VGroup", "GetPart"], {"w1": {"index": 1}}, "Dot"),
        ("Line Dot", ["VGroup", "GetPart"], {"w1": {"index": -1}}, "Dot"),
        ("Line Dot", ["VGroup", "GetPart"], {"w1": {"index": 2}}, "VMobject"),
        ("Line Dot", ["VGroup", "Copy", "GetPart"], {"w2": {"index": 1}}, "Dot"),
        ("Line Dot", ["VGroup", "Shift", "GetPart"], {"w2": {"index": 1}}, "Dot"),
        ("Line Dot", ["VGroup", "Create", "GetPart"], {"w2": {"index": 1}}, "Dot"),
        ("ImageMobject Dot", ["MobjectGroup", "GetPart"], {}, "ImageMobject"),
        ("DecimalNumber Integer", ["VGroup", "ForEach"], {}, "DecimalNumber"),
        ("Line Arrow", ["VGroup", "ForEach"], {}, "Line"),
        ("Line Dot", ["VGroup", "ForEach"], {}, "VMobject"),
        ("Line Dot", ["VGroup", "Shuffle", "GetPart"], {}, "VMobject"),
        ("Line Arrow", ["VGroup", "Shuffle", "GetPart"], {}, "Line"),
        ("Line Dot", ["VGroup", "GetParts", "GetPart"], {"w1": {"start": 1}}, "Dot"),
        ("Line Dot Square", ["VGroup", "GetEveryNth", "GetPart"], {"w2": {"index": 1}}, "Square"),
        ("Line Dot", ["VGroup", "ListParts", "ListItem"], {"w2": {"index": 1}}, "Dot"),
        ("Line Arrow", ["VGroup", "ListParts"], {}, "List[Line]"),
        ("Line Dot", ["VGroup", "MobjectGroup", "GetPartOfPart"], {"w2": {"inner": 1}}, "Dot"),
        ("Line Dot", ["VGroup", "MobjectGroup", "GetPart", "GetPart"], {"w3": PART}, "Dot"),
        ("Line Arrow", ["MobjectList"], {}, "List[Line]"),
        ("Line Dot", ["MobjectList", "ListItem"], {}, "Line"),
        ("Line Dot", ["MobjectList", "ReverseList", "ListItem"], {}, "VMobject"),
        ("Line Dot", ["MobjectList", "ListSlice", "ListItem"], {"w1": {"start": 1}}, "Dot"),
        ("Line Dot", ["MobjectList", "VGroup", "GetPart"], {"w2": PART}, "Dot"),
        ("Line Line", ["MobjectList", "JoinLists", "ListItem"], {}, "Line"),
        ("Line", ["CopiesInCircle", "GetPart"], {"w1": {"index": 7}}, "Line"),
        (
            "Line Dot",
            ["VDict", "GetNamedPart"],
            {"w0": {"names": ["a", "b"]}, "w1": {"name": "b"}},
            "Dot",
        ),
        ("BarChart", ["BarLabels", "GetPart"], {}, "VMobject"),
        ("Text", ["GetPart"], {}, "VMobject"),
        ("NumberLine", ["GetPart"], {}, "VMobject"),
    ],
)
def test_a_part_has_the_type_of_what_went_in(
    members: str, way: list[str], parameters: Mapping[str, Mapping[str, Any]], given: str
) -> None:
    assert given_type(part_document(members, *way, parameters=parameters)) == given


def test_what_is_added_to_a_group_may_be_any_of_its_parts() -> None:
    way = ("VGroup", "AddToGroup", "GetPart")
    document = part_document("Line Arrow Dot", *way, wires="m2.mobject > w1.mobjects")
    assert given_type(document) == "VMobject"
    document = part_document("Line Arrow Arrow", *way, wires="m2.mobject > w1.mobjects")
    assert given_type(document) == "Line"


def test_what_a_loop_has_gathered_keeps_its_type() -> None:
    document = make_document(
        Node(id="each", type="ForEach"),
        Node(id="line", type="Line", position=(1, 0)),
        Node(id="all", type="Collect", position=(2, 0)),
        Node(id="group", type="VGroup", position=(3, 0)),
        Node(id="part", type="GetPart", parameters={"index": 2}, position=(4, 0)),
        edges=[
            wire("each.loop", "all.loop"),
            wire("line.mobject", "all.value"),
            wire("all.list", "group.mobjects"),
            wire("group.mobject", "part.mobject"),
        ],
    )
    assert given_type(document) == "Line"


def test_an_index_that_comes_by_wire_leaves_what_all_parts_have_in_common() -> None:
    wires = "m2.value > w1.index"
    document = part_document("Line Arrow IntegerValue", "VGroup", "GetPart", wires=wires)
    assert given_type(document) == "Line"


def test_parts_keep_their_types_through_the_boundaries_of_groups() -> None:
    document = part_document("Line Dot", "VGroup", "GetPart", parameters={"w1": PART})
    grouped, _ = make_group(document, ["m0", "m1", "w0"], "Group")
    graph = build(grouped, LIBRARY)
    assert graph.output_type(Port("w1", "mobject")) == "Dot"
    wiring = Wiring(grouped, LIBRARY, graph=graph)
    assert wiring.type_at(WireEnd("w1", "mobject", is_output=True)) == "Dot"


def test_a_circle_of_groups_is_no_endless_search() -> None:
    document = make_document(
        Node(id="group", type="VGroup"),
        Node(id="part", type="GetPart"),
        Node(id="other", type="GetPart"),
        edges=[
            wire("part.mobject", "group.mobjects"),
            wire("group.mobject", "part.mobject"),
            wire("other.mobject", "other.mobject"),
        ],
    )
    graph = build(document, LIBRARY)
    assert graph.output_type(Port("part", "mobject")) == "VMobject"
    assert graph.output_type(Port("other", "mobject")) == "VMobject"


def test_many_groups_in_one_another_are_no_endless_search() -> None:
    nodes = [Node(id="n0", type="Line")]
    edges = []
    for at in range(1, 400):
        nodes.append(Node(id=f"n{at}", type="GetPart" if at % 2 == 0 else "VGroup"))
        port = "mobject" if at % 2 == 0 else "mobjects"
        edges.append(wire(f"n{at - 1}.mobject", f"n{at}.{port}"))
    graph = build(make_document(*nodes, edges=edges), LIBRARY)
    assert graph.output_type(Port("n398", "mobject")) in ("Line", "VMobject")
    assert graph.output_type(Port("n2", "mobject")) == "Line"


def test_the_canvas_notices_that_another_part_is_taken() -> None:
    way = ("MobjectList", "ListSlice", "ListItem")
    before = Wiring(part_document("Line Dot", *way), LIBRARY)
    end = WireEnd("w2", "value", is_output=True)
    assert before.type_at(end) == "Line"
    after = before.of(set_parameter(before.content, "w1", "start", 1))
    assert "w2" in (affected_nodes(before, after) or ())
    assert after.type_at(end) == "Dot"


# Outputs whose parts a table declares to be of a type; each is held against what manim makes.
DECLARED = [
    pytest.param(node_type, output.name, id=node_type.type)
    for node_type in LIBRARY.types.values()
    for output in node_type.outputs.values()
    if output.part_type
]


@pytest.mark.parametrize(("node_type", "name"), DECLARED)
def test_the_parts_are_what_their_table_says(node_type: Any, name: str) -> None:
    document = around(node_type)
    nodes = (*document.nodes, Node(id="group", type="VGroup", position=(9, 0)))
    edges = (*document.edges, wire(f"it.{name}", "group.mobjects"))
    graph = build(make_document(*nodes, edges=edges), with_sources(LIBRARY, node_type))
    script = generate(graph)
    (whole,) = run_script(script.source, script.scene_name).mobjects[-1].submobjects
    expected = port_class(node_type.outputs[name].part_type)
    assert expected is not None
    assert whole.submobjects
    assert all(isinstance(part, expected) for part in whole.submobjects)
