"""Measures what DESIGN promises, as ratios against stock manim or as growth, in one run.

Run it as ``.venv/bin/python -m benchmarks``; it prints the tables of the README.
"""

import gc
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.graphs import chain_of_nodes, ten_nodes
from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import has_errors
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.workspace.places import data_root

SIZES = (10, 100, 1_000, 10_000)
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def cpu_seconds(work: Callable[[], object]) -> float:
    """Time one call by what this process computed, whatever else the machine was doing."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def to_source(document: Document, library: Library) -> Script:
    """Do all that stands between a document and its script."""
    graph = build(document, library)
    problems = validate(graph)
    if has_errors(problems):
        raise SystemExit(f"{document.name}: {problems[0].message}")
    return generate(graph)


def measure_codegen(library: Library) -> None:
    """Print how validate + order + generate grows with the graph."""
    print("| nodes | build, validate, order, generate (CPU) | per node |")
    print("| ---: | ---: | ---: |")
    for size in SIZES:
        work = partial(to_source, chain_of_nodes(size), library)
        taken = statistics.median(cpu_seconds(work) for _ in range(ROUNDS))
        print(f"| {size:,} | {taken * 1e3:.1f} ms | {taken / size * 1e6:.0f} µs |")


def measure_preview(library: Library) -> None:
    """Print the preview of a 10-node graph against ``manim -ql`` on the same script."""
    from manim_nodes.render.preview.preview import render_preview
    from manim_nodes.render.preview.preview_settings import PreviewSettings

    script = to_source(ten_nodes(), library)
    with tempfile.TemporaryDirectory() as folder:
        settings = PreviewSettings(cache_dir=Path(folder) / "cache")
        first: list[float] = []

        def preview() -> None:
            begin = time.perf_counter()
            frames: list[float] = []
            render_preview(
                script,
                settings,
                on_frame=lambda _frame: frames.append(time.perf_counter() - begin),
            )
            first.append(frames[0])

        preview()  # imports manim, as the app has done long before
        stock_work = partial(stock_manim, script, Path(folder))
        pairs = [(seconds(preview), seconds(stock_work)) for _ in range(ROUNDS)]
        ours, stock = (statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(theirs / mine for mine, theirs in pairs)
        print("| 10-node graph, 480p15 | whole | first frame |")
        print("| --- | ---: | ---: |")
        print(f"| preview | {ours:.3f} s | {statistics.median(first[1:]) * 1e3:.0f} ms |")
        print(f"| `manim -ql` on the same script | {stock:.2f} s | |")
        print(f"| ratio (median of {ROUNDS} pairs) | {ratio:.1f} | |")


def stock_manim(script: Script, folder: Path) -> None:
    """Render a script as its user would by hand, without manim's cache of earlier renders."""
    source = folder / "scene.py"
    source.write_text(script.source, encoding="utf-8")
    command = [sys.executable, "-m", "manim", "render", "-ql", "--disable_caching"]
    subprocess.run(
        [*command, "--media_dir", str(folder / "media"), str(source), script.scene_name],
        check=True,
        capture_output=True,
    )


def main() -> None:
    """Measure everything."""
    library = load_library(data_root() / "nodes")
    gc.freeze()  # as the app and the command line do
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    measure_codegen(library)
    print()
    measure_preview(library)


if __name__ == "__main__":
    main()
