"""The versions of a document that undo and redo step through."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from manim_nodes.document.model import Document
from manim_nodes.translation import tr


@dataclass(frozen=True, slots=True)
class _HistoryEntry:
    label: str
    document: Document
    view: object = None


class History:
    """A line of labeled documents, one of which is the present, with what was looked at when each was left.

    Parameters
    ----------
    document : where it all begins; counts as saved
    limit : how many steps can be undone; the oldest are forgotten
    """

    def __init__(self, document: Document, *, limit: int = 1000) -> None:
        self._steps = [_HistoryEntry("", document)]
        self._present = 0
        self._limit = limit
        self._saved: Document | None = document
        self._open_key: Hashable = None

    @property
    def document(self) -> Document:
        """The present document."""
        return self._steps[self._present].document

    @property
    def view(self) -> object:
        """Return what was looked at when the present was left last; None if it never was."""
        return self._steps[self._present].view

    def keep_view(self, view: object) -> None:
        """Keep with the present, which is about to be left, what is looked at."""
        self._steps[self._present] = replace(self._steps[self._present], view=view)

    def push(self, label: str, document: Document, *, merge_key: Hashable = None) -> None:
        """Make ``document`` the present; what was undone is forgotten.

        Parameters
        ----------
        label : what was done, to stand after "Undo", like ``move 3 nodes``
        document : the very document of the present makes no step
        merge_key : a step with the key of the one before becomes one with it: the ticks of a drag,
            known by what is dragged; not across an undo, a save or `seal`
        """
        if document is self.document:
            return
        merges = merge_key is not None and merge_key == self._open_key
        kept = self._present + (0 if merges else 1)
        self._steps[kept:] = [_HistoryEntry(label, document)]
        # A version shares most with the one before it, but over a long day the rest adds up.
        del self._steps[: -self._limit - 1]
        # Views still compare the last two; an index of thousands of nodes a step would be most of the memory.
        for step in self._steps[:-2]:
            step.document.forget_indexes()
        self._present = len(self._steps) - 1
        self._open_key = merge_key

    def seal(self) -> None:
        """Let the next step be one of its own, whatever its merge key: the drag has ended."""
        self._open_key = None

    def undo(self) -> Document:
        """Go one step back, if there is one, and return the document that is then the present."""
        self.seal()
        self._present = max(self._present - 1, 0)
        return self.document

    def redo(self) -> Document:
        """Go one step forward, if there is one, and return the document that is then the present."""
        self._present = min(self._present + 1, len(self._steps) - 1)
        return self.document

    @property
    def undo_label(self) -> str | None:
        """What the Undo command says, like ``Undo move 3 nodes``; None if it can do nothing."""
        label = self._steps[self._present].label
        return tr("Undo {label}", label=label) if self._present else None

    @property
    def redo_label(self) -> str | None:
        """What the Redo command says; None if it can do nothing."""
        undone = self._steps[self._present + 1 :]
        return tr("Redo {label}", label=undone[0].label) if undone else None

    @property
    def is_modified(self) -> bool:
        """Return whether the present differs from what was saved last."""
        # The very object, so that undoing back to what was saved counts as saved.
        return self.document is not self._saved

    def mark_saved(self, document: Document) -> None:
        """Note that this version, the present or an earlier one, is what the file holds."""
        self._saved = document
        self.seal()

    def mark_unsaved(self) -> None:
        """Note that no file holds any of these versions."""
        self._saved = None
