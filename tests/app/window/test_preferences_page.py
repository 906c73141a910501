"""The preferences page shows every preference that is declared, and each change holds at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.bounded_number import BoundedNumber
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.window.preferences_page import PreferencesPage
from manim_nodes.workspace.preferences import Preferences

Key = Qt.Key

ELSEWHERE = ("own_keys", "export_presets", "styles")
"""Those that the page of shortcuts and the export dialog are for."""


@pytest.fixture
def opened() -> list[Path]:
    return []


@pytest.fixture
def page(qtbot: QtBot, profile: Profile, opened: list[Path]) -> PreferencesPage:
    page = PreferencesPage(profile=profile, open_folder=opened.append)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(page)
    page.show()
    return page


def type_into(box: BoundedNumber, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Key.Key_Return)


@pytest.mark.parametrize(
    "name", [name for name in Preferences.model_fields if name not in ELSEWHERE]
)
def test_every_preference_has_an_editor_with_a_name_and_its_description(
    page: PreferencesPage, name: str
) -> None:
    field = Preferences.model_fields[name]
    editor = page.findChild(QWidget, name)
    assert (editor.accessibleName(), editor.accessibleDescription()) == (
        field.title,
        field.description,
    )


def test_a_number_typed_holds_at_once(page: PreferencesPage, profile: Profile) -> None:
    type_into(page.findChild(BoundedNumber, "preview_fps"), "24")
    assert profile.preferences.preview_fps == 24


@pytest.mark.parametrize(
    ("typed", "kept"), [("999", 60), ("-3", 1), ("12*2", 24), ("29.6", 30), ("many", 15), ("", 15)]
)
def test_what_is_typed_becomes_the_nearest_number_that_is_allowed(
    page: PreferencesPage, profile: Profile, typed: str, kept: int
) -> None:
    box = page.findChild(BoundedNumber, "preview_fps")
    box.selectAll()
    QTest.keyClicks(box, typed or " ")
    QTest.keyClick(box, Key.Key_Return)
    assert (profile.preferences.preview_fps, box.text()) == (kept, str(kept))


def test_a_switch_a_choice_and_a_fraction_hold_at_once(
    page: PreferencesPage, profile: Profile
) -> None:
    page.findChild(QCheckBox, "live_preview").click()
    QTest.keyClick(page.findChild(QComboBox, "theme"), Key.Key_Down)
    type_into(page.findChild(BoundedNumber, "autosave_s"), "2.5")
    kept = profile.preferences
    assert (kept.live_preview, kept.theme, kept.autosave_s) == (False, "dark", 2.5)


def test_what_may_be_unset_can_be_set_and_unset(page: PreferencesPage, profile: Profile) -> None:
    box = page.findChild(BoundedNumber, "export_keep_days")
    assert (box.text(), box.placeholderText()) == ("", "Not set")
    QTest.keyClick(box, Key.Key_Up)
    assert profile.preferences.export_keep_days == 1
    QTest.keyClick(box, Key.Key_Down)
    assert profile.preferences.export_keep_days is None


def test_an_empty_field_unsets_what_may_be_unset(page: PreferencesPage, profile: Profile) -> None:
    box = page.findChild(BoundedNumber, "export_keep_days")
    kept = []
    for typed in ("30", " "):
        type_into(box, typed)
        kept.append(profile.preferences.export_keep_days)
    assert kept == [30, None]


def test_the_wheel_over_an_editor_changes_nothing(page: PreferencesPage, profile: Profile) -> None:
    box = page.findChild(BoundedNumber, "preview_fps")
    page.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert profile.preferences.preview_fps == 15


def test_all_can_be_reset_but_keys_are_kept(page: PreferencesPage, profile: Profile) -> None:
    profile.change_preferences(preview_fps=30, own_keys={"file.save": ("Ctrl+1",)})
    reset = next(each for each in page.findChildren(QPushButton) if each.text() == "Reset all")
    reset.click()
    assert profile.preferences == Preferences(own_keys={"file.save": ("Ctrl+1",)})
    assert page.findChild(BoundedNumber, "preview_fps").text() == "15"


def test_places_are_listed_and_can_be_opened(
    page: PreferencesPage, profile: Profile, opened: list[Path]
) -> None:
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert str(profile.places.recovery) in shown
    page.findChild(QPushButton, "open_logs").click()
    assert opened == [profile.places.logs]


def test_the_folder_of_exports_can_be_chosen(
    page: PreferencesPage, profile: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert profile.exports == profile.places.exports
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    field = page.findChild(QLineEdit, "exports_folder")
    field.actions()[0].trigger()
    assert (profile.exports, field.text()) == (tmp_path, str(tmp_path))

    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClick(field, Key.Key_Return)
    assert profile.exports == profile.places.exports
