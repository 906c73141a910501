"""What all editors have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from shiboken6 import isValid

from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.file_names import ProjectFileNames
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import Names
from manim_nodes.library.rate_curve import RateCurve

DrawFormula = Callable[[str, str, Callable[[QImage | str], None]], None]
"""Draws a formula of a syntax (``latex``, ``typst``, ``text``), and calls back with it or with what is wrong."""


@dataclass(frozen=True)
class ColorLists:
    """Colors to choose from beside manim's own, each a name or ``#RRGGBB``."""

    of_project: Sequence[str] = ()
    recent: Sequence[str] = ()


@dataclass(frozen=True)
class EditorContext:
    """What editors are given beside their parameter.

    Parameters
    ----------
    names : the names that values may hold
    files : the files of the project
    colors : those of the project and those chosen last; called when the user is to choose one
    note_color : called with a color that was chosen
    curves : those of the project, for rates
    new_curve : makes one that the project does not have yet
    """

    names: Names
    theme: Theme
    files: ProjectFileNames
    background: Background
    draw_formula: DrawFormula | None = None
    colors: Callable[[], ColorLists] = ColorLists
    note_color: Callable[[str], object] = lambda _color: None
    curves: Callable[[], Sequence[RateCurve]] = list
    new_curve: Callable[[], RateCurve] = lambda: RateCurve("My curve")


class Editor(QWidget):
    """Shows a value, and lets the user change it.

    Attributes
    ----------
    changed : emitted with EDIT, FINISH or WITHDRAW; ``value`` is the new one then, and may be wrong
    is_wide : whether it stands below its title, over the full width
    """

    changed = Signal(FieldAction)
    is_wide: ClassVar[bool] = False

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self.context = context

    @property
    def value(self) -> Any:
        """The value that is shown; None if none is, or the user has taken it away."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show another value, and emit nothing; None shows that there is none."""
        raise NotImplementedError

    def set_placeholder(self, text: str) -> None:
        """Set what stands where there is no value."""

    def mark(self, fault: str | None) -> None:
        """Show that what was typed cannot be used, or that all is well."""

    def follow(self, values: Mapping[str, Any]) -> None:
        """Take over the other values of the node, where the editor depends on them."""

    def set_name(self, name: str) -> None:
        """Set the name that screen readers say."""
        proxy = self.focusProxy()
        (proxy or self).setAccessibleName(name)

    def change_to(self, value: Any) -> None:
        """Take a value that the user has picked: a gesture of one tick."""
        self.set_value(value)
        self.emit_picked()

    def emit_picked(self) -> None:
        """Emit a gesture of one tick."""
        self.changed.emit(FieldAction.EDIT)
        self.changed.emit(FieldAction.FINISH)


def set_flag(widget: QWidget, name: str, *, is_on: bool) -> None:
    """Set a dynamic property that the style sheet looks at."""
    if bool(widget.property(name)) is not is_on:
        widget.setProperty(name, is_on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def menu_button(editor: "Editor", text: str, name: str, values: Mapping[str, Any]) -> QToolButton:
    """Make a button with a menu of values, one of which becomes the value of ``editor``.

    Parameters
    ----------
    name : what the button is for, said in its tooltip
    values : by their titles
    """
    button = QToolButton(editor, text=text, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setProperty("flat", True)
    button.setToolTip(plain_tip(name))
    button.setAccessibleName(name)
    menu = QMenu(button)

    def fill() -> None:
        if not menu.actions():
            for title in values:
                menu.addAction(title)

    def choose(action: QAction) -> None:
        editor.change_to(values[action.text()])

    menu.aboutToShow.connect(fill)
    menu.triggered.connect(choose)
    button.setMenu(menu)
    return button


def is_alive(widget: QWidget) -> bool:
    """Return whether a widget still exists: a callback may come after its page was deleted."""
    return bool(isValid(widget))  # type: ignore[no-untyped-call]  # shiboken has no types
