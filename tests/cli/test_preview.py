import json
from pathlib import Path

import pytest
from PIL import Image

from manim_nodes.workspace.places import places
from tests.support.commands import run, save_circle, save_project
from tests.support.library import node


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return tmp_path / "film.mnodes"


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    return tmp_path / "frames"


@pytest.fixture(autouse=True)
def _small() -> None:
    """Let previews be small, and short."""
    wanted = {"preview_height": 120, "preview_fps": 10, "preview_time_limit_s": 1}
    places().preferences.parent.mkdir(parents=True)
    places().preferences.write_text(json.dumps(wanted))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_every_frame_is_a_picture_as_the_preferences_say(film: Path, frames: Path) -> None:
    save_circle(film)

    assert run("preview", film, "--frames", frames) == (0, f"{frames}: 10 frames\n", "")
    assert names(frames) == [f"frame_{number:04}.png" for number in range(10)]
    with Image.open(frames / "frame_0009.png") as image:
        assert (image.size, image.format) == ((214, 120), "PNG")
    (ordinary := frames.with_name("ordinary")).mkdir()
    assert frames.stat().st_mode == ordinary.stat().st_mode


@pytest.mark.slow
def test_what_stands_still_has_its_frames_too_and_old_frames_go(film: Path, frames: Path) -> None:
    frames.mkdir()
    (frames / "frame_0099.png").touch()
    save_project(film, [node("circle_1"), node("wait_1", {"duration": 0.5}, x=1)])

    assert run("preview", film, "--frames", frames).code == 0
    assert names(frames) == [f"frame_{number:04}.png" for number in range(5)]


@pytest.mark.slow
def test_a_scene_that_plays_nothing_is_one_frame(film: Path, frames: Path) -> None:
    save_project(film, "circle_1")

    assert run("preview", film, "--frames", frames).code == 0
    assert names(frames) == ["frame_0000.png"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "message"),
    [("while True: pass", "took too long and was stopped"), ("1 / 0", "divided by zero")],
)
def test_frames_before_the_fault_are_kept(
    code: str, message: str, film: Path, frames: Path
) -> None:
    save_project(film, [node("wait_1"), node("python_code_1", {"code": code}, x=1)])
    said = run("preview", film, "--frames", frames, "--trust")

    assert (said.code, said.out) == (1, f"{frames}: 10 frames\n")
    assert said.err.startswith("error: python_code_1: ")
    assert message in said.err
    assert len(names(frames)) == 10


def test_a_folder_that_holds_other_things_is_left_alone(film: Path, frames: Path) -> None:
    save_circle(film)
    frames.mkdir()
    (frames / "thesis.txt").touch()
    said = run("preview", film, "--frames", frames)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(
        f"error: {frames}: It holds other things than frames, such as thesis"
    )
    assert names(frames) == ["thesis.txt"]


def test_a_file_is_no_folder(film: Path) -> None:
    save_circle(film)

    assert run("preview", film, "--frames", film).err.startswith(f"error: {film}: It is a file.")


@pytest.mark.slow
def test_what_no_frame_shows_is_warned_of(film: Path, frames: Path) -> None:
    wall = node("square_1", {"side_length": 2, "fill_opacity": 1})
    save_project(film, ["dot_1", wall, node("wait_1", {"duration": 0.2})])
    said = run("preview", film, "--frames", frames)

    assert said.code == 0
    assert said.err.splitlines() == [
        "warning: dot_1: No frame shows this: 'Square' is in front of it all the time.",
        "    Put it in front, or make what is in front of it see-through.",
    ]
