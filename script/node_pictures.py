"""Draws the picture of each node type: a telling frame of its example, small enough to ship with all others."""

import hashlib
import sys
import tempfile
from itertools import accumulate
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.ids import first_id_of
from manim_nodes.graph.build import build
from manim_nodes.graph.examples import example_of
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.node_type import NodeType
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root

ROOT = data_root()
PICTURES = ROOT / "resources" / "nodes"
SAMPLES = ROOT / "resources" / "samples"
DRAWN = Quality(960, 540, 10)
SIZE = (320, 180)
COLORS = 128
ZOOM = 3.0
"""How much larger than in its film an example may be shown, without a pixel being drawn larger."""
MARGIN = 1.2
FAINT = 24
"""By how much, of 255, a channel must differ from the background to be seen."""
DIGEST = "Digest"
"""The text in a picture that tells what it was drawn from."""
VERSION = "1"
"""To be raised when the same script shall give another picture."""


def main(names: list[str]) -> None:
    """Draw the pictures of the named types, or of all whose example has changed."""
    library = load_library(ROOT / "nodes")
    PICTURES.mkdir(parents=True, exist_ok=True)
    pictured = {each.type: each for each in library.types.values() if each.example.picture}
    for stray in {path.stem for path in PICTURES.glob("*.png")} - pictured.keys():
        path_of(stray).unlink()
    with tempfile.TemporaryDirectory() as cache:
        for node_type in pictured.values():
            script = script_of(node_type, library)
            if node_type.type in names or not (names or is_drawn(node_type, script)):
                save(draw(node_type, script, Path(cache)), node_type, script)


def path_of(type_name: str) -> Path:
    """Return where the picture of a type is kept."""
    return PICTURES / f"{type_name}.png"


def script_of(node_type: NodeType, library: Library) -> Script:
    """Return the script of a type's example."""
    return generate(build(example_of(node_type, library), library), permissions=ALL_PERMISSIONS)


def is_drawn(node_type: NodeType, script: Script) -> bool:
    """Return whether there is a picture of a type, drawn from this very script."""
    path = path_of(node_type.type)
    if not path.exists():
        return False
    with Image.open(path) as picture:
        return bool(picture.info.get(DIGEST) == _digest(node_type, script))


def _digest(node_type: NodeType, script: Script) -> str:
    content = f"{VERSION}\n{node_type.example.at}\n{script.source}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def draw(node_type: NodeType, script: Script, cache: Path) -> Image.Image:
    """Draw the telling moment of a type's example."""
    film: list[PreviewFrame] = []
    settings = PreviewSettings(cache, DRAWN, SAMPLES)
    result = render_preview(script, settings, on_frame=film.append)
    if result.error is not None:
        result.error.add_note(f"{node_type.type}:\n{script.source}")
        raise result.error
    return _enlarged(Image.fromarray(_telling(film, node_type).pixels).convert("RGB"))


def _telling(film: list[PreviewFrame], node_type: NodeType) -> PreviewFrame:
    """Return the middle of what the node plays, or the end of all where it plays nothing."""
    own = [frame for frame in film if frame.node_id == first_id_of(node_type.type)]
    at = node_type.example.at
    shown = own or film
    moment = (0.5 if own else 1.0) if at is None else at
    last = sum(frame.count for frame in shown) - 1
    ends = accumulate(frame.count for frame in shown)
    return next(frame for frame, end in zip(shown, ends, strict=True) if moment * last < end)


def _enlarged(image: Image.Image) -> Image.Image:
    """Cut away what is empty on all sides, and give the rest, around the same center, in SIZE."""
    pixels = np.asarray(image).astype(int)
    seen = np.abs(pixels - pixels[0, 0]).max(axis=2) > FAINT
    reach = max(_reach(seen.any(axis=0)), _reach(seen.any(axis=1)), 1e-6)
    zoom = min(max(1.0, 1 / (MARGIN * reach)), ZOOM)
    width, height = (round(side / zoom / 2) for side in image.size)
    center_x, center_y = (side // 2 for side in image.size)
    box = center_x - width, center_y - height, center_x + width, center_y + height
    return image.resize(SIZE, Image.Resampling.LANCZOS, box)


def _reach(line: np.ndarray) -> float:
    """Return how far from the middle, of 1, anything is to be seen."""
    places = np.flatnonzero(line)
    half = len(line) / 2
    return float(np.abs(places + 0.5 - half).max() / half) if len(places) else 0.0


def save(picture: Image.Image, node_type: NodeType, script: Script) -> None:
    """Write a picture with few colors, and what it was drawn from."""
    info = PngInfo()
    info.add_text(DIGEST, _digest(node_type, script))
    flat = picture.quantize(COLORS, dither=Image.Dither.NONE)
    flat.save(path_of(node_type.type), optimize=True, pnginfo=info)


if __name__ == "__main__":
    main(sys.argv[1:])
