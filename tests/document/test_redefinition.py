"""A group in a document gets another definition."""

from hypothesis import given

from manim_nodes.document.model import Document, Group, Node, Snippet
from manim_nodes.document.redefinition import redefine_group
from tests.support.documents import boundary, documents, group_node, make_document, wire

DOT = Node(id="dot", type="Dot")
SIZE, COLOR = boundary("in", "GroupInput", "size"), boundary("in", "GroupInput", "color")
STAR = boundary("out", "GroupOutput", "star")
OLD = Group(id="g", name="Sun", nodes=(DOT, SIZE, STAR))
NEW = Group(id="g", name="Sun", nodes=(DOT, COLOR, STAR))
WIRES = tuple(
    wire(*ends.split())
    for ends in ("a.x sun.size", "sun.star a.y", "a.flow sun.flow", "a.x other.size")
)
PROJECT = make_document(Node(id="a", type="Dot"), group_node("sun", "g"), edges=WIRES, groups=[OLD])


def snippet(*groups: Group) -> Snippet:
    return Snippet(nodes=(group_node("node_1", groups[0].id),), groups=groups)


def uses(document: Document, node_id: str = "sun") -> Group:
    return document.group(str(document.node(node_id).parameters["group"]))


def test_all_nodes_of_the_group_stand_for_the_new_definition() -> None:
    twice = PROJECT.model_copy(update={"nodes": (*PROJECT.nodes, group_node("sun_2", "g"))})
    document, _ = redefine_group(twice, "g", snippet(NEW))

    assert [group.nodes for group in document.groups] == [NEW.nodes]
    assert uses(document) is uses(document, "sun_2") is document.groups[0]


def test_wires_stay_at_ports_that_are_still_there_and_the_others_are_named() -> None:
    document, dropped = redefine_group(PROJECT, "g", snippet(NEW))

    assert dropped == WIRES[:1]
    assert document.edges == WIRES[1:]


def test_the_same_definition_changes_nothing() -> None:
    document, dropped = redefine_group(PROJECT, "g", snippet(OLD.model_copy(update={"id": "h"})))

    assert (document, dropped) == (PROJECT, ())


def test_groups_that_only_the_old_definition_took_go() -> None:
    shared, alone = Group(id="shared", nodes=(DOT,)), Group(id="alone", nodes=(DOT, SIZE))
    old = Group(id="g", nodes=(group_node("s", "shared"), group_node("t", "alone")))
    nodes = (group_node("sun", "g"), group_node("dot_1", "shared"))
    document, _ = redefine_group(
        make_document(*nodes, groups=[old, shared, alone]), "g", snippet(NEW)
    )

    assert {group.id for group in document.groups} == {"shared", "g_2"}


def test_nodes_and_wires_in_other_groups_follow() -> None:
    sky = Group(id="sky", nodes=(DOT, group_node("s", "g")), edges=(wire("dot.x", "s.size"),))
    project = make_document(group_node("a", "sky"), groups=[OLD, sky])
    document, dropped = redefine_group(project, "g", snippet(NEW))

    assert document.group("sky").nodes[1] == group_node("s", "g_2")
    assert (document.group("sky").edges, dropped) == ((), sky.edges)


def test_a_new_definition_may_take_the_old_one() -> None:
    outer = Group(
        id="outer", nodes=(group_node("s", "g"), STAR), edges=(wire("s.star", "out.value"),)
    )
    document, _ = redefine_group(PROJECT, "g", snippet(outer, OLD))

    assert uses(document).id == "outer"
    assert document.group("outer").nodes[0] == group_node("s", "g")
    assert document.group("g") is OLD


@given(documents(), documents())
def test_whatever_is_redefined_the_document_is_valid(here: Document, there: Document) -> None:
    for group in here.groups:
        wanted = Snippet(
            nodes=(group_node("n", "new"),), groups=(Group(id="new", nodes=there.nodes),)
        )
        document, dropped = redefine_group(here, group.id, wanted)
        assert Document.model_validate(document.model_dump()) == document
        assert len(document.edges) + len(dropped) >= len(here.edges)
        assert [node.id for node in document.nodes] == [node.id for node in here.nodes]
