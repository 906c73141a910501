"""All that is wrong, with what to do about it; a click leads to the node."""

from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.markers import severity_icon
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.fixes import TITLES, fix_problem
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    Event,
    PictureProblemsChanged,
    RenderErrorChanged,
    Session,
)
from manim_nodes.graph.problems import Fix, PicturePlace, Severity
from manim_nodes.graph.titles import title_at
from manim_nodes.render.failures import RenderError
from manim_nodes.translation import tr, tr_later

_NODE = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1
_SEVERITIES = {
    Severity.ERROR: tr_later("error"),
    Severity.WARNING: tr_later("warning"),
    Severity.ADVICE: tr_later("advice"),
}


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem as the list shows it.

    Parameters
    ----------
    node_id : with its groups
    details : what is folded below it, such as a hint and a traceback
    fix : what mends it, which a button below it offers
    in_picture : where a picture shows it
    """

    severity: Severity
    message: str
    node_id: str | None = None
    details: tuple[str, ...] = ()
    fix: Fix | None = None
    in_picture: PicturePlace | None = None


class Problems(Panel):
    """Lists the problems of the session's project: errors first, then warnings.

    Attributes
    ----------
    place_shown : a problem is gone to that a picture shows, at this `PicturePlace`
    """

    NAME = "problems"

    place_shown = Signal(object)

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile = session, profile
        self._theme = theme
        self._rows: tuple[ProblemRow, ...] = ()
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([tr("Problem"), tr("Node")])
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(tr("Problems"))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, self.tree.header().ResizeMode.Stretch)
        self.tree.selectionModel().selectionChanged.connect(self._go_to_selected)
        self.tree.itemActivated.connect(lambda item, _column: self._go_to(item))
        self._empty_label = Label(self)
        self._empty_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_label.setProperty("dim", True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty_label)
        self._pages.addWidget(self.tree)
        self.setFocusProxy(self.tree)
        self._profile.preferences_changed.connect(self._say_what_was_looked_at)
        self._say_what_was_looked_at()
        self._unlisten = session.listen(self._on_event)
        self._update_rows()

    @property
    def rows(self) -> tuple[ProblemRow, ...]:
        """What is listed."""
        return self._rows

    def has_rows(self) -> bool:
        """Return whether anything is listed."""
        return bool(self._rows)

    @property
    def _selected_fix(self) -> Fix | None:
        selected = self.tree.selectedItems()
        if not selected or self._is_stale:
            return None
        top = self.tree.indexFromItem(selected[0])
        while top.parent().isValid():
            top = top.parent()
        return self._rows[top.row()].fix

    def has_fix(self) -> bool:
        """Return whether the program can mend the problem that is selected."""
        return self._selected_fix is not None

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.refresh_if_seen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop following the session."""
        super().closeEvent(event)
        self._profile.preferences_changed.disconnect(self._say_what_was_looked_at)
        self._unlisten()

    @command_family(
        (
            command(
                "problems.next",
                tr_later("Next problem"),
                ("F8",),
                panel="",
                menu="View",
                help=tr_later("Select the node of the next problem."),
                is_enabled=has_rows,
                arguments={"offset": 1},
            ),
            command(
                "problems.previous",
                tr_later("Previous problem"),
                ("Shift+F8",),
                panel="",
                menu="View",
                help=tr_later("Select the node of the problem before."),
                is_enabled=has_rows,
                arguments={"offset": -1},
            ),
        )
    )
    def step(self, offset: int) -> None:
        """Select the next problem, or the one before."""
        self.refresh_if_stale()
        selected = self.tree.selectedItems()
        present = self.tree.indexOfTopLevelItem(selected[0]) if selected else min(-offset, 0)
        item = self.tree.topLevelItem((present + offset) % len(self._rows))
        if item is not None:
            self.tree.setCurrentItem(item)

    @command(
        "problems.fix",
        tr_later("Fix the selected problem"),
        ("Ctrl+F8",),
        panel="",
        menu="View",
        help=tr_later("Do what the button below the selected problem does."),
        is_enabled=has_fix,
        needs=tr_later("Select a problem that has a button below it."),
    )
    def fix(self) -> None:
        """Mend the problem that is selected."""
        fix = self._selected_fix
        if fix is not None:
            fix_problem(self._session, fix)

    @property
    def checks_layout(self) -> bool:
        """Return whether films are looked at for what is hard to read."""
        return self._profile.preferences.layout_check

    @command(
        "problems.layout_check",
        tr_later("Check the layout"),
        menu="View",
        help=tr_later(
            "Advise where texts overlap, are cut by the frame, too small for a phone or too faint."
        ),
        is_checked=attrgetter("checks_layout"),
    )
    def toggle_layout_check(self) -> None:
        """Look for what is hard to read, or not."""
        self._profile.change_preferences(layout_check=not self.checks_layout)

    def _say_what_was_looked_at(self) -> None:
        """Let an empty list tell whether the layout was looked at, too: it is, without being asked."""
        self._empty_label.setText(
            tr("No problems, and the layout is fine.")
            if self.checks_layout
            else tr("No problems. The layout is not checked.")
        )

    def _on_event(self, event: Event) -> None:
        match event:
            case (
                Analyzed()
                | PictureProblemsChanged()
                | RenderErrorChanged()
                | DocumentChanged(opened=True)
            ):
                self._update_rows()

    def _update_rows(self) -> None:
        """Take the problems that there are now; their count is on the tab, which is seen when the panel is not."""
        rows = self._current_rows()
        if rows != self._rows:
            self._rows = rows
            self.refresh_if_seen()
        count = len(rows) if self._session.document.nodes else 0  # to be empty is how all begins
        self.setWindowTitle(tr("Problems ({count})", count=count) if count else tr("Problems"))

    def refresh(self) -> None:
        """List the problems."""
        self.tree.blockSignals(True)
        self.tree.clear()
        items = [self._item(row) for row in self._rows]
        self.tree.addTopLevelItems(items)
        for item, row in zip(items, self._rows, strict=True):
            item.setExpanded(len(row.details) == 1)  # a hint; a traceback stays folded
            if row.fix is not None:
                self._offer(row.fix, item)
        self.tree.blockSignals(False)
        self._pages.setCurrentIndex(bool(self._rows))

    def _current_rows(self) -> tuple[ProblemRow, ...]:
        rows = [
            ProblemRow(
                each.severity,
                each.message,
                each.node_id,
                (each.hint,) if each.hint else (),
                each.fix,
                each.in_picture,
            )
            for each in self._session.problems
        ]
        failure = self._session.render_error
        return (*([_failure_row(failure)] if failure else []), *rows)

    def _item(self, row: ProblemRow) -> QTreeWidgetItem:
        color = self._theme.of_severity(row.severity)
        item = QTreeWidgetItem([row.message, self._title_of(row)])
        item.setIcon(0, severity_icon(row.severity, color))
        item.setToolTip(0, plain_tip(_labeled(row, tr(_SEVERITIES[row.severity]).capitalize())))
        spoken = _labeled(row, tr(_SEVERITIES[row.severity]))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setData(0, _NODE, row.node_id)
        item.setData(0, _PLACE, row.in_picture)
        for detail in row.details:
            below = QTreeWidgetItem([detail])
            below.setForeground(0, QColor(self._theme.dim_text))
            below.setData(0, _NODE, row.node_id)
            below.setData(0, _PLACE, row.in_picture)
            item.addChild(below)
        return item

    def _title_of(self, row: ProblemRow) -> str:
        if row.node_id is None:
            return ""
        return title_at(self._session.document, self._session.library, row.node_id)

    def _offer(self, fix: Fix, item: QTreeWidgetItem) -> None:
        below = QTreeWidgetItem()
        item.addChild(below)
        place = QWidget()
        layout = QHBoxLayout(place)
        layout.setContentsMargins(0, 2, 0, 2)
        button = QPushButton(tr(TITLES[type(fix)]), place, autoDefault=False)
        button.clicked.connect(lambda: fix_problem(self._session, fix))
        layout.addWidget(button)
        layout.addStretch()
        self.tree.setItemWidget(below, 0, place)

    def _go_to_selected(self, selected: QItemSelection) -> None:
        if not selected.isEmpty():
            self._go_to(self.tree.selectedItems()[0])

    def _go_to(self, item: QTreeWidgetItem) -> None:
        node_id = item.data(0, _NODE)
        if node_id:
            self._session.reveal(node_id)
        place = item.data(0, _PLACE)
        if place is not None:
            self.place_shown.emit(place)


def _labeled(row: ProblemRow, severity: str) -> str:
    return tr("{severity}: {message}", severity=severity, message=row.message)


def _failure_row(error: RenderError) -> ProblemRow:
    details = tuple(text for text in (error.hint, error.detail.strip()) if text)
    return ProblemRow(Severity.ERROR, error.message, error.node_id, details)
