"""What of a view's selection a command works on, and whether it is there."""

from typing import Protocol

from manim_nodes.app.canvas.view import GraphView
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import Document, Node
from manim_nodes.editing import canvas_edits


class SelectedItems:
    """Reads the selection of the session that a view shows."""

    def __init__(self, view: GraphView) -> None:
        self._view, self._session = view, view.session

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the selected nodes and frames."""
        return self._session.selection

    @property
    def node_ids(self) -> list[str]:
        """The selected nodes, in the order of the document."""
        return canvas_edits.nodes_of(self._content, self.ids)

    @property
    def nodes(self) -> list[Node]:
        """The selected nodes themselves, in the same order."""
        return [self._content.node(node_id) for node_id in self.node_ids]

    @property
    def frame_ids(self) -> list[str]:
        """The selected frames."""
        return canvas_edits.frames_of(self._content, self.ids)

    @property
    def group_node_ids(self) -> list[str]:
        """The selected nodes that stand for groups."""
        groups = self._content.groups_by_id
        return [node.id for node in self.nodes if group_id_of(node) in groups]

    @property
    def has_wires(self) -> bool:
        """Return whether wires are selected."""
        return bool(self._view.selected_wires)

    @property
    def _content(self) -> Document:
        return self._session.content


class SelectionUser(Protocol):
    """An object with commands that work on the selection."""

    selected: SelectedItems


# When commands can be carried out.


def any_selected(actions: SelectionUser) -> bool:
    """Return whether something is selected."""
    return bool(actions.selected.ids) or actions.selected.has_wires


def items_selected(actions: SelectionUser) -> bool:
    """Return whether nodes or frames are selected."""
    return bool(actions.selected.ids)


def one_item_selected(actions: SelectionUser) -> bool:
    """Return whether a single node or frame is selected, and no more."""
    return len(actions.selected.ids) == 1


def nodes_selected(actions: SelectionUser) -> bool:
    """Return whether nodes are selected."""
    return bool(actions.selected.node_ids)


def one_node_selected(actions: SelectionUser) -> bool:
    """Return whether a single node is selected."""
    return len(actions.selected.node_ids) == 1


def several_selected(actions: SelectionUser) -> bool:
    """Return whether several nodes are selected."""
    return len(actions.selected.node_ids) > 1


def group_selected(actions: SelectionUser) -> bool:
    """Return whether a group is selected."""
    return bool(actions.selected.group_node_ids)
