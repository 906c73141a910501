"""Measures what long work costs: a scene of a minute drawn again, and memory over thousands of edits.

Run it as ``.venv/bin/python -m benchmarks.long``; it prints the table of long work.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.app_window import (
    app_window,
    is_analyzed,
    is_drawn,
    open_project,
    temporary_home,
)
from benchmarks.event_loop import wait_until
from benchmarks.graphs import chain_of_nodes, ten_nodes
from benchmarks.memory import MEBIBYTE, bytes_in_use
from benchmarks.random_edits import RandomEdits
from manim_nodes.codegen.scene import generate
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.isolation import load_manim
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.workspace.places import data_root

EDITS = 3_000
WARM_EDITS = 2_000
"""By then as many versions are kept as can be undone, 1,000, for not every step makes one: until then, what undo needs grows too."""

DRAWN_EVERY = 5
MAX_WAIT_S = 10.0
FRAMES_MB = 64


def main() -> None:
    """Print the table."""
    print("| long work | measured | target |")
    print("| --- | ---: | ---: |")
    # First, as the frames of a minute would leave the heap as large as they were.
    for count, used, frames in memory_over_edits():
        name = f"memory after {count:,} random edits with live preview"
        parts = f"{used / MEBIBYTE:.0f} MiB, {frames / MEBIBYTE:.0f} of them frames"
        target = "no growth" if count == EDITS else ""
        print(f"| {name} (frames: at most {FRAMES_MB} MiB) | {parts} | {target} |", flush=True)
    first, again, length_s = drawn_again()
    share = f"{again / first:.1%} ({again:.2f} s of {first:.2f} s)"
    print(f"| {length_s:.0f} s scene again, last step changed | {share} | 15 % |")


def drawn_again() -> tuple[float, float, float]:
    """Draw a scene of about a minute, then again with its last step changed; give seconds, and how long it is."""
    library = load_library(data_root() / "nodes")
    document = chain_of_nodes(75)
    last = max(
        (node for node in document.nodes if node.type == "Wait"), key=lambda node: node.position
    )
    changed = set_parameter(document, last.id, "duration", 1.7)
    load_manim()
    with tempfile.TemporaryDirectory() as folder:
        store = FrameStore(Path(folder) / "frames")
        settings = PreviewSettings(Path(folder) / "cache")
        first, frames = drawn(document, library, settings, store)
        again, _ = drawn(changed, library, settings, store)
    return first, again, frames / settings.quality.fps


def drawn(
    document: Document, library: Library, settings: PreviewSettings, store: FrameStore
) -> tuple[float, int]:
    """Draw a whole film; give the seconds that it took, and its frames."""
    begun = time.perf_counter()
    script = generate(build(document, library))
    result = render_preview(script, settings, on_frame=lambda _: None, frames=store)
    return time.perf_counter() - begun, result.frame_count


def memory_over_edits() -> Iterator[tuple[int, int, int]]:
    """Make random edits in the app while it draws; give memory along the way.

    Yields
    ------
    count, used, frames : how many edits have been made, and the bytes in use then; how many of them are kept frames
    """
    preferences = {"preview_height": 240, "preview_memory_mb": FRAMES_MB}
    with temporary_home() as home, app_window(**preferences) as window:
        open_project(window, ten_nodes(), home)
        random_edits = RandomEdits(window.session)
        store = window.panels.player.preview._store
        for count in range(1, EDITS + 1):
            random_edits.step()
            wait_until(lambda: is_analyzed(window))
            if window.session.analysis is not None and window.session.analysis.script is None:
                window.session.undo()  # so that there is something to draw
            end = time.perf_counter() + MAX_WAIT_S
            if count % DRAWN_EVERY == 0:
                wait_until(lambda: is_drawn(window) or time.perf_counter() > end)  # noqa: B023
            if count in (100, WARM_EDITS, EDITS):
                yield count, bytes_in_use(), store.memory_bytes


if __name__ == "__main__":
    main()
