"""What a clean-up lists is what goes, as far as it stays chosen, and nothing else does."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.window.cleanup_page import CleanupPage
from manim_nodes.workspace.cleanup import make_preview_folder


@pytest.fixture
def made(profile: Profile) -> dict[str, Path]:
    """Return what the program made: something of each kind that may go, and what must stay."""
    places = profile.places
    preview = make_preview_folder(places.previews)
    for path in preview.iterdir():
        os.utime(path, (1, 1))
    files = {
        "film": places.films / "a-0.mp4",
        "other film": places.films / "b-1.mp4",
        "export": places.exports / "old.mp4",
        "mine": places.exports / "mine.mp4",
    }
    for path in files.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 2_000_000)
        os.utime(path, (1, 1))
    profile.change_state(exports={str(files["export"]): files["export"].stat().st_mtime_ns})
    return {**files, "preview": preview, "preview in use": make_preview_folder(places.previews)}


@pytest.fixture
def page(
    qtbot: QtBot,
    profile: Profile,
    made: dict[str, Path],  # noqa: ARG001
) -> CleanupPage:
    page = CleanupPage(profile)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.remove.isEnabled)
    return page


def groups(page: CleanupPage) -> dict[str, QTreeWidgetItem]:
    rows = range(page.list.topLevelItemCount())
    return {item.text(0): item for row in rows if (item := page.list.topLevelItem(row))}


def remove(page: CleanupPage, qtbot: QtBot) -> None:
    page.remove.click()
    qtbot.waitUntil(lambda: "freed" in page.summary.text())


def there(made: dict[str, Path]) -> set[str]:
    return {name for name, path in made.items() if path.exists()}


def test_it_lists_what_may_go_by_what_it_is_and_how_much_that_frees(page: CleanupPage) -> None:
    sizes = {title: item.text(1) for title, item in groups(page).items()}
    assert sizes == {
        "Frames of previews that are over (1)": "1 kB",
        "Parts of films, kept to export faster (2)": "4.0 MB",
    }
    assert page.summary.text() == "3 would go, and free 4.0 MB."
    assert page.list.columnWidth(0) >= page.list.sizeHintForColumn(0)


def test_what_is_listed_goes_and_nothing_else(
    page: CleanupPage, made: dict[str, Path], qtbot: QtBot
) -> None:
    remove(page, qtbot)
    qtbot.waitUntil(lambda: not page.list.topLevelItemCount())
    assert there(made) == {"export", "mine", "preview in use"}
    assert page.summary.text() == "This has freed 4.0 MB. There is nothing to clean up."


def test_what_is_not_chosen_stays(page: CleanupPage, made: dict[str, Path], qtbot: QtBot) -> None:
    films = groups(page)["Parts of films, kept to export faster (2)"]
    films.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert page.summary.text() == "2 would go, and free 2.0 MB."
    remove(page, qtbot)
    assert there(made) == {"film", "export", "mine", "preview in use"}


def test_a_whole_kind_can_be_kept(page: CleanupPage, made: dict[str, Path], qtbot: QtBot) -> None:
    groups(page)["Parts of films, kept to export faster (2)"].setCheckState(
        0, Qt.CheckState.Unchecked
    )
    remove(page, qtbot)
    assert there(made) == set(made) - {"preview"}


def test_exports_go_only_when_it_is_said_how_old_they_may_be(
    page: CleanupPage, made: dict[str, Path], qtbot: QtBot
) -> None:
    page.days.setFocus()
    page.days.selectAll()
    QTest.keyClicks(page.days, "7")
    QTest.keyClick(page.days, Qt.Key.Key_Return)
    title = "Exports that are older than you want (1)"
    qtbot.waitUntil(lambda: title in groups(page))
    remove(page, qtbot)
    assert there(made) == {"mine", "preview in use"}


def test_the_preference_says_how_old_exports_may_be(
    qtbot: QtBot, profile: Profile, made: dict[str, Path]
) -> None:
    profile.change_preferences(export_keep_days=7)
    page = CleanupPage(profile)
    qtbot.addWidget(page)
    qtbot.waitUntil(page.remove.isEnabled)
    assert page.days.number == 7
    assert made["export"] in [each.path for each in page.chosen]


def test_nothing_to_remove_is_said(qtbot: QtBot, profile: Profile) -> None:
    page = CleanupPage(profile)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: "nothing" in page.summary.text())
    assert not page.remove.isEnabled()
