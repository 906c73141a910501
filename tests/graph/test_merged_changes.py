"""Which animated changes become one."""

from dataclasses import replace

import pytest

from manim_nodes.graph.build import build
from manim_nodes.graph.merged_changes import OVERRIDDEN, merged_changes
from tests.support.library import TOYS, node, toy_document, toy_graph

WIRES = (
    "disc_1 > move_1.mobject; move_1 > move_2.mobject; move_1.animation > together_1.animations;"
    "move_2.animation > together_1.animations"
)
NODES = [*("disc_1", "move_2", "together_1"), node("move_1")]


def test_the_whole_stands_where_the_first_is_wired() -> None:
    assert merged_changes(toy_graph(NODES, WIRES)) == {"move_1": "move_1", "move_2": "move_1"}


def test_one_change_stays_by_itself() -> None:
    wires = "disc_1 > move_1.mobject; move_1.animation > together_1.animations"
    assert merged_changes(toy_graph("disc_1 move_1 together_1", wires)) == {}


def test_what_manim_animates_in_its_own_way_stays_by_itself() -> None:
    adding = TOYS.types["Move"].model_copy(update={"code": "mobject.add_vertices(by)"})
    library = replace(TOYS, types={**TOYS.types, "Move": adding})
    assert merged_changes(build(toy_document(NODES, WIRES), library)) == {}


@pytest.mark.slow
def test_all_that_manim_animates_in_its_own_way_is_known() -> None:
    import manim

    classes = [known for known in vars(manim).values() if isinstance(known, type)]
    methods = {
        name
        for known in classes
        for name in dir(known)
        if hasattr(getattr(known, name, None), "_override_animate")
    }
    assert methods == OVERRIDDEN
