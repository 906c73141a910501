"""Videos play at the right pictures, in previews from the beginning, in single frames, and in exports."""

import ast
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import av
import numpy as np
import pytest
from av.video.stream import VideoStream
from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.media.check import media_problems
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.videos import check_video, read_video, video_warnings
from manim_nodes.render.preview.preview import render_frame
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.workspace.places import data_root
from tests.render.conftest import Show
from tests.support.documents import make_document, wire
from tests.support.films import pictures
from tests.support.plain_manim import SMALL
from tests.support.sounds import write_sound

STEP, RATE, COUNT = 5, 10, 40


def write_video(path: Path) -> Path:
    """Write 4 seconds of grays that tell which picture it is."""
    if path.suffix in (".gif", ".webp", ".png"):
        first, *others = (Image.new("L", (64, 48), number * STEP) for number in range(COUNT))
        exact = path.suffix == ".webp"
        first.save(path, save_all=True, append_images=others, duration=1000 // RATE, lossless=exact)
        return path
    codec, pixels = {".mp4": "libx264", ".webm": "libvpx-vp9"}[path.suffix], "yuv420p"
    with av.open(str(path), "w") as container:
        stream = cast("VideoStream", container.add_stream(codec, rate=RATE))
        stream.width, stream.height, stream.pix_fmt = 64, 48, pixels
        for number in range(COUNT):
            gray = np.full((48, 64, 3), number * STEP, np.uint8)
            frame = av.VideoFrame.from_ndarray(gray, format="rgb24").reformat(format=pixels)
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def script(library: Library, wait_s: float, **parameters: JSON) -> Script:
    document = make_document(
        Node(id="v", type="Video", parameters={"height": 8, **parameters}),
        Node(id="a", type="Add"),
        Node(id="w", type="Wait", parameters={"duration": wait_s}),
        Node(id="m", type="Shift", parameters={"vector": (1, 0, 0), "animated": True}),
        edges=[
            wire("v.mobject", "a.mobject"),
            wire("a.flow", "w.flow"),
            wire("a.mobject", "m.mobject"),
            wire("w.flow", "m.flow"),
        ],
    )
    return generate(build(document, library))


def gray_at_center(pixels: np.ndarray) -> int:
    height, width = pixels.shape[:2]
    return int(pixels[height // 2, width // 2, :3].mean())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "parameters", "seconds_at"),
    [
        ("a.mp4", {}, lambda s: s),
        ("a.mp4", {"start": 1, "end": 2, "speed": 2, "loop": True}, lambda s: 1 + s * 2 % 1),
        ("a.webm", {"start": 3}, lambda s: min(3 + s, 3.9)),
        ("a.gif", {"speed": 0.5}, lambda s: s / 2),
        ("a.webp", {"start": 1, "end": 2, "speed": 2, "loop": True}, lambda s: 1 + s * 2 % 1),
        ("a.png", {}, lambda s: s),
    ],
)
def test_each_frame_shows_the_picture_of_its_time(
    tmp_path: Path,
    library: Library,
    show: Show,
    settings: PreviewSettings,
    name: str,
    parameters: dict[str, JSON],
    seconds_at: Callable[[float], float],
) -> None:
    write_video(tmp_path / name)
    made = script(library, 1.5, file=name, **parameters)

    shown = show(made)

    assert shown.result.error is None
    previewed = [gray_at_center(frame.pixels) for frame in shown.frames]
    wanted = [
        int(seconds_at(number / SMALL.fps) * RATE + 1e-6) * STEP for number in range(len(previewed))
    ]
    assert len(previewed) == 2.5 * SMALL.fps
    assert np.abs(np.array(previewed) - wanted).max() <= 4
    # A frame that is drawn alone, whichever, is the same.
    for number in (12, 3, 20):
        frame = render_frame(made, settings, number)
        assert frame is not None
        assert (frame.pixels == shown.frames[number].pixels).all()
    film = tmp_path / "film.mp4"
    export(
        made,
        ExportSettings(
            ExportFormat.MP4,
            output=film,
            quality=SMALL,
            cache_dir=tmp_path / "cache",
            work_dir=tmp_path / "work",
            assets_dir=tmp_path,
        ),
        on_progress=lambda _: None,
    )
    exported = [gray_at_center(picture) for picture in pictures(film)]
    assert len(exported) == len(previewed)
    assert np.abs(np.array(exported) - previewed).max() <= 5


@pytest.mark.slow
def test_a_video_fades_and_its_sound_begins_with_it(
    tmp_path: Path, library: Library, show: Show
) -> None:
    write_video(tmp_path / "a.mp4")
    document = make_document(
        Node(id="p", type="Wait", parameters={"duration": 0.5}),
        Node(
            id="v",
            type="Video",
            parameters={"file": "a.mp4", "start": 3, "height": 8, "sound": True},
        ),
        Node(id="o", type="FadeIn"),
        edges=[wire("v.mobject", "o.mobject"), wire("p.flow", "o.flow")],
    )

    shown = show(generate(build(document, library)))

    assert shown.result.error is None
    grays = [gray_at_center(frame.pixels) for frame in shown.frames[1:]]
    assert grays[0] < 10 < grays[len(grays) // 2] < 110 < grays[-1]
    (sound,) = shown.result.sounds
    assert sound.file.name == "a.mp4"
    assert sound.time_s == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"no video", "not a video that can be read")],
)
def test_what_is_no_video_has_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(content)

    with pytest.raises(MediaError, match=words):
        check_video(file)


def test_a_sound_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no moving pictures"):
        check_video(write_sound(tmp_path / "a.wav", 0.5))


def test_a_picture_that_does_not_move_is_no_video(tmp_path: Path) -> None:
    for name in ("a.png", "a.jpg", "a.webp", "a.tif"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)

        with pytest.raises(MediaError, match="does not move") as raised:
            check_video(tmp_path / name)

        assert raised.value.hint == "Use a Picture for it."


def test_a_film_without_pictures_is_no_video(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()

    with pytest.raises(MediaError) as raised:
        check_video(file)

    assert "video" in (raised.value.hint or "")
    assert "sound" not in raised.value.message


def test_a_recording_that_does_not_say_its_length_plays_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.webm"
    with file.open("wb") as target:
        source = write_video(tmp_path / "b.webm")
        pipe = SimpleNamespace(write=target.write)  # nothing to seek in, as in a browser
        with av.open(str(source)) as film, av.open(pipe, "w", "webm") as container:
            stream = container.add_stream_from_template(film.streams.video[0])
            for packet in film.demux(film.streams.video[0]):
                if packet.dts is not None:
                    packet.stream = stream
                    container.mux(packet)
    with av.open(str(file)) as film:
        assert not film.duration

    picture_at, length_s = read_video(file)

    assert length_s == pytest.approx(COUNT / RATE, abs=0.11)
    assert abs(gray_at_center(picture_at(3.05)) - 30 * STEP) <= 4
    assert abs(gray_at_center(picture_at(1.05)) - 10 * STEP) <= 4


@pytest.mark.parametrize(
    ("parameters", "port", "words"),
    [
        ({"start": 10}, "start", "is 4 s long, and begins here at 10 s"),
        ({"start": 4}, "start", "only its last picture"),
        ({"start": 2, "end": 1}, "end", "before or as it begins at 2 s"),
        ({"start": 1, "end": 1}, "end", "only one picture"),
        ({"end": 9}, "end", "only 4 s long"),
        ({"start": 1, "end": 1.01, "loop": True}, "end", "shorter than one picture"),
        ({"speed": 1000}, "speed", "over within one picture"),
    ],
)
@pytest.mark.parametrize("name", ["a.mp4", "a.webp"])
def test_the_node_says_when_nothing_of_it_plays(
    tmp_path: Path, library: Library, name: str, parameters: dict[str, JSON], port: str, words: str
) -> None:
    write_video(tmp_path / name)
    document = make_document(Node(id="v", type="Video", parameters={"file": name, **parameters}))

    (found,) = media_problems(build(document, library), tmp_path)

    assert (found.node_id, found.port, found.severity) == ("v", port, Severity.WARNING)
    assert words in found.message


@pytest.mark.parametrize("parameters", [{"start": 3.5}, {"end": 4}, {"start": 1, "end": 1.5}])
def test_a_part_that_plays_is_left_alone(
    tmp_path: Path, library: Library, parameters: dict[str, JSON]
) -> None:
    write_video(tmp_path / "a.mp4")
    document = make_document(Node(id="v", type="Video", parameters={"file": "a.mp4", **parameters}))

    assert not list(media_problems(build(document, library), tmp_path))


def test_a_video_that_is_cut_off_says_how_much_is_there(tmp_path: Path, library: Library) -> None:
    whole, file = write_video(tmp_path / "b.mp4"), tmp_path / "a.mkv"
    with av.open(str(whole)) as film, av.open(str(file), "w") as container:
        stream = container.add_stream_from_template(film.streams.video[0])
        for packet in film.demux(film.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 8 // 10])
    document = make_document(Node(id="v", type="Video", parameters={"file": "a.mkv"}))

    (found,) = media_problems(build(document, library), tmp_path)

    assert "is cut off: of 4 s only" in found.message


@pytest.mark.slow
def test_the_preview_says_when_nothing_plays_of_what_is_wired(
    tmp_path: Path, library: Library, show: Show
) -> None:
    write_video(tmp_path / "a.mp4")
    document = make_document(
        Node(id="n", type="Expression", parameters={"expression": "4 + 5"}),
        Node(id="v", type="Video", parameters={"file": "a.mp4"}),
        Node(id="w", type="Wait", parameters={"duration": 0.5}),
        edges=[wire("n.value", "v.start")],
    )

    shown = show(generate(build(document, library)))

    assert shown.result.error is None
    assert [(note.node_id, note.message) for note in shown.result.notes] == [
        (
            "v",
            "Nothing of its video plays from its start to its end at its speed: one picture is shown.",
        )
    ]


def test_the_node_says_when_no_sound_can_be_heard(tmp_path: Path, library: Library) -> None:
    write_video(tmp_path / "a.mp4")
    document = make_document(
        Node(id="a", type="Video", parameters={"file": "a.mp4"}),
        Node(id="b", type="Video", parameters={"file": "a.mp4", "sound": True}),
    )

    found = list(media_problems(build(document, library), tmp_path))

    assert [(each.node_id, each.port, each.message) for each in found] == [
        ("b", "sound", "The film a.mp4 has no sound.")
    ]
    assert found[0].severity is Severity.WARNING


def write_clear_video(path: Path, codec: str) -> Path:
    """Write red pictures whose right half is transparent."""
    clear = np.full((48, 64, 4), (255, 0, 0, 255), np.uint8)
    clear[:, 32:, 3] = 0
    with av.open(str(path), "w") as container:
        stream = cast("VideoStream", container.add_stream(codec, rate=RATE))
        stream.options = {"auto-alt-ref": "0"}
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuva420p"
        for _ in range(10):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(clear, format="rgba")))
        container.mux(stream.encode(None))
    return path


def write_blended_png(path: Path) -> Path:
    """Write bars that come one after another, each a part that is put over what is there."""
    bars = []
    for number in range(4):
        picture = Image.new("RGBA", (64, 48))
        picture.paste((255, 0, 0, 255), (16 * number, 0, 16 * number + 16, 48))
        bars.append(picture)
    bars[0].save(path, save_all=True, append_images=bars[1:], duration=500, disposal=0, blend=1)
    return path


def write_png_for_those_who_show_no_others(path: Path) -> Path:
    """Write a blue picture that does not belong to the moving ones, which are half clear as those of a video."""
    clear = Image.new("RGBA", (64, 48))
    clear.paste((255, 0, 0, 255), (0, 0, 32, 48))
    others = [clear, Image.new("RGBA", (64, 48), "lime")]
    Image.new("RGBA", (64, 48), "blue").save(
        path, save_all=True, append_images=others, duration=500, default_image=True
    )
    return path


Play = Callable[[float], np.ndarray]


def plays_of(file: Path) -> list[Play]:
    """Return how the app plays a video, and how scripts do."""
    source = ast.parse(
        (data_root() / "nodes" / "shared" / "helpers.py").read_text(encoding="utf-8")
    )
    names = {"read_video", "read_moving_picture"}
    source.body = [node for node in source.body if getattr(node, "name", "") in names]
    # A script leaves files to Python to close, which a test would hear of.
    named = BytesIO(file.read_bytes()) if file.suffix == ".png" else file
    found: dict[str, Any] = {"np": np, "find_file": lambda _: named}
    exec(compile(source, "helpers.py", "exec"), found)
    return [read_video(file)[0], found["read_video"](file)[0]]


@pytest.mark.parametrize("codec", ["libvpx-vp9", "libvpx"])
def test_what_is_transparent_in_a_webm_is_so(tmp_path: Path, codec: str) -> None:
    for picture_at in plays_of(write_clear_video(tmp_path / "a.webm", codec)):
        for seconds in (0, 0.5, 0.1):
            picture = picture_at(seconds)
            assert picture[24, 8, 0] > 240
            assert picture[24, [8, 56], 3].tolist() == [255, 0]


def test_a_png_whose_pictures_are_put_over_one_another_plays(tmp_path: Path) -> None:
    for picture_at in plays_of(write_blended_png(tmp_path / "a.png")):
        for seconds, bars in ((0, 1), (1.2, 3), (0.6, 2)):
            assert (picture_at(seconds)[24, 8::16, 3] == 255).sum() == bars


def test_the_picture_for_those_who_show_no_others_is_not_played(tmp_path: Path) -> None:
    file = write_png_for_those_who_show_no_others(tmp_path / "a.png")
    assert check_video(file).seconds == pytest.approx(1)
    for picture_at in plays_of(file):
        assert picture_at(0)[24, 8].tolist() == [255, 0, 0, 255]


def test_of_a_video_that_is_cut_off_the_last_picture_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    noise = np.random.default_rng(0)
    with av.open(str(file), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=RATE, options={"g": "5"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(COUNT):
            pixels = noise.integers(0, 255, (48, 64, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    for picture_at in plays_of(file):
        last = picture_at(3.9)
        assert (picture_at(3.5) == last).all()
        assert (picture_at(0.5) != last).any()


def test_a_gif_that_is_cut_off_says_so(tmp_path: Path) -> None:
    file = write_video(tmp_path / "a.gif")
    assert not list(video_warnings(file))

    file.write_bytes(file.read_bytes()[:-40])

    (words,) = video_warnings(file)
    assert "a.gif is cut off: only " in words
