"""The queue from the command line; what becomes of films is tested in tests/exports."""

import json
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
import pytest

from manim_nodes.document.files import load_document
from manim_nodes.workspace.places import places
from tests.support.commands import PROGRAM, run, save_circle, save_project, started
from tests.support.library import node


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return save_circle(tmp_path / "film.mnodes")


def jobs() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("queue", "list", "--json").out or "[]")
    return found


def states() -> list[str]:
    return [job["state"] for job in jobs()]


def test_an_empty_queue_says_so() -> None:
    assert run("queue", "list") == (0, "", "Nothing waits.\n")


def test_films_wait_under_names_that_nobody_has(film: Path) -> None:
    said = run("export", film, film, "--queue", "--preset", "web-gif")

    assert said.code == 0
    found = jobs()
    assert said.out.split() == [job["id"] for job in found]
    assert [(job["state"], job["format"]) for job in found] == [("queued", "gif")] * 2
    outputs = [Path(job["output"]) for job in found]
    assert {output.parent for output in outputs} == {places().exports}
    assert outputs[1].name == outputs[0].name.replace(".gif", " 2.gif")


def test_jobs_are_held_back_and_let_go(film: Path) -> None:
    first, second = run("export", film, film, "--queue").out.split()
    assert run("queue", "pause", first[:8]).code == 0
    assert sorted(states()) == ["paused", "queued"]
    assert run("queue", "resume", first).code == 0
    assert run("queue", "front", second).code == 0
    assert [job["id"] for job in jobs()] == [second, first]
    assert run("queue", "cancel", first, second).code == 0
    assert states() == ["canceled", "canceled"]
    assert run("queue", "retry", first).code == 0
    assert states() == ["queued", "canceled"]
    assert run("queue", "clear").err == "1 job forgotten.\n"
    assert run("queue", "remove", first).code == 0
    assert jobs() == []


def test_a_job_is_shown_with_all_that_is_known(film: Path) -> None:
    (job_id,) = run("export", film, "--queue", "-o", film.parent / "here").out.split()
    shown = run("queue", "show", job_id[:6])
    assert str(film.parent / "here") in shown.out
    assert json.loads(run("queue", "show", job_id, "--json").out)["id"] == job_id
    assert job_id[:8] in run("queue", "list").out


def test_a_job_that_is_not_there_is_said() -> None:
    said = run("queue", "show", "nothing")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("error: There is no job nothing.")


def test_a_preset_that_was_written_wrong_is_said(film: Path) -> None:
    file = places().preferences
    file.parent.mkdir(parents=True, exist_ok=True)
    odd = {"format": "avi", "lines": 720, "fps": 24}
    file.write_text(json.dumps({"export_presets": {"Odd": odd}}))
    said = run("export", film, "--preset", "Odd")
    assert said.code == 2
    assert "Odd: The preset cannot be used: format must be one of mp4, gif," in said.err


def test_a_preset_that_is_not_there_is_wrong_usage(film: Path) -> None:
    said = run("export", film, "--preset", "cinema")
    assert said.code == 2
    assert "Choose one of youtube, shorts, slides, web-gif, overlay" in said.err


def test_a_film_is_no_folder(film: Path, tmp_path: Path) -> None:
    said = run("export", film, "-o", tmp_path / "made.mp4", "--queue")
    assert said.code == 2
    assert "'made.mp4' is a film's name, and a folder is wanted" in said.err
    assert not (tmp_path / "made.mp4").exists()


def test_what_no_film_can_be_is_wrong_usage(film: Path) -> None:
    said = run("export", film, "--transparent")
    assert said.code == 2
    assert "MP4 cannot be transparent" in said.err
    assert jobs() == []


@pytest.mark.slow
def test_what_waits_is_made_when_the_queue_is_run(film: Path) -> None:
    run("export", film, "--queue", "--quality", "480p", "--fps", "15")
    said = run("queue", "run")

    (job,) = jobs()
    assert (said.code, said.out, job["state"]) == (0, f"{job['output']}\n", "completed")
    with av.open(job["output"]) as made:
        assert made.streams.video[0].frames == 15
    assert job["size"] == Path(job["output"]).stat().st_size


@pytest.mark.slow
@pytest.mark.parametrize("command", ["export", "render"])
def test_a_film_of_a_fractional_rate_lasts_as_long_as_its_steps(command: str, film: Path) -> None:
    waits = [node(f"wait_{number}", {"duration": 1.0}) for number in range(20)]
    save_project(film, waits, "")
    place = ("-o", film.parent) if command == "export" else ("-o", film.with_suffix(".mp4"))
    said = run(command, film, "--quality", "480p", "--fps", "29.97", *place)

    assert said.code == 0, said.err
    with av.open(said.out.strip()) as made:
        assert made.streams.video[0].frames == 599  # of 30 each would be 600
    project = load_document(Path(said.out.strip()))
    assert project.settings.frame_rate == 60, "the project inside is as it was"


@pytest.mark.slow
def test_on_a_terminal_each_job_has_a_bar(film: Path) -> None:
    run("export", film, film, "--queue", "--quality", "480p", "--fps", "15")
    ours, theirs = os.openpty()
    ends = {"stdin": theirs, "stdout": subprocess.PIPE, "stderr": theirs}
    with started(*PROGRAM, "queue", "run", env={"TERM": "xterm", "COLUMNS": "100"}, **ends) as made:
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # Linux's way to say that the other end is closed
            while chunk := os.read(ours, 4096):
                seen += chunk
        assert made.stdout is not None
        paths = made.stdout.read().splitlines()
    os.close(ours)

    assert made.returncode == 0
    assert "\u2501".encode() in seen
    assert b"0%" in seen
    assert len(paths) == 2


@pytest.mark.slow
def test_an_export_is_waited_for_and_described(film: Path) -> None:
    options = ("--quality", "480p", "--fps", "15", "--json", "-o", film.parent)
    said = run("export", film, *options)

    (job,) = json.loads(said.out)
    assert (said.code, job["state"]) == (0, "completed")
    assert Path(job["output"]).parent == film.parent
    assert "100 %" in said.err
