"""The knobs of a project: what is offered first, whatever the canvas looks like."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import FieldAction, FieldEvent
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.knobs_dialog import KnobsDialog
from manim_nodes.app.inspector.sections import Section
from manim_nodes.app.inspector.selection_state import RowState
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.document.grouping import open_group
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.gallery.knobs import KnobField, disconnect_knob, knob_fields, reset_knob, set_knob
from manim_nodes.graph.constants import with_known
from manim_nodes.graph.knob_targets import node_of_knob, wire_of_knob
from manim_nodes.graph.titles import node_title
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr


class KnobsPart(QWidget):
    """A row for each knob of the project, under the headings of their groups.

    Parameters
    ----------
    may_edit : the user may choose which knobs there are
    """

    def __init__(
        self,
        session: Session,
        run: EditRun,
        context: EditorContext,
        parent: QWidget,
        *,
        may_edit: bool = True,
    ) -> None:
        super().__init__(parent)
        self._session, self._run, self._context = session, run, context
        self._fields: dict[str, KnobField] = {}
        self._made_for: object = None
        self._may_edit = may_edit
        self.form: Form | None = None
        heading = Label(tr("Knobs"), self)
        heading.setProperty("heading", True)
        self.edit_button = QPushButton(tr("Edit knobs…"), self)
        self.edit_button.setToolTip(
            tr("Add constants, name and order knobs, and set their ranges.")
        )
        self.edit_button.setVisible(may_edit)
        self.edit_button.clicked.connect(self.open_dialog)
        self._note = Label(
            tr("Right-click the name of a parameter to offer it here, before all others."),
            self,
            wordWrap=True,
        )
        self._note.setProperty("dim", True)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.edit_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 10, 10, 0)
        self._column.setSpacing(6)
        self._column.addLayout(top)
        self._column.addWidget(self._note)

    def show_document(self, document: Document, *, is_other: bool) -> None:
        """Show the knobs that a project has now, and their values.

        Parameters
        ----------
        document : the project, or the group that is open, as edits will get it
        """
        fields = knob_fields(document, self._session.library)
        self._fields = {_key(field): field for field in fields}
        made_for = (
            *((_key(field), field.knob.group, _row_of(field)) for field in fields),
            *self._session.library.names.roles.items(),
        )
        if made_for != self._made_for:
            self._made_for = made_for
            self._make_form(document)
            is_other = True
        self._note.setVisible(self._may_edit and not fields)
        if self.form is not None:
            values = {key: field.value for key, field in self._fields.items()}
            self.form.show_states(self._state, values, is_other=is_other)

    def _make_form(self, document: Document) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if not self._fields:
            return
        groups: dict[str, list[Parameter]] = {}
        for field in self._fields.values():
            groups.setdefault(field.knob.group, []).append(_row_of(field))
        names = with_known(self._session.library.names, document.constants, document.settings)
        self.form = Form(
            [Section(title, tuple(rows)) for title, rows in groups.items()],
            replace(self._context, names=names),
            self._handle,
            set(groups),
            self,
        )
        self._column.addWidget(self.form)

    def _state(self, row: Parameter) -> RowState:
        field = self._fields.get(row.name)
        if field is None:
            return RowState()
        node = node_of_knob(self._session.content, field.knob)
        is_own = node is not None and field.knob.parameter in node.parameters
        document, library = self._session.content, self._session.library
        wire = wire_of_knob(document, field.knob)
        within = open_group(document, field.knob.within) if wire and field.knob.within else document
        return RowState(
            value=field.value,
            can_reset=is_own,
            source=node_title(within, library, wire.source) if wire is not None else "",
        )

    def _handle(self, event: FieldEvent) -> str | None:
        field = self._fields.get(event.parameter.name)
        if field is None:
            return None
        knob = field.knob

        def edit(document: Document) -> Document:
            if event.action is FieldAction.DISCONNECT:
                return disconnect_knob(document, field)
            if event.action is FieldAction.RESET or event.value is None:
                return reset_knob(document, field)
            return set_knob(document, field, event.value)

        label = tr("set {name}", name=field.title)
        return self._run.handle(event, edit, ("knob", knob.target), label)

    def open_dialog(self) -> None:
        """Let knobs be named and ordered, and constants be added."""
        KnobsDialog(self._session, self).open()


def _key(field: KnobField) -> str:
    return ".".join(field.knob.target)


def _row_of(field: KnobField) -> Parameter:
    """Return a knob as a row shows it: on its own, whatever else the node is like."""
    changes: dict[str, object] = {"name": _key(field), "section": "", "only_if": ()}
    if field.knob.constant:
        changes["default"] = None
    return field.parameter.model_copy(update=changes)
