"""What the inspector shows of a group: its name, the ports of its node that take no typed value, and what it could offer."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import FieldEvent
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.selection_state import RowState, SelectionState
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.document.grouping import open_group, rename_group
from manim_nodes.document.groups import GROUP_INPUT, group_id_of, is_boundary, port_of
from manim_nodes.document.model import Group, Node
from manim_nodes.editing.group_interface import input_name, offer_value_inside, values_inside
from manim_nodes.editing.session import Session
from manim_nodes.graph.titles import distinct_title
from manim_nodes.library.node_type import Parameter, spoken_name
from manim_nodes.translation import tr, tr_later


class GroupPart(QWidget):
    """A field for the group's name, its ports for things, the way in, and the values inside that it could have inputs for.

    Parameters
    ----------
    reveal : puts the focus on the field of an input that has been added
    keep : keeps the group for all projects; called with the full id of a node of it
    """

    def __init__(
        self,
        session: Session,
        run: EditRun,
        context: EditorContext,
        reveal: Callable[[str], object],
        keep: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._run, self._reveal = session, run, reveal
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
        self.offer = QPushButton(tr("Offer a value"), self)
        self.offer.setToolTip(
            plain_tip(tr("Each node of the group gets an input for it, with a value of its own."))
        )
        self.keep = QPushButton(tr("Save as own node…"), self)
        self.keep.setToolTip(
            plain_tip(tr("Keep the group for all projects, to be found under My nodes."))
        )
        self._values = QMenu(self.offer)
        self._values.aboutToShow.connect(self._list_values)
        self.offer.setMenu(self._values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.name)
        column.addWidget(self._ports)
        buttons = QHBoxLayout()
        buttons.addWidget(self.offer)
        buttons.addWidget(self._enter)
        column.addLayout(buttons)
        column.addWidget(self.keep)
        self.keep.clicked.connect(lambda: keep(self._session.full_id(self._node_id)))
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
        self.offer.setEnabled(self._group is not None)
        self.keep.setEnabled(self._group is not None)
        name = self._group.name if self._group else ""
        self.name.show_state(RowState(value=name))
        ports = self._lines(self._group, selected) if self._group else ()
        self._ports.setText("\n".join(ports))
        self._ports.setVisible(bool(self._ports.text()))

    def _lines(self, group: Group, selected: SelectionState) -> Iterator[str]:
        typed = {parameter.name for parameter in selected.parameters}  # these have fields below
        boundaries = [
            node for node in group.nodes if is_boundary(node) and port_of(node) not in typed
        ]
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

    def _list_values(self) -> None:
        self._values.clear()
        if self._group is None:
            return
        content, library = self._session.content, self._session.library
        opened = open_group(content, self._group.id)
        for node, parameters in values_inside(content, self._group.id, library):
            of_node = self._values.addMenu(distinct_title(opened, library, node.id))
            for parameter in parameters:
                action = of_node.addAction(tr(parameter.display_title))
                action.triggered.connect(partial(self._offer, node.id, parameter))
        if self._values.isEmpty():
            self._values.addAction(tr("No node inside has a value.")).setEnabled(False)

    def _offer(self, node_id: str, parameter: Parameter) -> None:
        if self._group is None:
            return
        group, title = self._group, tr(parameter.display_title)
        name = input_name(group, title)
        self._run.once(
            lambda document: offer_value_inside(document, group.id, node_id, parameter, title),
            tr("let the group have {name}", name=title),
        )
        self._reveal(name)

    def _on_enter_clicked(self) -> None:
        self._session.enter(self._node_id)
