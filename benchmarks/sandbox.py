"""What confinement costs: a launch of ``true``, alone and in each tier that works here.

Run it as ``.venv/bin/python -m benchmarks.sandbox``. The processor's time is what a launch costs on a quiet machine;
the clock's also counts what the machine did meanwhile.
"""

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.limits import EXPORT_LIMITS
from manim_nodes.sandbox.probe import works
from manim_nodes.sandbox.tiers import Tier

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


if __name__ == "__main__":
    main()
