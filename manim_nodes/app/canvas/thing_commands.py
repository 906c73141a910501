"""The commands by which selected things appear, change or disappear at the playhead."""

from collections.abc import Iterator, Sequence
from functools import partial

from manim_nodes.app.canvas.edit_actions import EditActions
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.commands import Command
from manim_nodes.document.model import Document
from manim_nodes.editing.becoming import let_become, types_to_become
from manim_nodes.editing.thing_actions import (
    ThingAction,
    action_of,
    can_happen,
    let_happen,
    thing_of,
    types_for,
)
from manim_nodes.editing.thing_times import let_come_or_go
from manim_nodes.editing.wiring import Wiring
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr, tr_later

MENUS = {
    ThingAction.APPEAR: tr_later("Appears here with"),
    ThingAction.CHANGE: tr_later("Changes here by"),
    ThingAction.DISAPPEAR: tr_later("Disappears here with"),
}
BECOMES = tr_later("Becomes here")
_MOST_THINGS = 3  # that any type takes


class ThingCommands:
    """Makes a command of each node type by which something happens to things."""

    def __init__(self, actions: EditActions, view: GraphView) -> None:
        self._actions, self._view, self._session = actions, view, view.session
        self._known: tuple[Wiring, frozenset[str], Sequence[str]] | None = None

    def commands(self, panel: str) -> Iterator[Command]:
        """Return the commands for the types that the library has now."""
        for action, menu in MENUS.items():
            for node_type in types_for(action, self._session.library):
                # Things change in many ways, and appear in few.
                is_many = action is ThingAction.CHANGE
                yield Command(
                    f"canvas.{action.value}_{node_type.type}",
                    f"{tr(menu)} {tr(node_type.title)}",
                    partial(self.let_happen, node_type),
                    panel=panel,
                    menu=f"Node/{menu}" + (f"/{node_type.category.title}" if is_many else ""),
                    help=tr(node_type.summary),
                    is_enabled=partial(self.can_happen, node_type),
                    needs=tr(
                        "Select one thing that this can happen to, or two where one becomes the other."
                    ),
                )

        for node_type in types_to_become(self._session.library):
            yield Command(
                f"canvas.become_{node_type.type}",
                f"{tr(BECOMES)} {tr(node_type.title)}",
                partial(self.let_become, node_type),
                panel=panel,
                menu=f"Node/{BECOMES}",
                help=tr("Let it morph into a new thing, which is made beside it."),
                is_enabled=self.can_become,
                needs=tr("Select one thing first."),
            )

    def things(self) -> Sequence[str]:
        """Return the nodes that make what is selected, in the order of the document."""
        wiring, selection = self._view.wiring, self._session.selection
        # Every command asks, whenever it may have changed which of them can be carried out.
        if self._known is None or self._known[0] is not wiring or self._known[1] != selection:
            self._known = wiring, selection, self._find_things(wiring, selection)
        return self._known[2]

    @staticmethod
    def _find_things(wiring: Wiring, selection: frozenset[str]) -> Sequence[str]:
        if not 0 < len(selection) <= _MOST_THINGS:
            return ()
        found = {thing_of(wiring, node_id) for node_id in selection}
        if None in found:
            return ()
        return [node.id for node in wiring.content.nodes if node.id in found]

    def can_happen(self, node_type: NodeType) -> bool:
        """Return whether as many things are selected as the type takes, and such ones."""
        things = self.things()
        return bool(things) and can_happen(self._view.wiring, things, node_type.type)

    def can_become(self) -> bool:
        """Return whether one thing is selected that can be seen."""
        things = self.things()
        return len(things) == 1 and self._view.wiring.makes_thing(things[0])

    def let_become(self, node_type: NodeType) -> None:
        """Let the selected thing become a new one of the type behind the step at the playhead."""
        things, session = self.things(), self._session
        if not self.can_become():
            return
        numbers, step, library = session.step_numbers, session.step_at_playhead, session.library

        def edit(document: Document) -> tuple[Document, list[str]]:
            made, added = let_become(
                document, library, things[0], node_type.type, step=step, numbers=numbers
            )
            return made, [added]

        self._actions.add(edit, tr("let it become {type}", type=tr(node_type.title)))

    def let_happen(self, node_type: NodeType) -> None:
        """Add a node of the type behind the step at the playhead, wired to the selected things.

        What brings a thing, or takes it away, now gives way to it.
        """
        session, things = self._session, self.things()
        if not things:
            return
        numbers, step, library = session.step_numbers, session.step_at_playhead, session.library
        before, is_thing = session.content, self._view.wiring.makes_thing(things[0])
        action = action_of(node_type, library.port_types)

        def edit(document: Document) -> tuple[Document, list[str]]:
            made, added = (
                let_come_or_go(document, library, things[0], node_type.type, step=step)
                if is_thing and action is not ThingAction.CHANGE
                else let_happen(
                    document, library, things, node_type.type, step=step, numbers=numbers
                )
            )
            return made, [added]

        self._actions.add(edit, tr("add {type}", type=tr(node_type.title)))
        replaced = [node for node in before.nodes if node.id not in session.content.nodes_by_id]
        if replaced:
            was = library.get(replaced[0].type)
            title = replaced[0].label or (tr(was.title) if was else replaced[0].type)
            self._view.show_hint(
                tr("It appears here now, no longer by “{title}”.", title=title)
                if action is ThingAction.APPEAR
                else tr("It disappears here now, no longer by “{title}”.", title=title)
            )
