"""The same project gives the same bytes: on every machine, and wherever its nodes stand."""

import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.graph.build import build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.validate import validate
from tests.codegen.test_golden import SCENES
from tests.support.library import TOYS, toy_document

# Faults whose messages are made of sets.
FAULTY = [
    ("disc_1 disc_2 disc_3", "disc_3.flow > disc_1.flow; disc_1.flow > disc_3.flow"),
    (
        "amount_1 amount_2 disc_1 move_1",
        "amount_1.value > move_1.run_time; amount_2.value > move_1.path_arc; disc_1 > move_1.mobject",
    ),
    (
        "disc_1 draw_1 together_1 in_turn_1",
        "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations;"
        "draw_1.animation > in_turn_1.animations",
    ),
    ("zoom_1 turn_1", ""),
]


def everything() -> str:
    """Return all that is said of the golden scenes and of some faulty graphs."""
    scenes = [
        generate(build(scene(), TOYS), permissions=ALL_PERMISSIONS).source for scene in SCENES
    ]
    faults = [validate(build(toy_document(nodes, wires), TOYS)) for nodes, wires in FAULTY]
    return "\n".join([*scenes, *map(repr, faults)])


@pytest.mark.slow
def test_hashes_of_strings_change_nothing() -> None:
    code = "from tests.codegen.test_determinism import everything; print(everything())"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert said == {everything() + "\n"}


def shuffled(document: Document, chance: random.Random) -> Document:
    """Put nodes elsewhere, and list wires in another order; that of the wires into one input says something."""
    by_input: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in document.edges:
        by_input[edge.target, edge.input].append(edge)
    inputs = chance.sample(list(by_input.values()), len(by_input))
    edges = tuple(edge for some in inputs for edge in some)
    groups = tuple(
        group.model_copy(update={"nodes": scattered(group.nodes, chance)})
        for group in document.groups
    )
    changes = {"nodes": scattered(document.nodes, chance), "edges": edges, "groups": groups}
    return document.model_copy(update=changes)


def scattered(nodes: tuple[Node, ...], chance: random.Random) -> tuple[Node, ...]:
    return tuple(
        node.model_copy(update={"position": (chance.uniform(-9, 9), chance.uniform(-9, 9))})
        for node in nodes
    )


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_where_nodes_stand_and_how_wires_are_listed_changes_nothing(
    scene: Callable[[], Document],
) -> None:
    expected = generate(build(scene(), TOYS)).source
    for seed in range(5):
        document = shuffled(scene(), random.Random(seed))
        assert generate(build(document, TOYS)).source == expected
