"""Settings of exports by what a film is for, as data: ``resources/exports/presets.toml``."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.workspace.preferences import OwnExportPreset


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


def load_presets(resources: Path, own: Mapping[str, OwnExportPreset]) -> dict[str, ExportPreset]:
    """Read the presets, by their names; those of the user come last.

    Parameters
    ----------
    resources : the folder of what the program shows
    own : of the user's preferences; what another version has kept there, and this one does not know, is left out
    """
    tables = tomllib.loads((resources / "exports" / "presets.toml").read_text(encoding="utf-8"))
    presets = {name: ExportPreset.model_validate(table) for name, table in tables.items()}
    for name, preset in own.items():
        with suppress(ValidationError):
            presets.setdefault(name, ExportPreset(title=name, **preset.model_dump()))
    return presets
