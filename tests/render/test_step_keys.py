import ast
import os
from pathlib import Path

import pytest

from manim_nodes.render.step_keys import StepKeys

SOURCE = """\
from manim import *
config.frame_height = 8.0


class Example(Scene):
    def helper(self):
        self.wait(1)

    def construct(self):
        a = 1
        self.play(a)
        for b in range(3):
            self.play(b)
            c = b
        self.add("cat")
        self.wait(2)
"""
FIRST_PLAY, LOOP_PLAY, LAST_PLAY = 11, 13, 16


def keys(source: str = SOURCE, *, settings: str = "", assets: Path | None = None) -> list[str]:
    """Return the keys of the first play, the first one in the loop, and the last."""
    step_keys = StepKeys.of(ast.parse(source), "Example", settings, assets)
    return [
        step_keys.key(line, play) for play, line in enumerate((FIRST_PLAY, LOOP_PLAY, LAST_PLAY))
    ]


def changed(*, old: str, new: str) -> list[bool]:
    assert old in SOURCE
    return [a != b for a, b in zip(keys(), keys(SOURCE.replace(old, new)), strict=True)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("frame_height = 8.0", "frame_height = 9.0", [True, True, True]),
        ("self.wait(1)", "self.wait(3)", [True, True, True]),
        ("Example(Scene)", "Example(ThreeDScene)", [True, True, True]),
        ("a = 1", "a = 2", [True, True, True]),
        ("self.play(a)", "self.play(a, a)", [True, True, True]),
        ("c = b", "c = a", [False, True, True]),
        ("self.wait(2)", "self.wait(3)", [False, False, True]),
        ("a = 1", "a = 1  # one", [False, False, False]),
        ("self.wait(2)", "self.wait( 2 )", [False, False, False]),
    ],
)
def test_a_change_counts_from_where_it_is(old: str, new: str, expected: list[bool]) -> None:
    assert changed(old=old, new=new) == expected


def test_settings_count() -> None:
    assert keys(settings="480p")[0] != keys(settings="720p")[0]


def test_each_play_of_a_loop_has_its_own_key() -> None:
    step_keys = StepKeys.of(ast.parse(SOURCE), "Example", "", None)
    assert step_keys.key(LOOP_PLAY, 1) != step_keys.key(LOOP_PLAY, 2)


def test_a_play_outside_construct_counts_all_of_the_script() -> None:
    outside = [
        StepKeys.of(ast.parse(source), "Example", "", None).key(None, 0)
        for source in (SOURCE, SOURCE.replace("self.wait(2)", "self.wait(3)"))
    ]
    assert outside[0] != outside[1]


def test_a_file_counts_from_where_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cat.png"
    file.write_bytes(b"1")
    before = keys(assets=tmp_path)
    os.utime(file, (1, 1))
    assert [a != b for a, b in zip(before, keys(assets=tmp_path), strict=True)] == [
        False,
        False,
        True,
    ]
