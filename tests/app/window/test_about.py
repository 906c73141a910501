"""The About box names versions, which reports of faults need."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from manim_nodes import __version__
from manim_nodes.app.window.about import AboutBox


def test_it_names_the_versions_and_the_license(qtbot: QtBot) -> None:
    box = AboutBox()
    qtbot.addWidget(box)
    text = " ".join(label.text() for label in box.findChildren(QLabel))
    for words in (f"manim-nodes {__version__}", "manim 0.22", "MIT License"):
        assert words in text
