"""The session without any Qt: edits, undo, groups, selection, and who is told of what."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document.edits import add_node, move_nodes, remove_nodes, set_label
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document, UnknownIdError
from manim_nodes.editing.session import (
    DocumentChanged,
    Event,
    FileChanged,
    LocationChanged,
    RenderErrorChanged,
    SelectionChanged,
    Session,
)
from manim_nodes.render.failures import RenderError
from tests.support.library import TOYS, toy_document


def make(nodes: str = "disc_1 draw_1", wires: str = "disc_1.mobject > draw_1.mobject") -> Session:
    return Session(toy_document(nodes, wires), TOYS)


def events_of(session: Session) -> list[Event]:
    events: list[Event] = []
    session.listen(events.append)
    return events


def grouped() -> tuple[Session, str]:
    session = make()
    node_id = ""

    def edit(document: Document) -> Document:
        nonlocal node_id
        document, node_id = make_group(document, ["disc_1"], "Discs")
        return document

    session.edit(edit)
    return session, node_id


def drag(session: Session, x: float) -> None:
    session.edit(lambda document: move_nodes(document, {"disc_1": (x, 0)}), merge_key="drag")


def test_an_edit_is_one_step_and_is_told_with_its_initiator() -> None:
    session, me = make(), object()
    before, events = session.document, events_of(session)
    session.edit(lambda document: set_label(document, "disc_1", "Sun"), initiator=me)

    assert session.document.node("disc_1").label == "Sun"
    assert events == [DocumentChanged(before, session.document, me), FileChanged()]
    assert session.undo_label == "Undo rename Sun"


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    session = make()
    events = events_of(session)
    session.edit(lambda document: document)

    assert (events, session.undo_label, session.is_modified) == ([], None, False)


def test_an_edit_that_fails_changes_nothing() -> None:
    session = make()
    events = events_of(session)
    with pytest.raises(UnknownIdError):
        session.edit(lambda document: remove_nodes(document, ["moon_1"]))

    assert (events, session.is_modified) == ([], False)


def test_ticks_of_a_gesture_are_one_step_until_it_ends() -> None:
    session = make()
    start = session.document
    for x in range(5):
        drag(session, x)
    session.seal()
    drag(session, 9)
    session.undo()

    assert session.document.node("disc_1").position == (4, 0)
    session.undo()
    assert session.document is start


def test_inside_a_group_edits_go_into_the_group() -> None:
    session, group = grouped()
    session.enter(group)
    session.edit(lambda document: set_label(document, "disc_1", "Sun"))

    assert session.content.node("disc_1").label == "Sun"
    assert "disc_1" not in session.document.nodes_by_id
    assert session.full_id("disc_1") == f"{group}/disc_1"
    session.leave()
    assert (session.content is session.document, set(session.selection)) == (True, {group})


def test_undoing_the_group_one_is_in_leads_out_of_it() -> None:
    session, group = grouped()
    session.enter(group)
    events = events_of(session)
    session.undo()

    assert session.location == ()
    assert LocationChanged() in events


def test_what_is_gone_is_not_selected() -> None:
    session = make()
    session.select({"disc_1", "draw_1"})
    session.edit(lambda document: remove_nodes(document, ["disc_1"]))

    assert session.selection == {"draw_1"}


def test_a_selection_is_told_once() -> None:
    session = make()
    events = events_of(session)
    session.select({"disc_1"}, initiator=7)
    session.select(["disc_1"])

    assert events == [SelectionChanged(7)]


def test_reveal_goes_into_groups() -> None:
    session, group = grouped()
    session.reveal(f"{group}/disc_1")

    assert (session.location, set(session.selection)) == ((group,), {"disc_1"})
    assert session.local_id(f"{group}/disc_1") == "disc_1"
    assert session.local_id("draw_1") is None


def test_saving_an_earlier_version_leaves_the_present_modified() -> None:
    session = make()
    saved = session.document
    session.edit(lambda document: set_label(document, "disc_1", "Sun"))
    session.mark_saved(saved, path=session.path)  # type: ignore[arg-type]
    assert session.is_modified
    session.undo()
    assert not session.is_modified


def test_an_edit_by_a_listener_is_told_after_the_one_that_set_it_off() -> None:
    session = make()
    order: list[str] = []

    def rename(event: Event) -> None:
        if isinstance(event, DocumentChanged) and session.document.node("disc_1").label == "Sun":
            session.edit(lambda document: set_label(document, "disc_1", "Moon"))

    def note(event: Event) -> None:
        if isinstance(event, DocumentChanged):
            order.append(event.after.node("disc_1").label)

    session.listen(rename)
    session.listen(note)
    session.edit(lambda document: set_label(document, "disc_1", "Sun"))

    assert order == ["Sun", "Moon"]


def test_a_view_at_fault_does_not_keep_others_from_hearing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    session = make()

    def fail(_: Event) -> None:
        raise RuntimeError("broken view")

    session.listen(fail)
    events = events_of(session)
    with caplog.at_level(logging.ERROR):
        session.select({"disc_1"})

    assert events == [SelectionChanged()]
    assert "SelectionChanged" in caplog.text


def test_who_stops_listening_hears_nothing() -> None:
    session = make()
    events: list[Event] = []
    unlisten = session.listen(events.append)
    unlisten()
    unlisten()
    session.select({"disc_1"})

    assert events == []


@given(
    st.lists(st.sampled_from(["add", "move", "remove", "group", "enter", "leave", "undo", "redo"]))
)
def test_undoing_everything_gives_the_start(operations: list[str]) -> None:
    session = make()
    start = session.document
    for operation in operations:
        perform(session, operation)
    while session.undo_label:
        session.undo()

    assert session.document is start


def perform(session: Session, operation: str) -> None:
    first = next(iter(session.content.nodes), None)
    match operation:
        case "add":
            session.edit(lambda document: add_node(document, "Disc")[0])
        case "undo" | "redo" | "leave":
            getattr(session, operation)()
        case _ if first is None:
            return
        case "move":
            session.edit(
                lambda document: move_nodes(document, {first.id: (first.position[0] + 1, 0)})
            )
        case "remove":
            session.edit(lambda document: remove_nodes(document, [first.id]))
        case "group":
            session.edit(lambda document: make_group(document, [first.id])[0])
        case "enter":
            session.enter(first.id)


def test_a_render_error_is_told_when_it_comes_and_when_it_goes() -> None:
    session, error = make(), RenderError("The name is unknown.", node_id="disc_1")
    events = events_of(session)
    for each in (error, error, None):
        session.set_render_error(each)
    assert events == [RenderErrorChanged(error), RenderErrorChanged(None)]


def test_another_project_has_no_render_error() -> None:
    session = make()
    session.set_render_error(RenderError("The name is unknown."))
    events = events_of(session)
    session.open(toy_document("disc_1"))
    assert session.render_error is None
    assert events[-1] == RenderErrorChanged(None)
