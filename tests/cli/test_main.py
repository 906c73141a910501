"""What holds for all commands: help, exit codes, errors, preferences, logs."""

import json
import os
from pathlib import Path

import click
import pytest

from manim_nodes import __version__
from manim_nodes.cli.main import commands, main
from manim_nodes.workspace.logs import FILE_NAME
from manim_nodes.workspace.places import places
from tests.support.commands import PROGRAM, run, run_apart, save_circle

COMMANDS = sorted(commands.commands)


def test_there_are_the_commands_that_there_are_to_be() -> None:
    assert COMMANDS == [
        "check",
        "cleanup",
        "code",
        "doctor",
        "export",
        "new",
        "nodes",
        "open",
        "order",
        "packages",
        "preview",
        "queue",
        "render",
        "templates",
    ]


def test_the_version_is_said() -> None:
    assert run("--version") == (0, f"manim-nodes, version {__version__}\n", "")


def test_help_names_every_command() -> None:
    said = run("--help")

    assert said.code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in said.out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_says_all_and_gives_examples(name: str) -> None:
    said = run(name, "--help")

    assert said.code == 0
    assert f"  manim-nodes {name}" in said.out.partition("Example")[2]
    assert [each.name for each in commands.commands[name].params if not _help(each)] == []


def _help(parameter: click.Parameter) -> str:
    return getattr(parameter, "help", "") or ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["bake"],
        ["--loud"],
        ["check"],
        ["check", "a.mnodes", "b.mnodes"],
        ["check", "a.mnodes", "--loud"],
        ["render", "a.mnodes"],
        ["preview", "a.mnodes"],
        ["new"],
        ["new", ""],
    ],
)
def test_wrong_usage_is_said_with_the_way_to_help(arguments: list[str]) -> None:
    said = run(*arguments)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: manim-nodes")
    assert "--help" in said.err


# ---- mistakes of ours


def break_templates(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("manim_nodes.cli.templates.open_templates", fail)


@pytest.mark.usefixtures("caplog")
def test_a_mistake_of_ours_is_one_line_and_where_the_rest_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    break_templates(monkeypatch, ZeroDivisionError("a mistake"))
    said = run("templates")

    log = places().logs / FILE_NAME
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert f"ZeroDivisionError('a mistake'). The details are in {log}." in said.err
    assert "Traceback" in json.loads(log.read_text())["exception"]


@pytest.mark.usefixtures("caplog")
def test_debug_shows_the_traceback_of_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    break_templates(monkeypatch, ZeroDivisionError("a mistake"))

    assert "Traceback" in run("--debug", "templates").err


def test_debug_says_what_is_done(tmp_path: Path) -> None:
    film = save_circle(tmp_path / "film.mnodes")

    assert f"{film}: 2 nodes, 1 wires" in run("--debug", "check", film).err
    assert run("check", film).err == ""


def test_what_the_system_refuses_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    break_templates(monkeypatch, OSError(13, "Permission denied", "cards"))

    said = run("templates")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert said.err.startswith("error: cards: Permission denied.")


def test_an_interrupt_has_an_exit_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    break_templates(monkeypatch, KeyboardInterrupt())

    assert run("templates") == (130, "", "\nInterrupted.\n")


def test_a_user_without_a_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)

    said = run("templates")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "no home folder" in said.err


# ---- preferences


def set_preferences(text: str) -> None:
    file = places().preferences
    file.parent.mkdir(parents=True)
    file.write_text(text)


@pytest.mark.parametrize(("level", "is_kept"), [("debug", True), ("info", False)])
def test_the_log_keeps_what_the_preferences_say(
    level: str, tmp_path: Path, *, is_kept: bool
) -> None:
    set_preferences(json.dumps({"log_level": level}))
    run("check", save_circle(tmp_path / "film.mnodes"))

    assert ("2 nodes" in (places().logs / FILE_NAME).read_text()) is is_kept


def test_broken_preferences_are_said_and_do_not_stop_the_work() -> None:
    set_preferences("{")
    said = run("templates")

    assert said.code == 0
    assert said.err.startswith(f"warning: {places().preferences}: It is not JSON")


def test_a_log_that_cannot_be_kept_does_not_stop_the_work(caplog: pytest.LogCaptureFixture) -> None:
    places().logs.parent.mkdir(parents=True)
    places().logs.touch()

    assert run("templates").code == 0
    assert "No log file can be kept there" in caplog.text


# ---- standard output


def test_names_that_are_no_text_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = save_circle(tmp_path / os.fsdecode(b"\xff.mnodes"))

    assert main(["check", str(film)]) == 0
    assert "\\udcff.mnodes: nothing is wrong." in capsys.readouterr().out


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_hears_nothing() -> None:
    said = run_apart("bash", "-c", f"{' '.join(PROGRAM)} nodes --json | head -n 1")

    assert said == (0, "[\n", "")


@pytest.mark.slow
def test_a_full_disk_under_standard_output_is_said(tmp_path: Path) -> None:
    film = save_circle(tmp_path / "film.mnodes")
    with Path("/dev/full").open("w") as full:
        said = run_apart(*PROGRAM, "code", film, stdout=full)

    assert said.code == 1
    assert said.err.startswith("error: output: No space left on device.")
    assert said.err.count("\n") == 1
