"""The page of the project itself: its knobs, and what holds for the whole scene."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.edit_run import EditRun
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.form import Form
from manim_nodes.app.inspector.knobs_part import KnobsPart
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.settings_pages import (
    SettingsPage,
    read_settings,
    read_style,
    settings_parameters,
    style_parameters,
    write_settings,
    write_style,
)
from manim_nodes.document.model import OWN_STYLE, Document
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr


class ProjectPage(QWidget):
    """Knobs come first where there are any."""

    def __init__(self, session: Session, context: EditorContext, initiator: object) -> None:
        super().__init__()
        self._session = session
        library = session.library
        # These are what roles stand for, so that they cannot be roles.
        plain = replace(context, names=replace(library.names, roles={}))
        self.knobs = KnobsPart(session, EditRun(session, initiator), context, self)
        self.settings = SettingsPage(session, plain, settings_parameters(library), initiator)
        self.settings.set_subject(
            tr("Project"),
            tr("Select a node to see its parameters."),
            "project",
            read_settings,
            write_settings(session, self._focus_width),
        )
        self.own_style = SettingsPage(session, plain, style_parameters(library), initiator)
        self.own_style.set_subject(
            tr("Style of this project"),
            tr(
                "What is at its default follows it, and so do colors that are chosen by their role."
            ),
            "style",
            read_style(session),
            write_style(session),
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.settings)
        self._column.addWidget(self.own_style)
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

    def _focus_width(self) -> None:
        row = self.settings.row("frame_width")
        if row is not None:
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_document(self, document: Document, *, is_other: bool) -> None:
        """Show what the document holds now."""
        place = 0 if document.knobs else 2
        if self._column.indexOf(self.knobs) != place:
            self._column.removeWidget(self.knobs)
            self._column.insertWidget(place, self.knobs)
        self.knobs.show_document(self._session.content, is_other=is_other)
        self.settings.show_document(document, is_other=is_other)
        has_own = document.settings.style == OWN_STYLE
        self.own_style.setVisible(has_own)
        if has_own:
            self.own_style.show_document(document, is_other=is_other)
