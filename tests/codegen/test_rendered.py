"""What loops, conditions and merged changes show, beside scenes written by hand."""

from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.support.documents import make_document, wire
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script
from tests.support.sources import built_in_library

pytestmark = pytest.mark.slow


def made(type_name: str, node_id: str = "", **parameters: Any) -> Node:
    return Node(id=node_id or type_name, type=type_name, parameters=parameters)


def written(*nodes: Node, wires: str) -> Script:
    """Generate the scene of nodes that stand from left to right."""
    placed = [node.model_copy(update={"position": (float(x), 0.0)}) for x, node in enumerate(nodes)]
    edges = [wire(*(end.strip() for end in each.split(">"))) for each in wires.split(";")]
    graph = build(make_document(*placed, edges=edges), built_in_library()[0])
    assert validate(graph) == []
    return generate(graph)


def frames_of(script: Script, folder: Path) -> list[bytes]:
    frames: list[PreviewFrame] = []
    settings = PreviewSettings(folder / "cache", SMALL, folder)
    assert render_preview(script, settings, on_frame=frames.append).error is None
    return [frame.pixels.tobytes() for frame in frames]


def check_frames(script: Script, by_hand: str, folder: Path) -> None:
    """Assert that a script shows what the body of ``construct`` shows."""
    shown = frames_of(script, folder)
    assert shown == frames_of(make_script(by_hand), folder)
    assert len(set(shown)) > 1


def test_changes_in_one_play_are_all_seen(tmp_path: Path) -> None:
    script = written(
        *(made("Square"), made("NumberValue", "Number", number=2), made("Shift", vector=(1, 1, 0))),
        *(
            made("SetColor", color="RED"),
            made("RotateMobject", "RotateBy", angle=45),
            made("Together"),
        ),
        wires="Square.mobject > Shift.mobject; Shift.mobject > SetColor.mobject;"
        "SetColor.mobject > RotateBy.mobject; Number.value > Shift.run_time;"
        "Number.value > SetColor.run_time; Number.value > RotateBy.run_time;"
        "Shift.animation > Together.animations; SetColor.animation > Together.animations;"
        "RotateBy.animation > Together.animations",
    )
    by_hand = """
        square = Square()
        change = square.animate(run_time=2).shift(RIGHT + UP).set_color(RED)
        self.play(change.rotate(45 * DEGREES))
    """
    check_frames(script, by_hand, tmp_path)


def test_what_does_not_depend_on_the_item_is_repeated(tmp_path: Path) -> None:
    script = written(
        *(made("Dot"), made("ForEach", count=2), made("Indicate"), made("FadeOut")),
        wires="Dot.mobject > Indicate.mobject; ForEach.loop > Indicate.flow;"
        "Indicate.mobject > FadeOut.mobject",
    )
    by_hand = """
        dot = Dot()
        self.play(Indicate(dot))
        self.play(Indicate(dot))
        self.play(FadeOut(dot))
    """
    check_frames(script, by_hand, tmp_path)


def test_the_letters_of_a_text_take_turns(tmp_path: Path) -> None:
    script = written(
        *(made("Text", text="ab"), made("ForEach"), made("SetColor"), made("FadeIn")),
        wires="Text.mobject > ForEach.list; ForEach.item > SetColor.mobject;"
        "SetColor.mobject > FadeIn.mobject",
    )
    by_hand = """
        for letter in Text("ab"):
            self.play(FadeIn(letter.set_color(YELLOW)))
    """
    check_frames(script, by_hand, tmp_path)


@pytest.mark.parametrize(("number", "seen"), [(3, "Create(circle)"), (0, "FadeIn(square)")])
def test_only_the_chosen_animation_plays(number: float, seen: str, tmp_path: Path) -> None:
    script = written(
        *(made("ValueTracker", value=number), made("GetValue"), made("Compare", relation=">")),
        *(made("Circle"), made("Square"), made("Create"), made("FadeIn")),
        *(made("Choose"), made("Together")),
        wires="ValueTracker.mobject > GetValue.tracker; GetValue.value > Compare.a;"
        "Compare.value > Choose.condition; Circle.mobject > Create.mobject;"
        "Square.mobject > FadeIn.mobject; Create.animation > Choose.if_true;"
        "FadeIn.animation > Choose.if_false; Choose.value > Together.animations",
    )
    check_frames(script, f"circle, square = Circle(), Square()\nself.play({seen})", tmp_path)


@pytest.mark.parametrize(("number", "color"), [(3, "RED"), (0, "BLUE")])
def test_a_value_is_chosen_while_the_scene_runs(number: float, color: str, tmp_path: Path) -> None:
    script = written(
        *(made("ValueTracker", value=number), made("GetValue"), made("Compare", relation=">")),
        *(made("ColorValue", "red", color="RED"), made("ColorValue", "blue", color="BLUE")),
        *(made("Choose"), made("Circle"), made("Create")),
        wires="ValueTracker.mobject > GetValue.tracker; GetValue.value > Compare.a;"
        "Compare.value > Choose.condition; red.value > Choose.if_true;"
        "blue.value > Choose.if_false; Choose.value > Circle.color; Circle.mobject > Create.mobject",
    )
    check_frames(script, f"self.play(Create(Circle(color={color})))", tmp_path)


@pytest.mark.parametrize(("number", "turns"), [(3, True), (0, False)])
def test_what_stands_under_a_condition_is_done_only_then(
    number: float, turns: bool, tmp_path: Path
) -> None:
    script = written(
        *(made("ValueTracker", value=number), made("GetValue"), made("Compare", relation=">")),
        *(made("Square"), made("Create"), made("If"), made("Rotate"), made("FadeOut")),
        wires="ValueTracker.mobject > GetValue.tracker; GetValue.value > Compare.a;"
        "Compare.value > If.condition; Square.mobject > Create.mobject;"
        "Create.mobject > Rotate.mobject; If.loop > Rotate.flow; Rotate.mobject > FadeOut.mobject;"
        "Create.flow > If.flow",
    )
    by_hand = f"""
        square = Square()
        self.play(Create(square))
        if {turns}:
            self.play(Rotate(square))
        self.play(FadeOut(square))
    """
    check_frames(script, by_hand, tmp_path)


@pytest.mark.parametrize(
    ("entrance", "words"),
    [
        ("Create", None),
        ("Write", None),
        (
            "FadeIn",  # which manim cannot do
            "A thing has other parts in the middle of its animation than at the beginning.",
        ),
    ],
)
def test_live_things_enter_together_while_what_they_follow_changes_or_it_is_said(
    entrance: str, words: str | None, tmp_path: Path
) -> None:
    # The number gets more digits, and so the thing more parts, while it enters.
    script = written(
        *(made("ValueTracker", value=1), made("DecimalNumber", live=True)),
        *(made("Circle", live=True), made(entrance, "first"), made(entrance, "second")),
        *(made("SetValue", value=3000, animated=True), made("Together"), made("Wait")),
        wires="ValueTracker.mobject > DecimalNumber.number; ValueTracker.mobject > Circle.radius;"
        "DecimalNumber.mobject > first.mobject; Circle.mobject > second.mobject;"
        "ValueTracker.mobject > SetValue.mobject; first.animation > Together.animations;"
        "second.animation > Together.animations; SetValue.animation > Together.animations",
    )
    settings = PreviewSettings(tmp_path, SMALL)
    error = render_preview(script, settings, on_frame=lambda _frame: None).error
    assert (error.message if error else None) == words
    assert error is None or error.hint
