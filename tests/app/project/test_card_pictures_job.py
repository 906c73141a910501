"""What the card of a template of one's own shows is drawn of its film."""

from pathlib import Path

import pytest
from PIL import Image

from manim_nodes.app.project.card_pictures_job import draw_card_pictures
from manim_nodes.document.files import save_document
from manim_nodes.document.model import Document
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.support.library import node, toy_document
from tests.support.sources import built_in_library

pytestmark = pytest.mark.slow


@pytest.fixture
def document() -> Document:
    nodes = [node("circle_1"), node("create_1", {"run_time": 0.5}, x=300)]
    return toy_document(nodes, "circle_1.mobject > create_1.mobject")


def draw(project: Path, document: Document, cancel: CancelToken) -> bool:
    save_document(document, project)
    settings = PreviewSettings(project.parent / "cache", is_confined=True)
    return draw_card_pictures(project, document, built_in_library()[0], settings, cancel)


def test_a_still_and_a_loop_are_drawn(tmp_path: Path, document: Document) -> None:
    project = tmp_path / "ring.mnodes"
    assert draw(project, document, CancelToken())
    with Image.open(project.with_suffix(".png")) as still:
        assert still.size == (640, 360)
        assert len(still.convert("RGB").getcolors(100_000) or []) > 1  # the ring is seen
    with Image.open(project.with_suffix(".gif")) as loop:
        assert loop.size == (320, 180)
        assert getattr(loop, "n_frames", 1) > 1


def test_the_picture_of_the_player_stays(tmp_path: Path, document: Document) -> None:
    project = tmp_path / "ring.mnodes"
    Image.new("RGB", (64, 36), "red").save(project.with_suffix(".png"))
    assert draw(project, document, CancelToken())
    with Image.open(project.with_suffix(".png")) as still:
        assert still.size == (64, 36)


def test_what_is_cancelled_or_cannot_be_drawn_leaves_nothing(
    tmp_path: Path, document: Document
) -> None:
    cancelled = CancelToken()
    cancelled.cancel()
    assert not draw(tmp_path / "ring.mnodes", document, cancelled)
    assert not draw(tmp_path / "bad.mnodes", toy_document("create_1"), CancelToken())
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == {".mnodes"}
