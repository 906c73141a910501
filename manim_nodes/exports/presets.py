"""Settings of exports by what a film is for, as data: ``resources/exports/presets.toml``."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from manim_nodes.render.export.export_settings import ExportFormat


class ExportPreset(BaseModel):
    """Settings that serve one purpose.

    Parameters
    ----------
    title : in English; whoever shows it says `tr`
    lines : of the picture, on its shorter side
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    format: ExportFormat
    lines: int
    fps: float
    transparent: bool = False


def load_presets(resources: Path) -> dict[str, ExportPreset]:
    """Read the presets, by their names.

    Parameters
    ----------
    resources : the folder of what the program shows
    """
    tables = tomllib.loads((resources / "exports" / "presets.toml").read_text(encoding="utf-8"))
    return {name: ExportPreset.model_validate(table) for name, table in tables.items()}
