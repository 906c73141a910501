"""The commands by which the selected thing appears, changes or disappears at the playhead."""

from collections.abc import Iterator
from functools import partial

from manim_nodes.app.canvas.edit_actions import EditActions
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.commands import Command
from manim_nodes.document.model import Document
from manim_nodes.editing.presence import has_presence
from manim_nodes.editing.step_numbers import numbers_at
from manim_nodes.editing.thing_actions import ThingAction, can_happen, let_happen, types_for
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr, tr_later

MENUS = {
    ThingAction.APPEAR: tr_later("Appears here with"),
    ThingAction.CHANGE: tr_later("Changes here by"),
    ThingAction.DISAPPEAR: tr_later("Disappears here with"),
}


class ThingCommands:
    """Makes a command of each node type by which something happens to a thing."""

    def __init__(self, actions: EditActions, view: GraphView) -> None:
        self._actions, self._view, self._session = actions, view, view.session

    def commands(self, panel: str) -> Iterator[Command]:
        """Return the commands for the types that the library has now."""
        for action, menu in MENUS.items():
            for node_type in types_for(action, self._session.library):
                yield Command(
                    f"canvas.{action.value}_{node_type.type}",
                    f"{tr(menu)} {tr(node_type.title)}",
                    partial(self.let_happen, node_type),
                    panel=panel,
                    menu=f"Node/{menu}",
                    help=tr(node_type.summary),
                    is_enabled=partial(self.can_happen, node_type),
                    needs=tr("Select one thing first."),
                )

    @property
    def _thing(self) -> str | None:
        nodes = self._actions.selected.nodes
        is_thing = len(nodes) == 1 and has_presence(nodes[0], self._session.library)
        return nodes[0].id if is_thing else None

    def can_happen(self, node_type: NodeType) -> bool:
        """Return whether a single thing is selected that the type takes."""
        thing = self._thing
        return thing is not None and can_happen(self._view.wiring, thing, node_type.type)

    def let_happen(self, node_type: NodeType) -> None:
        """Add a node of the type behind the step at the playhead, wired to the selected thing."""
        session, thing = self._session, self._thing
        if thing is None:
            return
        analysis, step = session.analysis, session.step_at_playhead
        numbers = numbers_at(analysis.step_numbers, session.location) if analysis else {}

        def edit(document: Document) -> tuple[Document, list[str]]:
            made, added = let_happen(
                document, session.library, thing, node_type.type, step=step, numbers=numbers
            )
            return made, [added] if added else []

        self._actions.add(edit, tr("add {type}", type=tr(node_type.title)))
