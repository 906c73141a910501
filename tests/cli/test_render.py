"""Films from the command line; what the export can do is tested in tests/render."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import av
import pytest
from PIL import Image

from manim_nodes.render.doctor import latex_available
from manim_nodes.workspace.places import places
from tests.support.commands import (
    PROGRAM,
    ROOT,
    Said,
    run,
    run_apart,
    save_circle,
    save_project,
    started,
)
from tests.support.library import node

LONG_S = 9999


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return tmp_path / "film.mnodes"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the processes of a test put temporary files into."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


# ---- what can be asked for


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["film"],
            "it has no suffix. Use --format, one of mp4, gif, webp, webm, mov, png, png-sequence",
        ),
        (["film.avi"], "'.avi' is no suffix of a film. Use --format"),
        (["film.mnodes", "--format", "mp4", "--overwrite"], "is the project itself"),
        (["film.mp4", "--transparent"], "MP4 cannot be transparent"),
        (["film.gif", "--fps", "60"], "GIF cannot show 60 frames a second"),
        (["film.mp4", "--fps", "0"], "0 frames a second"),
        (["film.mp4", "--fps", "14"], "Choose 15 to 120 frames a second"),
        (["film.mov", "--fps", "121"], "Choose 15 to 120 frames a second"),
        (["film.webp", "--fps", "0.5"], "Choose 1 to 120 frames a second"),
        (["film.mp4", "--quality", "4322p"], "from 120 to 4320"),
        (["film.mp4", "--steps", "0-2"], "'0-2' names no steps"),
        (["film.mp4", "--steps", "3-2"], "'3-2' ends before it begins"),
        (["film.mp4", "--steps", "2", "--section", "1"], "not both"),
        (["film.mp4", "--section", "Proof"], "There is no section Proof. There are: 1."),
        (["film.mp4", "--fps", "nan"], "nan frames"),
        (["film.mp4", "--quality", "481p"], "--quality"),
        (["film.mp4", "--format", "avi"], "--format"),
        (["film.webp", "--most-mb", "2"], "--most-mb is for GIFs"),
        (["film.mp4", "--plays", "2"], "--plays is for GIF and WebP"),
        (["film.gif", "--encoder", "nvenc"], "--encoder is for MP4"),
    ],
)
def test_what_cannot_be_had_is_wrong_usage(
    arguments: list[str], message: str, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(film.parent)
    save_circle(film)
    said = run("render", film, "-o", *arguments)

    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert list(film.parent.iterdir()) == [film]


@pytest.mark.slow
def test_a_film_is_made_as_asked_for(film: Path) -> None:
    save_circle(film)
    options = ("--quality", "480p", "--fps", "15", "--transparent", "--format", "mov")
    said = run("render", film, "-o", film.with_suffix(".qt"), *options)

    assert said[:2] == (0, f"{film.with_suffix('.qt')}\n")
    with av.open(film.with_suffix(".qt")) as made:
        stream = made.streams.video[0]
        assert (stream.width, stream.height, stream.frames) == (854, 480, 15)
        assert stream.average_rate == 15
        assert "a" in stream.format.name


@pytest.mark.slow
def test_the_picture_has_the_shape_of_the_scene(film: Path) -> None:
    save_project(film, "circle_1", settings={"frame_width": 4.0, "frame_height": 8.0})
    picture = film.with_suffix(".png")

    assert run("render", film, "-o", picture, "--quality", "480p").code == 0
    with Image.open(picture) as image:
        assert image.size == (480, 960)


@pytest.mark.slow
def test_a_scene_that_plays_nothing_is_no_film(film: Path) -> None:
    save_project(film, "circle_1")
    said = run("render", film, "-o", film.with_suffix(".mp4"), "--quality", "480p")

    (*_, last) = said.err.splitlines()
    assert (said.code, said.out) == (1, "")
    assert last.startswith("error: This scene plays nothing")
    assert list(film.parent.iterdir()) == [film]


@pytest.mark.slow
def test_away_from_a_terminal_progress_is_a_line_now_and_then(film: Path) -> None:
    save_circle(film, seconds=10)
    said = run("render", film, "-o", film.with_suffix(".mp4"), "--quality", "480p", "--fps", "60")

    first, *between, last = said.err.splitlines()
    assert first == "  0 %  Draw it"
    assert last.startswith("100 %  ")
    assert 1 <= len(between) <= 9


@pytest.mark.slow
def test_code_of_the_project_runs_when_it_is_trusted(film: Path) -> None:
    save_project(film, [node("python_code_1", {"code": "self.add(Circle())"})])
    picture = film.with_suffix(".png")

    assert run("render", film, "-o", picture, "--quality", "480p", "--trust").code == 0
    assert picture.exists()


@pytest.mark.slow
def test_what_fails_in_manim_is_said_with_its_node(film: Path) -> None:
    save_project(film, [node("python_code_1", {"code": "1 / 0"})])
    said = run("render", film, "-o", film.with_suffix(".mp4"), "--quality", "480p", "--trust")

    assert said[:2] == (1, "")
    assert said.err.startswith("error: python_code_1: Something is divided by zero.")
    assert list(film.parent.iterdir()) == [film]


# ---- without LaTeX


@pytest.fixture
def no_latex(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    latex_available.cache_clear()
    yield
    latex_available.cache_clear()


@pytest.mark.usefixtures("no_latex")
@pytest.mark.parametrize("command", ["render", "preview"])
def test_without_latex_what_needs_it_is_named_and_how_to_get_it(command: str, film: Path) -> None:
    save_project(film, "tex_1")
    output = (
        ("-o", film.with_suffix(".png")) if command == "render" else ("--frames", film.parent / "f")
    )
    said = run(command, film, *output)

    fault, hint = said.err.splitlines()
    assert (said.code, said.out) == (1, "")
    assert fault.startswith("error: tex_1: Node 'LaTeX text' needs LaTeX, which is not installed")
    assert "manim-nodes doctor" in hint
    assert list(film.parent.iterdir()) == [film]


@pytest.mark.slow
@pytest.mark.usefixtures("no_latex")
def test_without_latex_a_formula_goes_through_typst_and_that_is_said(film: Path) -> None:
    formula = {"source": r"\frac{a}{b}", "syntax": "latex"}
    save_project(film, [node("math_1", formula)])
    picture = film.with_suffix(".png")
    said = run("render", film, "-o", picture, "--quality", "480p")

    assert said.code == 0
    assert said.err.startswith("warning: math_1: Node 'Formula' was converted to Typst")
    with Image.open(picture) as image:
        assert image.convert("L").getextrema()[1] == 255


# ---- disks that are full; of one that becomes full meanwhile see tests/render/export

NO_ROOM = "The film may need 0.1 GB, and 0.0 GB are free. Make room, or choose another place, or a lower quality."


def render_with_a_small_disk(film: Path, output: Path, disk: Path, size: str) -> Said:
    """Render where ``disk`` is one of its own; what is left on it comes to standard output."""
    command = f"{' '.join(PROGRAM)} render {film} -o {output} --quality 480p"
    script = (
        f"mount -t tmpfs -o size={size} none {disk} && {command}; code=$?; ls -A {disk}; exit $code"
    )
    return run_apart("unshare", "-rm", "bash", "-c", script)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lends a disk to everybody")
def test_a_full_disk_at_the_output_is_said_and_left_empty(film: Path, temporary: Path) -> None:
    save_circle(film)
    disk = film.parent / "disk"
    disk.mkdir()
    said = render_with_a_small_disk(film, disk / "film.png", disk, "4k")

    (*_, last) = said.err.splitlines()
    assert (said.code, said.out) == (1, "")
    assert last == f"error: {disk}: {NO_ROOM}"
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lends a disk to everybody")
def test_a_full_disk_under_the_render_is_said_and_left_empty(film: Path, temporary: Path) -> None:
    save_circle(film)
    output = film.with_suffix(".png")
    work = places().export_work
    work.mkdir(parents=True)
    said = render_with_a_small_disk(film, output, work, "16k")

    (*_, last) = said.err.splitlines()
    assert (said.code, said.out) == (1, "")
    assert last == f"error: {work}: {NO_ROOM}"
    assert list(temporary.iterdir()) == []
    assert not output.exists()


# ---- Ctrl-C


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_a_render_that_is_stopped_leaves_nothing(
    request_to_stop: signal.Signals, film: Path, temporary: Path
) -> None:
    save_circle(film, seconds=LONG_S)
    command = (*PROGRAM, "render", film, "-o", film.with_suffix(".mp4"), "--quality", "480p")
    with started(*command) as process:
        assert process.stderr is not None
        assert "Draw it" in process.stderr.readline()
        os.killpg(process.pid, request_to_stop)
        out, err = process.communicate(timeout=120)

    assert (process.returncode, out) == (130, "")
    assert err.endswith("\nInterrupted.\n")
    assert "Traceback" not in err
    assert sorted(film.parent.iterdir()) == [film, temporary]
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_a_preview_that_is_stopped_leaves_what_was_there(film: Path, temporary: Path) -> None:
    save_project(film, [node("wait_1"), node("python_code_1", {"code": "while True: pass"}, x=1)])
    frames = film.parent / "frames"
    frames.mkdir()
    (frames / "frame_0000.png").write_text("old")
    with started(*PROGRAM, "preview", film, "--frames", frames, "--trust") as process:
        # Unlike rglob, walk passes over folders that go meanwhile.
        wait_for(lambda: any(".png" in " ".join(names) for _, _, names in os.walk(temporary)))
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out, err) == (130, "", "\nInterrupted.\n")
    assert (frames / "frame_0000.png").read_text() == "old"
    assert list(temporary.iterdir()) == []


@pytest.mark.slow
def test_on_a_terminal_a_bar_shows_step_percent_and_time_and_ctrl_c_stops(
    film: Path, temporary: Path
) -> None:
    save_circle(film, seconds=60, label="Draw [/] it")
    command = (*PROGRAM, "render", film, "-o", film.with_suffix(".mp4"), "--quality", "480p")
    ours, theirs = os.openpty()
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs, "start_new_session": False}
    environment = {"TERM": "xterm", "COLUMNS": "100"}
    with started("setsid", "--ctty", *command, env=environment, **ends) as process:
        os.close(theirs)
        seen = read_until(ours, b" left")
        os.write(ours, b"\x03")
        seen += read_until(ours, b"Interrupted.")
    os.close(ours)

    assert process.returncode == 130
    assert b"Draw [/] it" in seen
    assert re.search(rb"\d%.*:\d\d left", seen)
    assert list(temporary.iterdir()) == []


def read_until(terminal: int, text: bytes) -> bytes:
    seen = b""
    with suppress(OSError):  # Linux's way to say that the other end is closed
        while text not in seen:
            seen += os.read(terminal, 4096)
    return seen


# ---- what cannot be loaded


@pytest.mark.slow
def test_a_compiled_part_that_cannot_be_loaded_is_named_and_no_node(
    film: Path, tmp_path: Path
) -> None:
    save_circle(film)
    (tmp_path / "manimpango.py").write_text(
        "raise ImportError('libxcb.so.1: cannot open shared object file: No such file or directory')"
    )
    ours = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}

    output = film.with_suffix(".mp4")
    for said in (
        run_apart(*PROGRAM, "render", film, "-o", output, env=ours),
        run_apart(*PROGRAM, "preview", film, "--frames", film.parent / "frames", env=ours),
    ):
        assert said.code == 1
        assert said.err.startswith("error: libxcb.so.1 cannot be loaded here: it is missing")
        assert "./script/start again" in said.err

    said = run_apart(*PROGRAM, "doctor", env=ours)
    assert said.code == 1
    assert re.search(r"MISSING +fonts +libxcb.so.1 cannot be loaded here", said.out)


def test_an_encoder_that_does_not_work_here_is_said(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_circle(film)
    monkeypatch.setattr(
        "manim_nodes.cli.film_options.hardware_faults", lambda _: [("nvenc", "no card")]
    )
    said = run("render", film, "-o", film.with_suffix(".mp4"), "--encoder", "nvenc")
    assert said.code == 2
    assert "NVIDIA NVENC does not work on this machine (no card)" in said.err


@pytest.mark.slow
def test_steps_and_sections_of_a_film_are_made(film: Path) -> None:
    nodes = [
        node("circle_1"),
        node("create_1", {"run_time": 1.0}),
        node("next_section_1", {"name": "Proof"}),
        node("wait_1", {"duration": 2.0}),
    ]
    save_project(film, nodes, "circle_1.mobject > create_1.mobject")
    for output, options, frames in (
        ("second.mp4", ("--steps", "2"), 30),
        ("first.mp4", ("--steps", "-1"), 15),
        ("proof.mp4", ("--section", "Proof"), 30),
    ):
        said = run("render", film, "-o", film.parent / output, *_SMALL, *options)
        assert said.code == 0, said.err
        with av.open(film.parent / output) as made:
            assert made.streams.video[0].frames == frames


_SMALL = ("--quality", "480p", "--fps", "15")
