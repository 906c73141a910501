"""The templates with their categories, an order and a search: on the welcome page, or in a dialog."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.gallery.cards import GUTTER, SEARCHING, CardView, Templates
from manim_nodes.app.gallery.template_page import TemplatePage, Trial
from manim_nodes.app.kit.flow_layout import FlowLayout
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.document.model import Document
from manim_nodes.gallery.catalogue import Template
from manim_nodes.library.search import Place, find
from manim_nodes.translation import tr, tr_later

MakeTrial = Callable[[Template, Callable[[Trial], object], Callable[[str], object]], object]
"""Reads a template, and calls back with what shows its film and its knobs, or with why there is none."""

_SPACING = 6
_TO_CARDS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ORDERS: dict[str, tuple[str, Callable[[Template], object]]] = {
    "category": (tr_later("By category"), lambda template: (template.category, template.name)),
    "name": (tr_later("By name"), lambda template: tr(template.name).casefold()),
    "newest": (tr_later("Newest first"), lambda template: -template.modified_at),
}


class TemplatesView(QWidget):
    """Cards of templates, of which one is seen large.

    Parameters
    ----------
    make_trial : without it none is seen large, and a click chooses
    may_open : projects can be begun from here
    may_insert : returns whether there is a project to put a template into
    type_title : returns what people call a node type, by its name

    Attributes
    ----------
    chosen : with a Template that is to be taken as it is
    open_asked : with a Template, and the project that it has become by its knobs
    insert_asked : with such a project
    """

    chosen = Signal(Template)
    open_asked = Signal(Template, Document)
    insert_asked = Signal(Document)

    def __init__(
        self,
        templates: Sequence[Template],
        *,
        theme: Theme,
        make_trial: MakeTrial | None = None,
        may_open: bool = True,
        may_insert: Callable[[], bool] = lambda: False,
        type_title: Callable[[str], str] = lambda name: name,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_trial, self._may_open, self._may_insert = make_trial, may_open, may_insert
        self._type_title = type_title
        self._places: dict[str, tuple[Place, ...]] = {}
        self.page: TemplatePage | None = None
        self._templates: Sequence[Template] = ()
        self._shown = Templates(self)
        self.cards = CardView(self._shown, theme, self)
        self.cards.chosen.connect(self.chosen)
        self.cards.looked_at.connect(self.look_at)
        self._search = QLineEdit(self, placeholderText=tr("Search templates"))
        self._search.setAccessibleName(tr("Search templates"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(220)
        self._search.textChanged.connect(self._show)
        self._search.installEventFilter(self)
        self._order = QComboBox(self)
        self._order.setAccessibleName(tr("Order"))
        for key, (title, _) in _ORDERS.items():
            self._order.addItem(tr(title), key)
        self._order.currentIndexChanged.connect(self._show)
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
        self._places.clear()
        self.cards.read_anew()
        categories = ["", *dict.fromkeys(template.category for template in templates)]
        chips = self._chips.buttons()
        if [chip.property("category") for chip in chips] != categories:
            chosen = self._category
            for chip in chips:
                self._chips.removeButton(chip)
                chip.hide()  # it is deleted later only
                chip.deleteLater()
            for category in categories:
                self._add_chip(category, chosen=chosen if chosen in categories else "")
            self._arrange()
        self._show()

    def forget_titles(self) -> None:
        """Look up again what people call node types."""
        self._places.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the user type what to search for, after the key for that."""
        if event.text() == SEARCHING and self.page is None:
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()
        else:
            super().keyPressEvent(event)

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
            "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
            "QListView { background: transparent; } QListView:focus { border: none; }"
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop moving pictures."""
        super().closeEvent(event)
        self.go_back()
        self.cards.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """End the film of a template that nobody sees any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.go_back()

    def look_at(self, template: Template) -> None:
        """Show one template large, with its film and its knobs."""
        if self._make_trial is None:
            self.chosen.emit(template)
            return
        self.go_back()
        self.cards.rest()
        page = TemplatePage(
            template,
            may_open=self._may_open,
            may_insert=self._may_insert(),
            parent=self,
        )
        page.left.connect(self.go_back)
        page.open_asked.connect(
            lambda document: self._ask(self.open_asked.emit, template, document)
        )
        page.insert_asked.connect(lambda document: self._ask(self.insert_asked.emit, document))
        self.page = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.back.setFocus()
        if template.fault is None:
            self._make_trial(
                template,
                lambda trial: self._use_trial(page, trial),
                lambda fault: page.show_fault(fault) if page is self.page else None,
            )

    def go_back(self) -> None:
        """Show all templates again."""
        page, self.page = self.page, None
        if page is not None:
            page.close_trial()
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.cards.setFocus()

    def _ask(self, emit: Callable[..., object], *arguments: object) -> None:
        self.go_back()
        emit(*arguments)

    def _use_trial(self, page: TemplatePage, trial: Trial) -> None:
        if page is self.page:
            page.use_trial(trial)
        else:  # the user has gone on meanwhile
            trial.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        is_press = event.type() == QEvent.Type.KeyPress
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            # What was typed goes first; the next Esc leads back to the project.
            event.accept()
            if is_press:
                self._search.clear()
            return True
        if is_press and event.key() in _TO_CARDS:
            self.cards.setFocus()
            self.cards.setCurrentIndex(self._shown.index(0))
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._chip_lines = FlowLayout(_SPACING)
        finding = QHBoxLayout()
        finding.setSpacing(_SPACING)
        finding.addStretch(1)
        finding.addWidget(self._order)
        finding.addWidget(self._search)
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.addLayout(self._chip_lines, 1)
        top.addLayout(finding)
        all_templates = QWidget(self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(all_templates)
        layout = QVBoxLayout(all_templates)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addWidget(self._nothing)
        layout.addWidget(self.cards, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the search below the chips where one line has no room for both."""
        finding = self._order.sizeHint().width() + self._search.width() + 2 * _SPACING
        is_wide = self._chip_lines.sizeHint().width() + finding + GUTTER <= self.width()
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    @property
    def _category(self) -> str:
        """Return the category that is chosen; empty for all."""
        chip = self._chips.checkedButton()
        return str(chip.property("category")) if chip else ""

    def _add_chip(self, category: str, *, chosen: str) -> None:
        chip = QPushButton(tr(category) or tr("All"), self, checkable=True, autoDefault=False)
        chip.setProperty("chip", True)
        chip.setProperty("category", category)
        chip.setChecked(category == chosen)
        self._chips.addButton(chip)
        self._chip_lines.addWidget(chip)
        chip.show()  # what is hidden has no size

    def _show(self) -> None:
        category = self._category
        within = [each for each in self._templates if category in ("", each.category)]
        _, key = _ORDERS[self._order.currentData()]
        query = self._search.text()
        in_order = sorted(within, key=key)  # type: ignore[arg-type]  # each orders by its own
        # Those that cannot be used come last, in any order.
        in_order.sort(key=lambda template: template.fault is not None)
        found = find(in_order, query, self._places_of) if query.strip() else in_order
        self._shown.show(found)
        # The cards stay: hidden, they would lose the focus.
        self._nothing.setVisible(not found)

    def _places_of(self, template: Template) -> tuple[Place, ...]:
        found = self._places.get(template.id)
        if found is None:
            found = self._places[template.id] = tuple(_places(template, self._type_title))
        return found


def _places(template: Template, type_title: Callable[[str], str]) -> Iterator[Place]:
    yield 1.0, tr(template.name)
    yield from ((0.7, keyword) for keyword in template.keywords)
    yield 0.5, tr(template.category)
    yield 0.3, tr(template.description)
    yield 0.2, " ".join(template.node_types)
    yield 0.2, " ".join(map(type_title, template.node_types))
