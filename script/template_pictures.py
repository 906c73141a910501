"""Draws the pictures of the built-in templates: a still, a moving thumbnail, and a sheet of all stills.

With ``--sheets`` it draws sheets of their films instead: a page a category, each template in some styles,
and a page of the other picture formats that the cards name. Names of pages draw only those.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.document.picture_formats import FORMATS, PictureFormat, use_format
from manim_nodes.editing.styles import use_style
from manim_nodes.gallery.card_pictures import STILL, CardPictures
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root

SHEET = "docs/images/templates.png"
SHEET_COLUMNS = 5
SHEET_WIDTH = 1200
SHEET_GAP = 9
STYLES = "three_blue_one_brown", "paper", "chalkboard"
FRAMES = 6
"""Of a film on its sheet, evenly apart."""
TILE_WIDTH, TALL_TILE, TILE_GAP = 196, 212, 4
"""In pixels: the width of a picture in 16:9 on a sheet, the height of one in another format, and what is between."""
GROUND, INK = "#2b2b2b", "#dddddd"


def main(names: list[str]) -> None:
    """Draw the stills and thumbnails of the named templates, or of all; then the sheet."""
    root = data_root()
    templates, _ = load_templates(root / "templates")
    with tempfile.TemporaryDirectory() as cache:
        if names[:1] == ["--sheets"]:
            _save_sheets_of_films(templates, names[1:], Path(cache), root / "docs" / "images")
            return
        for template in templates:
            if not names or template.id in names:
                _film(template, Path(cache)).save(template.path)
    _save_sheet([template.path.with_suffix(".png") for template in templates], root / SHEET)


def _film(template: Template, cache: Path) -> CardPictures:
    """Return what the card of a template shows of its film."""
    film = CardPictures()
    _draw(load_document(template.path), PreviewSettings(cache, STILL), film.add)
    return film


def _draw(
    document: Document, settings: PreviewSettings, on_frame: Callable[[PreviewFrame], None]
) -> None:
    graph = build(document, load_library(data_root() / "nodes"))
    result = render_preview(generate(graph), settings, on_frame=on_frame)
    if result.error is not None:
        raise result.error


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


def _save_sheets_of_films(
    templates: Sequence[Template], pages: Sequence[str], cache: Path, folder: Path
) -> None:
    """Draw the named pages, or all: ``formats``, and one a category."""
    for category, members in groupby(templates, key=lambda each: each.category):
        name = category.casefold().replace("/", "_")
        if pages and name not in pages:
            continue
        rows: list[Image.Image] = []
        for template in members:
            document = load_document(template.path)
            rows.append(_caption(template.name))
            rows += [
                _row(_tiles(use_style(document, style), FORMATS[0], cache)) for style in STYLES
            ]
        _save_page(rows, folder / f"templates-{name}.jpg")
    if pages and "formats" not in pages:
        return
    last = [
        _tiles(use_format(load_document(template.path), each.name), each, cache)[-1]
        for template in templates
        for each in FORMATS
        if each.name in template.formats
    ]
    _save_page(_wrapped(last), folder / "templates-formats.jpg")


def _tiles(document: Document, shape: PictureFormat, cache: Path) -> list[Image.Image]:
    """Return some pictures of a film, evenly apart, as small as sheets have them."""
    width, height = (
        round(side * 480 / min(shape.width, shape.height)) for side in (shape.width, shape.height)
    )
    small = (TILE_WIDTH, round(TILE_WIDTH * height / width))
    if shape != FORMATS[0]:
        small = (round(TALL_TILE * width / height), TALL_TILE)
    frames: list[Image.Image] = []

    def add(frame: PreviewFrame) -> None:
        image = Image.fromarray(frame.pixels).convert("RGB").resize(small, Image.Resampling.LANCZOS)
        frames.extend([image] * frame.count)

    _draw(document, PreviewSettings(cache, Quality(width, height, STILL.fps)), add)
    return [frames[round((number + 0.5) / FRAMES * len(frames))] for number in range(FRAMES)]


def _row(tiles: Sequence[Image.Image]) -> Image.Image:
    row = Image.new("RGB", (SHEET_WIDTH, max(tile.height for tile in tiles)), GROUND)
    left = 0
    for tile in tiles:
        row.paste(tile, (left, 0))
        left += tile.width + TILE_GAP
    return row


def _wrapped(tiles: Sequence[Image.Image]) -> list[Image.Image]:
    """Return tiles in as many rows as they need."""
    rows: list[list[Image.Image]] = [[]]
    for tile in tiles:
        if sum(each.width + TILE_GAP for each in rows[-1]) + tile.width > SHEET_WIDTH:
            rows.append([])
        rows[-1].append(tile)
    return [_row(row) for row in rows]


def _caption(text: str) -> Image.Image:
    strip = Image.new("RGB", (SHEET_WIDTH, 26), GROUND)
    ImageDraw.Draw(strip).text((4, 4), text, fill=INK, font=ImageFont.load_default(16))
    return strip


def _save_page(rows: Sequence[Image.Image], path: Path) -> None:
    page = Image.new("RGB", (SHEET_WIDTH, sum(row.height + TILE_GAP for row in rows)), GROUND)
    top = 0
    for row in rows:
        page.paste(row, (0, top))
        top += row.height + TILE_GAP
    page.save(path, quality=82, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
