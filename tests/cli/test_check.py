import json
from pathlib import Path

import pytest

from tests.support.commands import run, save_circle, save_project
from tests.support.library import node


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return tmp_path / "film.mnodes"


def test_nothing_wrong_is_said(film: Path) -> None:
    save_circle(film)

    assert run("check", film) == (0, f"{film}: nothing is wrong.\n", "")


def test_all_problems_are_what_check_gives_errors_first(film: Path) -> None:
    save_project(film, [node("circle_1", {"radius": -5, "size": 1}), "create_1"])
    said = run("check", film)

    assert (said.code, said.err) == (1, "")
    lines = [line for line in said.out.splitlines() if not line.startswith(" ")]
    assert [line.partition(":")[0] for line in lines] == ["error", "error", "warning", str(film)]
    assert lines[-1] == f"{film}: 2 errors and 1 warning."


def test_warnings_are_no_failure(film: Path) -> None:
    save_project(film, [node("circle_1", {"size": 1})])

    assert run("check", film).code == 0


def test_programs_get_the_problems_as_json(film: Path) -> None:
    save_project(film, [node("circle_1", {"radius": -5})])
    said = run("check", film, "--json")

    assert (said.code, said.err) == (1, "")
    (problem,) = json.loads(said.out)["problems"]
    assert {name: problem[name] for name in ("code", "node_id", "port", "severity")} == {
        "code": "bad-value",
        "node_id": "circle_1",
        "port": "radius",
        "severity": "error",
    }


def test_nothing_wrong_is_an_empty_list_in_json(film: Path) -> None:
    save_circle(film)

    assert json.loads(run("check", film, "--json").out)["problems"] == []


def test_code_is_inert_until_it_is_trusted(film: Path) -> None:
    save_project(film, [node("python_code_1", {"code": "pass"})])

    assert "not run until you trust it" in run("check", film).out
    assert run("check", film, "--trust").code == 0


@pytest.mark.parametrize("type_name", ["Tex", "MathTex"])
def test_what_this_machine_has_is_no_matter(
    type_name: str, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_project(film, [node("formula_1", type=type_name)])
    with_latex = run("check", film)
    monkeypatch.setenv("PATH", "")

    assert run("check", film) == with_latex


def test_what_no_frame_shows_is_said_with_what_to_do(film: Path) -> None:
    add = node("add_1", type="Add")
    save_project(film, ["wait_1", "circle_1", add], "circle_1.mobject > add_1.mobject")
    said = run("check", film)

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "warning: circle_1: No frame shows this: it comes after the last one.",
        "    Add a wait at the end of the film.",
        f"{film}: 0 errors and 1 warning.",
    ]
    (problem,) = json.loads(run("check", film, "--json").out)["problems"]
    assert problem["code"] == "never-shown"
    assert problem["hint"] == "Add a wait at the end of the film."
    assert "fix" not in problem


OVER = {"text": "Words over words", "font_size": 40}


@pytest.mark.slow
def test_what_is_hard_to_read_is_advice_where_it_is_asked_for(film: Path) -> None:
    texts = [node("text_1", OVER), node("text_2", {"text": "Others", "font_size": 12}), "wait_1"]
    save_project(film, texts)

    assert "advice" not in run("check", film).out
    said = run("check", film, "--layout")
    assert (said.code, said.err) == (0, "")
    assert "advice: text_1: 'Text' is written over this" in said.out
    assert "advice: text_2: This is too small to be read on a phone." in said.out
    assert said.out.endswith(f"{film}: 0 errors, 0 warnings, advised 2 times.\n")


@pytest.mark.slow
def test_programs_get_the_place_of_what_is_hard_to_read(film: Path) -> None:
    save_project(film, [node("text_1", OVER | {"color": "GRAY_E"}), "wait_1"])

    (problem,) = json.loads(run("check", film, "--layout", "--json").out)["problems"]
    assert (problem["code"], problem["severity"]) == ("faint-text", "advice")
    assert problem["in_picture"]["left"] < 0 < problem["in_picture"]["right"]


def test_what_cannot_be_drawn_is_not_looked_at(film: Path) -> None:
    save_project(film, [node("circle_1", {"radius": -5})])

    said = run("check", film, "--layout")
    assert (said.code, said.err) == (1, "")
    assert said.out.endswith(f"{film}: 1 error and 0 warnings.\n")
