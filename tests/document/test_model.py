import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from manim_nodes.document.model import (
    Document,
    DocumentError,
    Edge,
    Frame,
    Group,
    Node,
    Settings,
    UnknownIdError,
    new_document,
)
from tests.support.documents import make_document, wire


def test_new_document_is_empty_and_one_of_a_kind() -> None:
    first, second = new_document("Waves"), new_document("Waves")
    assert first.name == "Waves"
    assert first.nodes == ()
    assert first.edges == ()
    assert first.created_at == first.updated_at
    assert first.id != second.id


def test_new_document_takes_over_a_template() -> None:
    template = make_document(Node(id="a", type="T"), groups=[Group(id="g")], extras={"later": 1})
    document = new_document("Mine", template=template)
    assert document.nodes[0] is template.nodes[0]
    assert document.groups[0] is template.groups[0]
    assert document.extras == {"later": 1}
    assert document.name == "Mine"
    assert document.id != template.id
    assert document.created_at > template.created_at


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "new project: name must not be empty"),
        ("n" * 101, "new project: name must have 100 characters or fewer"),
        ("\ud83d", "new project: name holds half a character"),
    ],
)
def test_new_document_refuses_a_name(name: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        new_document(name)


def test_times_are_in_utc() -> None:
    berlin = timezone(timedelta(hours=1))
    document = new_document(now=datetime(2026, 1, 1, 12, tzinfo=berlin))
    assert document.created_at == datetime(2026, 1, 1, 11, tzinfo=UTC)
    assert document.created_at.tzinfo is UTC


def test_parameters_cannot_be_changed_from_outside() -> None:
    points: list[Any] = [1, 2]
    node = Node.model_validate({"id": "a", "type": "Line", "parameters": {"points": points}})
    points.append(3)
    assert node.parameters == {"points": (1, 2)}


def test_fields_cannot_be_set() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Node(id="a", type="Line").label = "b"  # type: ignore[misc]  # what is tested


def test_node_is_found_by_its_id() -> None:
    node = Node(id="b", type="Circle")
    document = make_document(Node(id="a", type="Circle"), node)
    assert document.node("b") is node
    assert list(document.nodes_by_id) == ["a", "b"]


def test_group_is_found_by_its_id() -> None:
    group = Group(id="b")
    document = make_document(groups=[Group(id="a"), group])
    assert document.group("b") is group
    assert list(document.groups_by_id) == ["a", "b"]


def test_ids_in_a_group_are_its_own() -> None:
    node = Node(id="a", type="T")
    groups = [Group(id="g", nodes=(node,)), Group(id="h", nodes=(node,))]
    assert make_document(node, groups=groups).groups == tuple(groups)


def test_unknown_group_is_named() -> None:
    with pytest.raises(UnknownIdError, match='Test: There is no group "group_9"'):
        make_document().group("group_9")


def test_unknown_id_is_named() -> None:
    with pytest.raises(UnknownIdError, match='Test: There is no node "circle_9"'):
        make_document().node("circle_9")


def test_documents_can_be_copied_sent_and_hashed() -> None:
    document = make_document(
        Node(id="a", type="T", parameters={"x": ({"y": 1},)}),
        edges=[wire("a.b", "c.d")],
        groups=[Group(id="g", nodes=(Node(id="a", type="T"),))],
    )
    document.node("a")
    document.group("g")
    assert copy.deepcopy(document) == document
    assert pickle.loads(pickle.dumps(document)) == document
    assert hash(document) == hash(copy.deepcopy(document))


def test_looking_up_a_node_leaves_documents_equal() -> None:
    one, other = make_document(Node(id="a", type="T")), make_document(Node(id="a", type="T"))
    one.node("a")
    assert one == other


def test_a_document_takes_wires_into_nowhere_and_any_type() -> None:
    edge = wire("ghost.output", "other.input")
    assert make_document(Node(id="a", type="Nothing known"), edges=[edge]).edges == (edge,)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"nodes": [{"id": "a", "type": "T"}] * 2}, 'two items with the id "a"'),
        ({"frames": [{"id": "f"}] * 2}, 'two items with the id "f"'),
        ({"groups": [{"id": "g"}] * 2}, 'two items with the id "g"'),
        ({"groups": [{"id": "g", "nodes": [{"id": "a", "type": "T"}] * 2}]}, 'the id "a"'),
        ({"groups": [{"id": "g", "frames": [{"id": "f"}] * 2}]}, 'the id "f"'),
        ({"groups": [{"id": "g", "groups": []}]}, "Extra inputs"),
        ({"id": "6f1c3a528f0e4d539b9c1b6a3f8f2a10"}, "must be a UUID"),
        ({"id": "{6f1c3a52-8f0e-4d53-9b9c-1b6a3f8f2a10}"}, "must be a UUID"),
        ({"id": "mine"}, "UUID"),
        ({"name": ""}, "at least 1 character"),
        ({"name": "n" * 101}, "at most 100 characters"),
        ({"created_at": "yesterday"}, "time with its zone"),
        ({"created_at": "2026-11-21T12:00:00"}, "time with its zone"),
        ({"created_at": 0}, "time with its zone"),
        ({"updated_at": "0001-01-01T00:00:00+10:00"}, "time with its zone"),
        ({"format": 3}, "should be 2"),
        ({"extras": {"name": "x"}}, "name is a field of its own"),
    ],
)
def test_a_document_refuses(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        make_document(**fields)


def test_one_fault_in_a_list_is_enough() -> None:
    with pytest.raises(ValidationError) as caught:
        make_document(nodes=[0, 0, 0])
    assert caught.value.error_count() == 1


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Node, {"id": "", "type": "T"}),
        (Node, {"id": "a", "type": ""}),
        (Node, {"id": "a", "type": "T", "label": "\udc00"}),
        (Node, {"id": "a", "type": "T", "position": (0, float("nan"))}),
        (Node, {"id": "a", "type": "T", "position": (0, 10**400)}),
        (Node, {"id": "a", "type": "T", "position": (0, 0, 0)}),
        (Node, {"id": "a", "type": "T", "muted": 1}),
        (Node, {"id": "a", "type": "T", "parameters": {"x": float("inf")}}),
        (Node, {"id": "a", "type": "T", "paramters": {}}),
        (Node, {"id": "a", "type": "T", "extras": {"x": float("nan")}}),
        (Edge, {"source": "a", "output": "b", "target": "c", "input": ""}),
        (Frame, {"id": "f", "size": (1, float("inf"))}),
        (Group, {"id": ""}),
        (Group, {"id": "g", "name": "\udc00"}),
        (Settings, {"frame_width": 0}),
        (Settings, {"frame_height": float("inf")}),
        (Settings, {"seed": -1}),
        (Settings, {"seed": 2**32}),
        (Settings, {"seed": 1.0}),
        (Settings, {"background": 0}),
    ],
)
def test_a_record_refuses(kind: type[Document], fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind(**fields)
