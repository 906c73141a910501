"""The command line and the environment that manim renders a script with."""

import os
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from manim_nodes.render.environment import drawing_environment
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.hardware_encoders import HARDWARE_ENCODERS
from manim_nodes.render.manim_command import manim_command

SCRIPT_NAME = "scene.py"
OUTPUT_NAME = "film"

# A quarter to a third less work for the encoder than at manim's own setting, preset medium, for pictures that are as
# good: within 0.001 of its SSIM, and 4 to 12 % smaller, on text, plots and many shapes (`benchmarks/export.py --encoders`).
# Preset superfast takes a tenth less again, and makes many shapes a quarter larger, and worse.
_H264 = ("crf=23", "preset=veryfast", "refs=3", "rc-lookahead=20", "trellis=1")
_WITHOUT_LOSS = (
    *("--video-codec", "qtrle", "--pixel-format", "argb"),
    *("--encoder-option", "strict=normal"),
)
# Others are equal to manim's own defaults, but said: a user's manim.cfg may say something else.
_ENCODER_OPTIONS = {
    ExportFormat.MP4: tuple(part for each in _H264 for part in ("--encoder-option", each)),
    ExportFormat.WEBM: ("--encoder-option", "crf=23"),
    ExportFormat.MOV: ("--encoder-option", "strict=normal"),
    # These are made by us, from a film without loss.
    ExportFormat.GIF: _WITHOUT_LOSS,
    ExportFormat.WEBP: _WITHOUT_LOSS,
    ExportFormat.PNG: (),
    ExportFormat.PNG_SEQUENCE: (),
}


# Pictures are made and dropped by the thousand. By default glibc gives the memory of each back to the system, which has
# to fill it with zeros for the next one: three quarters of the time that a render is in the kernel.
_KEPT_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": f"{1 << 30}",
    "MALLOC_TRIM_THRESHOLD_": f"{1 << 30}",
    "MALLOC_TOP_PAD_": f"{1 << 26}",
}


def encoder_options(settings: ExportSettings) -> tuple[str, ...]:
    """Return the options of manim's command that decide how pictures are encoded."""
    if settings.format is ExportFormat.MP4 and settings.hardware is not None:
        encoder = HARDWARE_ENCODERS[settings.hardware]
        options = (("--encoder-option", f"{name}={value}") for name, value in encoder.options)
        return ("--video-codec", encoder.codec, *chain.from_iterable(options))
    return _ENCODER_OPTIONS[settings.format]


def render_command(
    settings: ExportSettings, scene_name: str, *, is_part: bool = False
) -> list[str]:
    """Return the command line that renders ``scene_name`` of the script in the working folder.

    Parameters
    ----------
    is_part : it reports its progress itself
    """
    quality = settings.quality
    threads = settings.encoder_threads
    file_format = "mov" if settings.format.is_animated_picture else settings.format.value
    return [
        *manim_command(),
        *("render", SCRIPT_NAME, scene_name, "--output_file", OUTPUT_NAME),
        *("--format", file_format, "--resolution", f"{quality.width},{quality.height}"),
        *("--fps", f"{quality.fps}", "--seed", str(settings.seed)),
        *(("--save_sections",) if settings.saves_sections and settings.format.is_film else ()),
        *(("--transparent",) if settings.transparent else ()),
        *encoder_options(settings),
        *(
            ("--encoder-option", f"threads={threads}")
            if threads and settings.format.is_film and settings.hardware is None
            else ()
        ),
        # Without caching manim need not hash scenes, and an equal-looking play is not mistaken for another.
        *("--disable_caching", "--progress_bar", "none" if is_part else "display"),
        *("--verbosity", "INFO", "--silent"),
    ]


def render_environment(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the variables of ``environment`` that a render may see, and those that it needs.

    Parameters
    ----------
    folder : of the export
    """
    kept = drawing_environment(environment, folder / "tmp")
    return {
        **kept,
        **_KEPT_MEMORY,
        "PATH": os.pathsep.join((str(folder / "bin"), kept.get("PATH", os.defpath))),
        # Wide enough that nothing is broken into lines.
        "COLUMNS": "1000",
        "NO_COLOR": "1",
    }
