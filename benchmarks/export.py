"""Exports against plain manim on the same scripts, in pairs; run it as ``.venv/bin/python -m benchmarks.export``.

Seconds of the clock say what a user waits for, and depend on what else the machine does; seconds of the processor do not.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import psutil

from manim_nodes.codegen.script import Play, Script, SourceMap
from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.finish_job import finish_job
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import QUALITIES, Quality

_LOOK_EVERY_S = 0.2

Luma = npt.NDArray[np.float64]

_HEADER = "from manim import *\n\n\nclass Film({scene}):\n    def construct(self):\n"
_TEXT = """
title = Text("What is a derivative?", font_size=56)
self.play(Write(title), run_time=2)
self.play(title.animate.to_edge(UP), run_time=1)
lines = VGroup(*(Text(line, font_size=36) for line in ("A slope,", "of a line,", "that touches a curve"))).arrange(DOWN)
self.play(LaggedStart(*(FadeIn(line, shift=RIGHT) for line in lines), lag_ratio=0.5), run_time=2)
self.wait(1)
self.play(FadeOut(lines, shift=DOWN), run_time=1)
self.play(Indicate(title), run_time=1)
"""
_PLOTS = """
axes = Axes(x_range=[-4, 4], y_range=[-2, 2], x_length=11, y_length=6)
self.play(Create(axes), run_time=1)
curve = axes.plot(lambda x: np.sin(2 * x), color=BLUE)
self.play(Create(curve), run_time=2)
area = axes.get_area(curve, x_range=[0, 1.5], color=GREEN)
self.play(FadeIn(area), run_time=1)
tracker = ValueTracker(-3)
dot = always_redraw(lambda: Dot(axes.c2p(tracker.get_value(), np.sin(2 * tracker.get_value()))))
self.add(dot)
self.play(tracker.animate.set_value(3), run_time=2)
self.play(FadeOut(area), run_time=1)
self.wait(1)
"""
_SHAPES = """
dots = VGroup(*(Circle(0.2, color=c, fill_opacity=0.6) for c in color_gradient([BLUE, RED, YELLOW], 120))).arrange_in_grid(8, 15)
self.play(LaggedStart(*(GrowFromCenter(dot) for dot in dots), lag_ratio=0.02), run_time=2)
self.play(dots.animate.rotate(PI / 4).scale(0.7), run_time=2)
self.play(dots.animate.arrange_in_grid(15, 8), run_time=2)
self.play(FadeOut(dots, scale=0.5), run_time=1)
self.wait(1)
"""
_SPACE = """
self.set_camera_orientation(phi=70 * DEGREES, theta=-45 * DEGREES)
axes = ThreeDAxes()
surface = Surface(lambda u, v: axes.c2p(u, v, np.sin(u) * np.cos(v)), u_range=[-3, 3], v_range=[-3, 3], resolution=(16, 16))
self.play(Create(axes), run_time=1)
self.play(Create(surface), run_time=1)
self.move_camera(theta=45 * DEGREES, run_time=2)
self.play(surface.animate.set_opacity(0.5), run_time=1)
"""
SCRIPTS = {
    "text": ("Scene", _TEXT),
    "plots": ("Scene", _PLOTS),
    "many shapes": ("Scene", _SHAPES),
    "3D": ("ThreeDScene", _SPACE),
}
ENCODERS = (
    "preset=medium crf=23",
    "preset=faster crf=23",
    "preset=veryfast crf=23",
    "preset=veryfast crf=22",
    "preset=veryfast crf=23 tune=animation",
    "preset=veryfast crf=23 rc-lookahead=20",
    "preset=veryfast crf=23 refs=3 rc-lookahead=20 trellis=1",
    "preset=superfast crf=26",
    "preset=superfast crf=22 rc-lookahead=10 mbtree=1",
)
_LAST = "self.play(Create(Square(color=TEAL)), run_time={seconds})\n"


def script_of(name: str, last_seconds: float = 1.0) -> Script:
    """Return a script with a last step of a length of its own."""
    scene, body = SCRIPTS[name]
    lines = (body.strip() + "\n" + _LAST.format(seconds=last_seconds)).splitlines()
    source = _HEADER.format(scene=scene) + "".join(f"        {line}\n" for line in lines)
    plays: list[Play] = []
    for number, line in enumerate(source.splitlines(), start=1):
        if any(call in line for call in ("self.play(", "self.wait(", "self.move_camera(")):
            seconds = (
                float(line.rpartition("run_time=")[2].rstrip(")") or 1)
                if "run_time=" in line
                else 1.0
            )
            plays.append(Play(f"play_{len(plays)}", number, seconds))
    return Script(source, "Film", SourceMap((), tuple(plays)))


@dataclass(frozen=True)
class Measured:
    """What something took."""

    clock_s: float
    processor_s: float


def measure(work: Callable[[], object]) -> Measured:
    """Time one call, with the processes that it starts."""
    begin = time.perf_counter()
    with _counting_processors() as seconds:
        work()
    return Measured(time.perf_counter() - begin, seconds())


@contextmanager
def _counting_processors() -> Iterator[Callable[[], float]]:
    """Count what this process computes, and all that it starts, by looking at them: of confined ones nobody is told."""
    ours, over, theirs = time.process_time(), threading.Event(), dict[int, float]()

    def look() -> None:
        while not over.wait(_LOOK_EVERY_S):
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    times = process.cpu_times()
                    theirs[process.pid] = times.user + times.system

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield lambda: time.process_time() - ours + sum(theirs.values())
    finally:
        over.set()
        thread.join()


def plain(script: Script, quality: Quality, folder: Path, kind: str = "mp4") -> Path:
    """Let plain manim make a film; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scene.py").write_text(script.source)
    command = [sys.executable, "-m", "manim", "render", "scene.py", "Film", "--format", kind]
    size = f"{quality.width},{quality.height}"
    options = ["-r", size, "--fps", f"{quality.fps:g}", "-v", "ERROR", "--progress_bar", "none"]
    more = ["--disable_caching", "--media_dir", "media", "--silent"]
    subprocess.run([*command, *options, *more], cwd=folder, check=True, capture_output=True)
    return next(
        each
        for each in (folder / "media" / "videos").rglob(f"Film*.{kind}")
        if "partial" not in str(each)
    )


class Ours:
    """Our queue in a folder."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._queue = ExportQueue(open_database(folder / "exports.sqlite"))
        cache = FilmCache(folder / "films", 10**10)
        self._runner = QueueRunner(self._queue, folder / "work", cache, workers=workers)

    def make(self, script: Script, quality: Quality, kind: ExportFormat = ExportFormat.MP4) -> Path:
        """Make a film; return it."""
        output = self._folder / f"film.{kind.value}"
        settings = ExportSettings(kind, quality, output, self._folder / "cache", overwrite=True)
        job_id = self._queue.add(ExportSnapshot("film", "Film", "{}", script, settings, {}))
        finish_job(self._queue, self._runner, job_id)
        return output


def lumas(film: Path, every: int) -> Iterator[Luma]:
    """Return the brightness of some frames."""
    with av.open(film) as source:
        for number, frame in enumerate(source.decode(video=0)):
            if number % every == 0:
                yield frame.to_ndarray(format="gray").astype(float)


def ssim(film: Path, reference: Path, every: int = 10) -> float:
    """Return how alike two films are, from 0 to 1: the mean of their frames'."""
    pairs = zip(lumas(film, every), lumas(reference, every), strict=True)
    return float(np.mean([_ssim(one, other) for one, other in pairs]))


def _ssim(one: Luma, other: Luma) -> float:
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    a, b = _means(one), _means(other)
    variances = _means(one * one) - a * a, _means(other * other) - b * b
    covariance = _means(one * other) - a * b
    above = (2 * a * b + c1) * (2 * covariance + c2)
    return float((above / ((a * a + b * b + c1) * (variances[0] + variances[1] + c2))).mean())


def _means(values: Luma) -> Luma:
    """Return the mean of each block of 8 x 8."""
    height, width = (side // 8 * 8 for side in values.shape)
    blocks = values[:height, :width].reshape(height // 8, 8, width // 8, 8)
    return np.asarray(blocks.mean((1, 3)))


def measure_exports(quality: Quality, names: list[str], workers: int) -> None:
    """Print films of plain manim and ours, in pairs, and again after a change of the last step."""
    print(f"{quality.width}x{quality.height}, {quality.fps:g} frames a second, {workers} workers\n")
    print(
        "| scene | manim | ours | faster | processor | size | SSIM of manim's, ours | last step changed: manim, ours | faster |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            place, made = Path(folder), Ours(Path(folder) / "ours", workers)
            script = script_of(name)
            theirs = measure(lambda: plain(script, quality, place / "plain"))  # noqa: B023
            ours = measure(lambda: made.make(script, quality))  # noqa: B023
            film, other = place / "ours" / "film.mp4", next((place / "plain").rglob("Film.mp4"))
            sizes = film.stat().st_size / other.stat().st_size
            reference = lossless(script, quality, place / "lossless")
            alike = f"{ssim(other, reference):.4f}, {ssim(film, reference):.4f}"
            changed = script_of(name, 1.5)
            plainly = measure(lambda: plain(changed, quality, place / "changed"))  # noqa: B023
            again = measure(lambda: made.make(changed, quality))  # noqa: B023
            print(
                f"| {name} | {theirs.clock_s:.1f} s | {ours.clock_s:.1f} s | {theirs.clock_s / ours.clock_s:.2f} "
                f"| {theirs.processor_s:.1f} s, {ours.processor_s:.1f} s | {sizes:.2f} | {alike} "
                f"| {plainly.clock_s:.1f} s, {again.clock_s:.1f} s | {plainly.clock_s / again.clock_s:.1f} |",
                flush=True,
            )


def lossless(script: Script, quality: Quality, folder: Path) -> Path:
    """Let plain manim make a film without loss; return it."""
    folder.mkdir(parents=True)
    (folder / "scene.py").write_text(script.source)
    command = [sys.executable, "-m", "manim", "render", "scene.py", "Film", "--format", "mov"]
    codec = ["--video-codec", "qtrle", "--pixel-format", "rgb24"]
    options = [
        "-r",
        f"{quality.width},{quality.height}",
        "--fps",
        f"{quality.fps:g}",
        "-v",
        "ERROR",
    ]
    more = ["--progress_bar", "none", "--disable_caching", "--media_dir", "media", "--silent"]
    subprocess.run([*command, *codec, *options, *more], cwd=folder, check=True, capture_output=True)
    return next(each for each in folder.rglob("Film.mov") if "partial" not in str(each))


def measure_workers(quality: Quality, names: list[str], workers: list[int]) -> None:
    """Print films of plain manim beside ours by some numbers of workers, one after another."""
    counts = " | ".join(f"{count} workers" for count in workers)
    print(f"| scene | manim | {counts} |")
    print("| --- | ---: |" + " ---: |" * len(workers))
    for name in names:
        script = script_of(name)
        with tempfile.TemporaryDirectory() as folder:
            theirs = measure(lambda: plain(script, quality, Path(folder)))  # noqa: B023
        cells = []
        for count in workers:
            with tempfile.TemporaryDirectory() as folder:
                made = Ours(Path(folder), count)
                ours = measure(lambda: made.make(script, quality))  # noqa: B023
            cells.append(f"{ours.clock_s:.1f} s, {theirs.clock_s / ours.clock_s:.2f} times faster")
        print(f"| {name} | {theirs.clock_s:.1f} s | {' | '.join(cells)} |", flush=True)


def measure_gifs(quality: Quality, names: list[str], workers: int) -> None:
    """Print GIFs of plain manim and ours, in pairs."""
    print("| scene | manim | ours | faster | size of manim's, ours | SSIM of manim's, ours |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            place, script = Path(folder), script_of(name)
            made = Ours(place / "ours", workers)
            theirs = measure(lambda: plain(script, quality, place / "plain", "gif"))  # noqa: B023
            ours = measure(lambda: made.make(script, quality, ExportFormat.GIF))  # noqa: B023
            film, other = place / "ours" / "film.gif", next((place / "plain").rglob("Film*.gif"))
            reference = lossless(script, quality, place / "lossless")
            sizes = f"{other.stat().st_size / 1000:.0f} kB, {film.stat().st_size / 1000:.0f} kB"
            alike = f"{ssim(other, reference):.4f}, {ssim(film, reference):.4f}"
            print(
                f"| {name} | {theirs.clock_s:.1f} s | {ours.clock_s:.1f} s "
                f"| {theirs.clock_s / ours.clock_s:.2f} | {sizes} | {alike} |",
                flush=True,
            )


def measure_encoders(quality: Quality, name: str) -> None:
    """Print what encoding one film takes with each of some settings."""
    print("\n| settings | processor | size | SSIM |")
    print("| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        reference = lossless(script_of(name), quality, Path(folder) / "lossless")
        for text in ENCODERS:
            options = dict(each.split("=") for each in text.split())
            film = Path(folder) / f"{text}.mp4"
            took = measure(lambda: encode(reference, film, {**options, "threads": "1"}))  # noqa: B023
            print(
                f"| {text} | {took.processor_s:.1f} s | {film.stat().st_size / 1024:.0f} KiB "
                f"| {ssim(film, reference):.4f} |",
                flush=True,
            )


def encode(source: Path, film: Path, options: dict[str, str]) -> None:
    """Encode a film as H.264."""
    with av.open(source) as frames, av.open(film, "w") as target:
        video = frames.streams.video[0]
        stream = target.add_stream("libx264", rate=video.average_rate, options=options)
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "yuv420p"
        time_base = 1 / (video.average_rate or Fraction(30))
        for number, frame in enumerate(frames.decode(video)):
            frame.pts, frame.time_base = number, time_base
            target.mux(stream.encode(frame))
        target.mux(stream.encode())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quality", default="1080p", choices=list(QUALITIES))
    parser.add_argument("--workers", type=int, nargs="+", default=[2])
    parser.add_argument("--scenes", nargs="+", default=list(SCRIPTS), choices=list(SCRIPTS))
    parser.add_argument("--encoders", action="store_true")
    parser.add_argument("--gifs", action="store_true", help="GIFs, of 15 frames a second")
    parser.add_argument("--only-workers", action="store_true", help="the numbers of workers only")
    options = parser.parse_args()
    quality = QUALITIES[options.quality]
    if options.encoders:
        measure_encoders(quality, options.scenes[0])
        return
    if options.gifs:
        measure_gifs(replace(quality, fps=15), options.scenes, options.workers[0])
        return
    if options.only_workers:
        measure_workers(quality, options.scenes, options.workers)
        return
    for workers in options.workers:
        measure_exports(quality, options.scenes, workers)


if __name__ == "__main__":
    main()
