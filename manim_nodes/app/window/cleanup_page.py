"""What the program made and nobody needs any more: listed, chosen from, and removed."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.export_work.job_words import size_in_words
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.bounded_number import BoundedNumber
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.profile import Profile
from manim_nodes.exports.leftovers import (
    Leftover,
    LeftoverKind,
    find_leftovers,
    remove_leftovers,
)
from manim_nodes.translation import tr, tr_later, tr_plural

_DAYS = Steps(step=1, coarse=30, is_whole=True, low=1, above=None, high=3650)
_DAYS_PX = 140
_LEFTOVER = Qt.ItemDataRole.UserRole
_WHAT, _SIZE, _PLACE = range(3)
_TITLES = {
    LeftoverKind.PREVIEW: tr_later("Frames of previews that are over"),
    LeftoverKind.FILM: tr_later("Parts of films, kept to export faster"),
    LeftoverKind.WORK: tr_later("Work on exports that are over"),
    LeftoverKind.EXPORT: tr_later("Exports that are older than you want"),
}


class CleanupPage(QDialog):
    """Looks in a thread for what may go, lists it by what it is, and removes in a thread what stays chosen.

    Exports are listed only if the user says how old they may become.
    """

    def __init__(self, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Clean up"))
        self.resize(720, 480)
        self._profile = profile
        note = Label(
            tr(
                "Frames of previews and parts of films are made again when they are needed. "
                "Your projects are never touched."
            ),
            self,
            wordWrap=True,
        )
        self.days = BoundedNumber(_DAYS, unit=tr_later("d"), is_optional=True, parent=self)
        self.days.setPlaceholderText(tr("Keep all"))
        self.days.setAccessibleName(tr("Also exports older than"))
        self.days.setFixedWidth(_DAYS_PX)
        self.days.set_value(profile.preferences.export_keep_days)
        self.list = QTreeWidget(self, columnCount=3)
        self.list.setHeaderLabels([tr("What"), tr("Size"), tr("Where")])
        self.list.setAccessibleName(tr("What may go"))
        self.summary = Label(tr("Looking…"), self, wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.remove = buttons.addButton(tr("Remove"), QDialogButtonBox.ButtonRole.ActionRole)
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._remove)
        age = QFormLayout()
        age.addRow(tr("Also exports older than"), self.days)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addLayout(age)
        for widget in (self.list, self.summary, buttons):
            layout.addWidget(widget)
        self._background = Background(self)
        self.list.itemChanged.connect(lambda *_: self._follow())
        self.days.settled.connect(lambda _: self._look())
        self._said = ""
        self._look()

    def done(self, result: int) -> None:
        """Close, whatever is still looked for."""
        self._background.close(timeout_ms=0)
        super().done(result)

    @property
    def chosen(self) -> list[Leftover]:
        """Return what is to go."""
        items = [group.child(row) for group in self._groups() for row in range(group.childCount())]
        return [
            item.data(_WHAT, _LEFTOVER)
            for item in items
            if item.checkState(_WHAT) is Qt.CheckState.Checked
        ]

    def _groups(self) -> list[QTreeWidgetItem]:
        rows = range(self.list.topLevelItemCount())
        return [item for row in rows if (item := self.list.topLevelItem(row))]

    def _look(self) -> None:
        self.remove.setEnabled(False)
        exports = dict(self._profile.state.exports)
        find = partial(_find, self._profile, exports, self.days.number)
        self._background.run(find, self._show, self._show_failure)

    def _show(self, found: Sequence[Leftover]) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for kind, of_kind in groupby(found, lambda each: each.kind):
                self._show_kind(kind, list(of_kind))
        for column in (_WHAT, _SIZE):
            self.list.resizeColumnToContents(column)
        self._follow()

    def _show_kind(self, kind: LeftoverKind, leftovers: Sequence[Leftover]) -> None:
        size = sum(each.size for each in leftovers)
        group = _row(f"{tr(_TITLES[kind])} ({len(leftovers)})", size)
        group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        self.list.addTopLevelItem(group)
        for leftover in leftovers:
            row = _row(leftover.path.name, leftover.size, str(leftover.path.parent))
            row.setData(_WHAT, _LEFTOVER, leftover)
            group.addChild(row)

    def _show_failure(self, error: Exception) -> None:
        self.list.clear()
        self.summary.setText(str(error))

    def _follow(self) -> None:
        chosen = self.chosen
        size = size_in_words(sum(each.size for each in chosen)) if chosen else tr("nothing")
        self.remove.setEnabled(bool(chosen))
        if self.list.topLevelItemCount():
            said = tr_plural(
                "{count} would go, and free {size}.",
                "{count} would go, and free {size}.",
                len(chosen),
                size=size,
            )
        else:
            said = tr("There is nothing to clean up.")
        self.summary.setText(f"{self._said} {said}".strip())

    def _remove(self) -> None:
        chosen = self.chosen
        self.remove.setEnabled(False)
        self.summary.setText(tr("Removing…"))
        self._background.run(partial(remove_leftovers, chosen), self._show_removed)

    def _show_removed(self, freed: int) -> None:
        self._said = tr("This has freed {size}.", size=size_in_words(freed))
        self._look()


def _row(name: str, size: int, place: str = "") -> QTreeWidgetItem:
    row = QTreeWidgetItem([name, size_in_words(size), place])
    row.setTextAlignment(_SIZE, Qt.AlignmentFlag.AlignRight)
    row.setToolTip(_PLACE, plain_tip(place))
    row.setCheckState(_WHAT, Qt.CheckState.Checked)
    return row


def _find(profile: Profile, exports: Mapping[str, int], days: int | None) -> list[Leftover]:
    from manim_nodes.exports.open_queue import open_queue

    return find_leftovers(
        profile.places,
        open_queue(profile.places),
        preview_h=profile.preferences.preview_keep_h,
        exports=exports,
        export_days=days,
    )
