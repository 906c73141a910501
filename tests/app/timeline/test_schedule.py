from pathlib import Path

import pytest

from manim_nodes.app.timeline.schedule import (
    Schedule,
    Status,
    duration_parameter,
    make_schedule,
    measured_durations,
)
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import Analysis, analyze
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.node_type import FlagKind
from tests.app.timeline.film import ToyFilm
from tests.support.library import node, toy_document
from tests.support.sounds import write_sound
from tests.support.sources import NODES


def analysis(library: Library, document: Document, folder: Path | None = None) -> Analysis:
    return analyze(
        document, library, folder=folder, permissions=ALL_PERMISSIONS, has_latex=lambda: True
    )


def three_steps(**fields: float) -> Document:
    nodes = [
        node("circle_1"),
        node("create_1", fields, x=1),
        node("wait_1", {"duration": 2}, x=2),
        node("fade_out_1", x=3),
    ]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    return toy_document(nodes, wires)


def spans(schedule: Schedule) -> list[tuple[str, float, float]]:
    return [
        (block.node_id, round(block.start_s, 3), round(block.duration_s, 3))
        for block in schedule.blocks
    ]


def statuses(schedule: Schedule) -> list[Status]:
    return [block.status for block in schedule.blocks]


def nothing_drawn() -> ToyFilm:
    return ToyFilm({}, is_current=False)


def test_plays_and_waits_come_as_they_are_expected(library: Library) -> None:
    schedule = make_schedule(analysis(library, three_steps()), nothing_drawn().snapshot())

    assert spans(schedule) == [("create_1", 0, 1), ("wait_1", 1, 2), ("fade_out_1", 3, 1)]
    assert statuses(schedule) == [Status.STALE] * 3
    assert [block.title for block in schedule.blocks] == ["Create", "Wait", "Fade out"]


def test_what_was_drawn_says_how_long_it_took(library: Library) -> None:
    film = ToyFilm({"create_1": 13, "wait_1": 20, "fade_out_1": 10})
    schedule = make_schedule(analysis(library, three_steps()), film.snapshot())

    assert spans(schedule) == [("create_1", 0, 1.3), ("wait_1", 1.3, 2), ("fade_out_1", 3.3, 1)]
    assert statuses(schedule) == [Status.DRAWN] * 3
    assert [block.last_frame for block in schedule.blocks] == [12, 32, 42]


def test_what_frames_only_round_is_said_as_the_node_says_it(library: Library) -> None:
    film = ToyFilm({"create_1": 11, "wait_1": 20, "fade_out_1": 15})
    blocks = make_schedule(analysis(library, three_steps()), film.snapshot()).blocks

    assert [block.nominal_s for block in blocks] == [1, 2, 1.5]
    assert [block.start_s for block in blocks] == pytest.approx([0, 1.1, 3.1])


def test_what_was_seen_holds_until_the_node_changes(library: Library) -> None:
    film = ToyFilm({"create_1": 13, "wait_1": 20, "fade_out_1": 10})
    known = measured_durations(analysis(library, three_steps()), film.snapshot())

    same = make_schedule(
        analysis(library, three_steps()), nothing_drawn().snapshot(), measured=known
    )
    longer = analysis(library, three_steps(run_time=4))

    assert spans(same)[0] == ("create_1", 0, 1.3)
    assert spans(make_schedule(longer, nothing_drawn().snapshot(), measured=known))[0][2] == 4


def test_while_it_is_drawn_the_parts_are_told_apart(library: Library) -> None:
    film = ToyFilm(
        {"create_1": 10, "wait_1": 20, "fade_out_1": 10},
        is_complete=False,
        fresh_count=15,
        is_current=False,
        is_drawing=True,
    )
    schedule = make_schedule(analysis(library, three_steps()), film.snapshot())

    assert statuses(schedule) == [Status.DRAWN, Status.DRAWING, Status.STALE]


def test_the_step_that_failed_is_marked(library: Library) -> None:
    film = ToyFilm({"create_1": 10})
    schedule = make_schedule(analysis(library, three_steps()), film.snapshot(), failed_step=1)

    assert statuses(schedule) == [Status.DRAWN, Status.FAILED, Status.STALE]
    assert len(schedule.blocks) == 3


def test_what_a_loop_repeats_is_there_for_each_round(library: Library) -> None:
    nodes = [node("for_each_1", {"count": 3}), node("wait_1", x=1)]
    document = toy_document(nodes, "for_each_1.loop > wait_1.flow")
    schedule = make_schedule(analysis(library, document), nothing_drawn().snapshot())

    assert [(block.node_id, block.round) for block in schedule.blocks] == [
        ("wait_1", 0),
        ("wait_1", 1),
        ("wait_1", 2),
    ]


def test_a_composed_block_is_as_long_as_its_parts(library: Library) -> None:
    nodes = [node("whole", type="LaggedStart"), node("wait_1"), node("wait_2")]
    wires = "wait_1.animation > whole.animations; wait_2.animation > whole.animations"
    schedule = make_schedule(
        analysis(library, toy_document(nodes, wires)), nothing_drawn().snapshot()
    )

    assert spans(schedule) == [("whole", 0, 1.05)]
    assert [part.node_id for part in schedule.blocks[0].parts] == ["wait_1", "wait_2"]
    assert schedule.indices_of({"wait_2"}) == [0]


def test_sections_subcaptions_and_sounds_stand_at_their_times(
    library: Library, tmp_path: Path
) -> None:
    write_sound(tmp_path / "tone.wav", 0.5)
    nodes = [
        node("wait_1"),
        node("next_section_1", {"name": "Proof"}, x=1),
        node("add_subcaption_1", {"content": "Look.", "duration": 3, "offset": -0.5}, x=2),
        node("wait_2", x=3),
        node("add_sound_1", {"file": "tone.wav", "time_offset": 0.25}, x=4),
    ]
    document = toy_document(nodes)
    schedule = make_schedule(analysis(library, document, tmp_path), nothing_drawn().snapshot())

    assert [(flag.kind, flag.text, flag.time_s, flag.duration_s) for flag in schedule.flags] == [
        (FlagKind.SECTION, "Proof", 1, 0),
        (FlagKind.CAPTION, "Look.", 0.5, 3),
        (FlagKind.SOUND, "tone.wav", 2.25, 0),
    ]


def test_a_step_of_the_users_own_can_stand_beside_the_blocks(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        """
category = "Own"
[Slide]
kind = "step"
timeline = { flag = "section", text = "title", duration = "length" }
summary = "Begins a slide."
code = "self.next_section(title)"
plays = 0
parameters.title = { type = "string", default = "Slide" }
parameters.length = { type = "number", default = 2 }
""",
        encoding="utf-8",
    )
    library = load_library(NODES, tmp_path)
    document = toy_document([node("wait_1"), node("slide_1", {"title": "Two"}, x=1)])
    (flag,) = make_schedule(analysis(library, document), nothing_drawn().snapshot()).flags
    assert (flag.kind, flag.text, flag.time_s, flag.duration_s) == (FlagKind.SECTION, "Two", 1, 2)


@pytest.mark.parametrize(
    ("time_s", "index"), [(0, 0), (0.99, 0), (1, 1), (3.5, 2), (4, None), (-1, None)]
)
def test_a_time_leads_to_its_block(library: Library, time_s: float, index: int | None) -> None:
    schedule = make_schedule(analysis(library, three_steps()), nothing_drawn().snapshot())

    assert schedule.index_at(time_s) == index


def test_only_what_a_node_says_can_be_dragged(library: Library) -> None:
    nodes = [
        node("circle_1"),
        node("create_1"),
        node("number_1", type="NumberValue"),
        node("wait_1"),
    ]
    wires = "circle_1.mobject > create_1.mobject; number_1.value > create_1.run_time"
    graph = analysis(library, toy_document(nodes, wires)).graph

    assert duration_parameter(graph, "wait_1") == "duration"
    assert duration_parameter(graph, "create_1") == ""
