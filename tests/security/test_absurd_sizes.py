"""Absurd lengths and counts are problems at their nodes, with the number, and are found before anything is drawn."""

from pathlib import Path
from typing import Any

import pytest

from manim_nodes.app.kit.ruler import tick_step
from manim_nodes.app.timeline.scale import Scale
from manim_nodes.cli import preview as preview_module
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import analyze
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.library.catalogue import Library
from tests.support.commands import run, save_project
from tests.support.library import node, toy_document

DAY = 24 * 60 * 60


def problems(library: Library, document: Document) -> list[tuple[str, str | None, str]]:
    found = analyze(
        document, library, folder=None, permissions=ALL_PERMISSIONS, has_latex=lambda: False
    ).problems
    return [(each.code, each.port, each.message) for each in found if each.severity == "error"]


ABSURD: list[tuple[str, dict[str, Any], str]] = [
    ("Wait", {"duration": 1e9}, "1000000000"),
    ("Wait", {"duration": DAY + 1}, "86401"),
    ("NumberLine", {"x_range": [0, 3e7]}, "30,000,000 steps"),
    ("NumberLine", {"x_range": [0, 1, 1e-9]}, "1,000,000,000 steps"),
    ("Axes", {"y_range": [-1e6, 1e6, 1]}, "2,000,000 steps"),
    ("NumberPlane", {"x_range": [0, 1e6]}, "1,000,000 steps"),
    ("ParametricFunction", {"t_range": [0, 1e6]}, "100,000,000 steps"),
    ("NumberRange", {"stop": 1e9}, "1,000,000,000 numbers"),
    ("NumberRange", {"step": 1e-9}, "5,000,000,000 numbers"),
    ("IntegerRange", {"last": 1e9}, "1,000,000,000 numbers"),
    ("EvenlySpacedNumbers", {"count": 1_000_000_000}, "1000000000"),
    ("RegularPolygon", {"n": 1e8}, "100000000"),
    ("Text", {"text": "x" * 1_000_000}, "1,000,000 letters"),
    ("Text", {"font_size": 1e8}, "100000000"),
    ("BarChart", {"values": [1] * 1_000_000}, "1,000,000 items"),
    ("DashedLine", {"dash_length": 1e-8}, "1e-08"),
    ("ForEach", {"count": 1_000_000_000}, "1000000000"),
    ("Flash", {"num_lines": 1e7}, "10000000"),
]


@pytest.mark.parametrize(("type_name", "parameters", "number"), ABSURD)
def test_more_than_can_be_drawn_is_said_with_the_number(
    library: Library, type_name: str, parameters: dict[str, Any], number: str
) -> None:
    found = problems(library, toy_document([node("it_1", parameters, type=type_name)]))
    said = [message for code, _, message in found if code in ("bad-value", "too-many")]

    assert len(said) == 1, found
    assert number in said[0]


def test_copies_in_a_grid_are_counted_together(library: Library) -> None:
    nodes = [
        node("square_1", type="Square"),
        node("grid_1", {"rows": 1000, "cols": 1000}, type="CopiesInGrid"),
    ]
    ((code, port, message),) = problems(
        library, toy_document(nodes, "square_1.mobject > grid_1.mobject")
    )

    assert (code, port) == ("too-many", "rows")
    assert "1,000,000 copies; at most 10,000" in message


def test_loops_in_loops_are_counted_together(library: Library) -> None:
    nodes = [
        node("outer_1", {"count": 10_000}, type="ForEach"),
        node("inner_1", {"count": 10_000}, type="ForEach"),
        node("wait_1", type="Wait"),
    ]
    wires = "outer_1.loop > inner_1.flow; inner_1.loop > wait_1.flow"
    found = problems(library, toy_document(nodes, wires))

    assert [code for code, _, _ in found] == ["too-many"]
    assert "100,000,000 rounds" in found[0][2]


def test_a_film_of_more_than_a_day_is_said_at_the_step_that_passes_it(library: Library) -> None:
    nodes = [node(f"wait_{number}", {"duration": DAY / 2}, type="Wait") for number in (1, 2, 3)]
    ((code, _, message),) = problems(library, toy_document(nodes))

    assert code == "too-long"
    assert "129,600 s" in message


@pytest.mark.parametrize("size", [1e300, 1e-9])
def test_a_frame_of_an_absurd_size_is_said(library: Library, size: float) -> None:
    document = toy_document([node("circle_1", type="Circle")])
    settings = document.settings.model_copy(update={"frame_width": size, "frame_height": size})
    found = problems(library, document.model_copy(update={"settings": settings}))

    assert [code for code, _, _ in found] == ["bad-setting"]
    assert f"{size:g}" in found[0][2]


def test_what_people_do_is_no_problem(library: Library) -> None:
    nodes = [
        node("wait_1", {"duration": 3600}, type="Wait"),
        node("line_1", {"x_range": [-100, 100, 0.5]}, type="NumberLine"),
        node("text_1", {"text": "word " * 500}, type="Text"),
        node("curve_1", {"t_range": [0, "20*tau"]}, type="ParametricFunction"),
    ]
    assert problems(library, toy_document(nodes)) == []


def test_check_says_it_and_nothing_is_rendered(film: Path) -> None:
    save_project(film, [node("wait_1", {"duration": 1e9}, type="Wait")])
    said = run("check", film)
    assert said.code == 1
    assert "at most a day (86,400 s)" in said.out
    assert run("preview", film, "--frames", film.parent / "frames").code == 1
    assert not (film.parent / "frames").exists()


# rulers


@pytest.mark.parametrize("seconds", [0.1, 10, 86_400, 1e9, 1e15])
def test_a_ruler_never_has_more_ticks_than_room(seconds: float) -> None:
    width = 1000.0
    scale = Scale().fitting(seconds, width)

    assert width / scale.px_per_s / scale.tick_s <= width / 56 + 1


def test_the_usual_ticks_stay() -> None:
    assert tick_step((1, 2, 5), 60, 56) == 1
    assert tick_step((1, 2, 5), 12, 56) == 5
    assert tick_step((1, 2, 5), 1, 56) == 80
    assert tick_step((1, 2, 5), 0, 56) == float("inf")


# frames


def test_frames_are_not_written_past_the_time_limit_or_a_full_disk(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manim_nodes.render.cancel import CancelToken

    cancel = CancelToken()
    cancel.cancel()
    assert _written(film.parent, cancel, None) == 0
    assert _written(film.parent, CancelToken(), 1e-9) == 0
    assert _written(film.parent, CancelToken(), None) == 40
    monkeypatch.setattr("manim_nodes.render.export.publish._LEAST_FREE_BYTES", 2**70)
    with pytest.raises(Exception, match="disk is full"):
        _written(film.parent, CancelToken(), None)


def test_more_frames_than_a_folder_can_hold_are_said_before_any_is_drawn(film: Path) -> None:
    save_project(film, [node("wait_1", {"duration": 86_400}, type="Wait")])
    assert run("check", film).code == 0

    preview = run("preview", film, "--frames", film.parent / "frames")
    assert preview.code == 1
    assert "1,296,000 frames; a folder of frames can hold 200,000" in preview.err

    frames = run("render", film, "-o", film.parent / "frames", "--format", "png-sequence")
    assert frames.code == 1
    assert "5,184,000 frames" in frames.err
    assert not (film.parent / "frames").exists()


def test_frames_end_at_a_number_and_a_size_whatever_was_foreseen(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manim_nodes.render.cancel import CancelToken
    from manim_nodes.render.export import frame_limits

    monkeypatch.setattr(frame_limits, "MOST_FRAMES", 39)
    with pytest.raises(Exception, match="40 frames; a folder of frames can hold 39"):
        _written(film.parent, CancelToken(), None)
    monkeypatch.undo()
    monkeypatch.setattr(frame_limits, "MOST_PREVIEW_BYTES", 1000)
    with pytest.raises(Exception, match="more than"):
        _written(film.parent, CancelToken(), None)
    assert 1 < len(list((film.parent / "frames").iterdir())) < 39


def _written(folder: Path, cancel: Any, time_limit_s: float | None) -> int:
    import numpy as np

    from manim_nodes.render.preview.frames import Picture, PreviewFrame

    frames = folder / "frames"
    frames.mkdir(exist_ok=True)
    for file in frames.iterdir():
        file.unlink()
    picture = Picture(np.zeros((2, 2, 4), np.uint8))
    saved = preview_module._SavedFrames(frames, cancel, time_limit_s)
    saved.add(PreviewFrame(picture, count=40))
    assert saved.count == len(list(frames.iterdir()))
    return saved.count
