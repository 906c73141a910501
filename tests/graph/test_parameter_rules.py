"""What can be wrong with the values of parameters, and with the files that they name."""

from pathlib import Path
from typing import Any

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.problems import Severity
from tests.support.library import check_problems, node, toy_graph


@pytest.mark.parametrize(
    ("node_id", "parameters", "code", "port", "message", "hint"),
    [
        (
            "disc_1",
            {"radius": -5},
            "bad-value",
            "radius",
            "Disc radius must be > 0, got -5",
            "Change 'Radius', or reset it to 1.",
        ),
        (
            "disc_1",
            {"sides": 2},
            "bad-value",
            "sides",
            "Disc sides must be >= 3, got 2",
            "Change 'Sides', or reset it.",
        ),
        (
            "disc_1",
            {"color": "MAUVE"},
            "bad-value",
            "color",
            "Disc color must be a manim color or #RRGGBB, got 'MAUVE'",
            "Change 'Color', or reset it to WHITE.",
        ),
        (
            "curve_1",
            {"function": "sin(y)"},
            "bad-expression",
            "function",
            "Curve function is not an expression we can use. 'y' is not known here. "
            "Variables: scale, x. Functions: sin, cos, exp, sqrt, abs and the like; "
            "constants: pi, tau, e.",
            "Change 'Function', or reset it to sin(x).",
        ),
        (
            "curve_1",
            {"function": "scale * x"},
            "bad-expression",
            "function",
            "'Function' of 'Curve' uses 'scale', but nothing is wired into 'scale'.",
            "Wire something into 'scale', or change 'Function'.",
        ),
        (
            "note_1",
            {"pattern": "{a} and {b}"},
            "bad-expression",
            "pattern",
            "'Pattern' of 'Note' uses 'b', but nothing is wired into 'b'.",
            "Wire something into 'b', or change 'Pattern'.",
        ),
        (
            "disc_1",
            {"radius": None},
            "bad-value",
            "radius",
            "Disc radius must be a number, got nothing",
            "Change 'Radius', or reset it to 1.",
        ),
        (
            "disc_1",
            {"radius": True},
            "bad-value",
            "radius",
            "Disc radius must be a number, got true",
            "Change 'Radius', or reset it to 1.",
        ),
    ],
)
def test_a_bad_value_is_named(
    node_id: str, parameters: dict[str, Any], code: str, port: str, message: str, hint: str
) -> None:
    wires = "amount_1.value > note_1.a" if node_id == "note_1" else ""
    graph = toy_graph(["amount_1", node(node_id, parameters)], wires)
    (problem,) = check_problems(graph, code)
    assert (problem.node_id, problem.port, problem.severity) == (node_id, port, Severity.ERROR)
    assert (problem.message, problem.hint) == (message, hint)


def test_a_label_names_the_node_in_messages() -> None:
    graph = toy_graph([node("disc_1", {"radius": 0}, label="Sun")])
    (problem,) = check_problems(graph, "bad-value")
    assert problem.message == "Sun radius must be > 0, got 0"


def test_the_type_of_a_node_is_named_beside_a_label_of_its_own_only() -> None:
    graph = toy_graph([node("disc_1", {"weight": 1}, label="Sun"), node("disc_2")])
    (problem,) = check_problems(graph, "unknown-parameter")
    assert problem.message == "Node 'Sun' (Disc) has no parameter 'weight'."
    assert (graph.described("disc_1"), graph.described("disc_2")) == ("'Sun' (Disc)", "'Disc'")


@pytest.mark.parametrize(
    ("name", "hint"),
    [("raduis", "Did you mean 'radius'?"), ("weight", "It is kept, but not used.")],
)
def test_an_unknown_parameter_is_a_warning(name: str, hint: str) -> None:
    (problem,) = check_problems(toy_graph([node("disc_1", {name: 1})]), "unknown-parameter")
    assert problem.message == f"Node 'Disc' has no parameter '{name}'."
    assert (problem.severity, problem.port, problem.hint) == (Severity.WARNING, name, hint)


@pytest.mark.parametrize(
    "parameters", [{"sides": None}, {"radius": "2*pi"}, {"opacity": 0.0}, {"center": (1, 2)}]
)
def test_good_values_are_no_problem(parameters: dict[str, Any]) -> None:
    check_problems(toy_graph([node("disc_1", parameters)]))


def test_a_wired_parameter_may_hold_anything() -> None:
    check_problems(
        toy_graph(["amount_1", node("disc_1", {"radius": "?"})], "amount_1.value > disc_1.radius")
    )


def test_an_expression_may_use_what_is_wired() -> None:
    nodes: list[Node | str] = ["amount_1", node("curve_1", {"function": "scale * x"})]
    check_problems(toy_graph(nodes, "amount_1.value > curve_1.scale"))


@pytest.mark.parametrize("pattern", ["{a", None])
def test_a_pattern_that_cannot_be_read_asks_for_no_wires(pattern: str | None) -> None:
    check_problems(toy_graph([node("note_1", {"pattern": pattern})]), "bad-expression")


def test_an_expression_that_a_wire_replaces_needs_no_wires() -> None:
    check_problems(toy_graph("amount_1 sum_1", "amount_1.value > sum_1.expression"))


def test_the_default_expression_needs_its_wires_too() -> None:
    problems = check_problems(toy_graph("sum_1"), "bad-expression", "bad-expression")
    assert [problem.message.partition(",")[0] for problem in problems] == [
        "'Expression' of 'Sum' uses 'a'",
        "'Expression' of 'Sum' uses 'b'",
    ]


@pytest.mark.parametrize("parameters", [{}, {"file": None}, {"file": ""}])
def test_a_parameter_that_nothing_can_be_made_without_is_asked_for(
    parameters: dict[str, Any],
) -> None:
    (problem,) = check_problems(toy_graph([node("picture_1", parameters)]), "missing-input")
    assert problem.message == "'Picture' needs something in 'File'."
    assert (problem.port, problem.hint) == ("file", "Give 'File' a value.")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "~").mkdir(parents=True)
    (folder / "pictures").mkdir()
    for name in ("sun.png", "pictures/moon.png", "~/star.png"):
        (folder / name).touch()
    (tmp_path / "secret.png").touch()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    return folder


def file_problem(
    name: str,
    folder: Path | None,
    *codes: str,
    files: frozenset[Path] | None = frozenset(),
) -> str:
    graph = toy_graph([node("picture_1", {"file": name})])
    problems = check_problems(graph, *codes, folder=folder, permissions=Permissions(files=files))
    return f"{problems[0].message} {problems[0].hint}" if problems else ""


@pytest.mark.parametrize("name", ["sun.png", "pictures/moon.png", "pictures/../sun.png"])
def test_files_of_the_project_are_no_problem(project: Path, name: str) -> None:
    assert file_problem(name, project) == ""


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../secret.png",
            "link.png",
            "/etc/passwd",
            "C:\\secret.png",
            "C:secret.png",
            "\\secret.png",
        ),
        *("~/star.png", "~root/star.png", "pictures/../../secret.png", "loop.png"),
    ],
)
def test_files_outside_need_permission(project: Path, name: str) -> None:
    message = file_problem(name, project, "file-outside-project")
    assert message == (
        f"Picture: the file '{name}' lies outside the project's folder. "
        "Copy it beside the project, or choose it again here (--outside-files on the command line)."
    )


def test_a_project_that_may_read_any_file_may_name_files_anywhere(project: Path) -> None:
    assert file_problem("../secret.png", project, files=None) == ""
    assert file_problem(str(project.parent / "secret.png"), project, files=None) == ""


def test_the_permission_is_for_the_file_that_was_chosen(project: Path) -> None:
    secret = project.parent / "secret.png"
    assert file_problem("../secret.png", project, files=frozenset({secret})) == ""
    assert file_problem("link.png", project, files=frozenset({secret})) == ""
    other = frozenset({project.parent / "other.png"})
    assert file_problem("link.png", project, "file-outside-project", files=other)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("earth.png", frozenset()),
        ("pictures", frozenset()),
        ("sun\0.png", frozenset()),
        ("sun\0.png", None),
    ],
)
def test_a_file_that_is_not_there_is_named(
    project: Path, name: str, files: frozenset[Path] | None
) -> None:
    message = file_problem(name, project, "missing-file", files=files)
    assert message == f"Picture: the file '{name}' is not there. It is looked for in {project}."


def test_without_a_folder_no_file_is_there() -> None:
    message = file_problem("sun.png", None, "missing-file")
    assert message == "Picture: the file 'sun.png' is not there. Save the project first."


def test_a_name_too_long_for_the_system_is_not_there(project: Path) -> None:
    assert "is not there" in file_problem("x" * 5000, project, "missing-file", files=None)
