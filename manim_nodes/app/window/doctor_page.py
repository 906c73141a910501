"""What is installed, and how to get what is not: what ``manim-nodes doctor`` says, in a window."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.node_packages import find_packages
from manim_nodes.render.doctor import Finding, diagnose, diagnose_packages, diagnose_places
from manim_nodes.translation import tr, tr_plural
from manim_nodes.workspace.places import FILES, Places


class DoctorPage(QDialog):
    """Looks in a thread, since it tries LaTeX and the encoders, and lists what it has found.

    Parameters
    ----------
    trusted : digests of the node packages that the user trusts, by their names
    """

    def __init__(
        self,
        places: Places,
        theme: Theme,
        trusted: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("The installation"))
        self.resize(720, 520)
        self._theme = theme
        self.summary = Label(tr("Looking…"), self, wordWrap=True)
        self.list = QTreeWidget(self, columnCount=3, rootIsDecorated=False, wordWrap=True)
        self.list.setHeaderLabels([tr("Found"), tr("What"), tr("Where, or how to get it")])
        self.list.setAccessibleName(tr("The installation"))
        self.list.setItemDelegateForColumn(2, _Words(self.list))
        self.list.header().sectionResized.connect(self.list.scheduleDelayedItemsLayout)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        layout = QVBoxLayout(self)
        for widget in (self.summary, self.list, buttons):
            layout.addWidget(widget)
        self._background = Background(self)
        self._background.run(partial(_look, places, trusted), self._show)

    def done(self, result: int) -> None:
        """Close, whatever is still looked for."""
        self._background.close(timeout_ms=0)
        super().done(result)

    def _show(self, findings: Sequence[Finding]) -> None:
        missing = [each for each in findings if not each.is_found and each.is_needed]
        self.summary.setText(
            tr_plural(
                "{count} thing is missing that every project needs.",
                "{count} things are missing that every project needs.",
                len(missing),
            )
            if missing
            else tr("All that every project needs is there.")
        )
        for finding in findings:
            words = finding.detail
            if not finding.is_found and finding.hint:
                words = f"{finding.detail.rstrip('.')}. {finding.hint}"
            name = tr(finding.name).replace("_", " ")
            item = QTreeWidgetItem([self._mark(finding), name, words])
            item.setForeground(0, QColor(self._color(finding)))
            item.setToolTip(2, plain_tip(words))
            self.list.addTopLevelItem(item)
        for column in (0, 1):
            self.list.resizeColumnToContents(column)

    @staticmethod
    def _mark(finding: Finding) -> str:
        if finding.is_found:
            return tr("found")
        return tr("missing") if finding.is_needed else tr("absent")

    def _color(self, finding: Finding) -> str:
        if finding.is_found:
            return self._theme.success
        return self._theme.error if finding.is_needed else self._theme.warning

    def _copy(self) -> None:
        rows = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        text = "\n".join("\t".join(row.text(column) for column in range(3)) for row in rows if row)
        QApplication.clipboard().setText(text)


class _Words(QStyledItemDelegate):
    """Leaves words as many lines as they need in their column, which Qt does not ask for."""

    def __init__(self, view: QTreeWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        view = self._view
        room = view.columnWidth(index.column()) - 4 * view.style().pixelMetric(
            QStyle.PixelMetric.PM_FocusFrameHMargin
        )
        box = view.fontMetrics().boundingRect(
            QRect(0, 0, max(room, 1), 0), Qt.TextFlag.TextWordWrap, str(index.data())
        )
        line = view.fontMetrics().height()
        return QSize(hint.width(), hint.height() + max(box.height() - line, 0))


def _look(places: Places, trusted: Mapping[str, str]) -> list[Finding]:
    packages, _ = find_packages(places.packages)
    found = diagnose_packages(packages, trusted)
    return [*diagnose(), *found, *diagnose_places(asdict(places), FILES)]
