"""The page of selected nodes."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import FieldAction, FieldEvent
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.group_part import GroupPart
from manim_nodes.app.inspector.header import Header, write_header
from manim_nodes.app.inspector.help import Help, ProblemList
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.sections import divide
from manim_nodes.app.inspector.selection_state import (
    SelectionState,
    own_parameters,
    reset_values,
    set_values,
)
from manim_nodes.app.kit.fields import LineField
from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP
from manim_nodes.document.knob_edits import add_knob, remove_knob
from manim_nodes.document.model import Document
from manim_nodes.editing.fixes import fix_problem
from manim_nodes.editing.group_interface import offer_outside
from manim_nodes.editing.node_display import set_promoted
from manim_nodes.editing.project_curves import with_curve_changed
from manim_nodes.editing.session import Edit, Session
from manim_nodes.graph.problems import Problem
from manim_nodes.translation import tr, tr_plural


class NodesPage(QWidget):
    """Header, problems, parameters and help of nodes; serves all selections with the same parameters.

    Parameters
    ----------
    reveal : puts the focus on a parameter that a node has got, on whatever page it is then
    keep_group : keeps the group of a node for all projects; called with the node's full id
    """

    def __init__(
        self,
        session: Session,
        selected: SelectionState,
        context: EditorContext,
        open_titles: set[str],
        initiator: object,
        reveal: Callable[[str], object],
        keep_group: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._session = session
        self._selected = selected
        self._run = EditRun(session, initiator)
        self.header = Header(context, self._on_header_event, self)
        self._problems = ProblemList(context.theme, lambda fix: fix_problem(session, fix), self)
        self._group = self._group_part(context, reveal, keep_group)
        self.form = Form(
            divide(selected.parameters),
            context,
            self._on_parameter_event,
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
            column.addWidget(Help(selected.single_type, context, self))
        column.addStretch()

    def _group_part(
        self,
        context: EditorContext,
        reveal: Callable[[str], object],
        keep: Callable[[str], object],
    ) -> GroupPart | None:
        nodes = self._selected.nodes
        if len(nodes) != 1 or nodes[0].type != GROUP:
            return None
        return GroupPart(self._session, self._run, context, reveal, keep, self)

    def show_nodes(self, selected: SelectionState, *, is_other: bool) -> None:
        """Show what the document holds of these nodes, which have the same parameters as ever."""
        if is_other:
            self._run.end()
        self._selected = selected
        self.header.show_nodes(selected, is_other=is_other)
        if self._group is not None:
            self._group.show_node(selected, is_other=is_other)
        self.form.show_states(selected.state, selected.first_values(), is_other=is_other)
        field = self.focusWidget()
        if is_other and isinstance(field, LineField) and field.hasFocus():
            field.selectAll()  # what is typed next is this node's value

    def row(self, name: str) -> ParameterRow | None:
        """Unfold the section of a parameter and return its row, if there is one."""
        return self.form.row(name)

    def show_problems(self, problems: list[Problem]) -> None:
        """Show what is wrong with these nodes."""
        self._problems.show_problems(problems)

    def reset_all(self) -> None:
        """Reset all parameters to their defaults."""
        names = {name for node in self._selected.nodes for name in own_parameters(node)}
        ids = self._selected.ids
        label = tr("reset {nodes}", nodes=self._nodes_in_words())
        self._run.once(lambda document: reset_values(document, ids, names), label)

    # what the user does

    def _on_parameter_event(self, event: FieldEvent) -> str | None:
        return self._run.handle(
            event, self._edit_for(event), self._selected.ids, self._label(event)
        )

    def _edit_for(self, event: FieldEvent) -> Edit:
        """Return what is done in a row as an edit of these nodes."""
        ids, library = self._selected.ids, self._session.library
        parameter, name = event.parameter, event.parameter.name
        node_id, wire = self._selected.nodes[0].id, self._selected.wire_into(name)

        def disconnect(document: Document) -> Document:
            return edits.disconnect(document, [wire]) if wire else document

        match event.action:
            case FieldAction.RESET:
                return lambda document: reset_values(document, ids, [name])
            case FieldAction.PROMOTE:
                return lambda document: set_promoted(document, node_id, name, promoted=True)
            case FieldAction.DEMOTE:  # a port that is hidden cannot keep its wire
                return lambda document: set_promoted(
                    disconnect(document), node_id, name, promoted=False
                )
            case FieldAction.DISCONNECT:
                return disconnect
            case FieldAction.MAKE_KNOB:
                title = tr(parameter.display_title)
                return lambda document: add_knob(
                    document, node=node_id, parameter=name, title=title
                )
            case FieldAction.OFFER_OUTSIDE:
                title = tr(parameter.display_title)
                return lambda document: offer_outside(document, node_id, parameter, title)
            case FieldAction.REMOVE_KNOB:
                return lambda document: remove_knob(document, (node_id, name))
            case _:

                def change(document: Document) -> Document:
                    before = document.node(node_id).parameters.get(name)
                    document = with_curve_changed(document, library, before, event.value)
                    return set_values(document, library, ids, parameter, event.value)

                return change

    def _label(self, event: FieldEvent) -> str:
        """Return what the step is called; of other actions the session finds a name."""
        words = {"name": tr(event.parameter.display_title), "nodes": self._nodes_in_words()}
        match event.action:
            case FieldAction.RESET:
                return tr("reset {name} of {nodes}", **words)
            case FieldAction.PROMOTE:
                return tr("promote {name} of {nodes}", **words)
            case FieldAction.DEMOTE:
                return tr("hide the port {name} of {nodes}", **words)
            case FieldAction.MAKE_KNOB:
                return tr("offer {name} of {nodes}", **words)
            case FieldAction.OFFER_OUTSIDE:
                return tr("let the group have {name} of {nodes}", **words)
            case FieldAction.REMOVE_KNOB:
                return tr("offer {name} of {nodes} no more", **words)
            case _:
                return ""

    def _on_header_event(self, event: FieldEvent) -> str | None:
        ids = self._selected.ids
        return self._run.handle(
            event, write_header(ids, event.parameter.name, event.value), (ids, "header")
        )

    def _nodes_in_words(self) -> str:
        nodes = self._selected.nodes
        if len(nodes) == 1:
            return self._session.title_of(nodes[0].id)
        return tr_plural("{count} node", "{count} nodes", len(nodes))
