"""The numbers of the steps in the story."""

from manim_nodes.editing.step_numbers import StepNumbers, number_steps, numbers_at
from tests.support.library import toy_graph


def test_steps_are_counted_in_the_order_in_which_they_run() -> None:
    wires = "disc_1.mobject > draw_1.mobject; draw_1.mobject > flash_1.mobject"
    assert number_steps(toy_graph("flash_1 pause_1 disc_1 draw_1", wires)) == {
        "pause_1": 1,
        "draw_1": 2,
        "flash_1": 3,
    }


def test_circle_has_no_numbers() -> None:
    wires = "draw_1.mobject > flash_1.mobject; flash_1.mobject > draw_1.mobject"
    assert number_steps(toy_graph("draw_1 flash_1", wires)) == {}


def test_node_of_a_group_has_the_numbers_of_its_steps() -> None:
    numbers = {"wait_1": 1, "group_1/create_1": 2, "group_1/group_1/wait_1": 3, "wait_2": 4}
    found = numbers_at(numbers, ())
    assert {key: str(each) for key, each in found.items()} == {
        "wait_1": "1",
        "group_1": "2–3",  # noqa: RUF001
        "wait_2": "4",
    }
    assert numbers_at(numbers, ("group_1",)) == {
        "create_1": StepNumbers(2, 2),
        "group_1": StepNumbers(3, 3),
    }
