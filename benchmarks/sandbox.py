"""What confinement costs: a launch of ``true``, alone and in each tier that works here, and a frame of a preview.

Run it as ``.venv/bin/python -m benchmarks.sandbox``. The processor's time is what a launch costs on a quiet machine;
the clock's also counts what the machine did meanwhile.
"""

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.__main__ import to_source
from benchmarks.graphs import ten_nodes
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.confined.confined_engine import ConfinedEngine
from manim_nodes.render.preview.isolation import load_manim
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import EXPORT_LIMITS
from manim_nodes.sandbox.probe import works
from manim_nodes.sandbox.tiers import Tier
from manim_nodes.workspace.places import data_root

ROUNDS = 25


def launch(command: list[str], folder: str) -> tuple[float, float]:
    """Return the seconds of the clock, and of the processor, that a command takes."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True)
    took, after = time.perf_counter() - began, os.times()
    used = after.children_user - before.children_user + after.children_system
    return took, used - before.children_system


def main() -> None:
    """Measure each tier."""
    print("| launch of `true` | clock: median / best | processor: mean |")
    print("| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for tier in (None, *filter(works, Tier)):
            command = ["true"]
            if tier is not None:
                command = confined(command, tier=tier, folder=Path(folder), limits=EXPORT_LIMITS)
            clock, processor = zip(*(launch(command, folder) for _ in range(ROUNDS)), strict=True)
            median, best = statistics.median(clock) * 1e3, min(clock) * 1e3
            title = "not confined" if tier is None else tier.title
            print(
                f"| {title} | {median:.0f} / {best:.0f} ms | {statistics.mean(processor) * 1e3:.0f} ms |"
            )
        measure_frames(Path(folder))


def measure_frames(folder: Path) -> None:
    """Measure what a frame at 480p costs more where a confined process draws it."""
    script = to_source(ten_nodes(), load_library(data_root() / "nodes"))
    settings = PreviewSettings(folder / "cache")
    load_manim()

    def frame_s(draw: Callable[..., PreviewResult]) -> float:
        began = time.perf_counter()
        result = draw(script, settings, on_frame=lambda _: None)
        return (time.perf_counter() - began) / result.drawn

    with ConfinedEngine(folder) as engine:
        began = time.perf_counter()
        engine.frame(script, settings, 0)
        start_s = time.perf_counter() - began
        # In turns, so that whatever else the machine does falls on both.
        pairs = [(frame_s(render_preview), frame_s(engine.film)) for _ in range(ROUNDS)]
    here, there = (statistics.median(each) * 1e3 for each in zip(*pairs, strict=True))
    print("\n| a frame at 480p | here | in a confined process | more | until the first one |")
    print("| --- | ---: | ---: | ---: | ---: |")
    print(f"| median | {here:.1f} ms | {there:.1f} ms | {there - here:.1f} ms | {start_s:.1f} s |")


if __name__ == "__main__":
    main()
