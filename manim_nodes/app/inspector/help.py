"""What stands below the parameters: what the node type is about, and above them, what is wrong."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import EditorContext, is_alive
from manim_nodes.app.inspector.row_widgets import FoldButton
from manim_nodes.app.kit.fields import code_font
from manim_nodes.app.kit.images import read_image
from manim_nodes.app.kit.markers import severity_icon
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.fixes import TITLES
from manim_nodes.graph.problems import Fix, Problem
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root

_PICTURE_WIDTH = 280


class ProblemList(QWidget):
    """The problems of the selected nodes, each with the way out of it.

    Parameters
    ----------
    mend : called with what mends a problem, where that is known, when its button is pressed
    """

    def __init__(
        self, theme: Theme, mend: Callable[[Fix], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._mend = theme, mend
        self._shown: tuple[Problem, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems."""
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            self._column.addWidget(self._line(problem))
        self.setVisible(bool(problems))

    def _line(self, problem: Problem) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        color = self._theme.of_severity(problem.severity)
        sign = Label(line, pixmap=severity_icon(problem.severity, color).pixmap(16, 16))
        sign.setAccessibleName(tr(problem.severity.value))
        text = Label(line, wordWrap=True)
        text.setText("\n".join(filter(None, (problem.message, problem.hint))))
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addWidget(text)
        if problem.fix is not None:
            fix = problem.fix
            button = QPushButton(tr(TITLES[type(fix)]), line, autoDefault=False)
            button.clicked.connect(lambda: self._mend(fix))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        return line


class Help(QWidget):
    """Documentation, picture, keywords and an example of a node type, behind a title that folds them."""

    def __init__(
        self, node_type: NodeType, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._node_type, self._context = node_type, context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(6)
        title = tr("About {title}", title=tr(node_type.title))
        self._header = FoldButton(title, context.theme, self)
        self._header.show_open(is_open=True)
        self._body = QWidget(self)
        self._column.addWidget(self._header)
        self._column.addWidget(self._body)
        self._header.clicked.connect(self._on_header_clicked)
        self._fill()

    def _fill(self) -> None:
        node_type, column = self._node_type, QVBoxLayout(self._body)
        column.setContentsMargins(4, 0, 4, 0)
        self._picture = Label(self._body, alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(tr("What {title} looks like", title=tr(node_type.title)))
        self._picture.hide()
        column.addWidget(self._picture)
        if node_type.documentation:
            column.addWidget(_text(tr(node_type.documentation), self._body))
        if node_type.keywords:
            words = tr("Also called: {names}", names=", ".join(map(tr, node_type.keywords)))
            column.addWidget(_text(words, self._body, dim=True))
        if node_type.example_code:
            column.addWidget(_text(tr("In Python:"), self._body, dim=True))
            column.addWidget(_code(node_type.example_code, self._body))
        path = data_root() / "resources" / "nodes" / f"{node_type.type}.png"
        self._context.background.run(lambda: read_image(path, _PICTURE_WIDTH), self._show_picture)

    def _on_header_clicked(self) -> None:
        self._header.show_open(is_open=not self._header.is_open)
        self._body.setVisible(self._header.is_open)

    def _show_picture(self, image: QImage) -> None:
        if is_alive(self) and not image.isNull():
            self._picture.setPixmap(QPixmap.fromImage(image))
            self._picture.show()


def _text(text: str, parent: QWidget, *, dim: bool = False) -> Label:
    label = Label(text, parent, wordWrap=True)
    label.setProperty("dim", dim)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _code(code: str, parent: QWidget) -> QPlainTextEdit:
    field = QPlainTextEdit(code, parent, readOnly=True)
    field.setFont(code_font())
    field.setAccessibleName(tr("Python"))
    field.setTabChangesFocus(True)
    field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    lines = code.count("\n") + 1
    field.setFixedHeight(field.fontMetrics().lineSpacing() * (lines + 1) + 14)
    return field
