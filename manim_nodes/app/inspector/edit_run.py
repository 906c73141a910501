"""Brings what is done in fields into the document: one typing run or one drag is one step."""

from collections.abc import Hashable

from manim_nodes.document.model import Document, DocumentError
from manim_nodes.editing.session import Edit, Session


class EditRun:
    """The run of ticks that goes on at the moment, if one does.

    Parameters
    ----------
    initiator : whose ticks they are
    """

    def __init__(self, session: Session, initiator: object) -> None:
        self._session, self._initiator = session, initiator
        self._written: Document | None = None

    def tick(self, edit: Edit, key: Hashable, label: str = "") -> str | None:
        """Make an edit, one step with those before it; say why if it cannot be made."""
        before = self._session.document
        merge_key = ("inspector", key)
        try:
            self._session.edit(edit, label=label, initiator=self._initiator, merge_key=merge_key)
        except DocumentError as error:
            return error.message
        if self._session.document is not before:
            self._written = self._session.document
        return None

    def end(self) -> None:
        """Let what comes next be a step of its own."""
        if self._written is not None:
            self._written = None
            self._session.seal()

    def withdraw(self) -> None:
        """Take back what this run has brought into the document."""
        if self._written is not None and self._session.document is self._written:
            self._session.undo()
        self._written = None

    def once(self, edit: Edit, label: str = "") -> str | None:
        """Make an edit that is a step of its own."""
        self.end()
        reason = self.tick(edit, object(), label)
        self.end()
        return reason
