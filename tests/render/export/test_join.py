"""Films are joined, and GIFs made, by a process that can be ended and has limits: what a scene has written is decoded there."""

import errno
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import numpy as np
import psutil
import pytest
from PIL import Image

from manim_nodes.document.embedded import embedded_text
from manim_nodes.render.export import join as join_module
from manim_nodes.render.export.export_settings import ExportError, ExportFormat, ExportSettings
from manim_nodes.render.export.join import MissingPlayError, Product, join_parts
from manim_nodes.render.export.part_plan import PartPlay, PartResult
from manim_nodes.render.quality import Quality

if TYPE_CHECKING:
    from av.video.stream import VideoStream

pytestmark = pytest.mark.slow

LAST = PartResult((PartPlay("one-0", 5, 0, 0.1), PartPlay("two-1", 5, 0, 0.1)))


@pytest.fixture(params=[ExportFormat.GIF, ExportFormat.WEBP, ExportFormat.MP4])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> ExportSettings:
    return ExportSettings(
        request.param,
        Quality(32, 16, 10),
        tmp_path / "film",
        tmp_path / "cache",
        embeds_project=True,
    )


@pytest.fixture
def place(tmp_path: Path, settings: ExportSettings) -> Path:
    """Return a folder with the films of two plays."""
    folder = tmp_path / "place"
    folder.mkdir()
    codec = "h264" if settings.format is ExportFormat.MP4 else "qtrle"
    for play in LAST.plays:
        with av.open(str(folder / f"{play.key}{settings.film_suffix}"), "w") as film:
            stream = cast("VideoStream", film.add_stream(codec, rate=10))
            stream.width, stream.height = 32, 16
            stream.pix_fmt = "yuv420p" if codec == "h264" else "argb"
            for number in range(play.frames):
                pixels = np.full((16, 32, 3), number * 40, np.uint8)
                film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
            film.mux(stream.encode())
    return folder


def test_nothing_is_decoded_in_the_programs_own_process(
    settings: ExportSettings, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    done: list[float] = []

    def note(fraction: float) -> bool:
        done.append(fraction)
        return True

    with monkeypatch.context() as patched:
        patched.setattr(av, "open", refuse)
        product = join_parts(LAST, settings, place, note, project="{}")
    assert product is not None
    if settings.format is ExportFormat.WEBP:  # PyAV reads none that move
        with Image.open(product.film) as picture:
            assert getattr(picture, "n_frames", 1) == 10
    else:
        with av.open(str(product.film)) as film:
            assert sum(1 for _ in film.decode(video=0)) == 10
    assert embedded_text(product.film) == "{}"
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_what_nobody_wants_any_more_ends_with_its_process(
    settings: ExportSettings, place: Path
) -> None:
    assert join_parts(LAST, settings, place, lambda _: False) is None
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # or it has ended, and is not buried yet
            assert str(place) not in " ".join(child.cmdline())


def test_what_is_no_film_is_said(settings: ExportSettings, place: Path) -> None:
    (place / f"two-1{settings.film_suffix}").write_bytes(b"no film" * 1000)
    with pytest.raises(ExportError, match="cannot be joined"):
        join_parts(LAST, settings, place)


def test_a_film_that_is_not_there_is_named(settings: ExportSettings, place: Path) -> None:
    (place / f"two-1{settings.film_suffix}").unlink()
    with pytest.raises(MissingPlayError, match="two-1"):
        join_parts(LAST, settings, place)


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    joining = join_module._Joining(tmp_path, lambda _: True)
    with pytest.raises(OSError, match="No space left") as raised:
        joining._take(({"errno": errno.ENOSPC}, b""))
    assert raised.value.errno == errno.ENOSPC


@pytest.mark.parametrize("place_of_film", ["/etc/passwd", "place/../../secret"])
def test_what_is_elsewhere_is_not_published(tmp_path: Path, place_of_film: str) -> None:
    values = Product(tmp_path / place_of_film).to_values()
    with pytest.raises(ValueError):  # noqa: PT011 (no one reads its words)
        Product.from_values(values, tmp_path / "place")
