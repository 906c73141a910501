"""What each kind of node says in a scene, beyond what whole scripts show."""

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Settings
from manim_nodes.graph.build import Graph
from tests.support.library import body_of, check_source, node, toy_graph


def rejection_reason(graph: Graph) -> str:
    with pytest.raises(CodegenError) as caught:
        generate(graph)
    return str(caught.value)


def test_a_plain_value_stands_where_it_is_used_once() -> None:
    check_source(
        toy_graph(["amount_1", node("disc_1", x=1)], "amount_1.value > disc_1.radius"),
        "disc_1 = Circle(radius=0)",
        "self.add(disc_1)",
    )


@pytest.mark.parametrize("label", ["", "size"])
def test_a_value_used_twice_or_labelled_gets_a_variable(label: str) -> None:
    nodes = [node("amount_1", label=label), node("disc_1", x=1), node("disc_2", x=2)]
    wires = "amount_1.value > disc_1.radius"
    if not label:
        wires += "; amount_1.value > disc_2.radius"
    assert body_of(generate(toy_graph(nodes, wires))).startswith(f"{label or 'amount_1'} = 0\n")


def test_what_is_random_gets_a_variable_and_a_seed() -> None:
    script = check_source(
        toy_graph(["dust_1"]),
        "dust_1 = VGroup(*[Dot(np.random.rand(3)) for _ in range(3)])",
        "self.add(dust_1)",
    )
    assert "config.seed = 0\n" in script.source


def test_what_another_node_only_refers_to_is_shown_too() -> None:
    nodes = ["disc_1", node("center_1", x=1), node("words_1", x=2), node("move_1", x=3)]
    wires = "disc_1 > center_1.mobject; center_1.value > move_1.by; words_1 > move_1.mobject"
    check_source(
        toy_graph(nodes, wires),
        "disc_1 = Circle()",
        "self.add(disc_1)",
        "words_1 = Text('words')",
        "words_1.shift(disc_1.get_center())",
        "self.add(words_1)",
    )


def test_a_tracker_is_not_shown() -> None:
    check_source(toy_graph(["dial_1"]), "dial_1 = ValueTracker(0)")


def test_what_is_used_in_the_middle_of_its_chain_is_not_shown() -> None:
    nodes = ["disc_1", node("move_1", x=1), node("draw_1", x=2), node("flash_1", x=3)]
    wires = "disc_1 > move_1.mobject; move_1 > draw_1.mobject; move_1 > flash_1.mobject"
    assert "self.add" not in generate(toy_graph(nodes, wires)).source


def test_what_is_used_for_a_part_of_it_is_not_shown() -> None:
    check_source(
        toy_graph(["donut_1", node("draw_1", x=1)], "donut_1.hole > draw_1.mobject"),
        "donut_1 = Annulus()",
        "self.play(Create(donut_1[0]))",
    )


def test_a_mobject_becomes_a_point_where_one_is_asked_for() -> None:
    nodes = ["disc_1", node("disc_2", x=1), node("move_1", x=2)]
    wires = "disc_1.mobject > move_1.by; disc_2 > move_1.mobject"
    check_source(
        toy_graph(nodes, wires),
        "disc_1 = Circle()",
        "self.add(disc_1)",
        "disc_2 = Circle()",
        "disc_2.shift(disc_1.get_center())",
        "self.add(disc_2)",
    )


def test_a_wire_into_an_angle_counts_degrees() -> None:
    nodes = [node("amount_1", {"amount": 30}), node("turn_1", x=1)]
    check_source(
        toy_graph(nodes, "amount_1.value > turn_1.phi"),
        "self.set_camera_orientation(phi=30 * DEGREES)",
    )


def test_a_default_that_is_written_all_the_same_is_left_out() -> None:
    parameters = {"by": (1, 0), "run_time": 1.0, "animated": True, "rate_func": None}
    nodes = ["disc_1", node("move_1", parameters, x=1)]
    graph = toy_graph(nodes, "disc_1 > move_1.mobject")
    assert body_of(generate(graph)).splitlines()[2] == "self.play(disc_1.animate.shift(RIGHT))"


def test_a_long_chain_is_animated_at_its_root() -> None:
    nodes = ["disc_1", node("tint_1", {"animated": True, "color": "RED", "width": 3}, x=1)]
    check_source(
        toy_graph(nodes, "disc_1 > tint_1.mobject"),
        "disc_1 = Circle()",
        "self.add(disc_1)",
        "self.play(disc_1.animate.set_fill(color=RED).set_stroke(width=3))",
    )


def test_a_list_gives_its_items_and_their_numbers() -> None:
    nodes = [
        node("each_1", {"count": 2}),
        node("disc_1", x=1),
        node("gather_1", x=2),
        node("each_2", x=3),
        node("move_1", x=4),
        node("pause_1", x=5),
    ]
    wires = (
        "each_1.index > disc_1.radius; each_1.loop > gather_1.loop; disc_1.mobject > gather_1.value;"
        "gather_1.list > each_2.list; each_2.item > move_1.mobject; each_2.index > pause_1.seconds;"
        "move_1.flow > pause_1.flow"
    )
    check_source(
        toy_graph(nodes, wires),
        "gather_1 = []",
        "for index in range(2):",
        "    disc_1 = Circle(radius=index)",
        "    self.add(disc_1)",
        "    gather_1.append(disc_1)",
        "for index_2, item in enumerate(gather_1):",
        "    item.shift(RIGHT)",
        "    self.wait(index_2)",
    )


def test_a_loop_with_nothing_in_it_passes() -> None:
    check_source(toy_graph(["each_1"]), "for _ in range(3):", "    pass")


def test_what_is_made_in_a_loop_is_kept_as_it_is_by_what_looks_at_it_later() -> None:
    nodes = [node("each_1"), node("disc_1", {"live": True}, x=1), node("draw_1", x=2)]
    wires = "each_1.index > disc_1.radius; disc_1 > draw_1.mobject"
    check_source(
        toy_graph(nodes, wires),
        "for index in range(3):",
        "    disc_1 = always_redraw(lambda index=index: Circle(radius=index))",
        "    self.play(Create(disc_1))",
    )


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (Settings(background="BLUE"), "config.background_color = BLUE"),
        (Settings(background="#123456"), "config.background_color = '#123456'"),
        (Settings(background="BLUE", style="paper"), "config.background_color = BLUE"),
        (Settings(style="paper"), "config.background_color = '#FBF7EE'"),
        (Settings(background="'); import os"), 'config.background_color = "\'); import os"'),
        (Settings(frame_width=8), "config.frame_width = 8.0"),
        (Settings(seed=3), "config.seed = 3"),
    ],
)
def test_settings_stand_above_the_scene(settings: Settings, line: str) -> None:
    assert line in generate(toy_graph(["disc_1"], settings=settings)).source.splitlines()


def test_manims_own_settings_are_left_out() -> None:
    assert "config" not in generate(toy_graph(["disc_1"])).source


def test_a_style_decides_what_is_at_its_default_and_roles() -> None:
    nodes = [
        node("disc_1"),
        node("disc_2", {"color": "BLUE"}),
        node("disc_3", {"color": "#FFFFFF"}),
        node("disc_4", {"color": "role:accent"}),
        node("disc_5", {"color": "role:background"}),
    ]
    source = generate(toy_graph(nodes, settings=Settings(style="paper"))).source
    colors = [line.partition("color=")[2] for line in source.splitlines() if "Circle" in line]
    assert colors == [
        *("'#211D18')", "BLUE)", "'#FFFFFF')", "'#B0370F')"),
        "config.background_color)",
    ]


@pytest.mark.parametrize(
    ("nodes", "wires", "message"),
    [
        ("draw_1", "", "draw_1: It is missing its required input 'mobject'."),
        (
            "label_1 words_1",
            "label_1.value > words_1.syntax",
            "words_1: 'syntax' cannot be wired.",
        ),
        (
            "each_1 disc_1 gather_1",
            "each_1.item > gather_1.loop; disc_1.mobject > gather_1.value",
            "gather_1: It belongs to no loop.",
        ),
        (
            "disc_1 disc_2",
            "disc_1.flow > disc_2.flow; disc_2.flow > disc_1.flow",
            "Test: The graph has a circle of wires.",
        ),
    ],
)
def test_a_graph_with_errors_is_refused(nodes: str, wires: str, message: str) -> None:
    assert rejection_reason(toy_graph(nodes, wires)) == message


def test_a_value_that_is_not_allowed_is_refused_with_its_node() -> None:
    graph = toy_graph([node("disc_1", {"radius": -1}, label="Sun")])
    assert rejection_reason(graph) == "Sun: radius must be > 0, got -1"


def doubled(depth: int, operator: str) -> Graph:
    """Ask each question twice of the one before: 2**depth questions in one expression."""
    nodes = [node(f"sum_{i}", {"expression": f"a {operator} b"}) for i in range(depth)]
    wires = ["dial_1.mobject > sum_0.a", "dial_1.mobject > sum_0.b"]
    for i in range(depth - 1):
        wires += [f"sum_{i}.value > sum_{i + 1}.a", f"sum_{i}.value > sum_{i + 1}.b"]
    wires.append(f"sum_{depth - 1}.value > disc_1.radius")
    return toy_graph(["dial_1", *nodes, "disc_1"], "; ".join(wires))


def test_questions_that_multiply_without_end_are_refused() -> None:
    assert generate(doubled(5, "+")).source.count("get_value") == 32
    assert "It is made of too many nodes" in rejection_reason(doubled(60, "+"))


def test_questions_nested_too_deep_are_refused() -> None:
    nodes = [node(f"sum_{i}", {"expression": "1 - a" if i else "1"}) for i in range(300)]
    wires = "; ".join(f"sum_{i}.value > sum_{i + 1}.a" for i in range(299))
    assert "It is made of too many nodes" in rejection_reason(toy_graph([*nodes, "disc_1"], wires))


def test_ten_thousand_nodes_become_a_script() -> None:
    nodes = ["disc_0", *(node(f"move_{i}", x=i) for i in range(1, 10_000))]
    wires = ["disc_0.mobject > move_1.mobject"]
    wires += [f"move_{i}.mobject > move_{i + 1}.mobject" for i in range(1, 9_999)]
    assert body_of(generate(toy_graph(nodes, ";".join(wires)))).count("shift") == 9_999
