from pathlib import Path

import pytest

from manim_nodes.exports.play_costs import PlayCosts, costs_of
from manim_nodes.render.export.part_plan import PartPlay, PartResult
from tests.exports.test_plan_parts import script_of


def test_costs_are_those_of_the_plays_that_were_drawn() -> None:
    first = PartResult((PartPlay("a-0", 10, 0, 1.0), PartPlay("b-1", 10, 0, None)))
    last = PartResult(
        (
            PartPlay("a-0", 10, 0, None),
            PartPlay("b-1", 10, 0, 3.0),
            PartPlay("b-2", 0, 0, 0.1),
            PartPlay("b-3", 10, 0, 3.0),  # of a loop: no node is known to play it
        )
    )
    assert costs_of([first, last], script_of(1, 1, 1)) == {"wait_0": 0.1, "wait_1": 0.3}


def test_costs_are_kept_by_project(tmp_path: Path) -> None:
    costs = PlayCosts(tmp_path / "work")
    assert costs.of("one") == {}
    costs.note("one", {"a": 1.0, "b": 2.0})
    costs.note("other", {"a": 5.0})
    costs.note("one", {"b": 3.0, "c": 4.0})
    again = PlayCosts(tmp_path / "work")
    assert again.of("one") == {"a": 1.0, "b": 3.0, "c": 4.0}
    assert again.of("other") == {"a": 5.0}


@pytest.mark.parametrize("text", ["", "[]", '{"one": 1}', '{"one": {"a": null}}', "\\xff"])
def test_a_broken_file_knows_nothing_and_is_replaced(text: str, tmp_path: Path) -> None:
    (tmp_path / "play-costs.json").write_text(text)
    costs = PlayCosts(tmp_path / "work")
    assert costs.of("one") == {}
    costs.note("one", {"a": 1.0})
    assert costs.of("one") == {"a": 1.0}
