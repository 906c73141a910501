"""What the inspector says of a group: its name, and the ports of its node."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.selection_state import RowState, SelectionState
from manim_nodes.document.grouping import rename_group
from manim_nodes.document.groups import GROUP_INPUT, group_id_of, is_boundary, port_of
from manim_nodes.document.model import Group, Node
from manim_nodes.editing.session import Session
from manim_nodes.library.node_type import Parameter


class GroupPart(QWidget):
    """A field for the group's name, the list of its ports, and the way in."""

    def __init__(
        self,
        session: Session,
        gesture: EditRun,
        surroundings: EditorContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._gesture = session, gesture
        self._group: Group | None = None
        self._node_id = ""
        named = Parameter(
            name="name",
            type="string",
            default="",
            title=self.tr("Group name"),
            description=self.tr("All nodes that stand for this group have it."),
        )
        self.name = ParameterRow(named, surroundings, self)
        self._ports = QLabel(self, wordWrap=True)
        self._enter = QPushButton(self.tr("Open the group"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.name, self._ports, self._enter):
            column.addWidget(part)
        self.name.edited.connect(self._on_name_edited)
        self.name.finished.connect(gesture.end)
        self.name.withdrawn.connect(gesture.withdraw)
        self._enter.clicked.connect(self._on_enter_clicked)

    def show_node(self, selected: SelectionState, *, is_other: bool) -> None:
        """Show the group that a node stands for."""
        node = selected.nodes[0]
        self._node_id = node.id
        self._group = selected.document.groups_by_id.get(group_id_of(node) or "")
        if is_other:
            self.name.forget()
        self.name.setEnabled(self._group is not None)
        self._enter.setEnabled(self._group is not None)
        name = self._group.name if self._group else ""
        self.name.show_state(RowState(value=name), is_echo=True)
        ports = self._lines(self._group, selected) if self._group else ()
        self._ports.setText("\n".join(ports) or self.tr("It has no ports."))

    def _lines(self, group: Group, selected: SelectionState) -> Iterator[str]:
        boundaries = [node for node in group.nodes if is_boundary(node)]
        for boundary in sorted(boundaries, key=lambda node: node.type != GROUP_INPUT):
            yield self._line(boundary, selected)

    def _line(self, boundary: Node, selected: SelectionState) -> str:
        name, kind = port_of(boundary), boundary.parameters.get("type", "Any")
        if boundary.type != GROUP_INPUT:
            return self.tr("Output {0} ({1})").format(name, kind)
        wire = selected.wire_into(name)
        if wire is None:
            return self.tr("Input {0} ({1}): not wired").format(name, kind)
        return self.tr("Input {0} ({1}): from {2}.{3}").format(name, kind, wire.source, wire.output)

    def _on_name_edited(self, name: Any) -> None:
        if self._group is not None:
            group_id = self._group.id
            self._gesture.tick(
                lambda document: rename_group(document, group_id, name or ""),
                ("group", group_id),
                "rename the group",
            )

    def _on_enter_clicked(self) -> None:
        self._session.enter(self._node_id)
