"""Knobs on the command line: one film with other values, or one for each row of a table."""

import json
from pathlib import Path

import pytest

from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.knob_edits import add_knob
from tests.support.commands import run, save_circle


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = save_circle(tmp_path / "film.mnodes")
    document = load_document(path)
    circle = next(node.id for node in document.nodes if node.type == "Circle")
    save_document(add_knob(document, node=circle, parameter="radius", title="Size"), path)
    return path


def radii(said_out: str) -> list[str]:
    from manim_nodes.exports.open_queue import open_queue
    from manim_nodes.workspace.places import places

    queue = open_queue(places())
    sources = [queue.snapshot(job["id"]).script.source for job in json.loads(said_out)]
    return [source.partition("radius=")[2].partition(")")[0] for source in sources]


def test_a_knob_is_set(film: Path) -> None:
    said = run("export", film, "--set", "Size=2.5", "--queue", "--json")
    assert (said.code, radii(said.out)) == (0, ["2.5"])


@pytest.mark.parametrize("locale", ["de_DE.UTF-8", "fr_FR"])
def test_a_comma_is_that_of_a_number_where_the_locale_writes_so(
    film: Path, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    said = run("export", film, "--set", "Size=2,5", "--queue", "--json")
    assert (said.code, radii(said.out)) == (0, ["2.5"])
    rows = film.with_name("rows.csv")
    rows.write_text('name,Size\nSmall,"0,5"\n')
    said = run("export", film, "--data", rows, "--queue", "--json")
    assert radii(said.out) == ["0.5"]


@pytest.mark.parametrize("locale", ["C.UTF-8", "en_US.UTF-8", "de_CH.UTF-8"])
def test_elsewhere_the_point_is_named(
    film: Path, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    said = run("export", film, "--set", "Size=2,5", "--queue")
    assert said.code == 1
    assert "write 2.5 instead of '2,5'" in said.err


def test_each_row_is_a_film(film: Path) -> None:
    rows = film.with_name("rows.csv")
    rows.write_text("name,Size\nSmall,0.5\nLarge,3\n")
    said = run("export", film, "--data", rows, "--queue", "--json")
    assert radii(said.out) == ["0.5", "3"]
    assert [Path(job["output"]).stem for job in json.loads(said.out)] == ["Small", "Large"]


def test_nothing_is_made_where_a_cell_is_wrong(film: Path) -> None:
    rows = film.with_name("rows.csv")
    rows.write_text("Size\n1\n-1\n")
    said = run("export", film, "--data", rows, "--queue")
    assert said.code == 1
    assert "Row 3, Size: Size must be" in said.err
    assert run("queue", "list").err == "Nothing waits.\n"


def test_there_must_be_such_a_knob(film: Path) -> None:
    said = run("export", film, "--set", "Weight=1", "--queue")
    assert said.code == 1
    assert "There is no knob 'Weight'. There are: Size." in said.err
    assert run("export", film, "--set", "Size", "--queue").code == 2
