"""Whole scripts, as they should read. UPDATE_GOLDEN=1 writes those of tests/codegen/golden anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document, Group, Settings
from manim_nodes.graph.build import build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from tests.support.documents import wire
from tests.support.library import TOYS, check_golden, check_problems, node, toy_document

GOLDEN = Path(__file__).parent / "golden"


def a_still() -> Document:
    return toy_document([node("disc_1", {"radius": 2, "color": "RED"})], name="One red disc")


def a_story() -> Document:
    nodes = [
        node("disc_1", {"radius": 0.5}, label="Sun"),
        node("words_1", {"text": "a 'star'\nof ours"}, label="Caption"),
        node("draw_1", {"run_time": 2}, x=1),
        node("move_1", {"by": (-2, 1), "animated": True, "run_time": 3}, x=2),
        node("draw_2", {"rate_func": "ease_in_sine"}, x=3),
        node("pause_1", {"seconds": 0.5}, x=4),
    ]
    wires = (
        "disc_1 > draw_1.mobject; draw_1 > move_1.mobject; words_1 > draw_2.mobject;"
        "move_1.flow > draw_2.flow; draw_2.flow > pause_1.flow"
    )
    return toy_document(nodes, wires, name="Sunrise, with words")


def animations_in_one_another() -> Document:
    nodes = [
        *("disc_1", "disc_2", "words_1", "draw_1", "draw_2", "flash_1"),
        node("move_1", {"path_arc": 90}),
        node("in_turn_1", x=1),
        node("together_1", x=2),
        node("pause_1", x=3),
    ]
    wires = (
        "disc_1 > draw_1.mobject; disc_2 > draw_2.mobject; draw_2 > move_1.mobject;"
        "words_1 > flash_1.mobject; draw_1.animation > together_1.animations;"
        "draw_2.animation > in_turn_1.animations; move_1.animation > in_turn_1.animations;"
        "in_turn_1.animation > together_1.animations"
    )
    return toy_document(nodes, wires)


def under_a_condition() -> Document:
    nodes = [
        *("dial_1", node("exceeds_1", x=1), node("disc_1", x=1), node("words_1", x=1)),
        *(node("pick_1", x=2), node("move_1", x=3), node("draw_1", x=4), node("flash_1", x=4)),
        *(node("pick_2", x=5), node("together_1", x=6), node("when_1", x=7)),
        *(node("pause_1", x=8), node("disc_2", x=8), node("draw_2", x=9)),
    ]
    wires = (
        "dial_1.mobject > exceeds_1.a; exceeds_1.value > pick_1.condition; disc_1.mobject > pick_1.yes;"
        "words_1.mobject > pick_1.no; pick_1.value > move_1.mobject; disc_1 > draw_1.mobject;"
        "words_1 > flash_1.mobject; exceeds_1.value > pick_2.condition;"
        "draw_1.animation > pick_2.yes; flash_1.animation > pick_2.no;"
        "pick_2.value > together_1.animations; exceeds_1.value > when_1.condition;"
        "when_1.then > pause_1.flow; when_1.then > disc_2.flow; disc_2 > draw_2.mobject"
    )
    return toy_document(nodes, wires)


def changes_in_one_play() -> Document:
    nodes = [
        *("disc_1", node("amount_1", {"amount": 2}), node("words_1", y=1)),
        *(node("move_1", {"by": (0, 1)}, x=1), node("tint_1", {"color": "RED"}, x=2)),
        *(node("draw_1", x=3, y=1), node("move_2", x=4), node("together_1", x=5)),
    ]
    wires = (
        "disc_1 > move_1.mobject; move_1 > tint_1.mobject; tint_1 > move_2.mobject;"
        "amount_1.value > move_1.run_time; amount_1.value > tint_1.run_time;"
        "move_1.animation > together_1.animations; words_1 > draw_1.mobject;"
        "draw_1.animation > together_1.animations; tint_1.animation > together_1.animations"
    )
    return toy_document(nodes, wires)


def what_moves_by_itself() -> Document:
    nodes = [
        node("dial_1", {"value": 1}, label="time"),
        node("sum_1", {"expression": "a^2 + 1"}, x=1),
        node("disc_1", {"live": True}, x=2),
        node("move_1", {"by": ("pi", 0)}, x=3),
        node("tint_1", {"color": "BLUE"}, x=4),
        node("words_1", x=5),
        node("center_1", x=6),
        node("move_2", {"live": True}, x=7),
        node("curve_1", {"live": True, "function": "scale * sin(x)", "x_range": (-3, 3)}, x=8),
        node("draw_1", x=9),
    ]
    wires = (
        "dial_1.mobject > sum_1.a; sum_1.value > disc_1.radius; disc_1 > move_1.mobject;"
        "move_1 > tint_1.mobject; tint_1.mobject > center_1.mobject; center_1.value > move_2.by;"
        "words_1 > move_2.mobject; dial_1.mobject > curve_1.scale; curve_1 > draw_1.mobject"
    )
    return toy_document(nodes, wires)


def one_thing_becomes_another() -> Document:
    nodes = ["disc_1", node("words_1", x=1), node("morph_1", x=2), node("move_1", x=3)]
    wires = "disc_1 > morph_1.mobject; words_1.mobject > morph_1.target; morph_1 > move_1.mobject"
    return toy_document(nodes, wires)


def steps_and_the_camera() -> Document:
    nodes = [
        "disc_1",
        node("bounds_1", label="box", x=1),
        node("draw_1", x=2),
        node("words_1", x=3),
        node("move_1", x=4),
        node("zoom_1", {"width": 3}, x=5),
        node("flash_1", {"run_time": 0.5}, x=6),
    ]
    wires = (
        "disc_1 > bounds_1.mobject; bounds_1.box > draw_1.mobject; bounds_1.corner > move_1.by;"
        "words_1 > move_1.mobject; bounds_1.mobject > flash_1.mobject"
    )
    return toy_document(nodes, wires)


def numbers_texts_and_lists() -> Document:
    nodes = [
        node("amount_1", {"amount": "2/3"}),
        node("amount_2", {"amount": 7}, label="seven"),
        node("note_1", {"pattern": "{a:.2f} of {b}"}),
        node("words_1", x=1),
        node("paint_1", {"color": "#ff8800"}),
        node("disc_1", {"center": (1, 2, 3)}, x=2),
        node("disc_2", {"sides": "12/2"}, x=3),
        node("cluster_1", x=4),
        node("curve_1", {"marks": (1, -2, "pi")}, x=5),
    ]
    wires = (
        "amount_1.value > note_1.a; amount_2.value > note_1.b; note_1.value > words_1.text;"
        "paint_1.value > disc_1.color; amount_2.value > disc_2.radius;"
        "disc_1.mobject > cluster_1.mobjects; disc_2.mobject > cluster_1.mobjects"
    )
    return toy_document(nodes, wires)


def on_paper() -> Document:
    settings = Settings(style="paper", frame_width=9, frame_height=16, seed=7)
    nodes = ["disc_1", node("disc_2", {"color": "RED"}, x=1), node("dust_1", x=2)]
    return toy_document(nodes, settings=settings, name="3 dots")


def in_a_loop() -> Document:
    nodes = [
        node("each_1", {"count": 4}),
        node("disc_1", x=1),
        node("move_1", x=2),
        node("draw_1", x=3),
        node("gather_1", label="discs", x=4),
        node("cluster_1", x=5),
        node("move_2", x=6),
    ]
    wires = (
        "each_1.index > disc_1.radius; disc_1 > move_1.mobject; move_1 > draw_1.mobject;"
        "each_1.loop > gather_1.loop; draw_1.mobject > gather_1.value;"
        "gather_1.list > cluster_1.mobjects; cluster_1 > move_2.mobject"
    )
    return toy_document(nodes, wires)


def repeated() -> Document:
    nodes = [
        *("disc_1", node("draw_1", x=1), node("each_1", {"count": 2}, x=2)),
        *(node("each_2", x=3), node("flash_1", x=4), node("pause_1", x=5)),
        *(node("words_1", x=3), node("draw_2", x=6), node("move_1", x=7)),
    ]
    wires = (
        "disc_1 > draw_1.mobject; draw_1 > flash_1.mobject; flash_1 > move_1.mobject;"
        "each_1.loop > each_2.flow; each_2.loop > flash_1.flow; each_1.loop > pause_1.flow;"
        "each_1.loop > words_1.flow; words_1 > draw_2.mobject"
    )
    return toy_document(nodes, wires)


def letter_by_letter() -> Document:
    nodes = [
        *("words_1", node("each_1", label="letter", x=1), node("tint_1", {"color": "RED"}, x=2)),
        *(node("flash_1", x=3), node("pause_1", x=4)),
    ]
    wires = (
        "words_1.mobject > each_1.list; each_1.item > tint_1.mobject; tint_1 > flash_1.mobject;"
        "each_1.index > pause_1.seconds"
    )
    return toy_document(nodes, wires)


def with_groups() -> Document:
    inside = (
        node("in", {"name": "size"}, type="GroupInput"),
        node("disc_1", x=1),
        node("draw_1", x=2),
        node("out", {"name": "star"}, type="GroupOutput", x=3),
    )
    ends = [
        ("in.value", "disc_1.radius"),
        ("disc_1.mobject", "draw_1.mobject"),
        ("draw_1.mobject", "out.value"),
    ]
    group = Group(id="sun", nodes=inside, edges=tuple(wire(*each) for each in ends))
    nodes = [
        node("amount_1", {"amount": 3}),
        node("group_1", {"group": "sun"}, type=GROUP, x=1),
        node("group_2", {"group": "sun"}, type=GROUP, x=2),
        node("move_1", x=3),
    ]
    wires = "amount_1.value > group_1.size; group_1.star > move_1.mobject"
    return toy_document(nodes, wires, groups=(group,))


def own_code() -> Document:
    code = 'for each in mobjects:\n    self.add(each)\n\nself.add(Text("""one\ntwo"""))\nself.wait(np.pi)'
    nodes = ["disc_1", "disc_2", node("macro_1", {"code": code}, label="Add all", x=1)]
    wires = "disc_1.mobject > macro_1.mobjects; disc_2.mobject > macro_1.mobjects"
    return toy_document(nodes, wires)


def nothing() -> Document:
    return toy_document([])


SCENES: list[Callable[[], Document]] = [
    *(a_still, a_story, animations_in_one_another, what_moves_by_itself, one_thing_becomes_another),
    *(steps_and_the_camera, numbers_texts_and_lists, on_paper, in_a_loop, with_groups, own_code),
    *(repeated, letter_by_letter, changes_in_one_play),
    *(under_a_condition, nothing),
]


# Their last step changes something after the last frame.
END_UNSEEN = (one_thing_becomes_another, with_groups, repeated, changes_in_one_play)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_graph_becomes_this_script(scene: Callable[[], Document]) -> None:
    graph = build(scene(), TOYS)
    codes = ["nothing-to-show"] if scene is nothing else ["never-shown"] * (scene in END_UNSEEN)
    check_problems(graph, *codes, permissions=ALL_PERMISSIONS)
    script = generate(graph, permissions=ALL_PERMISSIONS)
    check_golden(GOLDEN / f"{scene.__name__}.txt", script.source)


def test_a_guarded_script_says_what_went_wrong() -> None:
    check_golden(GOLDEN / "guarded.txt", generate(build(a_story(), TOYS), guard=True).source)


def test_code_of_a_project_that_is_not_trusted_stays_inert() -> None:
    check_golden(GOLDEN / "not_trusted.txt", generate(build(own_code(), TOYS)).source)
