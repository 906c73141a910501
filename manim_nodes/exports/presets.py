"""Settings of exports by what a film is for, as data: ``resources/exports/presets.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.translation import tr
from manim_nodes.validation_errors import first_fault
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


def load_presets(
    resources: Path, own: Mapping[str, OwnExportPreset]
) -> tuple[dict[str, ExportPreset], dict[str, str]]:
    """Read the presets, by their names; those of the user come last.

    Parameters
    ----------
    resources : the folder of what the program shows
    own : of the user's preferences

    Returns
    -------
    them, and what is wrong with those of the user that cannot be used
    """
    tables = tomllib.loads((resources / "exports" / "presets.toml").read_text(encoding="utf-8"))
    presets = {name: ExportPreset.model_validate(table) for name, table in tables.items()}
    faults = {}
    for name, preset in own.items():
        try:
            presets.setdefault(name, ExportPreset(title=name, **preset.model_dump()))
        except ValidationError as error:
            faults[name] = tr(
                "The preset cannot be used: {fault}.", fault=first_fault(error).sentence
            )
    return presets, faults
