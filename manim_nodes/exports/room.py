"""How much room on the disk a film takes while it is made, and whether that is there."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from manim_nodes.codegen.script import Script
from manim_nodes.exports.expected import pixels_of
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings

# Bytes for each pixel of each frame, about as many as films of many moving shapes take.
_ENCODED, _WITHOUT_LOSS, _GIF = 0.003, 0.15, 0.05
_PER_PIXEL = {
    ExportFormat.MP4: _ENCODED,
    ExportFormat.WEBM: _ENCODED,
    ExportFormat.MOV: _ENCODED,
    ExportFormat.GIF: _GIF,
    ExportFormat.WEBP: _GIF,
    ExportFormat.PNG: _WITHOUT_LOSS,
    ExportFormat.PNG_SEQUENCE: _WITHOUT_LOSS,
}
_LEAST = 128 * 2**20
"""Below half of it renders stop, for all programs suffer where a disk is full."""


@dataclass(frozen=True, slots=True)
class LackingRoom:
    """Room that is not there.

    Parameters
    ----------
    needed, free : in bytes
    """

    path: Path
    needed: int
    free: int


def lacking_room(script: Script, settings: ExportSettings, work_dir: Path) -> LackingRoom | None:
    """Return where there is too little room for a film; None if it will do."""
    product, work = _bytes_of(script, settings)
    output = settings.output.parent
    if _device(output) == _device(work_dir):
        needs = {output: product + work}
    else:
        needs = {work_dir: product + work, output: product}
    for path, needed in needs.items():
        free = shutil.disk_usage(_nearest_folder(path)).free
        if free < needed + _LEAST:
            return LackingRoom(path, needed + _LEAST, free)
    return None


def room_is_there(folder: Path, needed: int) -> bool:
    """Return whether so many bytes are free where a folder is, or will be."""
    return shutil.disk_usage(_nearest_folder(folder)).free >= needed


def _nearest_folder(folder: Path) -> Path:
    """Return a folder, or the one around it that is there already."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _bytes_of(script: Script, settings: ExportSettings) -> tuple[int, int]:
    """Return the size of a film, and what is beside it for a while, no less than they will be."""
    made = settings.format
    pixels = pixels_of(script, made, settings.quality, settings.ranges)
    is_lossless = made.is_animated_picture or (made is ExportFormat.MOV and settings.transparent)
    drawn = pixels * (_WITHOUT_LOSS if is_lossless else _PER_PIXEL[made])
    product = drawn if made is ExportFormat.MOV else pixels * _PER_PIXEL[made]
    # The films of plays are there until they are joined.
    return int(product), int(2 * drawn if made.is_film else 0)


def _device(folder: Path) -> int:
    return _nearest_folder(folder).stat().st_dev
