"""The keyboard's way from surface to surface: Tab stays in a dock, and means something else on the canvas."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

_BY_TAB = Qt.FocusReason.TabFocusReason


def go_to_next(surfaces: Iterable[QWidget], step: int) -> None:
    """Give the focus to the surface that is ``step`` further on among those that are seen."""
    seen = [surface for surface in surfaces if is_seen(surface)]
    here = [_has_focus(surface) for surface in seen]
    first = -1 if step > 0 else 0
    enter(seen[((here.index(True) if any(here) else first) + step) % len(seen)])


def is_seen(surface: QWidget) -> bool:
    """Return whether a surface is in sight: docks behind others are moved out of the window."""
    window = surface.window()
    place = QRect(surface.mapTo(window, QPoint()), surface.size())
    return surface.isVisible() and window.rect().intersects(place)


def enter(surface: QWidget) -> None:
    """Give the focus to a surface, or to what comes first in it."""
    surface.setFocus(_BY_TAB)
    if not _has_focus(surface):
        for widget in surface.findChildren(QWidget):
            if widget.isEnabled() and widget.isVisible() and _takes_tab(widget):
                widget.setFocus(_BY_TAB)
                return


def _has_focus(surface: QWidget) -> bool:
    focus: QWidget | None = QApplication.focusWidget()
    return focus is not None and (surface is focus or surface.isAncestorOf(focus))


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
