"""Bars that say something, at any width of the window."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import DARK

TEXT = (
    "This project holds Python code from elsewhere, which is shown but not run. "
    "Nodes with such code: 3."
)


@pytest.mark.parametrize("width", [300, 420, 560, 800, 1400])
def test_a_notice_is_not_squeezed_beside_its_buttons(qtbot: QtBot, width: int) -> None:
    notices = Notices(DARK)
    qtbot.addWidget(notices)
    chosen: list[str] = []
    choices = [(title, lambda title=title: chosen.append(title)) for title in ("Show it", "Run it")]
    notices.put("code", TEXT, choices=choices)
    notices.resize(width, notices.heightForWidth(width))
    notices.show()
    label = next(label for label in notices.findChildren(Label) if label.text() == TEXT)
    buttons = notices.findChildren(QPushButton)

    line = label.fontMetrics().horizontalAdvance(TEXT)
    assert label.width() >= min(line, 420, width - 90)
    tops = {button.mapTo(notices, button.rect().topLeft()).y() for button in buttons}
    below = {top >= label.geometry().bottom() for top in tops}
    assert below == {width < 700}
    for button in buttons:
        assert notices.rect().contains(
            button.rect().translated(button.mapTo(notices, button.rect().topLeft()))
        )
    buttons[-1].click()
    assert chosen == ["Run it"]
    assert not notices.isVisible()


def test_notices_about_a_project_go_with_it(qtbot: QtBot) -> None:
    notices = Notices(DARK)
    qtbot.addWidget(notices)
    notices.put("own node 1", "Kept as a node.")
    notices.put("storage", "Files take much.", lasts=True)
    notices.forget_project()
    assert notices.shown == {"storage": "Files take much."}
    notices.remove("storage")
    notices.put("storage", "About this project.")
    notices.forget_project()
    assert notices.shown == {}
