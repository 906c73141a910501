from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document import edits
from manim_nodes.document.grouping import (
    close_group,
    make_group,
    make_unique,
    open_group,
    rename_group,
    ungroup,
)
from manim_nodes.document.groups import GROUP, GROUP_INPUT, GROUP_OUTPUT, is_boundary
from manim_nodes.document.model import Document, Edge, Frame, Group, Node, UnknownIdError
from manim_nodes.document.record_edits import EditError
from tests.support.documents import (
    boundary,
    documents,
    edited,
    group_node,
    make_document,
    networks,
    wire,
)


def wires(*ends: str) -> tuple[Edge, ...]:
    """Make wires of lines like ``a.mobject b.mobject``."""
    return tuple(wire(*line.split()) for line in ends)


def network(*ends: str) -> Document:
    """Make a document of wires and of the one-letter nodes that these join, but for ``x``."""
    edges = wires(*ends)
    ids = sorted({node_id for edge in edges for node_id in (edge.source, edge.target)} - {"x"})
    return make_document(*(Node(id=node_id, type="Dot") for node_id in ids), edges=edges)


def grouped(document: Document, chosen: Iterable[str]) -> tuple[Document, Group]:
    made, _ = make_group(document, chosen)
    return made, made.groups[-1]


CHAIN = network("a.mobject b.mobject", "b.mobject c.mobject")


# Making a group


def test_nodes_move_into_the_group() -> None:
    document, node_id = make_group(CHAIN, ["b"], "Move")
    assert node_id == "node_group_1"
    assert document.nodes == (CHAIN.node("a"), group_node(node_id, "group_1"), CHAIN.node("c"))
    assert document.group("group_1").name == "Move"
    assert document.group("group_1").nodes[0] is CHAIN.node("b")


def test_wires_go_through_the_ports_of_the_group() -> None:
    document, group = grouped(CHAIN, "b")
    assert set(document.edges) == set(
        wires("a.mobject node_group_1.mobject", "node_group_1.mobject c.mobject")
    )
    assert group.edges == wires("group_input_1.value b.mobject", "b.mobject group_output_1.value")
    assert [node.parameters for node in group.nodes[1:]] == [{"name": "mobject"}] * 2


def test_wires_among_the_nodes_stay_among_them() -> None:
    document, group = grouped(CHAIN, "abc")
    assert document.edges == ()
    assert group.edges == CHAIN.edges


def test_an_output_outside_becomes_one_input_named_after_the_first_that_it_feeds() -> None:
    document, group = grouped(network("a.m b.size", "a.m c.m", "a.n c.n"), "bc")
    assert document.edges == wires("a.m node_group_1.size", "a.n node_group_1.n")
    assert group.edges == wires(
        "group_input_1.value b.size", "group_input_1.value c.m", "group_input_2.value c.n"
    )


def test_an_output_inside_becomes_one_output_named_after_itself() -> None:
    document, group = grouped(network("a.m b.x", "a.m c.y", "a.n c.z"), "a")
    assert document.edges == wires("node_group_1.m b.x", "node_group_1.m c.y", "node_group_1.n c.z")
    assert group.edges == wires("a.m group_output_1.value", "a.n group_output_2.value")


def test_ports_have_names_of_their_own() -> None:
    wanted = ["a.m x.m", "b.m y.m", "c.m y.group", "d.m y.flow", "y.flow e.m"]
    document = make_document(
        *(Node(id=name, type="Dot") for name in "abcdexy"), edges=wires(*wanted)
    )
    _, group = grouped(document, "xy")
    names = [node.parameters["name"] for node in group.nodes if is_boundary(node)]
    assert names == ["m", "m_2", "group_2", "flow_2", "flow_2"]


@pytest.mark.parametrize(
    ("chosen", "sources"),
    [
        ("m", ["group_input_1", "group_input_2", "group_input_3"]),
        ("bm", ["group_input_1", "b", "group_input_2"]),
        ("b", ["a", "node_group_1", "c"]),
        ("ac", ["node_group_1", "b", "node_group_1"]),
    ],
)
def test_an_input_of_many_keeps_the_order_of_its_wires(chosen: str, sources: list[str]) -> None:
    document, group = grouped(network("a.o m.many", "b.o m.many", "c.o m.many"), chosen)
    into = [edge.source for edge in (*document.edges, *group.edges) if edge.target == "m"]
    assert into == sources


def test_flow_that_means_the_whole_group_becomes_its_own() -> None:
    before, after = ("x.flow a.flow", "x.flow c.flow"), ("b.flow y.flow", "c.flow y.flow")
    document = make_document(
        *(Node(id=name, type="Dot") for name in "abcxy"),
        edges=wires(*before, "a.flow b.flow", *after),
    )
    made, group = grouped(document, "abc")
    assert made.edges == wires("x.flow node_group_1.flow", "node_group_1.flow y.flow")
    assert group.edges == wires("a.flow b.flow")


def test_flow_that_means_a_part_of_the_group_becomes_a_port() -> None:
    made, group = grouped(network("a.flow b.flow", "b.flow c.flow", "b.flow d.flow"), "bc")
    assert set(made.edges) == set(wires("a.flow node_group_1.flow", "node_group_1.flow_2 d.flow"))
    assert group.edges == wires("b.flow c.flow", "b.flow group_output_1.flow")
    assert group.nodes[-1] == boundary(
        "group_output_1", GROUP_OUTPUT, "flow_2", type="Flow"
    ).model_copy(update={"position": (300, 0)})


def test_flow_that_a_file_says_more_of_becomes_a_port() -> None:
    flow = wire("a.flow", "b.flow").model_copy(update={"extras": {"since": 2}})
    _, group = grouped(make_document(*CHAIN.nodes, edges=[flow]), "b")
    assert group.edges == (flow.model_copy(update={"source": "group_input_1"}),)


def test_wires_into_nowhere_lead_there_from_the_group() -> None:
    made, _ = grouped(network("x.m a.m", "a.n x.n"), "a")
    assert made.edges == wires("node_group_1.n x.n", "x.m node_group_1.m")


def test_the_group_stands_in_the_middle_and_its_ports_at_the_sides() -> None:
    document = edits.move_nodes(CHAIN, {"a": (0, 0), "b": (100, 40), "c": (400, 200)})
    made, _ = make_group(document, ["b", "c"])
    assert made.node("node_group_1").position == (250, 120)
    document = edits.connect(document, wire("a.other", "b.other"))
    _, group = grouped(edits.connect(document, wire("c.m", "a.m")), "bc")
    assert [node.position for node in group.nodes] == [
        (100, 40),
        (400, 200),
        (-200, 70),
        (-200, 170),
        (700, 120),
    ]


def test_ports_of_the_group_around_stay_in_it() -> None:
    port = boundary("in", GROUP_INPUT, "size")
    document = make_document(port, Node(id="a", type="Dot"), edges=wires("in.value a.size"))
    made, _ = make_group(document, ["in", "a"])
    assert made.nodes[0] is port
    assert made.edges == wires("in.value node_group_1.size")


def test_ports_have_ids_of_their_own() -> None:
    document = make_document(
        Node(id="group_input_1", type="Dot"), edges=wires("x.m group_input_1.m")
    )
    _, group = grouped(document, ["group_input_1"])
    assert [node.id for node in group.nodes] == ["group_input_1", "group_input_2"]


def test_a_new_group_is_not_one_that_is_missing() -> None:
    inner = Group(id="group_2", nodes=(group_node("n", "group_3"),))
    document = make_document(group_node("a", "group_1"), Node(id="b", type="Dot"), groups=[inner])
    assert grouped(document, "b")[1].id == "group_4"


def test_a_group_may_be_empty() -> None:
    made, node_id = make_group(CHAIN, [])
    assert made.node(node_id).position == (0, 0)
    assert made.groups == (Group(id="group_1", name="Group"),)


def test_a_group_takes_no_name_that_no_file_can_hold() -> None:
    with pytest.raises(EditError, match=r"^group_1: name holds half a character"):
        make_group(CHAIN, ["a"], "\ud83d")


# Taking a group apart


def holding(
    nodes: Sequence[Node], *inner: str, outside: str = "", edges: Sequence[str] = (), **fields: Any
) -> Document:
    """Make a document with the node ``g`` of a group with these nodes and wires inside."""
    group = Group(id="group_1", nodes=tuple(nodes), edges=wires(*inner))
    around = [Node(id=name, type="Dot") for name in outside]
    return make_document(
        *around, group_node("g", "group_1", **fields), groups=[group], edges=wires(*edges)
    )


DOTS = [Node(id=name, type="Dot") for name in "ab"]
IN, OUT = boundary("in", GROUP_INPUT, "size"), boundary("out", GROUP_OUTPUT, "result")


def test_nodes_come_out_of_the_group() -> None:
    document = holding([*DOTS, IN], "a.m b.m", outside="a")
    document, node_ids = ungroup(document, "g")
    assert node_ids == ("a_2", "b")
    assert [node.id for node in document.nodes] == ["a", "a_2", "b"]
    assert document.edges == wires("a_2.m b.m")
    assert document.groups == ()


def test_what_comes_out_stands_around_where_the_group_stood() -> None:
    nodes = [DOTS[0], DOTS[1].model_copy(update={"position": (100, 0)}), IN]
    document = holding(nodes, position=(550, 10))
    inside = edits.add_frame(open_group(document, "group_1"), position=(-10, -10))[0]
    document, _ = ungroup(close_group(document, "group_1", inside), "g")
    assert document.node("a").position == (500, 10)
    assert document.node("b").position == (600, 10)
    assert document.frames == (Frame(id="frame_1", position=(490, 0)),)


def test_a_muted_group_leaves_muted_nodes() -> None:
    document, _ = ungroup(holding(DOTS, outside="x", muted=True), "g")
    assert [(node.id, node.muted) for node in document.nodes] == [
        ("x", False),
        ("a", True),
        ("b", True),
    ]


def test_values_typed_for_inputs_go_where_these_lead() -> None:
    twice = holding([*DOTS, IN], "in.value a.width", "in.flow b.flow")
    with_value = edits.set_parameter(twice, "g", "size", 3)
    document, _ = ungroup(with_value, "g")
    assert [dict(node.parameters) for node in document.nodes] == [{"width": 3}, {}]


def test_values_typed_at_one_node_are_not_those_of_another() -> None:
    one = holding([*DOTS, IN], "in.value a.width")
    twice = one.model_copy(update={"nodes": (*one.nodes, group_node("h", "group_1"))})
    document, _ = ungroup(edits.set_parameter(twice, "g", "size", 3), "g")
    assert document.groups == one.groups


@pytest.mark.parametrize(
    ("inner", "outer", "left"),
    [
        # through its ports, as often as both sides say
        (["in.value a.m"], ["x.m g.size"], ["x.m a.m"]),
        (
            ["in.value a.m", "in.value b.m"],
            ["x.m g.size", "y.m g.size"],
            ["x.m a.m", "y.m a.m", "x.m b.m", "y.m b.m"],
        ),
        (["a.m out.value"], ["g.result x.m", "g.result y.m"], ["a.m x.m", "a.m y.m"]),
        (["in.value out.value"], ["x.m g.size", "g.result y.m"], ["x.m y.m"]),
        (["a.m out.value", "out.value b.m"], [], ["a.m b.m"]),
        (["in.value a.m"], ["g.result g.size"], []),
        (["in.value out.value", "in.value a.m"], ["g.result g.size"], []),
        # to nowhere
        (["in.value a.m", "a.m out.value"], [], []),
        ([], ["x.m g.size", "g.result x.m"], []),
        # ports that it does not have
        ([], ["x.m g.ghost", "g.ghost x.m"], ["x.m g.ghost", "g.ghost x.m"]),
        ([], ["x.m g.result", "g.size x.m"], ["x.m g.result", "g.size x.m"]),
        # what comes after, or before, what goes through a port
        (["in.flow a.flow"], ["x.m g.size"], ["x.flow a.flow"]),
        (["in.value a.m", "b.flow in.flow"], ["x.m g.size"], ["x.m a.m"]),
        # flow of its own
        ([], ["x.flow g.flow"], ["x.flow a.flow", "x.flow b.flow"]),
        (
            ["a.m b.m"],
            ["x.flow g.flow", "g.flow y.flow"],
            ["x.flow a.flow", "b.flow y.flow", "a.m b.m"],
        ),
        (
            ["a.m b.m", "b.m a.m"],
            ["x.flow g.flow"],
            ["x.flow a.flow", "x.flow b.flow", "a.m b.m", "b.m a.m"],
        ),
        (
            ["in.value a.m", "a.m a.n", "b.m a.m"],
            ["g.flow x.flow", "y.m g.size"],
            ["a.flow x.flow", "y.m a.m", "a.m a.n", "b.m a.m"],
        ),
        # wires into nowhere
        (["x.m a.m", "a.n z.n"], [], ["x_2.m a.m", "a.n z.n"]),
    ],
)
def test_wires_go_on_where_they_led_inside(
    inner: list[str], outer: list[str], left: list[str]
) -> None:
    document = holding([*DOTS, IN, OUT], *inner, outside="xy", edges=outer)
    assert ungroup(document, "g")[0].edges == wires(*left)


def test_flow_goes_on_past_a_group_that_holds_no_node() -> None:
    document = holding([IN], outside="xy", edges=["x.flow g.flow", "g.flow y.flow"])
    assert ungroup(document, "g")[0].edges == wires("x.flow y.flow")


def test_what_the_file_said_of_wires_stays_with_them() -> None:
    outer = wire("x.m", "g.size").model_copy(update={"extras": {"one": 1}})
    inner = wire("in.value", "a.m").model_copy(update={"extras": {"two": 2}})
    group = Group(id="group_1", nodes=(*DOTS, IN), edges=(inner,))
    document = make_document(group_node("g", "group_1"), groups=[group], edges=[outer])
    assert ungroup(document, "g")[0].edges[0].extras == {"one": 1, "two": 2}


def test_ports_of_one_name_are_one_port() -> None:
    twin = IN.model_copy(update={"id": "twin"})
    document = holding(
        [*DOTS, IN, twin], "in.value a.m", "twin.value b.m", outside="x", edges=["x.m g.size"]
    )
    assert ungroup(document, "g")[0].edges == wires("x.m a.m", "x.m b.m")


def test_a_port_without_a_name_has_the_default() -> None:
    ports = [Node(id="in", type=GROUP_INPUT), Node(id="out", type=GROUP_OUTPUT)]
    document = holding(
        [*DOTS, *ports],
        "in.value a.m",
        "a.m out.value",
        outside="x",
        edges=["x.m g.input", "g.output x.n"],
    )
    assert ungroup(document, "g")[0].edges == wires("a.m x.n", "x.m a.m")


def test_a_port_whose_name_is_no_text_is_none() -> None:
    port = boundary("in", GROUP_INPUT, "1").model_copy(update={"parameters": {"name": 1}})
    document = holding([*DOTS, port], "in.value a.m", outside="x", edges=["x.m g.1"])
    assert ungroup(document, "g")[0].edges == wires("x.m g.1")


def test_a_group_stays_while_a_node_stands_for_it() -> None:
    document = holding(DOTS)
    twice = edits.add_node(document, GROUP, parameters={"group": "group_1"})[0]
    assert ungroup(twice, "g")[0].groups == document.groups


def test_a_group_stays_while_it_stands_in_another() -> None:
    document = holding(DOTS)
    outer = Group(id="outer", nodes=(group_node("n", "group_1"),))
    document = document.model_copy(update={"groups": (*document.groups, outer)})
    assert ungroup(document, "g")[0].groups == document.groups


def test_what_comes_out_of_a_group_may_be_a_group() -> None:
    document, _ = make_group(CHAIN, ["b"])
    document, outer = make_group(document, ["node_group_1", "c"])
    assert ungroup(document, outer)[0].groups == document.groups[:1]


def order_of(document: Document) -> dict[tuple[str, str], list[Edge]]:
    """Return the wires of each input in their order, which among flow wires is none."""
    order = defaultdict(list)
    for edge in document.edges:
        if edge.input != "flow":
            order[edge.target, edge.input].append(edge)
    return order


def check_undone(document: Document, data: Any) -> None:
    ids = [node.id for node in document.nodes]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    undone, node_ids = ungroup(*make_group(document, chosen))
    assert undone.nodes_by_id == document.nodes_by_id
    assert Counter(undone.edges) == Counter(document.edges)
    assert order_of(undone) == order_of(document)
    assert undone.groups == document.groups
    assert set(node_ids) == {name for name in chosen if not is_boundary(document.node(name))}


@pytest.mark.parametrize(
    "ends",
    [
        ["a.flow b.flow", "a.flow b.flow"],
        ["a.m b.m", "a.m b.m"],
        ["b.m c.m", "b.m c.m"],
        ["a.flow b.m", "a.m b.flow", "b.flow c.m", "b.m c.flow"],
        ["a.flow b.flow", "a.flow b.m", "b.flow b.flow", "b.m c.flow", "b.flow c.flow"],
    ],
)
def test_doubled_and_mixed_wires_come_back(ends: list[str]) -> None:
    document = network(*ends)
    undone, _ = ungroup(*make_group(document, "b"))
    assert Counter(undone.edges) == Counter(document.edges)


@given(networks(), st.data())
def test_taking_a_group_apart_undoes_making_it(document: Document, data: Any) -> None:
    check_undone(document, data)


@given(documents(), st.data())
def test_any_group_can_be_made_and_taken_apart(document: Document, data: Any) -> None:
    check_undone(document, data)


# One of several nodes of a group


def test_a_node_gets_a_group_of_its_own() -> None:
    document = holding(DOTS)
    twice, other = edits.add_node(document, GROUP, parameters={"group": "group_1"})
    unique = make_unique(twice, "g")
    assert unique.node("g").parameters == {"group": "group_2"}
    assert unique.node(other).parameters == {"group": "group_1"}
    assert unique.group("group_2").nodes == unique.group("group_1").nodes
    assert make_unique(unique, "g") is unique


def test_a_group_that_stands_in_another_too_is_not_the_node_s_own() -> None:
    document, node_id = make_group(CHAIN, ["a"])
    outer = Group(id="outer", nodes=(group_node("n", "group_1"),))
    document = document.model_copy(update={"groups": (*document.groups, outer)})
    assert make_unique(document, node_id).node(node_id).parameters == {"group": "group_2"}


# Inside a group


def test_an_opened_group_is_edited_like_a_document() -> None:
    document, _ = make_group(CHAIN, ["b"])
    inside, node_id = edits.add_node(open_group(document, "group_1"), "Circle")
    inside = edits.connect(inside, wire("circle_1.m", "b.size"))
    closed = close_group(document, "group_1", inside)
    assert closed.group("group_1").nodes[-1] == inside.node(node_id)
    assert closed.group("group_1").edges[-1] == wire("circle_1.m", "b.size")
    assert closed.nodes is document.nodes
    assert closed.edges is document.edges
    assert closed.id == document.id


def test_an_opened_group_left_alone_is_no_change() -> None:
    document, _ = make_group(CHAIN, ["b"])
    assert close_group(document, "group_1", open_group(document, "group_1")) is document


def test_what_concerns_the_project_may_be_edited_inside_a_group() -> None:
    document, _ = make_group(CHAIN, ["b"])
    inside = edits.set_settings(open_group(document, "group_1"), seed=7)
    inside = rename_group(edits.rename_document(inside, "Waves"), "group_1", "Move")
    closed = close_group(document, "group_1", inside)
    assert closed.settings.seed == 7
    assert closed.name == "Waves"
    assert closed.group("group_1").name == "Move"


def test_a_group_can_be_made_and_taken_apart_inside_another() -> None:
    document, _ = make_group(CHAIN, ["a", "b"])
    inside, node_id = make_group(open_group(document, "group_1"), ["b"])
    nested = close_group(document, "group_1", inside)
    assert [group.id for group in nested.groups] == ["group_1", "group_2"]
    inside, _ = ungroup(open_group(nested, "group_1"), node_id)
    assert [group.id for group in close_group(nested, "group_1", inside).groups] == ["group_1"]


def test_a_group_stays_while_it_stands_outside_the_one_that_is_open() -> None:
    document, node_id = make_group(CHAIN, ["a"])
    document, _ = make_group(document, [node_id])
    document, _ = edits.add_node(document, GROUP, parameters={"group": "group_1"})
    inside, _ = ungroup(open_group(document, "group_2"), node_id)
    assert "group_1" in close_group(document, "group_2", inside).groups_by_id


def test_a_group_in_itself_can_be_taken_apart_there() -> None:
    group = Group(id="group_1", nodes=(group_node("n", "group_1"),))
    document = make_document(groups=[group])
    inside, _ = ungroup(open_group(document, "group_1"), "n")
    assert close_group(document, "group_1", inside).groups == (Group(id="group_1"),)


@given(documents(), st.data())
def test_an_edit_inside_a_group_leaves_all_else_alone(document: Document, data: Any) -> None:
    document, _ = make_group(document, [node.id for node in document.nodes])
    group_id = document.groups[-1].id
    inside = data.draw(edited(open_group(document, group_id)))
    closed = close_group(document, group_id, inside)
    # An edit may be one of what is outside, which stands among the groups there.
    outside = inside.groups_by_id.get(group_id)
    if outside is not None and outside.nodes != document.nodes:
        assert closed.nodes == outside.nodes
    else:
        assert closed.nodes is document.nodes
    assert Document.model_validate(closed.model_dump()) == closed
    again = open_group(closed, group_id)
    assert (again.nodes, again.edges, again.frames) == (inside.nodes, inside.edges, inside.frames)


# What holds for all


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: make_group(d, ["ghost"]),
        lambda d: ungroup(d, "ghost"),
        lambda d: make_unique(d, "ghost"),
    ],
)
def test_an_unknown_node_is_named(edit: Callable[[Document], object]) -> None:
    with pytest.raises(UnknownIdError, match='no node "ghost"'):
        edit(CHAIN)


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: ungroup(d, "g"),
        lambda d: make_unique(d, "g"),
        lambda d: open_group(d, "ghost"),
        lambda d: close_group(d, "ghost", d),
        lambda d: rename_group(d, "ghost", "Move"),
    ],
)
def test_a_missing_group_is_named(edit: Callable[[Document], object]) -> None:
    with pytest.raises(UnknownIdError, match='no group "ghost"'):
        edit(make_document(group_node("g", "ghost")))


@pytest.mark.parametrize("edit", [ungroup, make_unique])
def test_a_node_that_stands_for_no_group_is_named(
    edit: Callable[[Document, str], object],
) -> None:
    nodes = [
        Node(id="a", type="Group", parameters={"group": "x"}),
        Node(id="b", type=GROUP, parameters={"group": 1}),
    ]
    for node in nodes:
        with pytest.raises(EditError, match=f'"{node.id}" stands for no group'):
            edit(make_document(*nodes), node.id)


def test_a_group_is_renamed() -> None:
    document, _ = make_group(CHAIN, ["a"])
    assert rename_group(document, "group_1", "Move").group("group_1").name == "Move"
    assert rename_group(document, "group_1", "Group") is document


def test_a_group_is_listed_where_the_last_of_its_nodes_was() -> None:
    nodes = [Node(id=key, type="Dot") for key in "abcde"]
    made, node_id = make_group(make_document(*nodes), ["b", "d"])
    assert [node.id for node in made.nodes] == ["a", "c", node_id, "e"]
    made, node_id = make_group(make_document(*nodes), ["b", "d"], listed_as="b")
    assert [node.id for node in made.nodes] == ["a", node_id, "c", "e"]


def test_what_comes_out_of_a_group_is_listed_where_the_group_was() -> None:
    nodes = [Node(id=key, type="Dot") for key in "abcde"]
    made, node_id = make_group(make_document(*nodes), ["b", "c"])
    assert [node.id for node in ungroup(made, node_id)[0].nodes] == ["a", "b", "c", "d", "e"]
