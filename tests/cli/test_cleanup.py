"""What a clean-up lists is what goes, and nothing else does."""

import json
import os
from pathlib import Path

import pytest

from manim_nodes.workspace.cleanup import make_preview_folder
from manim_nodes.workspace.places import places
from manim_nodes.workspace.state import AppState, save_state
from tests.support.commands import run, save_circle


@pytest.fixture
def made() -> dict[str, Path]:
    """Return what the program made: something of each kind that may go, and what must stay."""
    place = places()
    old = make_preview_folder(place.previews)
    (old / "frame.png").write_bytes(b"x" * 1000)
    for path in old.iterdir():
        os.utime(path, (1, 1))
    files = {
        "film": place.films / "a-0.mp4",
        "work": place.export_work / ("0" * 32) / "a-0.mp4",
        "own": place.export_work.parent / "mine.txt",
        "export": place.exports / "old.mp4",
    }
    for path in files.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 2000)
    os.utime(files["export"], (1, 1))
    written = files["export"].stat().st_mtime_ns
    save_state(AppState(exports={str(files["export"]): written}), place.memory)
    return {**files, "preview": old, "now": make_preview_folder(place.previews)}


def there(made: dict[str, Path]) -> set[str]:
    return {name for name, path in made.items() if path.exists()}


def test_a_dry_run_lists_what_would_go_and_removes_nothing(made: dict[str, Path]) -> None:
    said = run("cleanup", "--dry-run")
    assert said.code == 0
    assert said.err == "3 would go, and free 0.0 MB.\n"
    assert str(made["preview"]) in said.out
    assert there(made) == set(made)


def test_what_is_listed_goes_and_films_stay(made: dict[str, Path]) -> None:
    said = json.loads(run("cleanup", "--json").out)
    assert {each["kind"] for each in said["removed"]} == {"preview", "film", "work"}
    assert said["freed"] == 1000 + 2000 + 2000
    assert there(made) == {"own", "export", "now"}


def test_films_go_when_it_is_said_how_old_they_may_be(made: dict[str, Path]) -> None:
    assert run("cleanup", "--exports-older-than", "7").code == 0
    assert there(made) == {"own", "now"}


def test_a_film_that_was_changed_by_others_stays(made: dict[str, Path]) -> None:
    made["export"].write_text("edited")
    assert run("cleanup", "--exports-older-than", "7").code == 0
    assert "export" in there(made)


def test_the_work_of_a_job_that_waits_stays(made: dict[str, Path], tmp_path: Path) -> None:
    film = save_circle(tmp_path / "film.mnodes")
    (job_id,) = run("export", film, "--queue").out.split()
    waiting = places().export_work / job_id
    waiting.mkdir()
    run("cleanup")
    assert waiting.exists()
    assert "work" not in there(made)
