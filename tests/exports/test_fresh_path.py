from pathlib import Path

import pytest

from manim_nodes.exports.fresh_path import fresh_path


def test_a_free_name_is_the_projects(tmp_path: Path) -> None:
    assert fresh_path(tmp_path, "Sun", ".mp4") == tmp_path / "Sun.mp4"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "Sun.mp4").touch()
    taken = {tmp_path / "Sun 2.mp4"}
    assert fresh_path(tmp_path, "Sun", ".mp4", taken=taken) == tmp_path / "Sun 3.mp4"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("a/b", "a b"),
        ("..", "film"),
        ("", "film"),
        ("x" * 300, "x" * 80),
        ("half? yes.", "half yes"),
        ("\x9b2J\x9dTitle\x7f", "2J Title"),
        ("sun\u202e4pm.exe", "sun 4pm.exe"),
    ],
)
def test_any_name_becomes_one_of_a_file(tmp_path: Path, name: str, stem: str) -> None:
    assert fresh_path(tmp_path, name, ".mp4") == tmp_path / f"{stem}.mp4"
