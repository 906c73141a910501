"""The example of every built-in node type: valid, well laid out, and able to run."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.ids import first_id_of
from manim_nodes.graph.build import build
from manim_nodes.graph.example_text import example_lines
from manim_nodes.graph.examples import example_of
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.node_type import NodeType
from manim_nodes.workspace.places import data_root
from tests.support.latex import NEEDS_LATEX, needs_latex
from tests.support.library import TOY_NODES
from tests.support.manim_names import run_script

ROOT = data_root()
LIBRARY = load_library(ROOT / "nodes")
SAMPLES = ROOT / "resources" / "samples"
FAMILIES = sorted({each.source for each in LIBRARY.types.values()})

every_family = pytest.mark.parametrize("family", FAMILIES)


def types_of(family: str) -> list[NodeType]:
    return [each for each in LIBRARY.types.values() if each.source == family]


def with_own(tmp_path: Path, table: str) -> Library:
    (tmp_path / "own.toml").write_text(f'category = "Own"\n{table}')
    return load_library(ROOT / "nodes", tmp_path)


@every_family
def test_every_type_has_an_example_without_a_problem(family: str) -> None:
    problems = {
        each.type: [
            str(problem) for problem in validate(graph, folder=SAMPLES, permissions=ALL_PERMISSIONS)
        ]
        for each in types_of(family)
        for graph in [build(example_of(each, LIBRARY), LIBRARY)]
    }
    assert {name: found for name, found in problems.items() if found} == {}


@every_family
def test_every_example_becomes_a_script_with_its_node(family: str) -> None:
    for each in types_of(family):
        example = example_of(each, LIBRARY)
        inside = [node.type for group in example.groups for node in group.nodes]
        assert each.type in [*(node.type for node in example.nodes), *inside]
        assert (
            "def construct(self):"
            in generate(build(example, LIBRARY), permissions=ALL_PERMISSIONS).source
        )


@every_family
def test_examples_run_from_left_to_right_and_cover_nothing(family: str) -> None:
    for each in types_of(family):
        example = example_of(each, LIBRARY)
        if example.groups:
            continue  # where these stand is the business of grouping
        places = {node.id: node.position for node in example.nodes}
        assert Counter(places.values()).most_common(1)[0][1] == 1, each.type
        backward = [e for e in example.edges if places[e.source][0] >= places[e.target][0]]
        assert backward == [], each.type


def cases() -> list[Any]:
    return [
        pytest.param(each, id=each.type, marks=NEEDS_LATEX if is_typeset_by_latex(each) else ())
        for each in LIBRARY.types.values()
    ]


def is_typeset_by_latex(node_type: NodeType) -> bool:
    nodes = example_of(node_type, LIBRARY).nodes
    known = LIBRARY.types
    return any(
        node.type in known and needs_latex(known[node.type], node.parameters) for node in nodes
    )


@pytest.mark.slow
@pytest.mark.parametrize("node_type", cases())
def test_every_example_renders(node_type: NodeType, tmp_path: Path) -> None:
    from manim import tempconfig

    script = generate(build(example_of(node_type, LIBRARY), LIBRARY), permissions=ALL_PERMISSIONS)
    with tempconfig({"media_dir": str(tmp_path), "assets_dir": str(SAMPLES)}):
        run_script(script.source, script.scene_name)


def test_an_example_is_the_same_every_time() -> None:
    axes = LIBRARY.types["Area"]

    assert example_of(axes, LIBRARY) == example_of(axes, LIBRARY)


def test_it_is_read_from_left_to_right() -> None:
    assert example_lines(example_of(LIBRARY.types["GetCenter"], LIBRARY)) == [
        'square_1: Square(color="BLUE", fill_opacity=0.5)',
        "add_1: Add()",
        "get_center_1: GetCenter()",
        'dot_1: Dot(color="YELLOW", radius=0.14)',
        "square_1.mobject -> add_1.mobject",
        "add_1.mobject -> get_center_1.mobject",
        "get_center_1.value -> dot_1.point",
    ]


def test_what_is_in_a_group_is_told_too() -> None:
    lines = example_lines(example_of(LIBRARY.types["GroupInput"], LIBRARY))

    assert "  group_input_1.value -> scale_1.mobject" in lines


def test_inputs_that_belong_together_share_their_axes() -> None:
    example = example_of(LIBRARY.types["Area"], LIBRARY)

    assert Counter(node.type for node in example.nodes)["Axes"] == 1


def test_three_dimensions_are_seen_from_aside() -> None:
    nodes = example_of(LIBRARY.types["Sphere"], LIBRARY).nodes

    assert "SetCameraOrientation" in [node.type for node in nodes]


def test_a_users_own_type_has_an_example_by_its_ports(tmp_path: Path) -> None:
    table = 'kind = "value"\noutput = "VGroup"\nsummary = "Mine."\ncode = "VGroup(*shapes)"\n'
    own = with_own(tmp_path, f"[Own]\n{table}inputs.shapes = {{ type = 'Circle', many = true }}")
    graph = build(example_of(own.types["Own"], own), own)

    assert validate(graph) == []
    assert Counter(node.type for node in graph.document.nodes)["Circle"] == 3


@pytest.mark.parametrize("mistake", ["inputs.mobject = 'Own'", "inputs.mobject = 'Nothing'"])
def test_an_example_that_cannot_be_is_told_by_validation(tmp_path: Path, mistake: str) -> None:
    table = 'kind = "modify"\nsummary = "Mine."\ncode = "mobject.center()"\n'
    own = with_own(tmp_path, f"[Own]\n{table}example.{mistake}")

    assert validate(build(example_of(own.types["Own"], own), own)) != []


def test_a_type_does_not_stand_in_a_group_for_ever(tmp_path: Path) -> None:
    table = 'kind = "modify"\nsummary = "Mine."\ncode = "mobject.center()"\n'
    own = with_own(tmp_path, f"[Own]\n{table}example.group_of = 'Own'")

    assert example_of(own.types["Own"], own).groups == ()


def test_a_library_may_say_nothing_of_examples() -> None:
    toys = load_library(TOY_NODES)

    for each in toys.types.values():
        assert example_of(each, toys).node(first_id_of(each.type)).type == each.type
