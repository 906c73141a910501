"""What tables say of entrances and exits is what manim's animations do."""

from typing import Any

import pytest

from manim_nodes.library.node_type import Kind, NodeType, Role
from tests.library.test_contract import LIBRARY, TYPES, example_of, holds_python
from tests.support.evaluation import run_node

ANIMATIONS = [
    each for each in TYPES if each.kind is Kind.ANIMATION and not holds_python(each) and each.inputs
]
# What manim does in another way than by calling itself an introducer, or a remover.
BY_REPLACING = {
    *("ReplacementTransform", "TransformFromCopy", "FadeTransform", "FadeTransformPieces"),
    *("TransformMatchingShapes", "TransformMatchingTex"),
}
# They let their parts appear, or run along them, from nothing to all or back.
BY_PARTS = {"ShowIncreasingSubsets", "ShowSubmobjectsOneByOne", "CreateStreamLines"}
# What they show or take away is something else than what comes in.
OF_THEIR_OWN = {
    *("Circumscribe", "FocusOn", "Flash", "Broadcast", "Blink", "AutoZoom", "EndFlow"),
    "ShowPassingFlashWithThinningStrokeWidth",
}
# It shows the words by hand; it brings a cursor and takes a text away.
PARTLY = {"AddTextWordByWord", "UntypeWithCursor"}
OTHERS = BY_REPLACING | BY_PARTS | OF_THEIR_OWN | PARTLY


def kinds_of(snapshot: Any) -> set[str]:
    """Return whether an animation, or a part of it, brings something or takes something away."""
    _, plain, _, parts = snapshot
    found = {name for name in ("introducer", "remover") if plain.get(name) is True}
    return found.union(*map(kinds_of, parts))


def said_of(node_type: NodeType, parameters: dict[str, Any]) -> set[str]:
    names = {
        Role.ENTERS: {"introducer"},
        Role.LEAVES: {"remover"},
        Role.PASSES: {"introducer", "remover"},
    }
    roles = {
        port.role_for(
            parameters.get(port.role_by, node_type.parameters[port.role_by].default)
            if port.role_by
            else None
        )
        for port in node_type.inputs.values()
    }
    return {name for role in roles for name in names.get(role, ())}


@pytest.mark.slow
@pytest.mark.parametrize("node_type", ANIMATIONS, ids=lambda each: each.type)
def test_entrances_and_exits_are_manims(node_type: NodeType) -> None:
    parameters = example_of(node_type)
    made, *_ = run_node(node_type, LIBRARY, frozenset(), parameters)
    if node_type.type not in OTHERS:
        assert said_of(node_type, parameters) == kinds_of(made)


@pytest.mark.parametrize("name", sorted(BY_REPLACING | BY_PARTS | PARTLY))
def test_what_manim_does_in_another_way_is_said_too(name: str) -> None:
    assert "introducer" in said_of(LIBRARY.types[name], {})


@pytest.mark.slow
@pytest.mark.parametrize(
    "choice", LIBRARY.types["LaggedStartMap"].parameters["animation_class"].choices
)
def test_a_lagged_map_does_what_its_animation_does(choice: str) -> None:
    node_type = LIBRARY.types["LaggedStartMap"]
    alone = LIBRARY.types[choice]
    assert said_of(node_type, {"animation_class": choice}) == said_of(alone, {})
