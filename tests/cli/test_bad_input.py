"""Whatever is wrong with a project: one clear message that names it, exit code 1, and nothing written."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.document.text import dumps
from tests.support.commands import Said, run, save_circle, save_project
from tests.support.library import node, toy_document

CIRCLE = dumps(toy_document("circle_1"))
CONTENTS = {
    "empty": ("", "It is empty."),
    "spaces": (" \n", "It is empty."),
    "half": (CIRCLE[: len(CIRCLE) // 2], "only a part of one"),
    "deep": ("[" * 100_000, "nested too deeply"),
    "something else": ("{}", "it does not state its format"),
    "newer": ('{"format": 99}', "99"),
    "nan": (CIRCLE.replace("[0.0, 0.0]", "[NaN, 0.0]"), "nodes[0].position"),
    "infinite": (CIRCLE.replace("[0.0, 0.0]", "[0.0, -Infinity]"), "nodes[0].position"),
    "nan in a parameter": (CIRCLE.replace('"Circle"', '"Circle", "parameters": {"radius": NaN}'), 'of "circle_1"'),
    "wrong type": (CIRCLE.replace('"Circle"', "5"), 'nodes[0].type of "circle_1": must be text.'),
    "no list": ('{"format": 2, "nodes": {}}', "nodes: must be a list"),
    "twice": (dumps(toy_document("circle_1 square_1")).replace("square_1", "circle_1"), 'two items with the id "circle_1"'),
    "key twice": ('{"format": 2, "format": 2}', 'the key "format" stands twice'),
}  # fmt: skip


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return tmp_path / "film.mnodes"


def refused(film: Path, *command: str) -> Said:
    """Run a command on ``film``, and see it refuse in one line and leave nothing behind."""
    before = sorted(film.parent.iterdir())
    said = run(*(command or ("render", film, "-o", film.with_suffix(".mp4"))))

    assert (said.code, said.out) == (1, "")
    assert sorted(film.parent.iterdir()) == before
    return said


@pytest.mark.parametrize("what", CONTENTS)
def test_a_broken_file_is_named_in_one_line(what: str, film: Path) -> None:
    content, message = CONTENTS[what]
    film.write_text(content)

    (line,) = refused(film).err.splitlines()
    assert line.startswith(f"error: {film}")
    assert message in line


def test_a_binary_file_is_no_project(film: Path) -> None:
    film.write_bytes(bytes(range(256)))

    assert f"error: {film}: It is not UTF-8 text (byte 128)." in refused(film).err


def test_a_huge_file_is_not_read(film: Path) -> None:
    film.touch()
    os.truncate(film, 100 * 2**20)

    assert f"error: {film}: It is too large to be a project (100 MB)." in refused(film).err


def test_a_folder_is_no_project(film: Path) -> None:
    film.mkdir()

    assert f"error: {film}: It is a folder." in refused(film).err


def test_a_pipe_is_not_waited_for(film: Path) -> None:
    os.mkfifo(film)

    assert f"error: {film}: It is not a file." in refused(film).err


@pytest.mark.parametrize("command", ["check", "code", "order", "preview", "render"])
def test_a_missing_file_is_named_by_every_command(command: str, film: Path) -> None:
    more = {"preview": ("--frames", "frames"), "render": ("-o", "film.mp4")}.get(command, ())

    said = refused(film, command, str(film), *more)
    assert said.err == f"error: {film}: There is no such file. Check its name and folder.\n"


def parameters(**values: Any) -> Mapping[str, Any]:
    return values


FAULTS = {
    "wire to itself": (
        "shift_1",
        "shift_1.mobject > shift_1.mobject",
        "shift_1",
    ),
    "circle of wires": (
        "circle_1 shift_1 shift_2",
        "shift_1.mobject > shift_2.mobject; shift_2.mobject > shift_1.mobject",
        "shift_1 -> shift_2 -> shift_1",
    ),
    "text for a number": ([node("circle_1", parameters(radius="big"))], "", "circle_1.radius"),
    "out of range": ([node("circle_1", parameters(radius=-5))], "", "must be > 0, got -5"),
    "endless number": ([node("circle_1", parameters(radius="1e999"))], "", "circle_1.radius"),
    "wrong wire": ("circle_1 wait_1", "circle_1.mobject > wait_1.duration", "wait_1.duration"),
    "missing picture": (
        [node("image_mobject_1", parameters(filename_or_array="cat.png"))],
        "",
        "'cat.png' is not there",
    ),
    "nothing to draw": ("create_1", "", "'Create' needs something in 'thing'"),
    "unknown type": ("circle_1 no_such_thing_1", "", "no_such_thing_1"),
    "code": ([node("python_code_1", parameters(code="1"))], "", "not run until you trust it"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_said_once_with_what_to_do(what: str, film: Path) -> None:
    nodes, wires, message = FAULTS[what]
    save_project(film, nodes, wires)

    fault, hint = refused(film).err.splitlines()
    assert fault.startswith("error: ")
    assert message in fault
    assert hint.strip()


def test_a_film_that_nobody_could_make_is_no_mistake_of_ours(film: Path) -> None:
    save_project(film, "circle_1", settings={"frame_width": 1e300, "frame_height": 1e-300})

    assert "The scene's frame is 1e+300 wide" in refused(film).err


def test_names_from_a_project_do_not_reach_the_terminal_as_they_are(film: Path) -> None:
    save_project(film, [node("circle_1", parameters(radius="\x1b[2J\nerror: all is lost"))])

    assert "\x1b" not in refused(film).err
    assert "\nerror: all" not in refused(film).err


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("no/film.mp4", "no: There is no such folder. Create it, or choose another."),
        ("film.mnodes/film.mp4", "film.mnodes: There is no such folder."),
        ("folder.mp4", "folder.mp4: It is a folder. Choose the name of a file."),
        ("old.mp4", "old.mp4: It is there already. Choose another name, or replace it with"),
    ],
)
def test_an_output_that_cannot_be_written_is_named(output: str, message: str, film: Path) -> None:
    save_circle(film)
    (film.parent / "folder.mp4").mkdir()
    (film.parent / "old.mp4").touch()

    said = refused(film, "render", str(film), "-o", str(film.parent / output))
    assert said.err == f"error: {film.parent}/{message}" + said.err.partition(message)[2]
    assert said.err.count("\n") == 1


def test_a_disk_that_takes_no_file_is_said(film: Path) -> None:
    save_circle(film)

    said = refused(film, "render", str(film), "-o", "/proc/film.mp4")
    assert said.err.startswith("error: /proc/film.mp4: It cannot be written")
