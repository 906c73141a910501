"""What the commands for groups do."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from manim_nodes.app.canvas.actions import CanvasActions
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.document import grouping
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import Document, Group
from manim_nodes.document.redefinition import redefine_group
from manim_nodes.gallery.own_nodes import OwnNode, find_own_node


class GroupActions:
    """Makes groups of what is selected in a view, and carries out commands on selected groups.

    Parameters
    ----------
    save_own_node : makes a node type of the user's own from a group's node
    """

    def __init__(
        self, orders: CanvasActions, view: GraphView, save_own_node: Callable[[str], object] | None
    ) -> None:
        self._orders, self._view, self._session = orders, view, view.session
        self._save_own_node = save_own_node

    @property
    def chosen(self) -> list[str]:
        """The selected nodes that stand for groups."""
        content = self._session.content
        return [
            key
            for key in self._orders.chosen
            if group_id_of(content.node(key)) in content.groups_by_id
        ]

    def has_chosen(self) -> bool:
        """Return whether a group is selected."""
        return bool(self.chosen)

    def group(self) -> None:
        """Make a group of the selected nodes."""
        chosen = self._orders.chosen

        def edit(document: Document) -> tuple[Document, list[str]]:
            made, node_id = grouping.make_group(document, chosen)
            return made, [node_id]

        self._orders.add(edit, "group")

    def ungroup(self) -> None:
        """Take the selected groups apart."""
        groups = self.chosen

        def edit(document: Document) -> tuple[Document, list[str]]:
            inner: list[str] = []
            for node_id in groups:
                document, out = grouping.ungroup(document, node_id)
                inner.extend(out)
            return document, inner

        self._orders.add(edit, "ungroup")

    def make_unique(self) -> None:
        """Give the selected group's node a group of its own."""
        node_id = self.chosen[0]
        self._view.edit(
            lambda document: grouping.make_unique(document, node_id), label="make group unique"
        )

    def enter(self) -> None:
        """Open the selected group."""
        if self.chosen:
            self._session.enter(self.chosen[0])

    def leave(self) -> None:
        """Stop what the mouse is doing; otherwise leave the open group."""
        if not self._view.cancel_gesture():
            self._session.leave()

    # nodes of the user's own

    def save_own_node(self) -> None:
        """Make a node type of the user's own of the selected group."""
        if self._save_own_node is not None and self.chosen:
            self._save_own_node(self._session.full_id(self.chosen[0]))

    def can_save_own_node(self) -> bool:
        """Return whether that can be done."""
        return self._save_own_node is not None and self.has_chosen()

    def update_own_node(self) -> None:
        """Let all nodes of the selected group be as the user has saved it last."""
        group = self._group()
        own = self._saved(group)
        if group is None or own is None:
            return
        updated, dropped = redefine_group(self._session.content, group.id, own.snippet)
        if updated is self._session.content:
            self._view.hint(_tr("“{}” is as you have saved it.").format(group.name))
            return
        self._view.edit(lambda _: updated, label="update own node")
        if dropped:
            words = _tr("{} wires had to go: the node has their ports no longer.")
            self._view.hint(words.format(len(dropped)))

    def can_update_own_node(self) -> bool:
        """Return whether a node of the group's name is saved; inside a group, its other uses would be out of reach."""
        return not self._session.location and self._saved(self._group()) is not None

    def _group(self) -> Group | None:
        content, chosen = self._session.content, self.chosen
        return content.group(group_id_of(content.node(chosen[0])) or "") if chosen else None

    def _saved(self, group: Group | None) -> OwnNode | None:
        own_nodes = [*self._session.own_nodes.values()]
        return find_own_node(own_nodes, group.name) if group else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)
