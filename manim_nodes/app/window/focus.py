"""The keyboard's way from panel to panel: Tab stays in a dock, and means something else on the canvas."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

_BY_TAB = Qt.FocusReason.TabFocusReason


def go_to_next(panels: Iterable[QWidget], step: int) -> None:
    """Move the focus to the panel that is ``step`` further on among those that are seen."""
    seen = [panel for panel in panels if is_seen(panel)]
    here = [_has_focus(panel) for panel in seen]
    first = -1 if step > 0 else 0
    enter(seen[((here.index(True) if any(here) else first) + step) % len(seen)])


def is_seen(panel: QWidget) -> bool:
    """Return whether a panel is in sight: docks behind others are moved out of the window."""
    window = panel.window()
    place = QRect(panel.mapTo(window, QPoint()), panel.size())
    return panel.isVisible() and window.rect().intersects(place)


def enter(panel: QWidget) -> None:
    """Move the focus to a panel, or to what comes first in it."""
    panel.setFocus(_BY_TAB)
    if not _has_focus(panel):
        for widget in panel.findChildren(QWidget):
            if can_take_focus(widget) and _takes_tab(widget):
                widget.setFocus(_BY_TAB)
                return


def hand_on(gone: QWidget, panel: QWidget) -> None:
    """Move the focus from a widget that has vanished to what comes next in its panel, or to the panel."""
    widget = gone.nextInFocusChain()
    while widget is not None and widget is not gone:
        if panel.isAncestorOf(widget) and can_take_focus(widget) and _takes_tab(widget):
            widget.setFocus(_BY_TAB)
            return
        widget = widget.nextInFocusChain()
    enter(panel)


def can_take_focus(widget: QWidget) -> bool:
    """Return whether a widget is there to take the focus, and to keep it."""
    return widget.isVisible() and widget.isEnabled()


def _has_focus(panel: QWidget) -> bool:
    focus: QWidget | None = QApplication.focusWidget()
    return focus is not None and (panel is focus or panel.isAncestorOf(focus))


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
