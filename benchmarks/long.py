"""Measures what long work costs: a scene of a minute drawn again, and memory over hundreds of edits.

Run it as ``.venv/bin/python -m benchmarks.long``; it prints the table of long work.
"""

import gc
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.app import Bench
from benchmarks.graphs import chain_of_nodes, ten_nodes
from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.main import give_frames_back
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

EDITS = 500
WARM_EDITS = 50
_MEBIBYTE = 1024 * 1024


def main() -> None:
    """Print the table."""
    first, again, length_s = drawn_again()
    print("| long work | measured | target |")
    print("| --- | ---: | ---: |")
    share = f"{again / first:.1%} ({again:.2f} s of {first:.2f} s)"
    print(f"| {length_s:.0f} s scene again, last step changed | {share} | 15 % |", flush=True)
    before, after = memory_over_edits()
    grown = f"{(after - before) / _MEBIBYTE:+.0f} MiB ({after / _MEBIBYTE:.0f} MiB)"
    print(f"| memory over {EDITS} edits | {grown} | no growth |")


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


def memory_over_edits() -> tuple[int, int]:
    """Make edits in the running app, each drawn whole; give the memory after the first and after the last, in bytes."""
    application = QApplication([])
    give_frames_back()
    GarbageCollector(application)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(ten_nodes(), Path(folder), ("circle_1", "radius"))
        before = 0
        for count in range(EDITS):
            bench.edit()
            bench.wait_until_drawn()
            if count == WARM_EDITS:
                before = bytes_in_use()
        after = bytes_in_use()
        bench.close()
    del application
    return before, after


def bytes_in_use() -> int:
    """Return the memory of this process that is in RAM, less what is garbage."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
