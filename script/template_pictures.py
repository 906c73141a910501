"""Draws the pictures of the built-in templates: a still, a moving thumbnail, and a sheet of all stills."""

import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root

STILL = Quality(640, 360, 10)
THUMBNAIL = (320, 180)
THUMBNAIL_COLORS = 32
SHEET = "docs/images/templates.png"
SHEET_COLUMNS = 5
SHEET_WIDTH = 1200
SHEET_GAP = 9
FAINT = 24
"""By how much, of 255, a channel must differ from the background to be seen."""


def main(names: list[str]) -> None:
    """Draw the stills and thumbnails of the named templates, or of all; then the sheet."""
    root = data_root()
    templates, _ = load_templates(root / "templates")
    with tempfile.TemporaryDirectory() as cache:
        for template in templates:
            if not names or template.id in names:
                film = _film(template, Path(cache))
                _flat(_most_telling(film)).save(template.path.with_suffix(".png"), optimize=True)
                _save_thumbnail(film, template.path.with_suffix(".gif"))
    _save_sheet([template.path.with_suffix(".png") for template in templates], root / SHEET)


def _film(template: Template, cache: Path) -> list[PreviewFrame]:
    """Return the pictures of a template, each with the number of frames that show it."""
    graph = build(load_document(template.path), load_library(data_root() / "nodes"))
    film: list[PreviewFrame] = []
    settings = PreviewSettings(cache, STILL)
    result = render_preview(generate(graph), settings, on_frame=film.append)
    if result.error is not None:
        raise result.error
    return film


def _most_telling(film: list[PreviewFrame]) -> Image.Image:
    """Return the last of the pictures on which about the most is to be seen."""
    seen = [_seen(frame) for frame in film]
    number = max(number for number, share in enumerate(seen) if share >= 0.99 * max(seen))
    return _image(film[number])


def _seen(frame: PreviewFrame) -> float:
    pixels = frame.pixels[..., :3].astype(int)
    return float((np.abs(pixels - pixels[0, 0]).max(axis=2) > FAINT).mean())


def _image(frame: PreviewFrame) -> Image.Image:
    return Image.fromarray(frame.pixels).convert("RGB")


def _flat(image: Image.Image) -> Image.Image:
    return image.quantize(256, dither=Image.Dither.NONE)


def _save_thumbnail(film: list[PreviewFrame], path: Path) -> None:
    small = [_image(frame).resize(THUMBNAIL, Image.Resampling.LANCZOS) for frame in film]
    # One palette for all: what stands still must not change its color from frame to frame.
    strip = Image.fromarray(np.vstack([np.asarray(image)[::2, ::2] for image in small]))
    palette = strip.quantize(THUMBNAIL_COLORS, method=Image.Quantize.FASTOCTREE)
    first, *others = (image.quantize(palette=palette, dither=Image.Dither.NONE) for image in small)
    durations_ms = [round(1000 * frame.count / STILL.fps) for frame in film]
    first.save(
        path, save_all=True, append_images=others, duration=durations_ms, loop=0, optimize=True
    )


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
