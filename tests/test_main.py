import sys
import warnings
from pathlib import Path

import pytest

from manim_nodes.__main__ import main, projects_to_open

FILM, OTHER = "film.mnodes", "other.mnodes"


@pytest.mark.parametrize(
    ("arguments", "projects"),
    [
        ([], []),
        (["open"], []),
        ([FILM], [FILM]),
        (["open", FILM, OTHER], [FILM, OTHER]),
        (["open", "film"], ["film"]),
    ],
)
def test_the_app_opens_projects(arguments: list[str], projects: list[str]) -> None:
    assert projects_to_open(arguments) == [Path(name) for name in projects]


@pytest.mark.parametrize("arguments", [["--help"], ["open", "--help"], ["render", FILM], ["nodes"]])
def test_other_arguments_are_for_the_command_line(arguments: list[str]) -> None:
    assert projects_to_open(arguments) is None


def test_other_arguments_are_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manim-nodes", "--version"])

    assert main() == 0
    assert "manim-nodes" in capsys.readouterr().out


def test_what_packages_write_wrongly_is_their_own_matter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manim-nodes", "--version"])
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        main()
        compile("1 is 1", "/usr/lib/python3/site-packages/pydub/utils.py", "exec")
        compile("1 is 1", "scene.py", "exec")

    assert [Path(each.filename).name for each in said] == ["scene.py"]
    assert "manim-nodes" in capsys.readouterr().out


def test_without_a_display_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manim-nodes"])
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    assert main() == 1
    assert "there is no display" in capsys.readouterr().err


def test_without_qt_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["manim-nodes"])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for name in [name for name in sys.modules if name.startswith("manim_nodes.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)

    assert main() == 1
    assert "pip install 'manim-nodes[app]'" in capsys.readouterr().err
