from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document import edits
from manim_nodes.document.history import History
from manim_nodes.document.model import Document
from tests.support.documents import documents, edited, make_document

START = make_document()
FIRST = edits.rename_document(START, "First")
SECOND = edits.rename_document(START, "Second")
THIRD = edits.rename_document(START, "Third")


def test_nothing_done_nothing_to_undo() -> None:
    history = History(START)
    assert history.undo_label is None
    assert history.redo_label is None
    assert history.undo() is START
    assert history.redo() is START


def test_steps_are_undone_and_redone_by_name() -> None:
    history = History(START)
    history.push("move 3 nodes", FIRST)
    history.push("add circle_1", SECOND)
    assert history.undo_label == "Undo add circle_1"
    assert history.undo() is FIRST
    assert history.undo_label == "Undo move 3 nodes"
    assert history.redo_label == "Redo add circle_1"
    assert history.redo() is SECOND
    assert history.redo_label is None


def test_versions_long_past_keep_nothing_that_can_be_worked_out_again() -> None:
    history, document = History(START), START
    for number in range(4):
        assert len(document.nodes_by_id) == number
        document, _ = edits.add_node(document, "Circle")
        history.push("add", document)
    kept = {name for name in vars(START) if name not in Document.model_fields}

    assert kept == set()
    assert dict(START.nodes_by_id) == {}


def test_a_new_step_forgets_what_was_undone() -> None:
    history = History(START)
    history.push("one", FIRST)
    history.undo()
    history.push("two", SECOND)
    assert history.redo() is SECOND
    assert history.undo() is START


def test_the_very_same_document_is_no_step() -> None:
    history = History(START)
    history.push("nothing", START)
    assert history.undo_label is None


def test_ticks_of_one_drag_become_one_step() -> None:
    history = History(START)
    history.push("set radius to 1", FIRST, merge_key="radius")
    history.push("set radius to 2", SECOND, merge_key="radius")
    assert history.document is SECOND
    assert history.undo_label == "Undo set radius to 2"
    assert history.undo() is START


def test_steps_of_other_keys_or_none_stay_apart() -> None:
    history = History(START)
    history.push("one", FIRST, merge_key="a")
    history.push("two", SECOND, merge_key="b")
    history.push("three", THIRD)
    assert [history.undo(), history.undo(), history.undo()] == [SECOND, FIRST, START]


def test_the_end_of_a_drag_seals_its_step() -> None:
    history = History(START)
    history.push("one", FIRST, merge_key="a")
    history.seal()
    history.push("two", SECOND, merge_key="a")
    assert history.undo() is FIRST


def test_a_drag_after_undo_is_a_step_of_its_own() -> None:
    history = History(START)
    history.push("one", FIRST, merge_key="a")
    history.undo()
    history.push("two", SECOND, merge_key="a")
    assert history.undo() is START


def test_a_drag_after_redo_is_a_step_of_its_own() -> None:
    history = History(START)
    history.push("one", FIRST, merge_key="a")
    history.undo()
    history.redo()
    history.push("two", SECOND, merge_key="a")
    assert history.undo() is FIRST


def test_the_oldest_steps_are_forgotten() -> None:
    history = History(START, limit=2)
    for document in (FIRST, SECOND, THIRD):
        history.push("step", document)
    assert [history.undo(), history.undo(), history.undo()] == [SECOND, FIRST, FIRST]


def test_modified_means_other_than_saved() -> None:
    history = History(START)
    modified = [history.is_modified]
    for step in (
        lambda: history.push("one", FIRST),
        lambda: history.mark_saved(FIRST),
        history.undo,
        history.redo,
    ):
        step()
        modified.append(history.is_modified)
    assert modified == [False, True, False, True, False]


def test_a_drag_does_not_merge_into_what_was_saved() -> None:
    history = History(START)
    history.push("one", FIRST, merge_key="a")
    history.mark_saved(FIRST)
    history.push("two", SECOND, merge_key="a")
    assert history.undo() is FIRST
    assert not history.is_modified


@given(st.data(), documents(), st.lists(st.none() | st.sampled_from("ab"), max_size=6))
def test_undo_of_any_edits_gives_back_the_earlier_document(
    data: Any, start: Document, keys: list[str | None]
) -> None:
    history = History(start)
    for key in keys:
        history.push("edit", data.draw(edited(history.document)), merge_key=key)
    end, text = history.document, repr(history.document)
    while history.undo_label:
        history.undo()
    assert history.document is start
    while history.redo_label:
        history.redo()
    assert history.document is end
    assert repr(end) == text
