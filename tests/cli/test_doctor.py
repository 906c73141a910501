from collections.abc import Sequence
from pathlib import Path

import pytest

from manim_nodes.render.doctor import Finding
from manim_nodes.workspace.places import data_root, places
from tests.support.commands import run

FOUND = Finding("manim", is_found=True, is_needed=True, detail="0.22.0")
ABSENT = Finding("latex", is_found=False, is_needed=False, detail="not found", hint="Install it.")
MISSING = Finding("fonts", is_found=False, is_needed=True, detail="0 families", hint="Get one.")


def examined(monkeypatch: pytest.MonkeyPatch, findings: Sequence[Finding]) -> None:
    monkeypatch.setattr("manim_nodes.render.doctor.diagnose", lambda: findings)


def rows(text: str) -> dict[str, list[str]]:
    return {
        row[1]: row for row in (line.split(maxsplit=2) for line in text.splitlines()) if row[1:]
    }


@pytest.mark.slow
def test_this_machine_has_all_that_is_needed() -> None:
    said = run("doctor")

    assert (said.code, said.err) == (0, "")
    listed = rows(said.out)
    assert listed["manim"] == ["found", "manim", "0.22.0"]
    assert {"latex", "dvisvgm", "fonts", "GIF", "WebM", "MP4"} < listed.keys()


def test_what_only_some_projects_need_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    examined(monkeypatch, [FOUND, ABSENT])
    said = run("doctor")

    assert said.code == 0
    assert rows(said.out)["latex"] == ["absent", "latex", "not found. Install it."]


def test_what_every_project_needs_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    examined(monkeypatch, [FOUND, MISSING])
    said = run("doctor")

    assert said.code == 1
    assert rows(said.out)["fonts"] == ["MISSING", "fonts", "0 families. Get one."]


def test_places_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    examined(monkeypatch, [])
    listed = rows(run("doctor").out)

    assert listed["nodes"] == ["found", "nodes", str(places().nodes)]
    assert listed["preferences"][2] == str(places().preferences)
    assert listed["built-in"][2] == str(data_root())


def test_an_installation_where_the_editor_has_run_is_sound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = places()
    for file in (where.export_queue, where.memory, where.preferences):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}")
    examined(monkeypatch, [])
    said = run("doctor")

    assert said.code == 0
    listed = rows(said.out)
    assert {listed[name][0] for name in ("export_queue", "memory", "preferences")} == {"found"}


@pytest.mark.usefixtures("caplog")
def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "file" / "home"))
    examined(monkeypatch, [])
    said = run("doctor")

    assert said.code == 1
    assert rows(said.out)["logs"][0] == "MISSING"
    assert f"{tmp_path / 'file'} cannot be written to" in said.out
