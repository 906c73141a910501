"""The field that asks which steps of the project a film shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.codegen.script import Script
from manim_nodes.codegen.sections import ScriptSection, script_sections
from manim_nodes.graph.build import Graph
from manim_nodes.render.export.play_range import PlayRange
from manim_nodes.translation import tr

_WHOLE, _STEPS, _SECTIONS = range(3)
_TITLE_LETTERS = 14
_MOST_ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FilmParts:
    """What a film can be cut into.

    Parameters
    ----------
    steps : a text for each play, in their order
    """

    steps: tuple[str, ...] = ()
    sections: tuple[ScriptSection, ...] = ()

    @classmethod
    def of(cls, graph: Graph, script: Script) -> "FilmParts":
        """Return what the film of a project can be cut into."""
        plays = script.source_map.plays
        titles = (graph.title_of(play.node_id) for play in plays)
        steps = tuple(f"{number}  {title}" for number, title in enumerate(titles, 1))
        return cls(steps, script_sections(script))


class RangeField(QWidget):
    """Takes all of a film, or some steps one after another, or some sections.

    Attributes
    ----------
    changed : emitted when something else is chosen
    """

    changed = Signal()

    def __init__(self, parts: FilmParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections = parts.sections
        self.kind = QComboBox(self)
        self.kind.addItem(tr("Whole film"), _WHOLE)
        if len(parts.steps) > 1:
            self.kind.addItem(tr("From step to step"), _STEPS)
        if len(parts.sections) > 1:
            self.kind.addItem(tr("Some sections"), _SECTIONS)
        self.first = self._step_box(parts.steps, tr("First step"))
        self.last = self._step_box(parts.steps, tr("Last step"))
        self.last.setCurrentIndex(len(parts.steps) - 1)
        self.sections = QListWidget(self)
        self.sections.setAccessibleName(tr("Sections"))
        self.sections.setProperty("field", True)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list_sections()
        self._lay_out()
        self._show_kind()
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self.first.currentIndexChanged.connect(self._follow_first)
        self.last.currentIndexChanged.connect(self._follow_last)
        self.sections.itemChanged.connect(lambda _item: self.changed.emit())

    @property
    def ranges(self) -> tuple[PlayRange, ...]:
        """Return the plays that are shown; none stands for all."""
        match self.kind.currentData():
            case int(kind) if kind == _STEPS:
                last = self.last.currentIndex() + 1
                # Code of the user's own may play more often than is listed.
                end = None if last == self.last.count() else last
                first = self.first.currentIndex()
                return () if not first and end is None else (PlayRange(first, end),)
            case int(kind) if kind == _SECTIONS:
                checked = [each for row, each in enumerate(self._sections) if self._is_checked(row)]
                if len(checked) == len(self._sections):
                    return ()
                return tuple(PlayRange(each.first, each.last) for each in checked)
        return ()

    @property
    def fault(self) -> str:
        """Return what is wrong with the choice; empty if nothing is."""
        is_none = not any(self._is_checked(row) for row in range(len(self._sections)))
        if self.kind.currentData() == _SECTIONS and is_none:
            return tr("Choose at least one section.")
        return ""

    def _is_checked(self, row: int) -> bool:
        return self.sections.item(row).checkState() is Qt.CheckState.Checked

    def _step_box(self, steps: Sequence[str], name: str) -> QComboBox:
        box = QComboBox(self)
        box.addItems(list(steps))
        box.setAccessibleName(name)
        box.setMinimumContentsLength(_TITLE_LETTERS)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    def _list_sections(self) -> None:
        for number, section in enumerate(self._sections, 1):
            item = QListWidgetItem(section.name or tr("Section {number}", number=number))
            item.setToolTip(plain_tip(section.name))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.sections.addItem(item)

    def _lay_out(self) -> None:
        self._steps = QWidget(self)
        row = QHBoxLayout(self._steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first, 1)
        row.addWidget(Label(tr("to"), self._steps))
        row.addWidget(self.last, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.kind, self._steps, self.sections):
            layout.addWidget(part)
        self.setFocusProxy(self.kind)

    def _show_kind(self) -> None:
        if self.kind.currentData() == _SECTIONS:
            # Rows have their height once the style is known.
            self.sections.ensurePolished()
            rows = min(len(self._sections), _MOST_ROWS_SHOWN)
            margin = 2 * self.sections.frameWidth() + 2
            self.sections.setFixedHeight(rows * self.sections.sizeHintForRow(0) + margin)
        self._steps.setVisible(self.kind.currentData() == _STEPS)
        self.sections.setVisible(self.kind.currentData() == _SECTIONS)

    def _follow_kind(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _follow_first(self) -> None:
        self.last.setCurrentIndex(max(self.last.currentIndex(), self.first.currentIndex()))
        self.changed.emit()

    def _follow_last(self) -> None:
        self.first.setCurrentIndex(min(self.last.currentIndex(), self.first.currentIndex()))
        self.changed.emit()
