"""How the program starts itself, and what it leaves to whom it starts."""

import os
import sys
from pathlib import Path

import pytest

from manim_nodes.sandbox.own_program import (
    forget_how_it_started,
    import_from,
    module_folders,
    own_command,
    python_command,
)

EXE = sys.executable


@pytest.fixture
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)


@pytest.fixture(autouse=True)
def _own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])


def test_a_checkout_asks_python() -> None:
    assert own_command("queue", "run") == [EXE, "-m", "manim_nodes", "queue", "run"]
    assert python_command("-c", "pass", switch="--work") == [EXE, "-c", "pass"]


@pytest.mark.usefixtures("_frozen")
def test_a_frozen_program_asks_itself() -> None:
    assert own_command("queue", "run") == [EXE, "queue", "run"]
    assert python_command("-c", "pass", switch="--work") == [EXE, "--work"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs"}, {"LD_LIBRARY_PATH": "/theirs"}),
        ({"LD_LIBRARY_PATH": "/ours", "_PYI_ARCHIVE_FILE": "/exe"}, {}),
        ({"HOME": "/home"}, {"HOME": "/home"}),
    ],
)  # fmt: skip
def test_nobody_is_given_what_only_we_were_started_with(
    before: dict[str, str], after: dict[str, str]
) -> None:
    forget_how_it_started(before)
    assert before == after


def test_modules_are_found_here_and_by_what_is_started() -> None:
    environment = {"PYTHONPATH": "/theirs"}
    import_from([Path("/one"), Path("/two")], environment)
    import_from([Path("/one")], environment)

    assert environment == {"PYTHONPATH": os.pathsep.join(["/theirs", "/one", "/two"])}
    assert sys.path[-2:] == ["/one", "/two"]


@pytest.mark.usefixtures("_frozen")
def test_a_frozen_program_has_a_variable_of_its_own_for_them() -> None:
    environment = {"PYTHONPATH": "/of another Python"}
    import_from([Path("/one")], environment)

    assert module_folders(environment) == ["/one"]
    assert environment["PYTHONPATH"] == "/of another Python"
