from pathlib import Path

import pytest

from manim_nodes.exports.play_costs import PlayCosts, costs_of, previewed_costs, with_previewed
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


def test_what_only_previews_have_seen_is_put_on_the_scale_of_exports() -> None:
    # The second step took twice as long to draw for a film as long, the third one was not drawn.
    previewed = previewed_costs({"wait_0": 1.0, "wait_1": 4.0, "gone": 1.0}, script_of(1, 2, 1))
    assert previewed == {"wait_0": 1.0, "wait_1": 2.0}
    assert with_previewed({}, previewed) == previewed
    assert with_previewed({"wait_0": 0.1}, previewed) == {"wait_0": 0.1, "wait_1": 0.2}
    assert with_previewed({"wait_2": 0.3}, previewed) == {"wait_2": 0.3}
    assert with_previewed({"wait_2": 0.3}, {}) == {"wait_2": 0.3}
