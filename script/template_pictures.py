"""Draws the pictures of the built-in templates: a still, a moving thumbnail, and a sheet of all stills."""

import sys
import tempfile
from pathlib import Path

from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document
from manim_nodes.gallery.card_pictures import STILL, CardPictures
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.workspace.places import data_root

SHEET = "docs/images/templates.png"
SHEET_COLUMNS = 5
SHEET_WIDTH = 1200
SHEET_GAP = 9


def main(names: list[str]) -> None:
    """Draw the stills and thumbnails of the named templates, or of all; then the sheet."""
    root = data_root()
    templates, _ = load_templates(root / "templates")
    with tempfile.TemporaryDirectory() as cache:
        for template in templates:
            if not names or template.id in names:
                _film(template, Path(cache)).save(template.path)
    _save_sheet([template.path.with_suffix(".png") for template in templates], root / SHEET)


def _film(template: Template, cache: Path) -> CardPictures:
    """Return what the card of a template shows of its film."""
    graph = build(load_document(template.path), load_library(data_root() / "nodes"))
    film = CardPictures()
    settings = PreviewSettings(cache, STILL)
    result = render_preview(generate(graph), settings, on_frame=film.add)
    if result.error is not None:
        raise result.error
    return film


def _save_sheet(stills: list[Path], path: Path) -> None:
    width = (SHEET_WIDTH - (SHEET_COLUMNS - 1) * SHEET_GAP) // SHEET_COLUMNS
    height = round(width * STILL.height / STILL.width)
    rows = -(-len(stills) // SHEET_COLUMNS)
    sheet = Image.new("RGBA", (SHEET_WIDTH, rows * (height + SHEET_GAP) - SHEET_GAP))
    for number, still in enumerate(stills):
        row, column = divmod(number, SHEET_COLUMNS)
        tile = Image.open(still).convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(tile, (column * (width + SHEET_GAP), row * (height + SHEET_GAP)))
    path.parent.mkdir(exist_ok=True)
    sheet.save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
