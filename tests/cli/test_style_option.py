"""The style of a film on the command line."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run, save_circle


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return save_circle(tmp_path / "film.mnodes")


@pytest.mark.parametrize("name", ["paper", "Paper", " PAPER "])
def test_a_film_is_made_in_another_style(film: Path, name: str) -> None:
    from manim_nodes.exports.open_queue import open_queue
    from manim_nodes.workspace.places import places

    said = run("export", film, "--style", name, "--queue", "--json")
    (job,) = json.loads(said.out)
    source = open_queue(places()).snapshot(job["id"]).script.source
    assert "config.background_color = '#FBF7EE'" in source
    assert "paper" not in film.read_text()


def test_there_must_be_such_a_style(film: Path) -> None:
    said = run("check", film, "--style", "baroque")
    assert said.code == 2
    assert "There is no style 'baroque'. There are: Classic, 3Blue1Brown," in said.err


def test_a_project_is_checked_in_a_style(film: Path) -> None:
    assert run("check", film, "--style", "dark").code == 0


def test_a_style_that_was_written_wrong_is_said(film: Path) -> None:
    from manim_nodes.workspace.places import places

    file = places().preferences
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"styles": {"House": {"background": "mud"}}}))
    said = run("check", film, "--style", "house")
    assert said.code == 2
    assert "House: The style cannot be used: background must be a color of six" in said.err
