"""What the inspector shows of a group: its name, and the ports of its node."""

from collections.abc import Iterator

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import FieldEvent
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.selection_state import RowState, SelectionState
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.document.grouping import rename_group
from manim_nodes.document.groups import GROUP_INPUT, group_id_of, is_boundary, port_of
from manim_nodes.document.model import Group, Node
from manim_nodes.editing.session import Session
from manim_nodes.library.node_type import Parameter, spoken_name
from manim_nodes.translation import tr, tr_later


class GroupPart(QWidget):
    """A field for the group's name, the list of its ports, and the way in."""

    def __init__(
        self,
        session: Session,
        run: EditRun,
        context: EditorContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._run = session, run
        self._group: Group | None = None
        self._node_id = ""
        named = Parameter(
            name="name",
            type="string",
            default="",
            title=tr_later("Group name"),
            description=tr_later("All nodes that stand for this group have it."),
        )
        self.name = ParameterRow(named, context, self._on_name_event, self)
        self._ports = Label(self, wordWrap=True)
        self._enter = QPushButton(tr("Open the group"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.name, self._ports, self._enter):
            column.addWidget(part)
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
        self.name.show_state(RowState(value=name))
        ports = self._lines(self._group, selected) if self._group else ()
        self._ports.setText(
            "\n".join(ports)
            or tr(
                "It has no ports. A right click on a parameter of a node inside offers that here."
            )
        )

    def _lines(self, group: Group, selected: SelectionState) -> Iterator[str]:
        boundaries = [node for node in group.nodes if is_boundary(node)]
        for boundary in sorted(boundaries, key=lambda node: node.type != GROUP_INPUT):
            yield self._line(boundary, selected)

    def _line(self, boundary: Node, selected: SelectionState) -> str:
        name = tr(spoken_name(port_of(boundary)))
        port_type = selected.library.port_types.words(str(boundary.parameters.get("type", "Any")))
        if boundary.type != GROUP_INPUT:
            return tr("Output {name} ({type})", name=name, type=port_type)
        wire = selected.wire_into(port_of(boundary))
        if wire is None:
            return tr("Input {name} ({type}): not wired", name=name, type=port_type)
        source = selected.source_of(wire)
        return tr("Input {name} ({type}): from {source}", name=name, type=port_type, source=source)

    def _on_name_event(self, event: FieldEvent) -> str | None:
        if self._group is None:
            return None
        group_id = self._group.id
        return self._run.handle(
            event,
            lambda document: rename_group(document, group_id, event.value or ""),
            ("group", group_id),
            tr("rename the group"),
        )

    def _on_enter_clicked(self) -> None:
        self._session.enter(self._node_id)
