"""A queue whose clock stands still until it is moved, and what its jobs are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.leases import Leases
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

TWO_PLAYS = make_script("""
    # node: circle_1
    circle = Circle(color=BLUE, fill_opacity=0.5)
    # node: create_1
    self.play(Create(circle), run_time=0.5)
    # node: fade_1
    self.play(FadeOut(circle), run_time=0.5)
""")


@dataclass
class Clock:
    """A clock that shows what it is set to."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(tmp_path: Path, clock: Clock) -> ExportQueue:
    return ExportQueue(open_database(tmp_path / "data" / "exports.sqlite"), clock)


@pytest.fixture
def leases(queue: ExportQueue) -> Leases:
    return Leases(queue, lease_s=10.0)


MakeSnapshot = Callable[..., ExportSnapshot]


@pytest.fixture
def make_snapshot(tmp_path: Path) -> MakeSnapshot:
    """Return what makes the snapshot of a script, to be exported as small as may be."""

    def make(name: str = "Sun", script: Script = TWO_PLAYS, **options: Any) -> ExportSnapshot:
        place = tmp_path / "out"
        place.mkdir(exist_ok=True)
        kind = options.pop("format", ExportFormat.MP4)
        settings = ExportSettings(
            kind,
            options.pop("quality", SMALL),
            place / f"{name}.{kind.value}",
            tmp_path / "cache",
            assets_dir=tmp_path,
            **options,
        )
        return ExportSnapshot("project-1", name, "{}", script, settings, {"create_1": "Draw"})

    return make
