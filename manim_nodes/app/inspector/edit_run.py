"""Brings what is done in rows into the document: one typing run or one drag is one step."""

from collections.abc import Hashable

from manim_nodes.app.inspector.field_event import FieldAction, FieldEvent
from manim_nodes.document.model import Document, DocumentError
from manim_nodes.editing.session import Edit, Session


class EditRun:
    """The gesture that goes on at the moment, if one does.

    Parameters
    ----------
    initiator : whose edits they are
    """

    def __init__(self, session: Session, initiator: object) -> None:
        self._session, self._initiator = session, initiator
        self._written: Document | None = None

    def handle(self, event: FieldEvent, edit: Edit, key: Hashable, label: str = "") -> str | None:
        """Do what an event asks for.

        Parameters
        ----------
        edit : what it means for the document, unless it ends or withdraws what was done before
        key : what is edited; ticks with the same one become one step

        Returns
        -------
        why the edit cannot be made
        """
        match event.action:
            case FieldAction.EDIT:
                return self._tick(edit, (key, event.parameter.name), label)
            case FieldAction.FINISH:
                self.end()
            case FieldAction.WITHDRAW:
                self._withdraw()
            case _:
                return self.once(edit, label)
        return None

    def end(self) -> None:
        """Let what comes next be a step of its own."""
        if self._written is not None:
            self._written = None
            self._session.seal()

    def once(self, edit: Edit, label: str = "") -> str | None:
        """Make an edit that is a step of its own; return why it cannot be made."""
        self.end()
        reason = self._tick(edit, object(), label)
        self.end()
        return reason

    def _tick(self, edit: Edit, key: Hashable, label: str) -> str | None:
        before = self._session.document
        merge_key = ("inspector", key)
        try:
            self._session.edit(edit, label=label, initiator=self._initiator, merge_key=merge_key)
        except DocumentError as error:
            return error.message
        if self._session.document is not before:
            self._written = self._session.document
        return None

    def _withdraw(self) -> None:
        # Only what this run has written, and nothing that came after it, may be taken back.
        if self._written is not None and self._session.document is self._written:
            self._session.undo()
        self._written = None
