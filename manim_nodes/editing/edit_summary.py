"""What an edit is called in the history, by the titles of what it changed."""

from dataclasses import dataclass

from manim_nodes.document.diff import diff
from manim_nodes.document.model import Document
from manim_nodes.graph.titles import group_title, node_title, parameter_title
from manim_nodes.library.catalogue import Library


def summary_of_edit(before: Document, after: Document, library: Library) -> str:
    """Return what was done from one version to another, to stand after "Undo"."""
    return diff(before, after).summary(_Titles(before, after, library))


@dataclass(frozen=True)
class _Titles:
    """What is gone is called as before, and all else as after the edit."""

    before: Document
    after: Document
    library: Library

    def node(self, node_id: str) -> str:
        return node_title(self._holder(node_id), self.library, node_id)

    def group(self, group_id: str) -> str:
        holder = self.after if group_id in self.after.groups_by_id else self.before
        return group_title(holder, group_id)

    def parameter(self, node_id: str, name: str) -> str:
        return parameter_title(self._holder(node_id), self.library, node_id, name)

    def _holder(self, node_id: str) -> Document:
        return self.after if node_id in self.after.nodes_by_id else self.before
