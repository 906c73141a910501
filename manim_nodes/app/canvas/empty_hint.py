"""What is on an empty canvas: the first things that people add, and how to find all others."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.images import read_image
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.gallery.pictures import picture_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr

_PICTURE = QSize(112, 63)
_COLUMNS = 4
_STYLES = (
    Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
    Qt.ToolButtonStyle.ToolButtonTextOnly,
)


class EmptyHint(QWidget):
    """Offers pictures to click, in the middle of a canvas with nothing on it; the canvas gets what lies between them.

    Attributes
    ----------
    chosen : name of the node type that is wanted
    """

    chosen = Signal(str)

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._buttons = QWidget(self)
        self._grid = QGridLayout(self._buttons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._pictured: list[QToolButton] = []
        self._text = Label(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("dim", True)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._text)

    def text(self) -> str:
        """Return what is written."""
        return self._text.text()

    def offer(self, library: Library, own: Sequence[NodeType] = ()) -> None:
        """Show the node types that people add first, once they are known, and below them the user's own."""
        for button in self._buttons.findChildren(QToolButton):
            self._grid.removeWidget(button)
            button.deleteLater()
        self._pictured.clear()
        known = [library.types[name] for name in library.vocabulary.first if name in library.types]
        for number, node_type in enumerate(known):
            button = self._button(node_type)
            self._pictured.append(button)
            button.setToolButtonStyle(_STYLES[0])
            button.setIconSize(_PICTURE)
            if picture := picture_of(node_type):
                image = read_image(picture, 2 * _PICTURE.width())
                button.setIcon(QIcon(QPixmap.fromImage(image)))
            self._grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        for number, node_type in enumerate(
            own[:_COLUMNS]
        ):  # without pictures: there is room for one row
            button = self._button(node_type)
            button.setMaximumWidth(_PICTURE.width() + 16)
            self._grid.addWidget(button, self._grid.rowCount() - bool(number), number)

    def _button(self, node_type: NodeType) -> QToolButton:
        button = QToolButton(self._buttons)
        button.setObjectName(f"first_{node_type.type}")
        button.setText(tr(node_type.title))
        button.setToolTip(plain_tip(f"{tr(node_type.title)}\n{tr(node_type.summary)}"))
        button.clicked.connect(lambda: self.chosen.emit(node_type.type))
        return button

    def show_key(self, keys: Sequence[str]) -> None:
        """Show which key opens the search, if one does."""
        text = tr("Click what you want to begin with, or double-click to find any other thing.")
        if keys:
            key = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            text = tr(
                "Click what you want to begin with, or press {key} to find any other.", key=key
            )
        self._text.setText(text + "\n" + tr("Or drag one here from the panel of nodes."))

    def place(self, area: QRect) -> None:
        """Move to the middle of ``area``; where there is no room for pictures, the words go on without them."""
        for style in _STYLES:
            for button in self._pictured:
                button.setToolButtonStyle(style)
            self._grid.invalidate()
            wanted = self._grid.sizeHint()
            has_room = wanted.width() < area.width() and wanted.height() + 100 < area.height()
            if has_room:
                break
        self._buttons.setVisible(has_room)
        width = min(area.width(), max(wanted.width() + 24, 420))
        height = min(self.heightForWidth(width), area.height())
        place = QRect(0, 0, width, max(height, 1))
        place.moveCenter(area.center())
        self.setGeometry(place)
