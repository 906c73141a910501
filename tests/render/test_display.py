import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from manim_nodes.render.display import display_fault, display_name


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Path]:
    """Return a socket at which somebody answers."""
    place = tmp_path / "wayland-7"
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(place))
        end.listen()
        yield place


def test_no_display_is_said() -> None:
    fault = display_fault({})
    assert fault is not None
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in fault


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":5977"},
        {"DISPLAY": ":5977.0"},
        {"DISPLAY": "localhost:59999"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": "/nowhere/socket:0"},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/nowhere"},
        {"WAYLAND_DISPLAY": "a" * 300},
    ],
)
def test_a_display_at_which_nothing_answers_is_named(environment: dict[str, str]) -> None:
    fault = display_fault(environment)
    assert fault is not None
    assert next(iter(environment.values())) in fault


def test_a_wayland_display_that_answers_is_fine(listening: Path) -> None:
    runtime = {"XDG_RUNTIME_DIR": str(listening.parent)}
    assert display_fault({"WAYLAND_DISPLAY": listening.name, **runtime}) is None
    assert display_fault({"WAYLAND_DISPLAY": str(listening)}) is None


def test_one_of_two_is_enough(listening: Path) -> None:
    assert display_fault({"DISPLAY": ":5977", "WAYLAND_DISPLAY": str(listening)}) is None


def test_a_display_with_a_path_is_found(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(tmp_path / "socket:0"))
        end.listen()
        assert display_fault({"DISPLAY": f"{tmp_path}/socket:0"}) is None


def test_a_platform_that_was_asked_for_is_believed() -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    assert display_fault(environment) is None
    assert display_name(environment) == "QT_QPA_PLATFORM=offscreen"
