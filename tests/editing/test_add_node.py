"""Asking for a node at the end of a wire."""

from collections.abc import Callable

import pytest

from manim_nodes.editing.add_node import SearchRequest, fitting_types, insert, types_beside
from manim_nodes.editing.session import Session
from manim_nodes.editing.wiring import WireEnd, Wiring
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind
from tests.conftest import MakeSession
from tests.support.library import node, toy_document


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    return make_session(
        toy_document([node("circle_1", type="Circle"), node("create_1", type="Create")])
    )


def fits(session: Session, end: WireEnd) -> dict[str, str]:
    wiring = Wiring(session.content, session.library)
    return {node_type.type: port for node_type, port in fitting_types(wiring, end)}


def test_types_that_take_what_an_output_gives(session: Session) -> None:
    found = fits(session, WireEnd("circle_1", "mobject", is_output=True))
    assert found["Create"] == "mobject"
    assert found["Reroute"] == "value"
    assert "GroupInput" not in found
    assert "Square" not in found  # the circle's center would do for a place, but who means that?


def test_what_shows_and_changes_things_is_offered_first(session: Session) -> None:
    wiring = Wiring(session.document, session.library)
    found = fitting_types(wiring, WireEnd("circle_1", "mobject", is_output=True))
    kinds = [node_type.kind for node_type, _ in found]
    assert kinds.index(Kind.MODIFY) == kinds.count(Kind.ANIMATION) > 0
    assert kinds.index(Kind.VALUE) == kinds.count(Kind.ANIMATION) + kinds.count(Kind.MODIFY)


def test_types_that_give_what_an_input_takes(session: Session) -> None:
    found = fits(session, WireEnd("create_1", "mobject", is_output=False))
    assert found["Square"] == "mobject"
    assert found["Shift"] == "mobject"
    assert "Wait" not in found


def test_flow_goes_to_all_but_what_makes_the_scene(session: Session) -> None:
    found = fits(session, WireEnd("create_1", "flow", is_output=True))
    assert found["Wait"] == "flow"
    assert "Reroute" not in found


@pytest.mark.parametrize("is_output", [True, False])
def test_insert_adds_and_wires_in_one_step(session: Session, *, is_output: bool) -> None:
    end = WireEnd("circle_1" if is_output else "create_1", "mobject", is_output=is_output)
    before = session.document
    wiring = Wiring(session.content, session.library)
    fitting = tuple(fitting_types(wiring, end))
    request = SearchRequest((0, 0), (300.0, 200.0), end, fitting)
    shift = session.library.types["Shift"]
    assert insert(session, shift, request) == ("shift_1",)
    (edge,) = session.document.edges
    assert {edge.source, edge.target} == {end.node_id, "shift_1"}
    assert session.selection == {"shift_1"}
    session.undo()
    assert session.document is before


def test_insert_without_a_wire(session: Session) -> None:
    wait = session.library.types["Wait"]
    (added,) = insert(session, wait, SearchRequest((0, 0), (10.0, 320.0)))
    assert session.document.node(added).position == (10.0, 320.0)
    assert not session.document.edges


def test_what_feeds_the_selected_node_stands_left_of_it(make_session: MakeSession) -> None:
    wires = "circle_1.mobject > transform_1.mobject"
    transform = node("transform_1", type="Transform", x=400.0, y=100.0)
    session = make_session(toy_document([node("circle_1", type="Circle"), transform], wires))
    square = session.library.types["Square"]
    request = SearchRequest((0, 0), (640.0, 100.0), beside="transform_1")
    (added,) = insert(session, square, request)
    assert {(edge.source, edge.input) for edge in session.document.edges} == {
        ("circle_1", "mobject"),
        (added, "target"),
    }
    assert session.document.node(added).position[0] < 400.0


def test_types_beside_a_node_take_what_it_gives_or_give_what_it_misses(session: Session) -> None:
    wiring = Wiring(session.content, session.library)
    after_circle = types_beside(wiring, "circle_1")
    assert {"Create", "Shift"} <= after_circle
    assert {"Square", "ColorInText", "Wait"}.isdisjoint(after_circle)
    assert "Square" in types_beside(wiring, "create_1")


def test_wire_whose_node_is_gone_is_left_out(session: Session) -> None:
    shift = session.library.types["Shift"]
    end = WireEnd("gone_1", "mobject", is_output=True)
    insert(session, shift, SearchRequest((0, 0), (0.0, 0.0), end, ((shift, "mobject"),)))
    assert not session.document.edges


def test_a_new_node_does_something_at_once(make_session: MakeSession, library: Library) -> None:
    session = make_session()
    request = SearchRequest((0, 0), (0.0, 0.0))
    (added,) = insert(session, library.types["SetCameraOrientation"], request)
    assert session.document.node(added).parameters == {"phi": 65, "theta": -50}


def test_what_new_nodes_begin_with_are_their_parameters(library: Library) -> None:
    wrong = {
        each.type: set(each.begin) - each.parameters.keys()
        for each in library.types.values()
        if not each.begin.keys() <= each.parameters.keys()
    }
    assert wrong == {}


def test_what_joins_a_thing_takes_it_with_what_has_changed_it(make_session: MakeSession) -> None:
    square, moved = (
        node("square_1", type="Square"),
        node("shift_1", {"vector": [0, 3, 0]}, type="Shift"),
    )
    changed = toy_document([square, moved], "square_1.mobject>shift_1.mobject")
    session = make_session(changed)
    session.select({"square_1"})
    request = SearchRequest((0, 0), (300.0, 200.0), beside="square_1")
    (added,) = insert(session, session.library.types["Rotate"], request)
    (wire,) = [edge for edge in session.document.edges if edge.target == added]
    assert (wire.source, wire.output) == ("shift_1", "mobject")
