"""Help says what is installed, as the command does."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.doctor_page import DoctorPage
from manim_nodes.render.doctor import Finding

FOUND = Finding("manim", is_found=True, is_needed=True, detail="0.22.0")
ABSENT = Finding("latex", is_found=False, is_needed=False, detail="not found", hint="Install it.")
MISSING = Finding("fonts", is_found=False, is_needed=True, detail="0 families", hint="Get one.")


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Return what is installed, to be changed."""
    findings = [FOUND]
    monkeypatch.setattr("manim_nodes.app.window.doctor_page.diagnose", lambda: findings)
    return findings


def page(qtbot: QtBot, profile: Profile, theme: Theme) -> DoctorPage:
    made = DoctorPage(profile.places, theme, {})
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.list.topLevelItemCount() > 0)
    return made


def rows(page: DoctorPage) -> dict[str, tuple[str, str]]:
    items = [page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount())]
    return {item.text(1): (item.text(0), item.text(2)) for item in items if item}


def test_what_is_found_and_how_to_get_what_is_not(
    qtbot: QtBot, profile: Profile, theme: Theme, installed: list[Finding]
) -> None:
    installed += [ABSENT, MISSING]
    shown = page(qtbot, profile, theme)
    assert rows(shown)["manim"] == ("found", "0.22.0")
    assert rows(shown)["latex"] == ("absent", "not found. Install it.")
    assert rows(shown)["fonts"] == ("missing", "0 families. Get one.")
    assert shown.summary.text() == "1 thing is missing that every project needs."


@pytest.mark.parametrize("name", ["memory", "preferences", "projects"])
def test_places_that_are_in_use_are_sound(
    qtbot: QtBot, profile: Profile, theme: Theme, name: str
) -> None:
    profile.places.memory.parent.mkdir(parents=True)
    profile.places.memory.write_text("{}")
    shown = page(qtbot, profile, theme)
    assert rows(shown)[name][0] == "found"
    assert shown.summary.text() == "All that every project needs is there."


def test_long_words_are_read_to_their_end(
    qtbot: QtBot, profile: Profile, theme: Theme, installed: list[Finding]
) -> None:
    long = "a long way to say it " * 12
    installed += [Finding("graphics card", is_found=False, is_needed=False, detail=long)]
    shown = page(qtbot, profile, theme)

    def lines(row: int) -> float:
        item = shown.list.topLevelItem(row)
        assert item is not None
        return shown.list.visualItemRect(item).height() / shown.list.fontMetrics().height()

    qtbot.waitUntil(lambda: lines(1) > 2 * lines(0))
    before = lines(1)
    shown.resize(460, 520)
    qtbot.waitUntil(lambda: lines(1) > before)


def test_places_have_no_names_of_the_program(qtbot: QtBot, profile: Profile, theme: Theme) -> None:
    shown = page(qtbot, profile, theme)
    assert "export work" in rows(shown)
    assert not [name for name in rows(shown) if "_" in name]


def test_all_can_be_copied_into_a_report(qtbot: QtBot, profile: Profile, theme: Theme) -> None:
    shown = page(qtbot, profile, theme)
    next(each for each in shown.findChildren(QPushButton) if each.text() == "Copy").click()
    assert "found\tmanim\t0.22.0" in QApplication.clipboard().text()
