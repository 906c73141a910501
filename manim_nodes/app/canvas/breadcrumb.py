"""The path into the groups that were entered; a click goes back out."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.document.grouping import open_group
from manim_nodes.document.groups import group_id_of
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr


class Breadcrumb(QWidget):
    """A button for the project, and one for each group down to the one that is open; hidden outside of groups."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 3, 8, 3)
        self._layout.setSpacing(2)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.buttons: list[QToolButton] = []
        self._shown: list[str] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show where the session is now."""
        self.setVisible(bool(self._session.location))
        names = self._names()
        if names == self._shown:
            return
        self._shown = names
        for widget in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._layout.removeWidget(widget)
            widget.deleteLater()
        self.buttons = []
        for depth, name in enumerate(names):
            if depth:
                self._layout.addWidget(
                    Label("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", self)
                )
            self.buttons.append(self._button(depth, name, is_last=depth == len(names) - 1))

    def _button(self, depth: int, name: str, *, is_last: bool) -> QToolButton:
        button = QToolButton(self)
        button.setText(name)
        button.setAutoRaise(True)
        button.setEnabled(not is_last)
        button.setToolTip(plain_tip(tr("Go out to {name}", name=name)))
        button.clicked.connect(partial(self._go_out_to, depth))
        self._layout.addWidget(button)
        return button

    def _go_out_to(self, depth: int) -> None:
        self._session.leave(depth)

    def _names(self) -> list[str]:
        document = self._session.document
        names = [document.name]
        for node_id in self._session.location:
            node = document.nodes_by_id.get(node_id)
            group = document.groups_by_id.get(group_id_of(node) or "") if node else None
            if node is None or group is None:
                break
            names.append(node.label or group.name or node_id)
            document = open_group(document, group.id)
        return names
