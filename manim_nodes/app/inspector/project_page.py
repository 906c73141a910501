"""The page of the project itself: its knobs, and what holds for the whole scene."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.knobs_part import KnobsPart
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.settings_pages import (
    SettingsPage,
    read_settings,
    settings_parameters,
    write_settings,
)
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr


class ProjectPage(QWidget):
    """Knobs come first where there are any."""

    def __init__(self, session: Session, context: EditorContext, initiator: object) -> None:
        super().__init__()
        library = session.library
        self.knobs = KnobsPart(session, EditRun(session, initiator), context, self)
        self.settings = SettingsPage(session, context, settings_parameters(library), initiator)
        self.settings.set_subject(
            tr("Project"),
            tr("Select a node to see its parameters."),
            "project",
            read_settings,
            write_settings(library),
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.settings)
        self._column.addWidget(self.knobs)
        self._column.addStretch()

    @property
    def form(self) -> Form:
        """Return the fields that come first."""
        return self.knobs.form or self.settings.form

    def row(self, name: str) -> ParameterRow | None:
        """Unfold the section of a setting, or of a knob, and return its row, if there is one."""
        row = self.settings.row(name)
        return row or (self.knobs.form.row(name) if self.knobs.form else None)

    def show_document(self, document: Document, *, is_other: bool) -> None:
        """Show what the document holds now."""
        place = 0 if document.knobs else 1
        if self._column.indexOf(self.knobs) != place:
            self._column.removeWidget(self.knobs)
            self._column.insertWidget(place, self.knobs)
        self.knobs.show_document(document, is_other=is_other)
        self.settings.show_document(document, is_other=is_other)
