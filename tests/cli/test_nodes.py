import json
from pathlib import Path

import pytest

from manim_nodes.workspace.places import places
from tests.support.commands import run

OWN = """
category = "Mine"
[Blob]
kind = "value"
output = "Circle"
summary = "A shape of my own."
code = "Circle()"
"""


def test_all_node_types_are_listed_a_line_each() -> None:
    said = run("nodes")

    assert (said.code, said.err) == (0, "")
    names = [line.split()[0] for line in said.out.splitlines()]
    assert {"Circle", "Create", "Axes"} < set(names)


def test_a_search_lists_the_best_first() -> None:
    assert run("nodes", "fade", "in").out.split()[0] == "FadeIn"


def test_what_nothing_fits_is_said() -> None:
    assert run("nodes", "qqqqqqq") == (0, "", "No node type fits 'qqqqqqq'.\n")


def test_programs_get_json() -> None:
    first, *_ = json.loads(run("nodes", "circle", "--json").out)

    assert first["type"] == "Circle"
    assert first["parameters"]["radius"]["default"] == 1.0
    assert json.loads(run("nodes", "qqqqqqq", "--json").out) == []


@pytest.mark.parametrize("name", ["NumberLine", "numberline", "number line"])
def test_one_is_shown_in_full_with_its_columns_aligned(name: str) -> None:
    said = run("nodes", "show", *name.split())

    assert said.code == 0
    lines = said.out.partition("Parameters\n")[2].partition("\n\n")[0].splitlines()
    assert {line[30:32] for line in lines} == {"  "}
    assert " " not in {line[32] for line in lines}
    assert "(NumberLine, Coordinates, value)" in said.out
    assert "One of linear, logarithmic." in said.out
    assert "As Python\n  line = NumberLine(" in said.out


def test_ports_are_shown_with_what_they_take() -> None:
    assert "mobjects  VMobject (any number" in run("nodes", "show", "VGroup").out
    assert "vmobjects  VMobject (2 or more)" in run("nodes", "show", "Union").out
    assert "At least 0. Keys at least 0. Keys at most 1." in run("nodes", "show", "ChangeSpeed").out


def test_its_example_is_shown_and_where_its_picture_is() -> None:
    said = run("nodes", "show", "GetCenter").out

    assert "Example\n  square_1: Square(" in said
    assert "  add_1.mobject -> get_center_1.mobject\n" in said
    assert Path(said.partition("Picture: ")[2].splitlines()[0]).name == "GetCenter.png"


def test_one_is_shown_as_json() -> None:
    shown = json.loads(run("nodes", "show", "Circle", "--json").out)

    assert shown["type"] == "Circle"
    assert shown["example"]["nodes"][0]["type"] == "Circle"
    assert Path(shown["picture"]).is_file()


def test_what_is_unseen_has_no_picture() -> None:
    assert json.loads(run("nodes", "show", "Pause", "--json").out)["picture"] is None
    assert "Picture:" not in run("nodes", "show", "Pause").out


def test_an_unknown_one_is_told_what_it_may_be() -> None:
    said = run("nodes", "show", "Cirle")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error: There is no node type 'Cirle'. Did you mean Circle")


def test_the_users_own_are_listed_too() -> None:
    places().nodes.mkdir(parents=True)
    (places().nodes / "mine.toml").write_text(OWN)

    assert run("nodes", "blob").out.split()[:2] == ["Blob", "Mine"]


def test_a_mistake_in_the_users_own_is_said_and_the_rest_is_listed() -> None:
    places().nodes.mkdir(parents=True)
    (places().nodes / "mine.toml").write_text(OWN.replace("summary", "sumary"))
    said = run("nodes", "circle")

    assert said.code == 0
    assert said.err.startswith(f"warning: {places().nodes / 'mine.toml'}")
    assert said.err.count("\n") == 1
