"""The commands that make groups, and work on selected ones."""

from collections.abc import Callable, Sequence

from manim_nodes.app.canvas.edit_actions import EditActions
from manim_nodes.app.canvas.selected_items import group_selected, nodes_selected
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.command_methods import command
from manim_nodes.document import grouping
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import Document, Group
from manim_nodes.document.redefinition import redefine_group
from manim_nodes.editing.story import last_step
from manim_nodes.gallery.own_nodes import OwnNode, find_own_node
from manim_nodes.translation import tr, tr_later

_MENU = "Node/Group"


class GroupActions:
    """Makes groups of what is selected in a view, and carries out commands on selected groups.

    Parameters
    ----------
    show_all : shows the whole film again, and returns whether one node was shown alone
    save_own_node : makes a node type of the user's own from a group's node
    save_snippet : keeps nodes of what is shown, to be put into any project
    """

    def __init__(
        self,
        actions: EditActions,
        view: GraphView,
        show_all: Callable[[], bool],
        save_own_node: Callable[[str], object] | None,
        save_snippet: Callable[[Sequence[str]], object] | None,
    ) -> None:
        self._actions, self._view, self._session = actions, view, view.session
        self.selected = actions.selected
        self._show_all = show_all
        self._save_own_node, self._save_snippet = save_own_node, save_snippet

    @command("canvas.group", tr_later("Group"), ("Ctrl+G",), menu=_MENU, is_enabled=nodes_selected)
    def group(self) -> None:
        """Make a group of the selected nodes."""
        ids = self.selected.node_ids

        def edit(document: Document) -> tuple[Document, list[str]]:
            step = last_step(document, self._session.library, ids)
            made, node_id = grouping.make_group(document, ids, listed_as=step)
            return made, [node_id]

        self._actions.add(edit, tr("group"))

    @command(
        "canvas.ungroup",
        tr_later("Ungroup"),
        ("Ctrl+Shift+G",),
        menu=_MENU,
        is_enabled=group_selected,
    )
    def ungroup(self) -> None:
        """Take the selected groups apart."""
        ids = self.selected.group_node_ids

        def edit(document: Document) -> tuple[Document, list[str]]:
            inner: list[str] = []
            for node_id in ids:
                document, out = grouping.ungroup(document, node_id)
                inner.extend(out)
            return document, inner

        self._actions.add(edit, tr("ungroup"))

    @command(
        "canvas.enter", tr_later("Enter group"), ("Return",), menu=_MENU, is_enabled=group_selected
    )
    def enter(self) -> None:
        """Open the selected group."""
        if self.selected.group_node_ids:
            self._session.enter(self.selected.group_node_ids[0])

    def is_in_group(self) -> bool:
        """Return whether a group is open."""
        return bool(self._session.location)

    # Elsewhere Esc is the view's, to stop what the mouse is doing, and the window's.
    @command("canvas.leave", tr_later("Leave group"), ("Esc",), menu=_MENU, is_enabled=is_in_group)
    def leave(self) -> None:
        """Stop what the mouse is doing, or showing one node alone; otherwise leave the open group."""
        if not self._view.cancel_gesture() and not self._show_all():
            self._session.leave()

    @command(
        "canvas.make_unique", tr_later("Make group unique"), menu=_MENU, is_enabled=group_selected
    )
    def make_unique(self) -> None:
        """Make a group of its own for the selected group's node."""
        node_id = self.selected.group_node_ids[0]
        self._view.edit(
            lambda document: grouping.make_unique(document, node_id), label=tr("make group unique")
        )

    # nodes of the user's own

    def can_save_own_node(self) -> bool:
        """Return whether a group is selected that can be saved as a node of the user's own."""
        return self._save_own_node is not None and group_selected(self)

    @command(
        "canvas.save_own_node",
        tr_later("Save as own node…"),
        menu=_MENU,
        help=tr_later("Keep the group for all projects, to be found under My nodes."),
        is_enabled=can_save_own_node,
    )
    def save_own_node(self) -> None:
        """Make a node type of the user's own of the selected group."""
        ids = self.selected.group_node_ids
        if self._save_own_node is not None and ids:
            self._save_own_node(self._session.full_id(ids[0]))

    def can_save_snippet(self) -> bool:
        """Return whether nodes are selected that can be kept."""
        return self._save_snippet is not None and nodes_selected(self)

    @command(
        "canvas.save_snippet",
        tr_later("Save as snippet…"),
        menu="Node",
        help=tr_later("Keep the selected nodes under a name, to be found in any search for nodes."),
        icon="mdi6.content-save-outline",
        is_enabled=can_save_snippet,
        needs=tr_later("Select the nodes that it is to hold."),
    )
    def save_snippet(self) -> None:
        """Keep the selected nodes under a name."""
        if self._save_snippet is not None:
            self._save_snippet(self.selected.node_ids)

    def can_update_own_node(self) -> bool:
        """Return whether a node of the group's name is saved; inside a group, its other uses would be out of reach."""
        return not self._session.location and self._saved(self._group()) is not None

    @command(
        "canvas.update_own_node",
        tr_later("Update from own nodes"),
        menu=_MENU,
        help=tr_later("Let the group, wherever it stands, be as you have saved it under its name."),
        is_enabled=can_update_own_node,
    )
    def update_own_node(self) -> None:
        """Let all nodes of the selected group be as the user has saved it last."""
        group = self._group()
        own = self._saved(group)
        if group is None or own is None:
            return
        updated, dropped = redefine_group(self._session.content, group.id, own.snippet)
        if updated is self._session.content:
            self._view.show_hint(tr("“{name}” is as you have saved it.", name=group.name))
            return
        self._view.edit(lambda _: updated, label=tr("update own node"), brings=True)
        if dropped:
            self._view.show_hint(
                tr(
                    "{count} wires had to go: the node has their ports no longer.",
                    count=len(dropped),
                )
            )

    def _group(self) -> Group | None:
        content, ids = self._session.content, self.selected.group_node_ids
        return content.group(group_id_of(content.node(ids[0])) or "") if ids else None

    def _saved(self, group: Group | None) -> OwnNode | None:
        own_nodes = [each for each in self._session.own_nodes.values() if each.group is not None]
        return find_own_node(own_nodes, group.name) if group else None
