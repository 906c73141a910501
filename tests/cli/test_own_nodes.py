"""The user's own nodes on the command line."""

import json
from pathlib import Path

import pytest

from manim_nodes.document.files import save_document
from manim_nodes.document.grouping import make_group
from manim_nodes.workspace.places import places
from tests.support.commands import run
from tests.support.library import node, toy_document


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Return a project with a group ``Sun rays`` of a circle that is shifted."""
    nodes = [node("circle_1"), node("shift_1", x=1), node("create_1", x=2), node("number_value_1")]
    wires = (
        "circle_1.mobject > shift_1.mobject; shift_1.mobject > create_1.mobject;"
        "number_value_1.value > circle_1.radius"
    )
    document, _ = make_group(toy_document(nodes, wires), ["circle_1", "shift_1"], "Sun rays")
    save_document(document, tmp_path / "film.mnodes")
    return tmp_path / "film.mnodes"


@pytest.mark.parametrize("group", ["Sun rays", "group_1", "node_group_1"])
def test_a_group_becomes_a_node_of_ones_own(film: Path, group: str) -> None:
    said = run("nodes", "save", film, *group.split())

    assert said == (0, f"{places().nodes / 'Sun rays.mnodes'}\n", "")
    assert run("nodes", "rays").out.splitlines()[0].split("  ")[0] == "Sun rays"


def test_it_is_shown_with_ports_nodes_and_path(film: Path) -> None:
    run("nodes", "save", film, "Sun rays")
    lines = run("nodes", "show", "sun", "rays").out.splitlines()

    assert lines[:2] == ["Sun rays  (My nodes)", str(places().nodes / "Sun rays.mnodes")]
    assert lines[lines.index("Inputs") + 1].split() == ["radius", "Number"]
    assert lines[lines.index("Outputs") + 1].split() == ["mobject", "Circle"]
    assert lines[lines.index("Nodes") + 1].split() == ["circle_1", "Circle"]


def test_programs_get_json(film: Path) -> None:
    run("nodes", "save", film, "Sun rays")
    shown = json.loads(run("nodes", "show", "Sun rays", "--json").out)

    assert shown["inputs"] == {"radius": "Number"}
    assert json.loads(run("nodes", "my", "nodes", "--json").out)[0] == shown


def test_built_in_groups_are_found_and_shown_like_nodes() -> None:
    (line,) = (each for each in run("nodes", "run", "along").out.splitlines() if "moving_" in each)
    assert line.split("  ")[0] == "moving_point"
    assert "A dot that runs along a curve" in line
    assert "Ready-made" in line

    said = run("nodes", "show", "moving_point").out
    assert "A dot that runs along a curve" in said
    assert "\nInputs\n" in said
    listed = json.loads(run("nodes", "run", "along", "--json").out)
    assert [each["name"] for each in listed if each["type"] == "NodeGroup"] == ["moving_point"]


def test_it_is_replaced_only_where_that_is_said(film: Path) -> None:
    run("nodes", "save", film, "Sun rays")

    assert run("nodes", "save", film, "Sun rays").err.endswith(
        "replace the node with --overwrite.\n"
    )
    assert run("nodes", "save", film, "Sun rays", "--overwrite").code == 0


def test_a_group_that_is_not_there_is_told_what_it_may_be(film: Path) -> None:
    said = run("nodes", "save", film, "Moon")

    assert said.code == 1
    assert said.err == "error: Test: There is no group 'Moon'. There are: Sun rays (group_1).\n"


def test_groups_of_one_name_are_told_apart_by_their_ids(film: Path) -> None:
    nodes = [node("circle_1"), node("square_1")]
    document, _ = make_group(toy_document(nodes), ["circle_1"], "Sun")
    document, _ = make_group(document, ["square_1"], "Sun")
    save_document(document, film)

    assert "Several groups are called 'Sun'" in run("nodes", "save", film, "Sun").err
    assert run("nodes", "save", film, "group_2").code == 0


def test_a_project_without_a_group_says_how_to_make_one(film: Path) -> None:
    save_document(toy_document(""), film)
    assert "Make a group of some nodes first." in run("nodes", "save", film, "Sun").err


def test_which_group_must_be_said(film: Path) -> None:
    assert "nodes save FILE GROUP" in run("nodes", "save", film).err


def test_to_look_for_save_is_no_order_to_save() -> None:
    assert run("nodes", "save", "state").out.split()[0] == "SaveState"


def test_a_file_that_is_none_is_named_and_the_rest_is_listed(film: Path) -> None:
    run("nodes", "save", film, "Sun rays")
    (places().nodes / "Bad.mnodes").write_text("{")
    said = run("nodes", "rays")

    assert said.out.startswith("Sun rays")
    assert said.err.startswith(f"warning: {places().nodes / 'Bad.mnodes'}")


def test_nothing_in_a_file_speaks_to_the_terminal(film: Path) -> None:
    document, _ = make_group(toy_document([node("dot_1", label="a\a")]), ["dot_1"], "Sun\a")
    save_document(document, film)
    run("nodes", "save", film, "group_1")
    (places().nodes / "Sun_.mnodes").rename(places().nodes / "Sun\a.mnodes")

    said = [run("nodes", "sun"), run("nodes", "show", "Sun\a")]
    assert [each.code for each in said] == [0, 0]
    assert "\a" not in "".join(each.out for each in said)
