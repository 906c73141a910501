"""What can be wrong with wires and ports, in the words of the requirements."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.problems import Severity
from tests.support.library import check_problems, node, toy_graph

Nodes = str | list[Node | str]


@pytest.mark.parametrize(
    ("nodes", "wires", "code", "node_id", "port", "message", "hint"),
    [
        (
            "dsc_1 disc_1",
            "",
            "unknown-type",
            "dsc_1",
            None,
            "Node 'dsc_1' is of the unknown type 'Dsc'.",
            "Did you mean 'Disc'?",
        ),
        (
            [node("odd_1", type="Kaleidoscope"), "disc_1"],
            "",
            "unknown-type",
            "odd_1",
            None,
            "Node 'odd_1' is of the unknown type 'Kaleidoscope'.",
            "It is kept as it is. Install the node type, or delete the node.",
        ),
        (
            "disc_1",
            "disc_9.mobject > disc_1.radius",
            "dangling-wire",
            "disc_1",
            None,
            "The wire disc_9: thing → Disc: radius has no node 'disc_9'.",
            "Delete the wire, or bring the node back.",
        ),
        (
            "disc_1",
            "disc_1.mobject > draw_9.mobject",
            "dangling-wire",
            "disc_1",
            None,
            "The wire Disc → draw_9: thing has no node 'draw_9'.",
            "Delete the wire, or bring the node back.",
        ),
        (
            "disc_1",
            "disc_8.mobject > draw_9.mobject",
            "dangling-wire",
            None,
            None,
            "The wire disc_8: thing → draw_9: thing has no node 'disc_8'.",
            "Delete the wire, or bring the node back.",
        ),
        (
            "disc_1 pause_1",
            "disc_1.mobjects > pause_1.seconds",
            "unknown-port",
            "disc_1",
            "mobjects",
            "Node 'Disc' has no output 'things'.",
            "Did you mean 'mobject'?",
        ),
        (
            "amount_1 disc_1",
            "amount_1.value > disc_1.size",
            "unknown-port",
            "disc_1",
            "size",
            "Node 'Disc' has no input 'size'.",
            "Did you mean 'sides'?",
        ),
        (
            "amount_1 disc_1",
            "amount_1.value > disc_1.weight_in_pounds",
            "unknown-port",
            "disc_1",
            "weight_in_pounds",
            "Node 'Disc' has no input 'weight in pounds'.",
            "Delete the wire.",
        ),
        (
            "disc_1 pause_1",
            "disc_1.flow > pause_1.seconds",
            "incompatible-types",
            "pause_1",
            "seconds",
            "Cannot connect Disc: flow → Pause: seconds: flow connects to flow only.",
            "Wire flow to flow to say which node comes first.",
        ),
        (
            "draw_1",
            "",
            "missing-input",
            "draw_1",
            "mobject",
            "'Draw' needs something in 'thing'.",
            "Wire a shape into 'thing'.",
        ),
        (
            [node("draw_1", label="Sketch")],
            "",
            "missing-input",
            "draw_1",
            "mobject",
            "'Sketch' needs something in 'thing'.",
            "Wire a shape into 'thing'.",
        ),
        (
            [node("disc_1", muted=True), node("draw_1")],
            "disc_1 > draw_1.mobject",
            "missing-input",
            "draw_1",
            "mobject",
            "'Draw' needs something in 'thing'.",
            "What is wired there is muted or unknown: unmute it, or wire something else.",
        ),
        (
            "disc_1 disc_2 move_1",
            "disc_1 > move_1.mobject; disc_2 > move_1.mobject",
            "occupied-input",
            "move_1",
            "mobject",
            "Input 'thing' of 'Move' takes one wire, but has 2.",
            "Delete all but one.",
        ),
        (
            "amount_1 amount_2 disc_1",
            "amount_1.value > disc_1.radius; amount_2.value > disc_1.radius",
            "occupied-input",
            "disc_1",
            "radius",
            "Input 'radius' of 'Disc' takes one wire, but has 2.",
            "Delete all but one.",
        ),
        (
            "paint_1 disc_1",
            "paint_1.value > disc_1.radius",
            "incompatible-types",
            "disc_1",
            "radius",
            "Cannot connect a color to a number.",
            "'radius' of 'Disc' takes a number; 'value' of 'Paint' gives a color.",
        ),
        (
            "dial_1 move_1 draw_1",
            "dial_1 > move_1.mobject; move_1 > draw_1.mobject",
            "incompatible-types",
            "draw_1",
            "mobject",
            "Cannot connect a value tracker to a shape.",
            "'thing' of 'Draw' takes a shape; 'thing' of 'Move' gives a value tracker.",
        ),
        (
            "amount_1 disc_1",
            "amount_1.value > disc_1.sides",
            "incompatible-types",
            "disc_1",
            "sides",
            "Cannot connect a number to an integer.",
            "'sides' of 'Disc' takes an integer; 'value' of 'Amount' gives a number. "
            "Put the node 'Round off' between them.",
        ),
        (
            "formula_1 move_1 term_1",
            "formula_1 > move_1.mobject; move_1.mobject > term_1.formula",
            "incompatible-types",
            "term_1",
            "formula",
            "Cannot connect a typst to a tex.",
            "'formula' of 'Term' takes a tex; 'thing' of 'Move' gives a typst.",
        ),
        (
            "label_1 formula_1",
            "label_1.value > formula_1.syntax",
            "fixed-parameter",
            "formula_1",
            "syntax",
            "'Syntax' of 'Formula' cannot be wired: it decides how the node works.",
            "Delete the wire and choose a value.",
        ),
        (
            "disc_1 blend_1",
            "disc_1.mobject > blend_1.parts",
            "too-few-wires",
            "blend_1",
            "parts",
            "Node 'Blend' needs at least 2 wires at 'parts', got 1",
            "Wire one more into 'parts', or a list.",
        ),
        (
            "label_1 words_1",
            "label_1.value > words_1.syntax",
            "fixed-parameter",
            "words_1",
            "syntax",
            "'Syntax' of 'Words' cannot be wired: it decides how the node works.",
            "Delete the wire and choose a value.",
        ),
        (
            "label_1 picture_1",
            "label_1.value > picture_1.file",
            "fixed-parameter",
            "picture_1",
            "file",
            "'File' of 'Picture' cannot be wired: it decides how the node works.",
            "Delete the wire and choose a value.",
        ),
    ],
)
def test_a_fault_in_the_wiring_is_named(
    nodes: Nodes, wires: str, code: str, node_id: str, port: str, message: str, hint: str
) -> None:
    (problem,) = check_problems(toy_graph(nodes, wires), code)
    assert (problem.node_id, problem.port, problem.severity) == (node_id, port, Severity.ERROR)
    assert (problem.message, problem.hint) == (message, hint)


@pytest.mark.parametrize(
    ("nodes", "wires"),
    [
        ("amount_1 disc_1", "amount_1.value > disc_1.radius"),
        ("amount_1 words_1", "amount_1.value > words_1.text"),  # a number becomes text
        ("dial_1 disc_1", "dial_1.mobject > disc_1.radius"),  # a tracker its value
        ("disc_1 move_1 disc_2", "disc_1.mobject > move_1.by; disc_2 > move_1.mobject"),
        (
            "disc_1 disc_2 cluster_1",
            "disc_1.mobject > cluster_1.mobjects; disc_2.mobject > cluster_1.mobjects",
        ),
        ("disc_1 via_1 draw_1", "disc_1.mobject > via_1.value; via_1.value > draw_1.mobject"),
        ("sum_1", ""),
    ],
)
def test_good_wires_are_no_problem(nodes: str, wires: str) -> None:
    parameters = {"expression": "1"}
    made: Nodes = [node(each, parameters if each == "sum_1" else {}) for each in nodes.split()]
    check_problems(toy_graph(made, wires))


def test_a_list_is_spread_into_an_input_that_takes_many() -> None:
    nodes = "each_1 disc_1 gather_1 cluster_1"
    wires = (
        "each_1.index > disc_1.radius; each_1.loop > gather_1.loop; disc_1.mobject > gather_1.value;"
        "gather_1.list > cluster_1.mobjects"
    )
    check_problems(toy_graph(nodes, wires))


def test_a_list_may_hold_as_many_as_are_needed() -> None:
    wires = (
        "each_1.index > disc_1.radius; each_1.loop > gather_1.loop; disc_1.mobject > gather_1.value;"
        "gather_1.list > blend_1.parts"
    )
    check_problems(toy_graph("each_1 disc_1 gather_1 blend_1", wires))


def test_a_choice_decides_what_comes_out() -> None:
    nodes: Nodes = [node("formula_1", {"syntax": "latex"}), "move_1", "term_1"]
    wires = "formula_1 > move_1.mobject; move_1.mobject > term_1.formula"
    check_problems(toy_graph(nodes, wires))


def test_a_list_is_not_spread_if_its_items_would_have_to_be_converted() -> None:
    nodes = "each_1 dial_1 gather_1 cluster_1"
    wires = (
        "each_1.index > dial_1.value; each_1.loop > gather_1.loop; dial_1.mobject > gather_1.value;"
        "gather_1.list > cluster_1.mobjects"
    )
    (problem,) = check_problems(toy_graph(nodes, wires), "incompatible-types")
    assert problem.message == "Cannot connect a list to a shape."


def test_what_must_come_first_is_not_what_feeds() -> None:
    wires = (
        "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations;draw_1 > morph_1.mobject"
    )
    (problem,) = check_problems(
        toy_graph("disc_1 draw_1 together_1 morph_1", wires), "missing-input"
    )
    assert problem.hint == "Wire a thing into 'target'."


def test_only_a_loop_is_a_loop() -> None:
    wires = "each_1.item > gather_1.loop; disc_1.mobject > gather_1.value"
    (problem,) = check_problems(toy_graph("each_1 disc_1 gather_1", wires), "incompatible-types")
    assert problem.message == "Cannot connect anything to a loop."


def test_two_wrong_wires_into_fixed_parameters_come_in_order() -> None:
    wires = (
        "amount_1.value > exceeds_1.a; exceeds_1.value > move_1.live;"
        "exceeds_1.value > move_1.animated; disc_1 > move_1.mobject"
    )
    graph = toy_graph("disc_1 amount_1 exceeds_1 move_1", wires)
    problems = check_problems(graph, "fixed-parameter", "fixed-parameter")
    assert [problem.port for problem in problems] == ["animated", "live"]


def test_a_muted_node_may_lack_what_it_needs() -> None:
    check_problems(toy_graph([node("draw_1", muted=True), node("disc_1")]))
