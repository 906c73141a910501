"""Every kind of export carries its project."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from manim_nodes.document.embedded import embedded_text
from manim_nodes.document.text import dumps
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.finish_job import finish_job
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.render.export.export_settings import ExportFormat
from tests.exports.conftest import MakeSnapshot
from tests.support.films import probe
from tests.support.library import toy_document
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

DOCUMENT = dumps(toy_document([f"circle_{number}" for number in range(50)]))
SHORT = make_script("# node: wait_1\nself.add(Circle())\nself.wait(0.5)")


@pytest.mark.parametrize(
    ("kind", "transparent"),
    [
        (ExportFormat.MP4, False),
        (ExportFormat.WEBM, True),
        (ExportFormat.MOV, True),
        (ExportFormat.GIF, False),
        (ExportFormat.WEBP, True),
        (ExportFormat.PNG, False),
    ],
)
def test_an_export_carries_its_project(
    kind: ExportFormat,
    transparent: bool,
    queue: ExportQueue,
    make_snapshot: MakeSnapshot,
    tmp_path: Path,
) -> None:
    made = make_snapshot(script=SHORT, format=kind, transparent=transparent, embeds_project=True)
    snapshot = replace(made, document=DOCUMENT)
    queue = ExportQueue(queue.engine)
    runner = QueueRunner(queue, tmp_path / "work", FilmCache(tmp_path / "films", 10**9))
    output = finish_job(queue, runner, queue.add(snapshot)).output

    assert output is not None
    assert embedded_text(output) == DOCUMENT
    if kind is ExportFormat.WEBP:  # equal frames of it are one
        with Image.open(output) as picture:
            picture.load()
            assert picture.size == (SMALL.width, SMALL.height)
    elif kind.is_film:
        assert probe(output).frames == 5
