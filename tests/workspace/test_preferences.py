import json
from pathlib import Path

import pytest

from manim_nodes.workspace.places import WorkspaceError
from manim_nodes.workspace.preferences import Preferences, load_preferences, save_preferences


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "ours" / "preferences.json"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text)


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert load_preferences(file) == (Preferences(), ())


def test_what_is_saved_is_loaded(file: Path) -> None:
    chosen = Preferences(preview_fps=30, export_keep_days=7, log_level="debug")

    save_preferences(chosen, file)

    assert load_preferences(file) == (chosen, ())


def test_saving_leaves_one_file(file: Path) -> None:
    save_preferences(Preferences(), file)

    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "must hold an object"),
        ('{"preview_fps": 900}', "preview_fps must be 60 or less"),
        ('{"preview_fps": "many"}', "preview_fps must be a whole number"),
        ('{"preview_time_limit_s": NaN}', "preview_time_limit_s must be a finite number"),
        ('{"log_level": "loud"}', "log_level must be"),
    ],
)
def test_what_cannot_be_used_is_said_and_kept_aside(file: Path, text: str, reason: str) -> None:
    write(file, text)

    preferences, warnings = load_preferences(file)

    assert preferences == Preferences()
    assert len(warnings) == 1
    assert reason in warnings[0]
    assert text in [other.read_text() for other in file.parent.iterdir()]
    assert load_preferences(file) == (Preferences(), ())


def test_one_bad_value_costs_that_value_only(file: Path) -> None:
    write(file, '{"preview_fps": 30, "preview_height": -1, "log_level": 3}')

    preferences, warnings = load_preferences(file)

    assert preferences == Preferences(preview_fps=30)
    assert len(warnings) == 2


def test_one_bad_preset_costs_that_preset_only(file: Path) -> None:
    good = {"format": "mp4", "lines": 720, "fps": 30}
    bad = {**good, "lines": 0}
    write(file, json.dumps({"export_presets": {"Bad one": bad, "Good": good}}))

    preferences, warnings = load_preferences(file)

    assert list(preferences.export_presets) == ["Good"]
    (warning,) = warnings
    assert 'export_presets["Bad one"].lines must be 1 or more, so it is left out.' in warning


def test_what_is_no_text_is_said(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff\xfe\x00")

    assert "It is not text" in load_preferences(file)[1][0]


def test_what_cannot_be_read_is_left_alone(file: Path) -> None:
    file.mkdir(parents=True)

    preferences, warnings = load_preferences(file)

    assert preferences == Preferences()
    assert "It cannot be read" in warnings[0]
    assert file.is_dir()


def test_unknown_keys_are_kept(file: Path) -> None:
    write(file, '{"theme": "dark"}')

    preferences, _ = load_preferences(file)
    save_preferences(preferences, file)

    assert json.loads(file.read_text())["theme"] == "dark"


def test_saving_where_nothing_can_be_written_is_an_error(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.touch()

    with pytest.raises(WorkspaceError, match="cannot be saved"):
        save_preferences(Preferences(), blocker / "preferences.json")


def test_every_preference_says_what_it_is() -> None:
    fields = Preferences.model_fields.values()

    assert all(field.title and field.description for field in fields)
