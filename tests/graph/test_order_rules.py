"""What can be wrong with the order of a graph."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.problems import Severity
from tests.support.library import check_problems, node, toy_graph


@pytest.mark.parametrize(
    ("wires", "path"),
    [
        ("move_1 > move_2.mobject; move_2 > move_1.mobject", "move_1 -> move_2 -> move_1"),
        ("move_2.flow > move_2.flow", "move_2 -> move_2"),
        (
            "move_3 > move_1.mobject; move_1 > move_2.mobject; move_2 > move_3.mobject",
            "move_1 -> move_2 -> move_3 -> move_1",
        ),
    ],
)
def test_a_circle_is_shown_with_its_path(wires: str, path: str) -> None:
    nodes = [node(f"move_{i}", muted=True) for i in (1, 2, 3)]
    problems = check_problems(toy_graph([*nodes, "disc_1"], wires), "cycle")
    assert problems[0].message == f"Circular dependency detected: {path}"
    assert (problems[0].node_id, problems[0].severity) == (path.split()[0], Severity.ERROR)
    assert problems[0].hint == "Delete one of these wires: a node cannot come before itself."


def test_each_knot_of_nodes_is_one_problem() -> None:
    wires = [
        *("disc_1.flow > disc_2.flow", "disc_2.flow > disc_1.flow", "disc_2.flow > disc_3.flow"),
        *("disc_3.flow > disc_1.flow", "disc_4.flow > disc_5.flow", "disc_5.flow > disc_4.flow"),
    ]
    graph = toy_graph("disc_1 disc_2 disc_3 disc_4 disc_5 disc_6", ";".join(wires))
    problems = check_problems(graph, "cycle", "cycle")
    assert {problem.node_id for problem in problems} == {"disc_1", "disc_4"}


def ambiguities(nodes: list[Node | str], wires: str) -> list[str]:
    """Return who is told to be chained behind whom."""
    problems = toy_graph(nodes, wires)
    return [
        f"{problem.node_id}: {problem.message.partition(' act ')[0]}"
        for problem in check_problems(problems, *["ambiguous-order"] * count(nodes, wires))
    ]


def count(nodes: list[Node | str], wires: str) -> int:
    from manim_nodes.graph.validate import validate

    return len(validate(toy_graph(nodes, wires)))


@pytest.mark.parametrize(
    ("nodes", "wires", "chained"),
    [
        (
            ["disc_1", "move_1", node("move_2", x=1)],
            "disc_1 > move_1.mobject; disc_1 > move_2.mobject",
            ["move_2: 'move_1' and 'move_2'"],
        ),
        (
            ["disc_1", node("move_2", label="Left"), "move_1"],
            "disc_1 > move_1.mobject; disc_1 > move_2.mobject",
            ["move_1: 'Left' and 'move_1'"],
        ),
        (
            ["disc_1", "move_1", node("draw_1", x=1)],
            "disc_1 > move_1.mobject; disc_1 > draw_1.mobject",
            ["draw_1: 'move_1' and 'draw_1'"],
        ),
        (
            ["disc_1", "move_1", "center_1", node("move_2", x=1), "disc_2"],
            "disc_1 > move_1.mobject; disc_1 > center_1.mobject; center_1.value > move_2.by;"
            "disc_2 > move_2.mobject",
            ["move_1: 'center_1' and 'move_1'"],
        ),
    ],
)
def test_two_that_act_on_one_thing_are_told_to_be_chained(
    nodes: list[Node | str], wires: str, chained: list[str]
) -> None:
    assert ambiguities(nodes, wires) == chained


def test_the_problem_says_what_to_do() -> None:
    graph = toy_graph("disc_1 move_1 move_2", "disc_1 > move_1.mobject; disc_1 > move_2.mobject")
    (problem,) = check_problems(graph, "ambiguous-order")
    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "'move_1' and 'move_2' act on the same thing, and which comes first changes the result."
    )
    assert problem.hint == (
        "Chain them: wire an output of 'move_1' into 'move_2'; or put a Copy before one of them. "
        "Until then the one that is listed first comes first."
    )


TWO = "disc_1 > move_1.mobject; disc_1 > move_2.mobject"


@pytest.mark.parametrize(
    ("nodes", "wires"),
    [
        (["disc_1", "move_1", "move_2"], "disc_1 > move_1.mobject; move_1 > move_2.mobject"),
        (["disc_1", "move_1", "move_2"], f"{TWO}; move_1.flow > move_2.flow"),
        (["disc_1", "draw_1", "flash_1"], "disc_1 > draw_1.mobject; disc_1 > flash_1.mobject"),
        (["disc_1", "move_1", node("move_2", {"live": True})], TWO),
        (["disc_1", "move_1", "bounds_1"], "disc_1 > move_1.mobject; disc_1 > bounds_1.mobject"),
        (
            ["disc_1", "move_1", "center_1", node("disc_2", {"live": True})],
            "disc_1 > move_1.mobject; disc_1 > center_1.mobject; center_1.value > disc_2.center",
        ),
        (
            ["dial_1", "move_1", "sum_1", "sum_2", node("disc_2", {"live": True})],
            "dial_1 > move_1.mobject; dial_1.mobject > sum_1.a; dial_1.mobject > sum_1.b;"
            "sum_1.value > sum_2.a; sum_1.value > sum_2.b; sum_2.value > disc_2.radius",
        ),
        (
            ["disc_1", "move_1", "center_1", node("disc_2", {"live": True}), "move_2"],
            "disc_1 > move_1.mobject; disc_1 > center_1.mobject; center_1.value > move_2.by;"
            "disc_2 > move_2.mobject",
        ),
        (
            ["disc_1", "disc_2", "together_1", "move_1", "draw_1"],
            "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations; draw_1 > move_1.mobject",
        ),
        (
            ["paint_1", "disc_1", "move_1", "what_1"],
            "disc_1 > move_1.mobject; disc_1 > what_1.mobject",
        ),
    ],
)
def test_an_order_that_is_clear_or_of_no_matter_is_no_problem(
    nodes: list[Node | str], wires: str
) -> None:
    expected = ["unknown-type"] if "what_1" in nodes else []
    check_problems(toy_graph(nodes, wires), *expected)


def test_two_branches_of_a_condition_are_no_problem() -> None:
    nodes = "amount_1 exceeds_1 exceeds_2 when_1 when_2 disc_1 move_1 move_2"
    wires = (
        "amount_1.value > exceeds_1.a; amount_1.value > exceeds_2.a;"
        "exceeds_1.value > when_1.condition; exceeds_2.value > when_2.condition;"
        "when_1.then > move_1.flow; when_2.then > move_2.flow;"
        "disc_1 > move_1.mobject; disc_1 > move_2.mobject"
    )
    check_problems(toy_graph(nodes, wires))


def test_readers_between_two_changes_are_told_about_both() -> None:
    nodes: list[Node | str] = [
        "disc_1",
        node("move_1", x=1),
        node("draw_1", x=2),
        node("flash_1", x=3),
        node("move_2", x=4),
    ]
    wires = "; ".join(
        f"disc_1 > {each}.mobject" for each in ("move_1", "draw_1", "flash_1", "move_2")
    )
    problems = check_problems(toy_graph(nodes, wires), *["ambiguous-order"] * 5)
    assert [problem.node_id for problem in problems] == [
        *("draw_1", "flash_1"),
        *("move_2", "move_2", "move_2"),
    ]
