"""What new nodes and wires bring with them without being asked for."""

from collections.abc import Callable

from manim_nodes.document.edits import set_parameter
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.add_node import SearchRequest, fitting_types, insert
from manim_nodes.editing.session import Session
from manim_nodes.editing.wiring import WireEnd, Wiring
from tests.support.documents import wire
from tests.support.library import toy_document


def added(session: Session, type_name: str, pulled_from: WireEnd | None = None) -> str:
    """Add a node as the search does, perhaps where a wire was dropped."""
    wiring = Wiring(session.content, session.library)
    fitting = tuple(fitting_types(wiring, pulled_from)) if pulled_from else None
    request = SearchRequest((0, 0), (0.0, 0.0), pulled_from, fitting)
    (added,) = insert(session, session.library.types[type_name], request)
    return added


def wires(session: Session) -> set[str]:
    return {f"{e.source}.{e.output} > {e.target}.{e.input}" for e in session.content.edges}


TRACKER = WireEnd("value_tracker_1", "mobject", is_output=True)


def test_what_only_one_thing_can_give_is_wired(make_session: Callable[..., Session]) -> None:
    session = make_session(toy_document("axes_1"))
    added(session, "Plot")
    added(session, "TangentAtX")
    assert wires(session) == {
        "axes_1.mobject > plot_1.axes",
        "axes_1.mobject > tangent_at_x_1.axes",
        "plot_1.mobject > tangent_at_x_1.graph",
    }
    session.undo()
    assert wires(session) == {"axes_1.mobject > plot_1.axes"}


def test_what_two_things_could_give_is_left_to_the_user(
    make_session: Callable[..., Session],
) -> None:
    session = make_session(toy_document("axes_1 axes_2"))
    added(session, "Plot")
    assert wires(session) == set()


def test_what_passes_a_thing_on_is_no_second_thing(make_session: Callable[..., Session]) -> None:
    session = make_session(toy_document("axes_1 create_1", "axes_1.mobject > create_1.mobject"))
    added(session, "Plot")
    assert "axes_1.mobject > plot_1.axes" in wires(session)


def test_what_nearly_all_nodes_give_is_never_guessed(make_session: Callable[..., Session]) -> None:
    session = make_session(toy_document("circle_1"))
    added(session, "FadeIn")
    assert wires(session) == set()


def test_what_a_tracker_is_wired_into_follows_it(make_session: Callable[..., Session]) -> None:
    session = make_session(
        toy_document("axes_1 plot_1 value_tracker_1", "axes_1.mobject > plot_1.axes")
    )
    added(session, "TangentAtX", TRACKER)
    assert "value_tracker_1.mobject > tangent_at_x_1.x" in wires(session)
    assert session.content.node("tangent_at_x_1").parameters == {"live": True}

    point = added(session, "InputToGraphPoint", TRACKER)
    added(session, "Dot", WireEnd(point, "value", is_output=True))
    assert session.content.node("dot_1").parameters == {"live": True}
    session.undo()
    assert "dot_1" not in session.content.nodes_by_id


def test_a_tracker_wired_in_afterwards_is_followed_too(
    make_session: Callable[..., Session],
) -> None:
    wired = "expression_1.value > circle_1.radius"
    session = make_session(toy_document("value_tracker_1 expression_1 circle_1", wired))
    edge = wire("value_tracker_1.mobject", "expression_1.a")
    made = canvas_edits.connect(
        session.content, Wiring(session.content, session.library), edge, None
    )
    assert made.node("circle_1").parameters == {"live": True}


def test_whoever_said_that_it_stands_still_is_obeyed(make_session: Callable[..., Session]) -> None:
    document = set_parameter(toy_document("value_tracker_1 circle_1"), "circle_1", "live", False)
    session = make_session(document)
    edge = wire("value_tracker_1.mobject", "circle_1.radius")
    made = canvas_edits.connect(
        session.content, Wiring(session.content, session.library), edge, None
    )
    assert made.node("circle_1").parameters == {"live": False}


def test_a_plain_number_makes_nothing_live(make_session: Callable[..., Session]) -> None:
    session = make_session(toy_document("expression_1 circle_1"))
    edge = wire("expression_1.value", "circle_1.radius")
    made = canvas_edits.connect(
        session.content, Wiring(session.content, session.library), edge, None
    )
    assert made.node("circle_1").parameters == {}


def test_a_tracker_offers_what_takes_a_number_first(make_session: Callable[..., Session]) -> None:
    session = make_session(toy_document("value_tracker_1"))
    offered = dict.fromkeys(
        (each.type, port)
        for each, port in fitting_types(Wiring(session.content, session.library), TRACKER)
    )
    assert ("Circle", "radius") in offered
    assert ("SetValue", "mobject") in offered
    assert not [port for type_name, port in offered if type_name == "Create"]
