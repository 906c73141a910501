"""The page of selected nodes."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.group_part import GroupPart
from manim_nodes.app.inspector.header import Header, write_header
from manim_nodes.app.inspector.help import Help, ProblemList
from manim_nodes.app.inspector.sections import divide
from manim_nodes.app.inspector.selection_state import (
    SelectionState,
    own_parameters,
    reset_values,
    set_values,
)
from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP
from manim_nodes.editing.node_display import set_promoted
from manim_nodes.editing.session import Edit, Session
from manim_nodes.graph.problems import Problem
from manim_nodes.library.node_type import Parameter


class NodesPage(QWidget):
    """Header, problems, parameters and help of nodes; serves all selections with the same parameters."""

    def __init__(
        self,
        session: Session,
        selected: SelectionState,
        surroundings: EditorContext,
        open_titles: set[str],
        initiator: object,
    ) -> None:
        super().__init__()
        self._session = session
        self._selected = selected
        self._gesture = EditRun(session, initiator)
        self._echo_of: tuple[Form, str] | None = None
        self.header = Header(surroundings, self)
        self._problems = ProblemList(surroundings.theme, self)
        self._group = self._group_part(surroundings)
        self.form = Form(
            divide(selected.parameters),
            surroundings,
            open_titles,
            self,
            wirable=selected.wirable,
            port_types=session.library.port_types,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(10)
        for part in (self.header, self._problems, self._group, self.form):
            if part is not None:
                column.addWidget(part)
        if selected.single_type is not None:
            column.addWidget(Help(selected.single_type, surroundings, self))
        column.addStretch()
        self._connect()

    def _group_part(self, surroundings: EditorContext) -> GroupPart | None:
        nodes = self._selected.nodes
        if len(nodes) != 1 or nodes[0].type != GROUP:
            return None
        return GroupPart(self._session, self._gesture, surroundings, self)

    def _connect(self) -> None:
        self.header.form.edited.connect(self._on_header_edited)
        self.header.form.reset_asked.connect(self._on_header_reset_asked)
        for form in (self.header.form, self.form):
            form.finished.connect(lambda _: self._gesture.end())
            form.withdrawn.connect(lambda _: self._gesture.withdraw())
        self.form.edited.connect(self._on_edited)
        self.form.reset_asked.connect(self._on_reset_asked)
        self.form.promotion_asked.connect(self._on_promotion_asked)
        self.form.disconnection_asked.connect(self._on_disconnection_asked)

    def show_nodes(self, selected: SelectionState, *, is_other: bool) -> None:
        """Show what the document holds of these nodes, which have the same parameters as ever."""
        if is_other:
            self._gesture.end()
        self._selected = selected
        form, name = self._echo_of or (None, None)
        self.header.show_nodes(
            selected, is_other=is_other, echo_of=name if form is self.header.form else None
        )
        if self._group is not None:
            self._group.show_node(selected, is_other=is_other)
        self.form.show_states(
            selected.state,
            selected.first_values(),
            is_other=is_other,
            echo_of=name if form is self.form else None,
        )

    def show_problems(self, problems: list[Problem]) -> None:
        """Show what is wrong with these nodes."""
        self._problems.show_problems(problems)

    def reset_all(self) -> None:
        """Give all parameters their defaults back."""
        names = {name for node in self._selected.nodes for name in own_parameters(node)}
        ids = self._selected.ids
        self._gesture.once(lambda document: reset_values(document, ids, names), self._of("reset"))

    # what the user does

    def _on_edited(self, parameter: Parameter, value: Any) -> None:
        ids, library = self._selected.ids, self._session.library
        self._write(
            self.form,
            parameter,
            lambda document: set_values(document, library, ids, parameter, value),
        )

    def _on_header_edited(self, parameter: Parameter, value: Any) -> None:
        edit = write_header(self._selected.ids, parameter.name, value)
        self._write(self.header.form, parameter, edit)

    def _on_header_reset_asked(self, parameter: Parameter) -> None:
        self._gesture.once(write_header(self._selected.ids, parameter.name, None))

    def _write(self, form: Form, parameter: Parameter, edit: Edit) -> None:
        self._echo_of = form, parameter.name
        reason = self._gesture.tick(edit, (self._selected.ids, form is self.form, parameter.name))
        self._echo_of = None
        row = form.row(parameter.name)
        if reason is not None and row is not None:
            row.refuse(reason)

    def _on_reset_asked(self, parameter: Parameter) -> None:
        ids = self._selected.ids
        self._gesture.once(
            lambda document: reset_values(document, ids, [parameter.name]),
            self._of("reset", parameter.name),
        )

    def _on_promotion_asked(self, parameter: Parameter, is_wanted: bool) -> None:
        node_id, name = self._selected.nodes[0].id, parameter.name
        without_wire = self._without_wire(name)
        self._gesture.once(
            lambda document: set_promoted(
                document if is_wanted else without_wire(document),
                node_id,
                name,
                promoted=is_wanted,
            ),
            self._of("promote" if is_wanted else "hide the port", name),
        )

    def _on_disconnection_asked(self, parameter: Parameter) -> None:
        self._gesture.once(self._without_wire(parameter.name))

    def _without_wire(self, name: str) -> Edit:
        wire = self._selected.wire_into(name)
        return lambda document: edits.disconnect(document, [wire]) if wire else document

    def _of(self, deed: str, name: str = "") -> str:
        nodes = self._selected.nodes
        whom = nodes[0].id if len(nodes) == 1 else f"{len(nodes)} nodes"
        return f"{deed} {name} of {whom}" if name else f"{deed} {whom}"
