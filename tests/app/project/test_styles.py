"""Choosing the style of a project, and keeping its own, in the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.project.style_dialog import StyleDialog
from manim_nodes.app.project.styles import Styles
from manim_nodes.document.edits import set_settings
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.editing.styles import change_style
from manim_nodes.graph.style import background_of
from tests.support.library import toy_document

Key = Qt.Key


class StylesDriver:
    """A window in which styles are chosen; pictures are of the color of the background."""

    def __init__(self, session: Session, profile: Profile, theme: Theme, qtbot: QtBot) -> None:
        self.session, self.profile = session, profile
        self.drawn: list[tuple[Document, Callable[[QImage], object]]] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.styles = Styles(
            session,
            profile,
            self.window,
            Notices(theme, self.window),
            draw=lambda document, take: self.drawn.append((document, take)),
        )
        self.window.show()

    def open(self) -> StyleDialog:
        self.styles.choose()
        return self.window.findChildren(StyleDialog)[-1]

    def titles(self) -> list[str]:
        dialog = self.open()
        titles = [dialog.cards.item(row).text() for row in range(dialog.cards.count())]
        dialog.reject()
        return titles

    @property
    def settings(self) -> tuple[str, str]:
        document = self.session.document
        return document.settings.style, background_of(document.settings, self.session.library)


@pytest.fixture
def driver(
    make_session: Callable[..., Session], profile: Profile, theme: Theme, qtbot: QtBot
) -> StylesDriver:
    document = set_settings(toy_document("disc_1"), background="#123456")
    return StylesDriver(make_session(document), profile, theme, qtbot)


def test_the_project_is_shown_in_all_styles_side_by_side(driver: StylesDriver) -> None:
    dialog = driver.open()
    shown = [document.settings.style for document, _ in driver.drawn]
    # What is asked for last is drawn first.
    assert shown[::-1] == list(driver.session.library.styles)
    before = dialog.card("paper").icon().cacheKey()
    picture = QImage(160, 90, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    driver.drawn[shown.index("paper")][1](picture)
    icon = dialog.card("paper").icon()
    assert icon.cacheKey() != before
    assert icon.pixmap(256, 144).toImage().pixelColor(80, 40).name() == "#ff0000"
    dialog.reject()
    driver.drawn[0][1](picture)  # a picture that comes too late


def test_a_style_is_one_step_of_the_history_and_brings_its_background(driver: StylesDriver) -> None:
    dialog = driver.open()
    dialog.cards.setCurrentItem(dialog.card("paper"))
    dialog.use_button.click()
    assert driver.settings == ("paper", "#FBF7EE")
    assert driver.session.undo_label == "Undo use the style Paper"
    driver.session.undo()
    assert driver.settings == ("default", "#123456")


def test_the_keyboard_is_enough(driver: StylesDriver) -> None:
    dialog = driver.open()
    assert dialog.chosen == "default"
    QTest.keyClick(dialog.cards, Key.Key_End)
    QTest.keyClick(dialog.cards, Key.Key_Return)
    assert driver.settings[0] == list(driver.session.library.styles)[-1]


def test_a_style_of_the_projects_own_is_kept_for_others_and_removed(driver: StylesDriver) -> None:
    library = driver.session.library
    changes = {"title": "House", "background": "#0A0B0C", "accent": "#00FF00"}
    driver.session.edit(lambda document: change_style(document, library, changes))
    driver.styles.keep()
    built_in = [style.title for style in library.styles.values()]
    assert driver.titles() == ["House", *built_in, "House"]

    driver.session.undo()
    dialog = driver.open()
    dialog.cards.setCurrentItem(dialog.card("kept:House"))
    dialog.use_button.click()
    assert driver.settings == ("own", "#0A0B0C")
    assert driver.session.library.names.roles["role:accent"] == "#00FF00"

    dialog = driver.open()
    assert not dialog.remove_button.isEnabled()
    dialog.cards.setCurrentItem(dialog.card("kept:House"))
    dialog.remove_button.click()
    dialog.reject()
    assert driver.profile.preferences.styles == {}
    assert driver.settings == ("own", "#0A0B0C")  # the project carries it along


def test_what_is_no_style_is_shown_as_such_and_can_be_removed(driver: StylesDriver) -> None:
    driver.profile.change_preferences(styles={"Odd": {"glow": 3}})
    dialog = driver.open()
    card = dialog.card("kept:Odd")
    assert card.text() == "Odd cannot be used"
    dialog.cards.setCurrentItem(card)
    assert "background is missing" in dialog.note.text()
    assert not dialog.use_button.isEnabled()
    QTest.keyClick(dialog.cards, Key.Key_Return)
    assert dialog.isVisible()
    assert driver.settings[0] == "default"
    assert "Odd" not in [document.settings.own_style.get("title") for document, _ in driver.drawn]
    dialog.remove_button.click()
    dialog.reject()
    assert driver.profile.preferences.styles == {}
    assert len(driver.titles()) == len(driver.session.library.styles)


def test_a_style_of_the_projects_own_that_is_none_is_shown_as_such(driver: StylesDriver) -> None:
    broken = {"title": "House", "background": "mud"}
    driver.session.edit(lambda document: set_settings(document, style="own", own_style=broken))
    dialog = driver.open()
    assert dialog.chosen == "own"
    assert "background must be a color of six" in dialog.note.text()
    assert not dialog.use_button.isEnabled()
    assert not dialog.remove_button.isEnabled()
    dialog.cards.setCurrentItem(dialog.card("paper"))
    dialog.use_button.click()
    assert driver.settings[0] == "paper"
