"""What the search shows of the node type at hand: its picture, and what it does."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.kit.image_loader import ImageLoader
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.glyphs import kind_description
from manim_nodes.app.palette.thumbnail import draw_thumbnail
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr

_WIDTH, _HEIGHT = 208, 117


class TypePreview(QWidget):
    """A column with a picture and some lines of text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pictures = ImageLoader(self)
        self._picture = _Picture(self.pictures, self)
        self._title = self._label("heading")
        self._place = self._label("dim")
        self._description = self._label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 0)
        layout.setSpacing(8)
        for widget in (self._picture, self._title, self._place, self._description):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setFixedWidth(_WIDTH + 8)

    def show_type(self, node_type: NodeType | None) -> None:
        """Show this one, or nothing."""
        self.setVisible(node_type is not None)
        if node_type is None:
            return
        self._picture.show_type(node_type)
        self._title.setText(tr(node_type.title))
        category = tr(node_type.category.title)
        self._place.setText(f"{category} · {kind_description(node_type.kind)}")
        text = f"{tr(node_type.summary)} {tr(node_type.documentation)}"
        self._description.setText(text.strip())

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.update()

    def _label(self, style: str = "") -> Label:
        label = Label(self, wordWrap=True)
        if style:
            label.setProperty(style, True)
        return label


class _Picture(QWidget):
    def __init__(self, pictures: ImageLoader, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        pictures.loaded.connect(self.update)
        self._node_type: NodeType | None = None
        self.setFixedSize(_WIDTH, _HEIGHT)

    def show_type(self, node_type: NodeType) -> None:
        self._node_type = node_type
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 (it is painted as a whole)
        if self._node_type is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        draw_thumbnail(painter, self._pictures, self._node_type, QRectF(self.rect()), 6)
        painter.end()
