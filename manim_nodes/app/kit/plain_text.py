"""Texts that are shown as they are: what a project is called, and what it says, is no HTML."""

from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Label(QLabel):
    """A label of plain text: Qt's own takes for HTML whatever looks like it, and would open files that it names."""

    def __init__(self, *arguments: str | QWidget | None, **properties: Any) -> None:
        text = next((each for each in arguments if isinstance(each, str)), "")
        parent = next((each for each in arguments if isinstance(each, QWidget)), None)
        super().__init__(parent, textFormat=Qt.TextFormat.PlainText, **properties)
        if text:
            self.setText(text)


def plain_tip(text: str) -> str:
    """Return a text for a tooltip that is shown as it is: tooltips cannot be told that it is no HTML."""
    if "<" not in text and "&" not in text:
        return text
    return f'<div style="white-space: pre-wrap">{escape(text)}</div>'
