from pathlib import Path

from manim_nodes.document.files import save_document
from manim_nodes.document.model import Group
from tests.support.commands import run, save_project
from tests.support.library import node, toy_document


def test_nodes_are_listed_as_they_run(tmp_path: Path) -> None:
    nodes = [node("create_1", x=1), node("circle_1", label="Ring", x=2)]
    film = save_project(tmp_path / "film.mnodes", nodes, "circle_1.mobject > create_1.mobject")
    said = run("order", film)

    assert (said.code, said.err) == (0, "")
    assert [line.split() for line in said.out.splitlines()] == [
        ["1", "circle_1", "Circle", "Ring"],
        ["2", "create_1", "Create"],
    ]


def test_nodes_of_a_group_are_listed_in_its_place(tmp_path: Path) -> None:
    group = Group(id="pair", nodes=(node("circle_1"), node("square_1", x=1)))
    nodes = [node("node_group_1", {"group": "pair"}), node("dot_1", x=1)]
    film = tmp_path / "film.mnodes"
    save_document(toy_document(nodes, groups=(group,)), film)

    listed = [line.split()[1] for line in run("order", film).out.splitlines()]
    assert listed == ["node_group_1/circle_1", "node_group_1/square_1", "dot_1"]


def test_a_circle_has_no_order(tmp_path: Path) -> None:
    wires = "shift_1.mobject > shift_2.mobject; shift_2.mobject > shift_1.mobject"
    said = run("order", save_project(tmp_path / "film.mnodes", "shift_1 shift_2", wires))

    assert (said.code, said.out) == (1, "")
    assert "shift_1 -> shift_2 -> shift_1" in said.err


def test_an_empty_project_has_nothing_to_order(tmp_path: Path) -> None:
    assert run("order", save_project(tmp_path / "film.mnodes", "")) == (0, "", "")
