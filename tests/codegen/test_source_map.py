"""The source map: from a line or a play back to its node."""

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Play, Script, SourceMap, Span
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from tests.support.library import node, toy_graph


@pytest.fixture
def script() -> Script:
    nodes = [
        node("disc_1"),
        node("draw_1", {"run_time": 2}, x=1),
        node("words_1", {"text": "words " * 20}, x=2),
        node("pause_1", {"seconds": 3}, x=3),
        node("macro_1", x=4),
    ]
    return generate(toy_graph(nodes, "disc_1 > draw_1.mobject"), permissions=ALL_PERMISSIONS)


def line_of(script: Script, text: str) -> int:
    lines = script.source.splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


@pytest.mark.parametrize("guard", [False, True])
def test_every_line_leads_to_its_node(guard: bool) -> None:
    nodes = ["disc_1", node("move_1", x=1), node("words_1", {"text": "w" * 90}, x=2), "macro_1"]
    graph = toy_graph(nodes, "disc_1 > move_1.mobject")
    script = generate(graph, guard=guard, permissions=ALL_PERMISSIONS)
    owners = {
        "disc_1 = Circle": "disc_1",
        "disc_1.shift": "move_1",
        "self.add(disc_1)": "move_1",
        "words_1 = Text": "words_1",
        "wwww": "words_1",
        "self.add(words_1)": "words_1",
        "self.run_macro_1()": "macro_1",
        "def run_macro_1": "macro_1",
        "class Test": None,
        "def construct": None,
    }
    found = {text: script.source_map.node_at(line_of(script, text)) for text in owners}
    assert found == owners


def test_plays_come_in_the_order_in_which_they_run(script: Script) -> None:
    plays = [(play.node_id, play.duration_s) for play in script.source_map.plays]
    assert plays == [("draw_1", 2), ("pause_1", 3)]
    assert script.source_map.plays[0].line == line_of(script, "self.play")
    assert script.source_map.duration_s == 5


def test_a_node_knows_its_lines(script: Script) -> None:
    (call, method) = script.source_map.lines_of("macro_1")
    assert call.first_line == line_of(script, "self.run_macro_1()")
    assert method.first_line == line_of(script, "def run_macro_1")
    assert method.last_line == method.first_line + 1
    assert script.source_map.lines_of("nobody") == []


@pytest.mark.parametrize(("player", "duration_s"), [("together_1", 3), ("in_turn_1", 5)])
def test_a_composed_animation_takes_as_long_as_its_parts(player: str, duration_s: float) -> None:
    nodes = [
        *("disc_1", "disc_2", player),
        node("draw_1", {"run_time": 2}),
        node("draw_2", {"run_time": 3}),
    ]
    wires = (
        "disc_1 > draw_1.mobject; disc_2 > draw_2.mobject;"
        f"draw_1.animation > {player}.animations; draw_2.animation > {player}.animations"
    )
    script = generate(toy_graph(nodes, wires))
    assert script.source_map.duration_s == duration_s


def test_a_node_that_another_plays_knows_the_lines_of_that_play() -> None:
    wires = (
        "disc_1 > move_1.mobject; move_1 > tint_1.mobject;"
        "move_1.animation > together_1.animations; tint_1.animation > together_1.animations"
    )
    script = generate(toy_graph("disc_1 move_1 tint_1 together_1", wires))
    spans = [script.source_map.lines_of(name) for name in ("together_1", "move_1", "tint_1")]
    assert spans[0] == spans[1] == spans[2] != []


def test_plays_of_a_loop_are_listed_for_each_round() -> None:
    nodes = [node("each_1", {"count": 3}), "disc_1", "draw_1"]
    wires = "each_1.index > disc_1.radius; disc_1 > draw_1.mobject"
    plays = generate(toy_graph(nodes, wires)).source_map.plays
    assert len(plays) == 3
    assert len({play.line for play in plays}) == 1


def test_loops_in_one_another_do_not_list_plays_without_end() -> None:
    nodes = [node(f"each_{i}", {"count": 5000}, x=i) for i in (1, 2, 3)]
    wires = (
        "each_1.index > each_2.count; each_2.index > each_3.count; each_3.index > disc_1.radius;"
        "disc_1 > draw_1.mobject"
    )
    plays = generate(toy_graph([*nodes, "disc_1", "draw_1"], wires)).source_map.plays
    assert 1000 < len(plays) <= 10_000


def test_a_loop_of_no_rounds_plays_nothing() -> None:
    nodes = [node("each_1", {"count": 0}), "disc_1", "draw_1"]
    wires = "each_1.index > disc_1.radius; disc_1 > draw_1.mobject"
    assert generate(toy_graph(nodes, wires)).source_map.plays == ()


@pytest.mark.parametrize(
    ("line", "node_id"), [(0, None), (1, None), (2, "a"), (3, "a"), (4, None), (5, "b"), (9, None)]
)
def test_lines_between_spans_belong_to_nobody(line: int, node_id: str | None) -> None:
    spans = (Span("a", 2, 3), Span("b", 5, 5))
    assert SourceMap(spans, (Play("a", 2, 1.0),)).node_at(line) == node_id
