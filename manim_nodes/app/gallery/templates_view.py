"""The templates with their categories and a search: on the welcome page, or in a dialog."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.gallery.cards import GUTTER, CardView, Templates
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.gallery.catalogue import Template
from manim_nodes.library.search import Place, find
from manim_nodes.translation import tr

_TO_CARDS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TemplatesView(QWidget):
    """Cards of templates.

    Attributes
    ----------
    chosen : with a Template
    """

    chosen = Signal(Template)

    def __init__(
        self, templates: Sequence[Template], *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._templates: Sequence[Template] = ()
        self._shown = Templates(self)
        self.cards = CardView(self._shown, theme, self)
        self.cards.chosen.connect(self.chosen)
        self._search = QLineEdit(self, placeholderText=tr("Search templates"))
        self._search.setAccessibleName(tr("Search templates"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(220)
        self._search.textChanged.connect(self._show)
        self._search.installEventFilter(self)
        self._chips = QButtonGroup(self)
        self._chips.buttonClicked.connect(self._show)
        self._nothing = Label(tr("No template fits."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("dim", True)
        self._lay_out()
        self.set_theme(theme)
        self.use_templates(templates)

    def use_templates(self, templates: Sequence[Template]) -> None:
        """Show these from now on."""
        self._templates = templates
        for chip in self._chips.buttons():
            self._chips.removeButton(chip)
            chip.hide()  # it is deleted later only
            chip.deleteLater()
        categories = dict.fromkeys(template.category for template in templates)
        for category in ("", *categories):
            self._add_chip(category)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self.cards.set_theme(theme)
        self.setStyleSheet(
            f"QPushButton[chip='true'] {{ border-radius: 13px; padding: 3px 13px;"
            f" background: {theme.raised}; border: 1px solid {theme.line}; color: {theme.dim_text}; }}"
            f"QPushButton[chip='true']:hover {{ background: {theme.hover}; }}"
            f"QPushButton[chip='true']:checked {{ background: {theme.accent};"
            f" color: {theme.accent_text}; border-color: {theme.accent}; font-weight: 600; }}"
            f"QPushButton[chip='true']:focus {{ border-color: {theme.text}; }}"
            "QListView { background: transparent; } QListView:focus { border: none; }"
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop moving pictures."""
        super().closeEvent(event)
        self.cards.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _TO_CARDS:
            self.cards.setFocus()
            self.cards.setCurrentIndex(self._shown.index(0))
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(6)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.addLayout(self._chip_row)
        top.addStretch(1)
        top.addWidget(self._search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self._nothing, 1)

    def _add_chip(self, category: str) -> None:
        chip = QPushButton(tr(category) or tr("All"), self, checkable=True, autoDefault=False)
        chip.setProperty("chip", True)
        chip.setProperty("category", category)
        chip.setChecked(not category)
        self._chips.addButton(chip)
        self._chip_row.addWidget(chip)

    def _show(self) -> None:
        chip = self._chips.checkedButton()
        category = chip.property("category") if chip else ""
        within = [each for each in self._templates if category in ("", each.category)]
        found = find(within, self._search.text(), _places)
        self._shown.show(found)
        self.cards.setVisible(bool(found))
        self._nothing.setVisible(not found)


def _places(template: Template) -> Iterator[Place]:
    yield 1.0, tr(template.name)
    yield from ((0.7, keyword) for keyword in template.keywords)
    yield 0.5, tr(template.category)
    yield 0.3, tr(template.description)
