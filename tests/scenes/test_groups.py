"""What a group shows is, pixel for pixel, what its nodes show without it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.edits import remove_nodes, set_muted, set_parameter
from manim_nodes.document.grouping import make_group
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import Document, Node
from manim_nodes.gallery.own_nodes import load_own_nodes, save_own_node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from tests.support.documents import wire
from tests.support.library import node, toy_document
from tests.support.reference import ReferenceFilm, film_of, first_difference
from tests.support.sources import built_in_library

pytestmark = pytest.mark.slow

SHORT = {"run_time": 0.3}


def story(*nodes: Node, wires: str = "") -> Document:
    """Make a document of nodes that stand from left to right."""
    placed = [
        each.model_copy(update={"position": (300.0 * x, 0.0)}) for x, each in enumerate(nodes)
    ]
    return toy_document(placed, wires)


CHAIN = story(
    node("circle_1", {"radius": 2}),
    node("shift_1", {"vector": [2, 0, 0]}),
    node("create_1", SHORT),
    node("square_1"),
    node("fade_in_1", SHORT),
    wires="circle_1.mobject > shift_1.mobject; shift_1.mobject > create_1.mobject;"
    "square_1.mobject > fade_in_1.mobject",
)
LOOP = story(
    node("for_each_1"),
    node("circle_1"),
    node("shift_1", {"vector": [1, 0, 0]}),
    node("create_1", SHORT),
    node("collect_1"),
    node("v_group_1", type="VGroup"),
    node("fade_out_1", SHORT),
    wires="for_each_1.index > circle_1.stroke_width; circle_1.mobject > shift_1.mobject;"
    "shift_1.mobject > create_1.mobject; create_1.mobject > collect_1.value;"
    "for_each_1.loop > collect_1.loop; collect_1.list > v_group_1.mobjects;"
    "v_group_1.mobject > fade_out_1.mobject",
)

IF = story(
    node("for_each_1"),
    node("compare_1", {"relation": ">", "b": 0.5}),
    node("if_1"),
    node("circle_1"),
    node("create_1", SHORT),
    node("square_1"),
    node("fade_in_1", SHORT),
    wires="for_each_1.index > compare_1.a; compare_1.value > if_1.condition;"
    "if_1.loop > create_1.flow; circle_1.mobject > create_1.mobject;"
    "for_each_1.loop > fade_in_1.flow; square_1.mobject > fade_in_1.mobject",
)


def film(document: Document, folder: Path) -> ReferenceFilm:
    """Render a document that has nothing wrong with it."""
    graph = build(document, built_in_library()[0])
    assert [str(problem) for problem in validate(graph)] == []
    return film_of(generate(graph), folder)


def check_same(one: Document, other: Document, folder: Path) -> None:
    """Assert that two documents show the same."""
    ours, theirs = film(one, folder), film(other, folder)
    assert ours.plays == theirs.plays
    assert first_difference(ours, theirs) is None


@pytest.mark.parametrize(
    ("document", "chosen"),
    [
        pytest.param(CHAIN, ["shift_1"], id="change"),
        pytest.param(CHAIN, ["circle_1", "shift_1", "create_1"], id="story"),
        pytest.param(LOOP, ["circle_1", "shift_1"], id="in a loop"),
        pytest.param(LOOP, ["circle_1", "shift_1", "create_1"], id="story in a loop"),
        pytest.param(LOOP, ["circle_1", "create_1"], id="around a node of a loop"),
        pytest.param(LOOP, [each.id for each in LOOP.nodes[:5]], id="around a loop"),
        pytest.param(LOOP, ["for_each_1"], id="beginning of a loop"),
        pytest.param(LOOP, ["create_1", "collect_1", "v_group_1"], id="end of a loop"),
        pytest.param(IF, ["circle_1", "create_1"], id="done on a condition"),
        pytest.param(IF, ["compare_1", "if_1"], id="condition"),
        pytest.param(IF, ["for_each_1", "compare_1"], id="done in each round"),
    ],
)
def test_a_group_shows_what_its_nodes_show(
    document: Document, chosen: Sequence[str], tmp_path: Path
) -> None:
    grouped, node_id = make_group(document, chosen)
    check_same(grouped, document, tmp_path)
    within, _ = make_group(grouped, [node_id, grouped.nodes[0].id])
    check_same(within, document, tmp_path)


def test_a_muted_group_passes_on_what_comes_in(tmp_path: Path) -> None:
    grouped, node_id = make_group(CHAIN, ["shift_1"])
    check_same(
        set_muted(grouped, [node_id], muted=True),
        set_muted(CHAIN, ["shift_1"], muted=True),
        tmp_path,
    )


def test_a_muted_group_shows_nothing(tmp_path: Path) -> None:
    story = ["circle_1", "shift_1", "create_1"]
    grouped, node_id = make_group(CHAIN, story)
    check_same(set_muted(grouped, [node_id], muted=True), remove_nodes(CHAIN, story), tmp_path)


def test_a_muted_group_of_a_loop_leaves_the_rest_of_it(tmp_path: Path) -> None:
    grouped, node_id = make_group(LOOP, ["shift_1", "create_1"])
    check_same(
        set_muted(grouped, [node_id], muted=True),
        set_muted(LOOP, ["shift_1", "create_1"], muted=True),
        tmp_path,
    )


def test_an_own_node_shows_in_any_project_what_its_nodes_show(tmp_path: Path) -> None:
    """Save a story with an input, and use it twice beside what another project has."""
    with_number = story(
        node("number_value_1", {"number": 2}),
        *CHAIN.nodes,
        wires="number_value_1.value > circle_1.radius",
    )
    whole = with_number.model_copy(update={"edges": (*with_number.edges, *CHAIN.edges)})
    grouped, _ = make_group(whole, ["circle_1", "shift_1", "create_1"], "Drawn circle")
    save_own_node(grouped, "group_1", tmp_path / "nodes")
    ((own,), _) = load_own_nodes(tmp_path / "nodes", built_in_library()[0])

    other = toy_document([node("square_1"), node("number_value_1", {"number": 3})])
    used, names = insert(other, own.snippet, at=(300, 0))
    used, more = insert(used, own.snippet, at=(600, 0))
    first, second = names["drawn_circle_1"], more["drawn_circle_1"]
    used = used.model_copy(update={"edges": (wire("number_value_1.value", f"{first}.radius"),)})
    used = set_parameter(used, second, "radius", 1.5)

    by_hand = story(
        *(node("square_1"), node("circle_1", {"radius": 3}), *CHAIN.nodes[1:3]),
        *(node("circle_2", {"radius": 1.5}), node("shift_2", {"vector": [2, 0, 0]})),
        node("create_2", SHORT),
        wires="circle_1.mobject > shift_1.mobject; shift_1.mobject > create_1.mobject;"
        "circle_2.mobject > shift_2.mobject; shift_2.mobject > create_2.mobject",
    )
    check_same(used, by_hand, tmp_path)
