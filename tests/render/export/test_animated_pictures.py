"""GIFs and WebPs of small films without loss that are made here, in no time."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageSequence

from manim_nodes.render.export.export_settings import ExportError
from manim_nodes.render.export.gif import GifLook, make_gif
from manim_nodes.render.export.gif_budget import make_gif_within
from manim_nodes.render.export.webp import make_webp
from tests.support.films import pictures

FPS = 30
Pixels = npt.NDArray[np.uint8]
LOOK = GifLook(fps=FPS)


def on(_: float) -> bool:
    return True


def film_of(path: Path, picture: Callable[[int], Pixels], frames: int = 30) -> Path:
    with av.open(path, "w") as target:
        stream = target.add_stream("qtrle", rate=FPS)
        height, width, _ = picture(0).shape
        stream.width, stream.height, stream.pix_fmt = width, height, "argb"
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgba")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            target.mux(stream.encode(frame.reformat(format="argb")))
        target.mux(stream.encode())
    return path


def square(number: int) -> Pixels:
    """Return a red square that moves over blue."""
    pixels = np.full((96, 128, 4), (20, 30, 90, 255), dtype=np.uint8)
    pixels[30:60, 2 * number : 2 * number + 30] = (200, 40, 40, 255)
    return pixels


def noise(number: int) -> Pixels:
    """Return what has more colors than a palette, none of them beside one like it."""
    pixels = np.random.default_rng(number).integers(0, 256, (48, 64, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


def ramp(number: int) -> Pixels:
    """Return a smooth change from color to color, with more of them than a palette has."""
    y, x = np.mgrid[0:192, 0:256]
    color = np.stack([x, y, (x + y) // 2 + number, np.full_like(x, 255)], axis=-1)
    return color.clip(0, 255).astype(np.uint8)


def durations(path: Path) -> list[int]:
    """Return how long each picture is shown, in milliseconds."""
    with Image.open(path) as picture:
        lengths = []
        for each in ImageSequence.Iterator(picture):
            each.load()  # before which those of a WebP are not known
            lengths.append(int(each.info["duration"]))
        return lengths


def test_a_gif_of_few_colors_is_the_film_itself(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", square)
    assert make_gif(film, tmp_path / "a.gif", LOOK, keep_going=on)
    got, wanted = list(pictures(tmp_path / "a.gif")), list(pictures(film))
    assert len(got) == 30
    assert all(np.array_equal(one, other) for one, other in zip(got, wanted, strict=True))


def test_smooth_changes_of_color_are_dithered(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", ramp, frames=3)
    assert make_gif(film, tmp_path / "a.gif", LOOK, keep_going=on)
    got, wanted = (next(pictures(path)) for path in (tmp_path / "a.gif", film))
    # Without dithering a row is made of steps, each many pixels wide.
    steps = np.count_nonzero(np.any(got[:, 1:] != got[:, :-1], axis=-1))
    assert steps / got[:, 1:, 0].size > 0.3
    blocks = [each.reshape(24, 8, 32, 8, 3).mean((1, 3)) for each in (got, wanted)]
    assert np.abs(blocks[0] - blocks[1]).mean() < 3


@pytest.mark.parametrize(("plays", "loop"), [(0, 0), (1, None), (3, 2)])
def test_a_gif_is_shown_as_often_as_asked_for(plays: int, loop: int | None, tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", square)
    make_gif(film, tmp_path / "a.gif", replace(LOOK, plays=plays), keep_going=on)
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.info.get("loop") == loop


def test_a_gif_of_fewer_frames_takes_as_long(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", square)
    make_gif(film, tmp_path / "a.gif", replace(LOOK, fps=10), keep_going=on)
    lengths = durations(tmp_path / "a.gif")
    assert len(lengths) == 10
    assert sum(lengths) == pytest.approx(1000, abs=50)


def test_a_smaller_gif_has_fewer_pixels_and_colors(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", ramp, frames=3)
    make_gif(film, tmp_path / "a.gif", replace(LOOK, scale=0.5, colors=16), keep_going=on)
    picture = next(pictures(tmp_path / "a.gif"))
    assert picture.shape == (96, 128, 3)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) <= 16


def test_a_gif_that_fits_is_what_it_would_be_without_a_limit(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", square)
    make_gif(film, tmp_path / "free.gif", LOOK, keep_going=on)
    assert make_gif_within(film, tmp_path / "a.gif", LOOK, 100_000, keep_going=on)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "free.gif").read_bytes()


def test_a_limit_costs_frames_before_size_and_size_before_colors(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", noise)
    make_gif(film, tmp_path / "free.gif", LOOK, keep_going=on)
    free = (tmp_path / "free.gif").stat().st_size
    looks = {}
    for share in (0.6, 0.1):
        gif = tmp_path / f"{share}.gif"
        done: list[float] = []

        def note(fraction: float, done: list[float] = done) -> bool:
            done.append(fraction)
            return True

        assert make_gif_within(film, gif, LOOK, int(free * share), keep_going=note)
        assert gif.stat().st_size <= free * share
        assert max(done) <= 1
        looks[share] = list(pictures(gif))
    assert len(looks[0.6]) == 15
    assert looks[0.6][0].shape == (48, 64, 3)
    assert len(looks[0.1]) == 10
    assert looks[0.1][0].shape[0] < 48
    assert not (tmp_path / "tried.gif").exists()


def test_a_limit_that_nothing_can_keep_is_an_error(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", noise)
    with pytest.raises(ExportError, match="Even the smallest GIF"):
        make_gif_within(film, tmp_path / "a.gif", LOOK, 100, keep_going=on)
    assert not (tmp_path / "a.gif").exists()


def test_a_webp_shows_the_film(tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", square)
    assert make_webp(film, tmp_path / "a.webp", fps=FPS, plays=2, keep_going=on)
    with Image.open(tmp_path / "a.webp") as webp:
        assert (webp.size, webp.info["loop"]) == ((128, 96), 2)
        webp.seek(29)
        last = np.asarray(webp.convert("RGB")).astype(int)
    assert len(durations(tmp_path / "a.webp")) == 30
    assert np.abs(last - list(pictures(film))[29]).mean() < 3


def test_a_webp_lets_through(tmp_path: Path) -> None:
    def see_through(number: int) -> Pixels:
        pixels = square(number)
        pixels[:20, :, 3] = 0
        return pixels

    film = film_of(tmp_path / "film.mov", see_through, frames=5)
    assert make_webp(film, tmp_path / "a.webp", fps=FPS, plays=0, keep_going=on)
    with Image.open(tmp_path / "a.webp") as webp:
        alpha = np.asarray(webp.convert("RGBA"))[..., 3]
    assert alpha[:20].max() == 0
    assert alpha[20:].min() == 255


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_making_one_can_be_stopped(suffix: str, tmp_path: Path) -> None:
    film = film_of(tmp_path / "film.mov", square)
    picture = tmp_path / f"a{suffix}"
    if suffix == ".gif":
        assert not make_gif(film, picture, LOOK, keep_going=lambda done: done < 0.5)
    else:
        assert not make_webp(film, picture, fps=FPS, plays=0, keep_going=lambda done: done < 0.5)
