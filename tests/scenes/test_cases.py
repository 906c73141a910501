"""Projects that once gave a wrong film, rendered as their users render them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.commands import PROGRAM, Said, run, run_apart
from tests.support.films import Pixels, pictures

CASES = Path(__file__).parents[1] / "data" / "cases"


def case(name: str) -> Path:
    return CASES / f"{name}.mnodes"


def render(name: str, file: Path, *options: str) -> Said:
    return run_apart(
        *PROGRAM, "render", case(name), "-o", file, "--quality", "480p", "--fps", "20", *options
    )


def film(name: str, folder: Path) -> list[Pixels]:
    """Render a case, and return all its frames."""
    file = folder / "film.mp4"
    said = render(name, file)
    assert said.code == 0, said.err
    return list(pictures(file))


def still(name: str, folder: Path) -> Pixels:
    """Render the last frame of a case."""
    said = render(name, folder / "still.png")
    assert said.code == 0, said.err
    with Image.open(folder / "still.png") as picture:
        return np.asarray(picture.convert("RGB"))


def near(picture: Pixels, x: float, y: float = 0.0, *, size: float = 0.1) -> Pixels:
    """Return the pixels around a point of the scene."""
    height, width, _ = picture.shape
    column, row = (round(width / 2 + x * height / 8), round(height / 2 - y * height / 8))
    radius = round(size * height / 8)
    return picture[row - radius : row + radius, column - radius : column + radius]


def first_seen(frames: list[Pixels], x: float) -> int:
    return next(number for number, frame in enumerate(frames) if near(frame, x).max() > 128)


@pytest.mark.slow
def test_a_lagged_fade_takes_the_time_that_was_set(tmp_path: Path) -> None:
    frames = film("lagged_map_fade_drops_run_time", tmp_path)
    assert len(frames) == 80  # 4 seconds
    left, middle, right = (first_seen(frames, x) for x in (-1, 0, 1))
    assert middle - left == pytest.approx(20, abs=1)  # half of the two seconds that each part takes
    assert right - middle == pytest.approx(20, abs=1)


@pytest.mark.slow
def test_a_camera_takes_the_time_that_was_set(tmp_path: Path) -> None:
    frames = film("move_camera_run_time", tmp_path)
    assert len(frames) == 80  # 4 seconds
    late = [np.abs(frames[-1].astype(float) - frame).mean() for frame in frames[::20]]
    assert late == sorted(late, reverse=True)
    assert late[-1] > 0.1, "it is still moving in its last second"


def test_an_updater_does_not_take_a_function_of_numbers() -> None:
    said = run("check", case("add_updater_takes_number_function"))
    assert said.code == 1
    assert "Cannot connect a function of a number to a function that makes a thing" in said.out
    assert "The node 'Python value' makes one." in said.out


@pytest.mark.slow
def test_the_first_part_of_a_number_line_is_not_the_line(tmp_path: Path) -> None:
    picture = still("part_0_is_the_line_itself", tmp_path)
    line, tick = near(picture, 0.5), near(picture, 1, 0.08, size=0.05)
    red, green, blue = line.max(axis=(0, 1))
    assert red == green == blue > 100, "the line itself stays white"
    red, green, blue = tick.reshape(-1, 3)[tick.reshape(-1, 3).sum(axis=1).argmax()]
    assert red > 150 > max(green, blue), "its ticks, which are its first part, are red"


def test_a_number_in_a_group_is_still_a_number() -> None:
    assert run("check", case("part_loses_type")).code == 0


@pytest.mark.slow
def test_a_number_in_a_group_can_be_set(tmp_path: Path) -> None:
    picture = still("part_loses_type", tmp_path)
    assert picture.max() > 200, "nothing was seen in format 1, which is no picture to keep"
    said = run("code", case("part_loses_type"))
    assert ".set_value(5)" in said.out


def smooth(share: float) -> float:
    """Return how far something is that is played, as manim eases it."""
    low, here = (1 / (1 + np.exp(-10 * (x - 0.5))) for x in (0, share))
    return float((here - low) / (1 - 2 * low))


@pytest.mark.slow
def test_what_follows_a_hidden_live_thing_follows_it_all_the_way(tmp_path: Path) -> None:
    frames = film("hidden_live_helper_is_stale", tmp_path)
    assert near(frames[0], 0, 1).min(axis=(0, 1))[0] > 200
    for frame, share in zip(frames, np.linspace(0, 1, len(frames), endpoint=False), strict=True):
        assert near(frame, 4 * smooth(share), 1).min(axis=(0, 1))[0] > 200
    assert near(still("hidden_live_helper_is_stale", tmp_path), 4, 1).min(axis=(0, 1))[0] > 200


@pytest.mark.slow
def test_a_live_change_is_there_before_anything_plays(tmp_path: Path) -> None:
    name = "live_modify_not_placed_before_first_play"
    for picture in [*film(name, tmp_path), still(name, tmp_path)]:
        assert near(picture, 3, 2).min(axis=(0, 1))[0] > 200
        assert near(picture, 0, 0).max() < 30


@pytest.mark.slow
def test_a_still_shows_a_live_change(tmp_path: Path) -> None:
    picture = still("live_next_to_still", tmp_path)
    assert near(picture, 0, 0, size=0.5).max() < 30
    assert near(picture, 4, 2, size=0.5).max() > 200


@pytest.mark.slow
def test_a_live_group_makes_its_loop_anew(tmp_path: Path) -> None:
    frames = film("live_group_over_loop_is_not_remade", tmp_path)
    picture = still("live_group_over_loop_is_not_remade", tmp_path)
    for number in range(1, 15):
        assert near(picture, number / 4, size=0.04).max() > 200
        assert near(picture, (number + 0.5) / 4, size=0.04).max() < 60
        assert (near(frames[0], number / 4, size=0.04).max() > 200) == (number % 4 == 0)


@pytest.mark.slow
def test_a_group_that_only_lays_out_shows_no_part_before_it_comes(tmp_path: Path) -> None:
    frames = film("layout_group_shows_later_part", tmp_path)
    middle = frames[0].shape[0] // 2
    assert all(frame[middle:].max() < 30 for frame in frames[:40])
    assert frames[30][:middle].max() > 200
    assert frames[-1][middle:].max() > 100
