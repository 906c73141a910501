import os
import socket
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from manim_nodes.__main__ import main, projects_to_open
from manim_nodes.render.display import has_display

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


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux names its displays")
@pytest.mark.parametrize(
    "variables",
    [
        {"DISPLAY": ":5977"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "nope"},
        {"DISPLAY": ":5977", "WAYLAND_DISPLAY": "nope"},
        {},
        {"DISPLAY": ":5977", "QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "nope", "QT_QPA_PLATFORM": "wayland;xcb"},
        {"QT_QPA_PLATFORM": "bogus"},
    ],
    ids=lambda variables: " ".join(variables.values()) or "none",
)
def test_a_display_that_is_dead_is_like_none(variables: dict[str, str]) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    process = subprocess.run(
        [sys.executable, "-m", "manim_nodes"],
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert process.returncode == 1
    assert process.stderr.splitlines() == [
        "manim-nodes: there is no display to open the app on. The command line works without: manim-nodes --help"
    ]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux names its libraries so")
@pytest.mark.parametrize("library", ["libxcb-cursor.so.0", "libEGL.so.1"])
def test_a_library_that_the_system_lacks_is_named(library: str, tmp_path: Path) -> None:
    (tmp_path / library).touch()  # the loader finds it first, and takes it for none
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "display:0"))
        server.listen()
        display = {"DISPLAY": f"{tmp_path}/display:0", "QT_QPA_PLATFORM": "xcb"}
        process = subprocess.run(
            [sys.executable, "-m", "manim_nodes"],
            env={**os.environ, **display, "LD_LIBRARY_PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert process.returncode == 1
    assert process.stderr.count("\n") == 1
    assert f"this system lacks the library {library}." in process.stderr


def test_a_display_that_takes_connections_is_one(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-1"))
        server.listen()
        alive = {"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert has_display(alive)
        assert has_display({**alive, "DISPLAY": ":5977"})
        assert not has_display({**alive, "QT_QPA_PLATFORM": "xcb"})
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})


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
