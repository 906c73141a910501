"""What can be wrong with the order of a graph."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Severity
from manim_nodes.graph.validate import validate
from tests.support.library import check_problems, node, toy_document, toy_graph
from tests.support.sources import built_in_library


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
            ["move_2: 'Move (1 of 2 from the left)' and 'Move (2 of 2 from the left)'"],
        ),
        (
            ["disc_1", node("move_2", label="Left"), "move_1"],
            "disc_1 > move_1.mobject; disc_1 > move_2.mobject",
            ["move_1: 'Left' and 'Move'"],
        ),
        (
            ["disc_1", "move_1", node("draw_1", x=1)],
            "disc_1 > move_1.mobject; disc_1 > draw_1.mobject",
            ["draw_1: 'Move' and 'Draw'"],
        ),
        (
            ["disc_1", "move_1", "center_1", node("move_2", x=1), "disc_2"],
            "disc_1 > move_1.mobject; disc_1 > center_1.mobject; center_1.value > move_2.by;"
            "disc_2 > move_2.mobject",
            ["move_1: 'Center' and 'Move (1 of 2 from the left)'"],
        ),
    ],
)
def test_two_that_act_on_one_thing_are_told_to_be_chained(
    nodes: list[Node | str], wires: str, chained: list[str]
) -> None:
    assert ambiguities(nodes, wires) == chained


def test_the_problem_says_what_to_do() -> None:
    nodes = ["disc_1", node("move_1", label="Left"), node("move_2", label="Right")]
    graph = toy_graph(nodes, "disc_1 > move_1.mobject; disc_1 > move_2.mobject")
    (problem,) = check_problems(graph, "ambiguous-order")
    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "'Left' and 'Right' act on the same thing, and which comes first changes the result."
    )
    assert problem.hint == (
        "Chain them: wire an output of 'Left' into 'Right'; or put a Copy before one of them. "
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
            ["disc_1", "disc_2", "together_1", "move_1", "draw_1", "pause_1"],
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


BUILT_IN, _ = built_in_library()
# Two steps that color a square, each under a condition of its own.
BRANCHES = "if_1.loop > red.flow; if_2.loop > blue.flow; square.mobject > red.mobject;"
BRANCHES += "square.mobject > blue.mobject;"


def branches(wires: str, *nodes: Node) -> list[str]:
    """Return the codes of what is said of two branches that ask what ``nodes`` do."""
    document = toy_document(
        [
            node("square", type="Square"),
            node("x", type="ValueTracker"),
            node("y", type="ValueTracker"),
            *nodes,
            node("if_1", type="If"),
            node("red", type="SetColor"),
            node("if_2", type="If"),
            node("blue", type="SetColor"),
        ],
        BRANCHES + wires,
    )
    return [each.code for each in validate(build(document, BUILT_IN)) if "order" in each.code]


def compare(node_id: str, relation: str, b: float = 1) -> Node:
    return node(node_id, {"relation": relation, "b": b}, type="Compare")


TWO = "one.value > if_1.condition; two.value > if_2.condition;"
OF_X = TWO + "x.mobject > one.a; x.mobject > two.a"


@pytest.mark.parametrize(
    ("one", "two", "is_clear"),
    [
        (compare("one", "<"), compare("two", ">="), True),
        (compare("one", "<"), compare("two", ">"), True),
        (compare("one", "=="), compare("two", "!="), True),
        (compare("one", "<", 0), compare("two", ">", 3), True),
        (compare("one", "<="), compare("two", ">="), False),
        (compare("one", "<"), compare("two", "<"), False),
        (compare("one", "<", 3), compare("two", ">", 0), False),
    ],
)
def test_comparisons_of_which_only_one_holds_are_branches(
    one: Node, two: Node, is_clear: bool
) -> None:
    assert branches(OF_X, one, two) == ([] if is_clear else ["ambiguous-order"])


def test_a_condition_and_its_opposite_are_branches() -> None:
    opposite = node("two", {"operation": "not"}, type="Logic")
    wires = TWO + "x.mobject > one.a; one.value > two.a"
    assert branches(wires, compare("one", "<"), opposite) == []


def test_a_condition_that_holds_a_part_of_the_other_opposite_is_a_branch() -> None:
    both = node("two", {"operation": "and"}, type="Logic")
    other, opposite = compare("other", ">"), node("not", {"operation": "not"}, type="Logic")
    wires = TWO + "x.mobject > one.a; y.mobject > other.a; one.value > not.a; not.value > two.a;"
    assert branches(wires + "other.value > two.b", compare("one", "<"), other, opposite, both) == []
    either = node("two", {"operation": "or"}, type="Logic")
    found = branches(wires + "other.value > two.b", compare("one", "<"), other, opposite, either)
    assert found == ["ambiguous-order"]


def test_conditions_that_have_nothing_to_do_with_each_other_are_no_branches() -> None:
    wires = TWO + "x.mobject > one.a; y.mobject > two.a"
    assert branches(wires, compare("one", "<"), compare("two", ">=")) == ["ambiguous-order"]


def test_a_branch_that_changes_what_the_other_asks_is_no_harmless_one() -> None:
    change = node("change", {"value": 5}, type="SetValue")
    wires = OF_X + "; x.mobject > change.mobject; if_1.loop > change.flow"
    found = branches(wires, compare("one", "<"), compare("two", ">="), change)
    assert "ambiguous-order" in found


def test_readers_between_two_changes_are_told_about_both() -> None:
    nodes: list[Node | str] = [
        "disc_1",
        node("move_1", x=1),
        node("draw_1", x=2),
        node("flash_1", x=3),
        node("move_2", x=4),
        "pause_1",
    ]
    wires = "; ".join(
        f"disc_1 > {each}.mobject" for each in ("move_1", "draw_1", "flash_1", "move_2")
    )
    problems = check_problems(toy_graph(nodes, wires), *["ambiguous-order"] * 5)
    assert [problem.node_id for problem in problems] == [
        *("draw_1", "flash_1"),
        *("move_2", "move_2", "move_2"),
    ]
