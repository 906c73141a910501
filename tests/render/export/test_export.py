"""Exports, looked at with PyAV and PIL."""

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export import ExportResult, export
from manim_nodes.render.export.export_settings import ExportError, ExportFormat, ExportSettings
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.export.publish import OutputExistsError
from manim_nodes.render.export.run_errors import ManimFailedError
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.quality import Quality
from tests.render.conftest import Show
from tests.render.reference_scenes import SOURCE
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script, script_from

pytestmark = pytest.mark.slow

FRAMES = 10
SCRIPT = make_script("""
    # node: circle_1
    circle = Circle(color=BLUE, fill_opacity=0.5)
    # node: create_1
    self.play(Create(circle), run_time=0.5)
    # node: wait_1
    self.wait(0.5)
""")
ENDLESS = make_script("# node: long_1\nself.play(Create(Circle()), run_time=9999)")

Export = Callable[..., ExportResult]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


@pytest.fixture
def make(tmp_path: Path, work: Path) -> Export:
    def make(script: Script, output: Path, **options: Any) -> ExportResult:
        on_progress = options.pop("on_progress", lambda _: None)
        cancel = options.pop("cancel", None)
        file_format = options.pop("format", None) or ExportFormat(
            output.suffix[1:] or "png-sequence"
        )
        defaults = {
            "quality": SMALL,
            "cache_dir": tmp_path / "cache",
            "work_dir": work,
            "assets_dir": tmp_path,
        }
        settings = ExportSettings(file_format, output=output, **{**defaults, **options})
        return export(script, settings, on_progress=on_progress, cancel=cancel)

    return make


def assert_clean(place: Path, work: Path) -> None:
    assert list(place.iterdir()) == []
    assert list(work.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "transparent", "codec", "pixels"),
    [
        ("a.mp4", False, "h264", "yuv420p"),
        ("a.webm", False, "vp9", "yuv420p"),
        ("a.mov", False, "h264", "yuv420p"),
        ("a.mov", True, "qtrle", "argb"),
        ("a.gif", False, "gif", "bgra"),
    ],
)
def test_a_film_has_codec_size_rate_and_length(
    name: str, transparent: bool, codec: str, pixels: str, place: Path, work: Path, make: Export
) -> None:
    result = make(SCRIPT, place / name, transparent=transparent)
    assert (result.outcome, result.output) == (Outcome.FINISHED, place / name)
    with av.open(place / name) as film:
        video = film.streams.video[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == (codec, pixels)
        assert (video.width, video.height) == (SMALL.width, SMALL.height)
        assert video.average_rate == SMALL.fps
        assert sum(1 for _ in film.decode(video)) == FRAMES
        assert film.duration == pytest.approx(FRAMES / SMALL.fps * av.time_base, rel=0.02)
    assert list(work.iterdir()) == []


def test_an_mp4_begins_with_its_table_of_contents_to_play_while_it_loads(
    place: Path, make: Export
) -> None:
    make(SCRIPT, place / "a.mp4")
    content = (place / "a.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_webm_carries_alpha(place: Path, make: Export) -> None:
    make(SCRIPT, place / "a.webm", transparent=True)
    decoder = av.VideoCodecContext.create("libvpx-vp9", "r")
    with av.open(place / "a.webm") as film:
        assert film.streams.video[0].metadata["alpha_mode"] == "1"
        frame = decoder.decode(next(film.demux(video=0)))[0]
    assert frame.to_ndarray(format="rgba")[0, 0, 3] == 0


def test_a_gif_shows_the_films_own_colors(place: Path, make: Export, show: Show) -> None:
    script = make_script(
        'self.camera.background_color = "#1e2a44"\nself.add(Square())\nself.wait(0.3)'
    )
    make(script, place / "a.gif")
    with Image.open(place / "a.gif") as gif:
        assert np.array_equal(np.array(gif.convert("RGBA")), show(script).frames[0].pixels)


def test_a_transparent_gif_lets_through(place: Path, make: Export) -> None:
    make(SCRIPT, place / "a.gif", transparent=True)
    with Image.open(place / "a.gif") as gif:
        assert gif.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]  # it is RGBA


@pytest.mark.parametrize("rate", [15, 29.97])
def test_a_gif_keeps_time_at_odd_rates(rate: float, place: Path, make: Export) -> None:
    make(
        make_script("self.play(Create(Circle()), run_time=2)"),
        place / "a.gif",
        quality=Quality(160, 90, rate),
    )
    with av.open(place / "a.gif") as film:
        assert film.duration == pytest.approx(2 * av.time_base, rel=0.03)


@pytest.mark.parametrize("name", ["Basics", "Traced", "Sections"])
def test_a_sequence_has_every_frame_of_the_preview(
    name: str, place: Path, make: Export, show: Show
) -> None:
    script = script_from(SOURCE, name)
    make(script, place / "frames")
    files = sorted((place / "frames").iterdir())
    expected = [frame.pixels for frame in show(script).frames for _ in range(frame.count)]
    assert len(files) == len(expected)
    assert all(
        np.array_equal(np.array(Image.open(f)), e) for f, e in zip(files, expected, strict=True)
    )


def picture(file: Path) -> npt.NDArray[np.uint8]:
    return np.array(Image.open(file))


def test_a_still_shows_the_end_with_traces_whole(place: Path, make: Export, show: Show) -> None:
    script = script_from(SOURCE.replace("dissipating_time=0.4, ", ""), "Traced")
    make(script, place / "a.png")
    # A scene ends in the picture that it would wait with.
    longer = script_from(
        script.source.replace("        self.wait(0.4)", "        self.wait(0.5)"), "Traced"
    )
    assert np.array_equal(picture(place / "a.png"), show(longer).frames[-1].pixels)


def test_a_scene_that_plays_nothing_is_a_still(place: Path, make: Export) -> None:
    script = make_script("self.add(Circle())")
    make(script, place / "a.png", transparent=True)
    assert picture(place / "a.png")[0, 0].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["a.mp4", "frames"])
def test_a_scene_that_plays_nothing_is_no_film(
    name: str, place: Path, work: Path, make: Export
) -> None:
    with pytest.raises(ManimFailedError, match="plays nothing"):
        make(make_script("self.add(Circle())"), place / name)
    assert_clean(place, work)


def test_progress_rises_to_the_end_and_names_nodes(place: Path, make: Export) -> None:
    seen: list[Progress] = []
    make(SCRIPT, place / "a.mp4", on_progress=seen.append)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    named = [p.node_id for p in seen if p.node_id]
    assert list(dict.fromkeys(named)) == ["create_1", "wait_1"]
    assert named == sorted(named)


def test_a_failing_step_is_named(place: Path, work: Path, make: Export) -> None:
    script = make_script("""
        # node: create_1
        self.play(Create(Circle()), run_time=0.2)
        # node: image_1
        self.add(ImageMobject("cat.png"))
    """)
    with pytest.raises(ManimFailedError) as caught:
        make(script, place / "a.mp4")
    assert str(caught.value) == "image_1: The file cat.png was not found. Choose the file again."
    assert "Traceback" in caught.value.detail
    assert_clean(place, work)


@pytest.mark.latex
def test_what_latex_does_not_like_is_named(place: Path, make: Export) -> None:
    with pytest.raises(ManimFailedError) as caught:
        make(make_script('# node: math_1\nself.add(MathTex(r"\\nonsense"))'), place / "a.png")
    assert str(caught.value).startswith(
        "math_1: LaTeX cannot typeset this: Undefined control sequence."
    )


def in_a_moment(do: Callable[[], None], started: threading.Event) -> Callable[[Progress], None]:
    """Do something once, when the first play is under way."""

    def on_progress(_: Progress) -> None:
        if not started.is_set():
            started.set()
            do()

    return on_progress


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "frames"])
def test_cancel_leaves_nothing(name: str, place: Path, work: Path, make: Export) -> None:
    cancel = CancelToken()
    result = make(
        ENDLESS,
        place / name,
        cancel=cancel,
        on_progress=in_a_moment(cancel.cancel, threading.Event()),
    )
    assert (result.outcome, result.output) == (Outcome.CANCELLED, None)
    assert_clean(place, work)


def test_an_interrupt_leaves_nothing(place: Path, work: Path, make: Export) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(ENDLESS, place / "a.mp4", on_progress=in_a_moment(interrupt, threading.Event()))
    assert_clean(place, work)


def render_processes(work: Path) -> list[int]:
    """Return the processes that work below ``work``."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink().is_relative_to(work):
                found.append(int(entry.name))
    return found


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_a_killed_program_leaves_no_process_and_the_next_export_clears_up(
    tmp_path: Path, place: Path, work: Path, make: Export
) -> None:
    code = f"""
import sys
from pathlib import Path
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import Quality
from tests.support.scripts import make_script
script = make_script({"self.play(Create(Circle()), run_time=9999)"!r})
place = Path({str(tmp_path)!r})
settings = ExportSettings(ExportFormat.MP4, Quality(160, 90, 10), place / "out/a.mp4", place / "cache", work_dir=place / "work")
export(script, settings, on_progress=lambda _: print("under way", flush=True))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path.cwd()
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        assert render_processes(work)
        program.send_signal(signal.SIGKILL)
    wait_until(lambda: not render_processes(work))
    assert len(list(work.iterdir())) == 1
    make(SCRIPT, place / "b.mp4")
    assert list(work.iterdir()) == []


def test_an_existing_file_is_kept_unless_told(place: Path, make: Export) -> None:
    (place / "a.png").write_text("mine")
    with pytest.raises(OutputExistsError, match="Choose another name"):
        make(SCRIPT, place / "a.png")
    assert (place / "a.png").read_text() == "mine"
    make(SCRIPT, place / "a.png", overwrite=True)
    assert picture(place / "a.png").shape == (90, 160, 4)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"transparent": True}, "MP4 cannot be transparent. Choose"),
        ({"quality": Quality(161, 90, 10)}, "161x90 pixels cannot be encoded"),
        ({"quality": Quality(160, 90, 0)}, "no film of 160x90 at 0 frames"),
        (
            {"format": ExportFormat.GIF, "quality": Quality(160, 90, 60)},
            "GIF cannot show 60 frames",
        ),
    ],
)
def test_what_cannot_be_had_is_refused(
    options: dict[str, Any], message: str, place: Path, make: Export
) -> None:
    with pytest.raises(ExportError, match=message):
        make(SCRIPT, place / "a.mp4", **options)


def test_a_missing_folder_is_refused(place: Path, make: Export) -> None:
    with pytest.raises(ExportError, match="There is no such folder"):
        make(SCRIPT, place / "no" / "a.mp4")


def test_a_full_disk_while_rendering_is_said(place: Path, work: Path, make: Export) -> None:
    script = make_script('# node: code_1\nraise OSError(28, "No space left on device")')
    with pytest.raises(RenderError, match="The disk is full"):
        make(script, place / "a.mp4")
    assert_clean(place, work)


def test_a_users_config_does_not_show(
    home: Path, place: Path, make: Export, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = home / ".config/manim/manim.cfg"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(
        "[CLI]\nbackground_color = RED\nframe_height = 2\nframe_width = 3\nquality = fourk_quality\nseed = 9\n"
        "background_opacity = 0.5\nupto_animation_number = 0\nsave_sections = True\n"
        "[video_encoder]\ncodec = mpeg4\n[video_encoder.options]\nnonsense = 1\n"
    )
    monkeypatch.setenv("HOME", str(home))
    script = script_from(SOURCE.replace("config.seed = 7", ""), "Chance")
    make(script, place / "a.mp4")
    with av.open(place / "a.mp4") as film:
        assert film.streams.video[0].codec_context.name == "h264"
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in film.decode(video=0)]
    shown = show(script).frames
    assert len(frames) == len(shown)
    assert np.abs(frames[-1] - shown[-1].pixels[:, :, :3]).mean() < 2


def test_secrets_of_the_environment_do_not_reach_the_script(
    place: Path, make: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANY_API_KEY", "secret")
    script = make_script(
        'import os\nassert "ANY_API_KEY" not in os.environ and "PATH" in os.environ\nself.wait(0.1)'
    )
    assert make(script, place / "a.mp4").outcome is Outcome.FINISHED


def test_outlines_are_kept_between_exports(tmp_path: Path, place: Path, make: Export) -> None:
    script = make_script('self.add(Text("kept"), MathTypst("x"))')
    make(script, place / "a.png")
    kept = sorted(path.name for path in (tmp_path / "cache").rglob("*.svg"))
    assert len(kept) == 2
    make(script, place / "b.png")
    assert np.array_equal(picture(place / "a.png"), picture(place / "b.png"))
    assert sorted(path.name for path in (tmp_path / "cache").rglob("*.svg")) == kept


def test_images_of_the_project_are_found_whatever_its_folder_is_called(
    tmp_path: Path, place: Path, make: Export
) -> None:
    assets = tmp_path / "my {best} 100%"
    assets.mkdir()
    Image.new("RGB", (4, 4), "red").save(assets / "cat.png")
    make(
        make_script('self.add(ImageMobject("cat.png").scale(100))'),
        place / "a.png",
        assets_dir=assets,
    )
    assert picture(place / "a.png")[45, 80].tolist() == [255, 0, 0, 255]


@pytest.mark.latex
def test_formulas_cannot_write_files_through_postscript(
    tmp_path: Path, place: Path, make: Export
) -> None:
    file = tmp_path / "written.txt"
    special = rf"x\special{{ps: ({file}) (w) file dup (text) writestring closefile}}"
    make(make_script(f"self.add(Tex({special!r}))"), place / "a.png")
    assert not file.exists()


@pytest.mark.latex
def test_formulas_cannot_read_files(tmp_path: Path, place: Path, make: Export) -> None:
    (tmp_path / "secret.tex").write_text("key")
    formula = rf"\input{{{tmp_path}/secret.tex}}"
    script = make_script(f"self.add(Tex({formula!r}))")
    with pytest.raises(ManimFailedError):
        make(script, place / "a.png")


@pytest.mark.latex
def test_formulas_leave_no_file_that_passes_for_anothers(
    tmp_path: Path, place: Path, make: Export
) -> None:
    others = tuple(
        f"fedcba987654321{number}.{end}" for number in range(8) for end in ("svg", "dvi")
    )
    write = "".join(
        rf"\immediate\openout\f={name} \immediate\write\f{{<svg></svg>}}\immediate\closeout\f"
        for name in others
    )
    formula = rf"\newwrite\f {write} x"
    make(make_script(f"self.add(Tex({formula!r}))"), place / "a.png")
    kept = [path.name for path in (tmp_path / "cache").rglob("*.svg")]
    assert len(kept) == 1
    assert not {*kept} & {*others}


def test_a_render_in_which_nothing_goes_on_is_stopped(
    place: Path, work: Path, make: Export
) -> None:
    stuck = make_script(
        "# node: code_1\nimport time\ntime.sleep(9999)\n# node: wait_1\nself.wait()"
    )
    with pytest.raises(ManimFailedError, match="It was stopped: nothing has gone on"):
        make(stuck, place / "a.mp4", stuck_s=3.0)
    assert_clean(place, work)
