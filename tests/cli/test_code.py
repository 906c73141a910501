import ast
from pathlib import Path

import pytest

from tests.support.commands import run, save_circle, save_project
from tests.support.library import node


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return save_circle(tmp_path / "film.mnodes")


def test_the_script_goes_to_standard_output(film: Path) -> None:
    said = run("code", film)

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("from manim import *\n")
    assert "self.play(Create(circle_1))" in said.out


def test_a_file_gets_the_same(film: Path) -> None:
    script = film.with_suffix(".py")

    assert run("code", film, "-o", script) == (0, "", "")
    assert script.read_text(encoding="utf-8") == run("code", film).out


def test_guard_names_what_goes_wrong(film: Path) -> None:
    source = run("code", film, "--guard").out

    assert "Animation error:" in source
    ast.parse(source)


def test_a_file_is_replaced_only_when_asked(film: Path) -> None:
    script = film.with_suffix(".py")
    script.write_text("mine")

    said = run("code", film, "-o", script)
    assert (said.code, script.read_text()) == (1, "mine")
    assert said.err.startswith(f"error: {script}: It is there already.")
    assert "--overwrite" in said.err
    assert run("code", film, "-o", script, "--overwrite").code == 0
    assert script.read_text() != "mine"


def test_the_project_is_not_written_over(film: Path) -> None:
    before = film.read_bytes()

    said = run("code", film, "-o", film, "--overwrite")
    assert (said.code, film.read_bytes()) == (2, before)
    assert "is the project itself" in said.err


@pytest.mark.parametrize("output", ["no/scene.py", "film.mnodes/scene.py", "."])
def test_what_cannot_be_written_is_named(output: str, film: Path) -> None:
    said = run("code", film, "-o", film.parent / output)

    assert (said.code, said.err.count("\n")) == (1, 1)
    assert said.err.startswith(f"error: {film.parent}")


def test_code_of_the_project_is_written_out_when_it_is_trusted(tmp_path: Path) -> None:
    film = save_project(tmp_path / "film.mnodes", [node("python_code_1", {"code": "x = 42"})])

    assert run("code", film).code == 1
    assert "x = 42" in run("code", film, "--trust").out


def test_warnings_do_not_stand_between_the_lines(tmp_path: Path) -> None:
    film = save_project(tmp_path / "film.mnodes", [node("circle_1", {"size": 1})])
    said = run("code", film)

    assert said.err.startswith("warning: circle_1.size")
    ast.parse(said.out)
