"""A combo box that is filled when it is needed, and leaves the wheel to what is around it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class Combo(QComboBox):
    """Offers values by their titles.

    Parameters
    ----------
    offers : gives values with titles; asked for when the user comes near
    icon : gives the picture of a value
    """

    chosen = Signal(object)

    def __init__(
        self,
        offers: Callable[[], Sequence[tuple[Any, str]]],
        icon: Callable[[Any], QIcon] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offers, self._icon = offers, icon
        self._is_filled = False
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if icon is not None:
            self.setIconSize(QSize(28, 18))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> Any:
        """The value that is shown; None for none."""
        return self.currentData()

    def show_value(self, value: Any, title: str) -> None:
        """Show a value, whether it is offered or not; None shows none."""
        index = -1 if value is None else self._index_of(value)
        if value is not None and index < 0:
            self._add(value, title)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def fill(self) -> None:
        """Add what is offered and not there yet."""
        if self._is_filled:
            return
        self._is_filled = True
        present = self.currentData()
        offers = list(self._offers())
        kept = [(self.itemData(row), self.itemText(row)) for row in range(self.count())]
        self.clear()
        for value, title in offers + [item for item in kept if item not in offers]:
            self._add(value, title)
        self.setCurrentIndex(-1 if present is None else self._index_of(present))

    def forget_offers(self) -> None:
        """Ask again for what is offered when the user comes near."""
        self.clear()
        self._is_filled = False
        if self.hasFocus():
            self.fill()

    def showPopup(self) -> None:
        self.fill()
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.fill()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _index_of(self, value: Any) -> int:
        # findData compares through QVariant, for which 1 and True are alike
        rows = range(self.count())
        return next((row for row in rows if repr(self.itemData(row)) == repr(value)), -1)

    def _add(self, value: Any, title: str) -> None:
        self.addItem(self._icon(value) if self._icon else QIcon(), title, value)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))
