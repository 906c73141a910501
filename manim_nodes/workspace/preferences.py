"""What a user may choose for every project: each preference is declared once, here."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from manim_nodes.translation import tr, tr_later
from manim_nodes.validation_errors import first_fault
from manim_nodes.workspace.model_file import save_model
from manim_nodes.workspace.places import WorkspaceError


class OwnExportPreset(BaseModel):
    """Settings of exports that the user has given a name.

    Parameters
    ----------
    format : as `ExportFormat` has it
    lines : of the picture, on its shorter side
    """

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    format: str
    lines: int = Field(ge=1, le=10_000)
    fps: float = Field(gt=0, le=1000)
    transparent: bool = False


class Preferences(BaseModel):
    """The preferences; the file may hold more, which is kept for the version that knows it.

    A field's title, description, bounds and unit are what the preferences window shows, translated there.
    """

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    preview_height: int = Field(
        480,
        ge=120,
        le=2160,
        title=tr_later("Preview height"),
        description=tr_later("More pixels show finer detail and take longer to draw."),
        json_schema_extra={"unit": tr_later("pixels")},
    )
    preview_fps: int = Field(
        15,
        ge=1,
        le=60,
        title=tr_later("Preview frame rate"),
        description=tr_later("More frames move more smoothly and take longer to draw."),
        json_schema_extra={"unit": tr_later("frames/s")},
    )
    preview_memory_mb: int = Field(
        512,
        ge=64,
        le=65536,
        title=tr_later("Frames kept in memory"),
        description=tr_later("Frames beyond it are kept on disk, where reaching them is slower."),
        json_schema_extra={"unit": tr_later("MB")},
    )
    preview_time_limit_s: float = Field(
        30,
        ge=1,
        le=3600,
        title=tr_later("Preview time limit"),
        description=tr_later(
            "A preview that takes longer is stopped, and the frames so far are kept."
        ),
        json_schema_extra={"unit": tr_later("s")},
    )
    preview_memory_percent: float = Field(
        25,
        ge=1,
        le=90,
        title=tr_later("Preview memory limit"),
        description=tr_later(
            "Of this computer's memory. A preview that takes more is stopped, and the frames so far are kept."
        ),
        json_schema_extra={"unit": tr_later("%")},
    )
    preview_keep_h: float = Field(
        1,
        ge=0.25,
        le=720,
        title=tr_later("Keep preview frames for"),
        description=tr_later("Frames of sessions that ended earlier are removed."),
        json_schema_extra={"unit": tr_later("h")},
    )
    export_keep_days: int | None = Field(
        None,
        ge=1,
        le=3650,
        title=tr_later("Keep exports for"),
        description=tr_later(
            "Older films in the folder of exports are removed, if nothing else changed them. Unset, none ever is."
        ),
        json_schema_extra={"unit": tr_later("d")},
    )
    embed_project: bool = Field(
        True,
        title=tr_later("Project inside exports"),
        description=tr_later(
            "Films and pictures carry their project: open or drop one here, and the nodes are back."
        ),
    )
    export_workers: int | None = Field(
        None,
        ge=1,
        le=64,
        title=tr_later("Export with"),
        description=tr_later(
            "So many parts of a film are drawn at a time. Unset, as many as the machine has processors."
        ),
        json_schema_extra={"unit": tr_later("processes")},
    )
    film_cache_gb: float = Field(
        2,
        ge=0,
        le=1000,
        title=tr_later("Keep parts of films up to"),
        description=tr_later(
            "What did not change since the last export is not drawn again; what was used longest ago goes first."
        ),
        json_schema_extra={"unit": tr_later("GB")},
    )
    storage_quota_gb: float = Field(
        10,
        ge=0.1,
        le=10000,
        title=tr_later("Warn above"),
        description=tr_later(
            "Previews, caches and exports together; nothing is removed because of it."
        ),
        json_schema_extra={"unit": tr_later("GB")},
    )
    theme: Literal["system", "dark", "light"] = Field(
        "system",
        title=tr_later("Theme"),
        description=tr_later(
            "Colors of the window; the system's choice is followed as it changes."
        ),
        json_schema_extra={
            "titles": {
                "system": tr_later("System"),
                "dark": tr_later("Dark"),
                "light": tr_later("Light"),
            }
        },
    )
    text_size: Literal["normal", "large", "larger", "largest"] = Field(
        "normal",
        title=tr_later("Text size"),
        description=tr_later("Of menus, panels and dialogs; the canvas can be zoomed."),
        json_schema_extra={
            "titles": {
                "normal": tr_later("Normal"),
                "large": tr_later("Large"),
                "larger": tr_later("Larger"),
                "largest": tr_later("Largest"),
            }
        },
    )
    exports_folder: str = Field(
        "",
        title=tr_later("Folder of exports"),
        description=tr_later("Where films go, unless you say otherwise in the export dialog."),
        json_schema_extra={"is_folder": True},
    )
    live_preview: bool = Field(
        True,
        title=tr_later("Live preview"),
        description=tr_later("Draw anew after each edit; otherwise only when asked to."),
    )
    node_pictures: bool = Field(
        True,
        title=tr_later("Pictures on nodes"),
        description=tr_later("Nodes that make something show a small picture of it."),
    )
    step_numbers: bool = Field(
        True,
        title=tr_later("Step numbers"),
        description=tr_later("Nodes that play or change something show when their turn comes."),
    )
    draw_times: bool = Field(
        False,
        title=tr_later("Drawing times"),
        description=tr_later("Nodes and blocks show how long drawing them took."),
    )
    layout_check: bool = Field(
        True,
        title=tr_later("Check the layout"),
        description=tr_later(
            "Advise where texts overlap, are cut by the frame, too small for a phone or too faint."
        ),
    )
    later_changes: Literal["ask", "start", "animate"] = Field(
        "ask",
        title=tr_later("Changes in the picture"),
        description=tr_later(
            "What is moved, scaled, turned or colored there after it has been on the screen for a while."
        ),
        json_schema_extra={
            "titles": {
                "ask": tr_later("Ask each time"),
                "start": tr_later("Change it from the start"),
                "animate": tr_later("Animate the change"),
            }
        },
    )
    snap_to_grid: bool = Field(
        False,
        title=tr_later("Snap to grid"),
        description=tr_later(
            "Nodes that are moved keep to a grid; Shift while dragging does the opposite."
        ),
    )
    autosave_s: float = Field(
        3,
        ge=1,
        le=5,
        title=tr_later("Autosave after"),
        description=tr_later(
            "So long after a change a recovery file is written, which is offered after a crash."
        ),
        json_schema_extra={"unit": tr_later("s")},
    )
    versions_kept: int = Field(
        50,
        ge=0,
        le=1000,
        title=tr_later("Earlier versions"),
        description=tr_later(
            "So many are kept of each project, under File > Earlier versions; of older ones, one an hour, then one a day."
        ),
    )
    own_keys: Mapping[str, tuple[str, ...]] = Field(
        {},
        title=tr_later("Shortcuts"),
        description=tr_later("Keys of your own, by command."),
    )
    export_presets: Mapping[str, OwnExportPreset] = Field(
        {},
        title=tr_later("Export presets"),
        description=tr_later("Settings of exports of your own, by name."),
    )
    styles: Mapping[str, Mapping[str, object]] = Field(
        {},
        title=tr_later("Styles"),
        description=tr_later("Styles of your own, by name."),
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info",
        title=tr_later("Log level"),
        description=tr_later("The least serious messages that the log file keeps."),
        json_schema_extra={
            "titles": {
                "debug": tr_later("Debug"),
                "info": tr_later("Info"),
                "warning": tr_later("Warning"),
                "error": tr_later("Error"),
            }
        },
    )


def load_preferences(file: Path) -> tuple[Preferences, tuple[str, ...]]:
    """Read the preferences; what cannot be used is kept aside, and its default used.

    Returns
    -------
    the preferences, and a sentence for each thing that is wrong with the file
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Preferences(), ()
    except UnicodeDecodeError:
        return _set_aside(file, Preferences(), [tr("It is not text.")])
    except OSError as error:
        return Preferences(), (
            tr(
                "{file}: It cannot be read ({reason}). Defaults are used.",
                file=file,
                reason=error.strerror,
            ),
        )
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _set_aside(file, Preferences(), [tr("It is not JSON ({reason}).", reason=error)])
    if not isinstance(values, dict):
        return _set_aside(file, Preferences(), [tr("It must hold an object in braces.")])
    preferences, wrong = _usable(values)
    return _set_aside(file, preferences, wrong) if wrong else (preferences, ())


def _usable(values: dict[str, object]) -> tuple[Preferences, list[str]]:
    wrong: list[str] = []
    while True:
        try:
            return Preferences.model_validate(values), wrong
        except ValidationError as error:
            fault = first_fault(error, Preferences)
            name, *within = fault.path
            if within and isinstance(entries := values[str(name)], dict):
                # One that is wrong, such as a preset, costs none of the others.
                values[str(name)] = {key: each for key, each in entries.items() if key != within[0]}
                wrong.append(tr("{fault}, so it is left out.", fault=fault.sentence))
            else:
                wrong.append(tr("{fault}, so its default is used.", fault=fault.sentence))
                del values[str(name)]


def _set_aside(
    file: Path, preferences: Preferences, wrong: list[str]
) -> tuple[Preferences, tuple[str, ...]]:
    aside = file.with_name(f"{file.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{file.suffix}")
    try:
        # What we cannot read may be good for a newer version, or the work of an hour.
        copyfile(file, aside)
        save_preferences(preferences, file)
        kept = tr("The file as it was is kept as {name}.", name=aside.name)
    except (OSError, WorkspaceError):
        with suppress(OSError):
            aside.unlink()
        kept = tr("The file was left as it is.")
    return preferences, tuple(f"{file}: {sentence} {kept}" for sentence in wrong)


def save_preferences(preferences: Preferences, file: Path) -> None:
    """Write the preferences, all of them or nothing.

    Raises
    ------
    WorkspaceError : says why; the file is as it was
    """
    save_model(preferences, file, tr("The preferences cannot be saved"))
