"""What is on an empty canvas: the first things that people add, and how to find all others."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from manim_nodes.app.kit.images import read_image
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.gallery.pictures import picture_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr

_PICTURE = QSize(112, 63)
_SHOWN_OWN = 4  # node types of the user's own
_WAYS = (  # in which all may stand, the best first: whether with pictures, and how many in a row
    (True, 4),
    (True, 2),
    (False, 4),
    (False, 2),
    (False, 1),
)
_SPACING = 8
_ABOVE_TEXT = 14
_AROUND = 24  # left and right of all in sum, and above and below
_TEXT_WIDTH = 420
_LEAST_WIDTH = _PICTURE.width() + 16  # that a long name of the user's own gets


class EmptyHint(QWidget):
    """Offers pictures to click, in the middle of a canvas with nothing on it; the canvas gets what lies between them.

    Attributes
    ----------
    chosen : name of the node type that is wanted
    """

    chosen = Signal(str)

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._first: list[QToolButton] = []
        self._own: list[tuple[QToolButton, str]] = []  # with their titles
        self._text = Label(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("dim", True)

    def text(self) -> str:
        """Return what is written."""
        return self._text.text()

    def offer(self, library: Library, own: Sequence[NodeType] = ()) -> None:
        """Show the node types that people add first, once they are known, and below them the user's own."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        known = [library.types[name] for name in library.vocabulary.first if name in library.types]
        self._first = [self._button(node_type) for node_type in known]
        for button, node_type in zip(self._first, known, strict=True):
            button.setIconSize(_PICTURE)
            if picture := picture_of(node_type):
                image = read_image(picture, 2 * _PICTURE.width())
                button.setIcon(QIcon(QPixmap.fromImage(image)))
        self._own = [(self._button(each), tr(each.title)) for each in own[:_SHOWN_OWN]]

    @property
    def _buttons(self) -> list[QToolButton]:
        return [*self._first, *(button for button, _ in self._own)]

    def _button(self, node_type: NodeType) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"first_{node_type.type}")
        button.setText(tr(node_type.title))
        button.setAccessibleName(tr(node_type.title))
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
        """Move to the middle of ``area``; where there is no room for pictures, the names go on without them."""
        text_width = min(area.width(), _TEXT_WIDTH)
        text_height = self._text.heightForWidth(text_width)
        room = area.size() - QSize(_AROUND, _AROUND + _ABOVE_TEXT + text_height)
        for has_pictures, columns in _WAYS:
            size = self._arrange(columns, has_pictures=has_pictures)
            has_room = size.width() <= room.width() and size.height() <= room.height()
            if has_room:
                break
        for button in self._buttons:
            button.setVisible(has_room)
        if not has_room:
            size = QSize(0, -_ABOVE_TEXT)
        width, top = max(size.width(), text_width), size.height() + _ABOVE_TEXT
        for button in self._buttons:
            button.move(button.x() + (width - size.width()) // 2, button.y())
        self._text.setGeometry((width - text_width) // 2, top, text_width, text_height)
        place = QRect(0, 0, width, max(min(top + text_height, area.height()), 1))
        place.moveCenter(area.center())
        self.setGeometry(place)

    def _arrange(self, columns: int, *, has_pictures: bool) -> QSize:
        """Put the buttons into rows, all equally wide and the user's own below; return how much room they take."""
        style = Qt.ToolButtonStyle.ToolButtonTextOnly
        for button in self._first:
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextUnderIcon if has_pictures else style
            )
        for button, title in self._own:
            button.setText(title)
        hints = [button.sizeHint() for button in self._first]
        own_hints = [button.sizeHint() for button, _ in self._own]
        width = max(
            (
                *(hint.width() for hint in hints),
                *(min(hint.width(), _LEAST_WIDTH) for hint in own_hints),
            ),
            default=0,
        )
        for (button, title), hint in zip(self._own, own_hints, strict=True):
            spare = width - (hint.width() - button.fontMetrics().horizontalAdvance(title))
            button.setText(
                button.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, spare)
            )
        bottom = _put_into_rows(self._first, hints, columns, width, 0)
        own = [button for button, _ in self._own]
        bottom = _put_into_rows(own, own_hints, columns, width, bottom)
        used = min(columns, max(len(self._first), len(own)))
        return QSize(max(used * (width + _SPACING) - _SPACING, 0), max(bottom - _SPACING, 0))


def _put_into_rows(
    buttons: Sequence[QToolButton], hints: Sequence[QSize], columns: int, width: int, top: int
) -> int:
    """Put equal buttons into rows from ``top`` on, and return where what follows begins."""
    height = max((hint.height() for hint in hints), default=0)
    for number, button in enumerate(buttons):
        row, column = divmod(number, columns)
        left, down = column * (width + _SPACING), row * (height + _SPACING)
        button.setGeometry(left, top + down, width, height)
    return top + -(-len(buttons) // columns) * (height + _SPACING)
