"""What happens to a thing at the playhead."""

from manim_nodes.document.model import Document, Node
from manim_nodes.editing.step_numbers import number_steps, numbers_at
from manim_nodes.editing.thing_actions import (
    ThingAction,
    action_of,
    can_happen,
    let_happen,
    types_for,
)
from manim_nodes.editing.wiring import Wiring
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import load_library
from manim_nodes.library.node_type import Role
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)


def happened(
    document: Document, thing: str, type_name: str, step: str | None
) -> tuple[Document, str]:
    numbers = numbers_at(number_steps(build(document, LIBRARY)), ())
    return let_happen(document, LIBRARY, [thing], type_name, step=step, numbers=numbers)


def wires_of(document: Document) -> set[str]:
    return {f"{edge.source} > {edge.target}" for edge in document.edges}


def test_types_come_from_the_tables() -> None:
    names = {action: [each.type for each in types_for(action, LIBRARY)] for action in ThingAction}
    assert {"Create", "Write", "FadeIn", "GrowFromCenter", "Add"} <= set(names[ThingAction.APPEAR])
    assert {"FadeOut", "Uncreate", "Remove"} <= set(names[ThingAction.DISAPPEAR])
    assert {"Shift", "Scale", "SetColor"} <= set(names[ThingAction.CHANGE])


def test_thing_appears_behind_the_step_at_the_playhead() -> None:
    document = toy_document("circle_1 wait_1 wait_2")
    document, added = happened(document, "circle_1", "Create", "wait_1")
    assert [node.id for node in document.nodes] == ["circle_1", "wait_1", added, "wait_2"]
    assert wires_of(document) == {"circle_1 > create_1"}


def test_change_comes_between_entrance_and_exit() -> None:
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    document = toy_document("circle_1 create_1 wait_1 fade_out_1", wires)
    document, added = happened(document, "circle_1", "Shift", "wait_1")
    assert wires_of(document) == {
        "circle_1 > create_1",
        "create_1 > shift_1",
        "shift_1 > fade_out_1",
    }
    assert [node.id for node in document.nodes].index(added) == 3
    assert document.node(added).parameters["animated"] is True


def test_thing_disappears_after_all_that_has_happened_to_it() -> None:
    wires = "circle_1.mobject > shift_1.mobject; shift_1.mobject > create_1.mobject"
    document = toy_document("circle_1 shift_1 create_1", wires)
    document, added = happened(document, "circle_1", "FadeOut", None)
    assert f"create_1 > {added}" in wires_of(document)
    assert document.nodes[-1].id == added


def test_only_what_fits_can_happen() -> None:
    document = toy_document("circle_1")
    wiring = Wiring(document, LIBRARY)
    assert can_happen(wiring, ["circle_1"], "Create")
    assert not can_happen(wiring, ["circle_1"], "AddTextLetterByLetter")
    assert not can_happen(wiring, ["circle_1"], "Transform")


def test_roles_decide_what_a_type_does() -> None:
    types = LIBRARY.port_types
    for node_type in LIBRARY.types.values():
        action = action_of(node_type, types)
        roles = [
            port.role_for(getattr(node_type.parameters.get(port.role_by), "default", None))
            for port in node_type.inputs.values()
            if port.required
        ]
        if action is ThingAction.APPEAR:
            assert roles == [Role.ENTERS], node_type.type
        if action is ThingAction.DISAPPEAR:
            assert roles == [Role.LEAVES], node_type.type


def test_what_becomes_another_goes_on_as_that() -> None:
    wires = "circle_1.mobject > create_1.mobject; square_1.mobject > shift_1.mobject"
    document = toy_document("circle_1 create_1 square_1 shift_1 wait_1", wires)
    numbers = numbers_at(number_steps(build(document, LIBRARY)), ())
    document, added = let_happen(
        document,
        LIBRARY,
        ["circle_1", "square_1"],
        "ReplacementTransform",
        step="create_1",
        numbers=numbers,
    )
    assert added == "replacement_transform_1"
    assert wires_of(document) == {
        "circle_1 > create_1",
        "create_1 > replacement_transform_1",
        "square_1 > shift_1",
        "shift_1 > replacement_transform_1",
    }


def test_what_has_a_tracker_is_a_thing_all_the_same() -> None:
    document = toy_document([Node(id="variable_1", type="Variable"), node("wait_1")])
    wiring = Wiring(document, LIBRARY)
    for type_name in ("Write", "Shift", "SetValue"):
        assert can_happen(wiring, ["variable_1"], type_name), type_name
    document, moved = happened(document, "variable_1", "Shift", "wait_1")
    document, counted = happened(document, "variable_1", "SetValue", "wait_1")
    outputs = {edge.target: edge.output for edge in document.edges}
    assert outputs == {moved: "mobject", counted: "tracker"}
    assert document.node(counted).parameters["animated"] is True
    tracker = toy_document([Node(id="value_tracker_1", type="ValueTracker")])
    assert not can_happen(Wiring(tracker, LIBRARY), ["value_tracker_1"], "Shift")
