from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.videos import video_picture_at

SHADES = (0, 60, 120, 180, 240)


@pytest.fixture(params=["film.mp4", "film.gif"])
def film(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a film of five grays, a second each."""
    path = tmp_path / str(request.param)
    codec, pixel_format = ("gif", "rgb8") if path.suffix == ".gif" else ("h264", "yuv420p")
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 36, pixel_format
        for shade in SHADES:
            picture = np.full((36, 64, 3), shade, np.uint8)
            for _ in range(10):
                container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("time_s", "second"), [(0, 0), (0.9, 0), (1.0, 1), (3.5, 3), (99, 4)])
def test_the_frame_of_a_time_is_found(film: Path, time_s: float, second: int) -> None:
    pixels = video_picture_at(film, time_s)
    assert pixels.shape == (36, 64, 4)
    assert pixels[..., :3].mean() == pytest.approx(SHADES[second], abs=20)


def test_what_is_no_film_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("no film")
    with pytest.raises(MediaError):
        video_picture_at(path, 0)
