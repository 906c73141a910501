"""What a preview shows is what a film shows, frame by frame, in every case that is kept."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.document.files import load_document
from manim_nodes.editing.analysis import analyze
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.library.catalogue import Library
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"
REFUSED = {"add_updater_takes_number_function"}
FILES = [file for file in sorted(CASES.glob("*.mnodes")) if file.stem not in REFUSED]
SIZE = Quality(160, 90, 10)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_film_has_the_frames_of_its_preview(file: Path, library: Library, tmp_path: Path) -> None:
    document = load_document(file, migrations=migrations(library))
    script = analyze(
        document,
        library,
        folder=file.parent,
        permissions=NO_PERMISSIONS,
        has_latex=lambda: False,
    ).render_script
    assert script is not None
    frames: list[PreviewFrame] = []
    settings = PreviewSettings(tmp_path / "cache", SIZE, file.parent)
    result = render_preview(script, settings, on_frame=frames.append)
    assert result.error is None
    shown = [frame.pixels[..., :3] for frame in frames for _ in range(frame.count)]
    is_still = not script.source_map.plays
    output = tmp_path / ("film.png" if is_still else "film")
    export(
        script,
        ExportSettings(
            ExportFormat.PNG if is_still else ExportFormat.PNG_SEQUENCE,
            output=output,
            quality=SIZE,
            cache_dir=tmp_path / "other cache",
            work_dir=tmp_path / "work",
            assets_dir=file.parent,
        ),
        on_progress=lambda _: None,
    )
    pictures = [output] if is_still else sorted(output.glob("*.png"))
    assert len(pictures) == len(shown)
    for number, (picture, pixels) in enumerate(zip(pictures, shown, strict=True)):
        with Image.open(picture) as image:
            written = np.asarray(image.convert("RGB")).astype(np.int16)
        assert np.abs(written - pixels.astype(np.int16)).max() <= 1, f"frame {number}"
