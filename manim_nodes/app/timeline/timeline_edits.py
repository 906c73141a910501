"""How the timeline changes the project, each edit one step of the history."""

from collections.abc import Callable

from manim_nodes.document import edits
from manim_nodes.document.model import Document, DocumentError
from manim_nodes.editing.free_place import spread
from manim_nodes.editing.session import Session
from manim_nodes.graph.reorder import insert_step, move_step, play_together
from manim_nodes.translation import tr

_SHORTEST_S = 0.01


class TimelineEdits:
    """Edits where the nodes of blocks are, in whatever group.

    Parameters
    ----------
    on_rejected : called with the reason why something cannot be done
    """

    def __init__(self, session: Session, on_rejected: Callable[[str], object]) -> None:
        self._session, self._on_rejected = session, on_rejected
        self._dragged: Document | None = None

    # how long

    def drag_duration(self, node_id: str, parameter: str, seconds: float) -> None:
        """Set the duration of a node while the mouse moves; `end_drag` makes it one step."""
        self.drag_value(node_id, parameter, _duration(seconds))

    def drag_value(self, node_id: str, parameter: str, value: float) -> None:
        """Set another number of a node in the same way."""
        before = self._session.document
        self._set_value(node_id, parameter, value, merge_key=("timeline", node_id, parameter))
        if self._session.document is not before:
            self._dragged = self._session.document

    def end_drag(self, *, is_kept: bool) -> None:
        """Let the next drag be a step of its own; or take this one back."""
        dragged, self._dragged = self._dragged, None
        if dragged is None:
            return
        self._session.seal()
        if not is_kept and self._session.document is dragged:
            self._session.undo()

    def set_duration(self, node_id: str, parameter: str, seconds: float) -> None:
        """Set the duration of a node."""
        self._session.seal()
        self._set_value(node_id, parameter, _duration(seconds), merge_key=None)

    def _set_value(self, node_id: str, parameter: str, value: float, *, merge_key: object) -> None:
        (local,) = self._local(node_id)
        node = self._session.content.nodes_by_id.get(local)
        node_type = self._session.library.get(node.type) if node else None
        known = node_type.parameters.get(parameter) if node_type else None
        is_default = known is not None and (known.default or 0.0) == value
        self._edit(
            lambda document: (
                edits.reset_parameter(document, local, parameter)
                if is_default
                else edits.set_parameter(document, local, parameter, value)
            ),
            merge_key=merge_key,
        )

    # what comes when

    def move(self, node_id: str, *, after: str | None, before: str | None) -> None:
        """Let a node play between two others, in its own group if one of them is there."""
        own_group = node_id.split("/")[:-1]
        neighbors = [each for each in (before, after) if each is not None]
        in_own_group = [
            each for each in neighbors if each.split("/")[: len(own_group)] == own_group
        ]
        (target, *_) = in_own_group or neighbors or [node_id]
        local, other = self._local(node_id, target)
        ends = (None, other) if target == after else (other, None)
        if local != other:
            self._edit(
                lambda document: move_step(
                    document, self._session.library, local, ends[0], after=ends[1]
                ),
                label=tr("move {node} in time", node=self._session.title_of(local)),
                select=lambda: {local},
            )

    def play_together(self, node_id: str, onto: str) -> None:
        """Let a node play with another."""
        local, other = self._local(node_id, onto)
        if local == other:
            return
        made, title_of = "", self._session.title_of

        def edit(document: Document) -> Document:
            nonlocal made
            known = document.nodes_by_id
            document, made = play_together(document, self._session.library, local, other)
            return document if made in known else spread(document, [made])

        self._edit(
            edit,
            label=tr("play {node} with {other}", node=title_of(local), other=title_of(other)),
            select=lambda: {made},
        )

    def insert_wait(self, after: str | None, before: str | None) -> None:
        """Let time pass between two nodes."""
        local, other = self._local(after, before)
        added = ""

        def edit(document: Document) -> Document:
            nonlocal added
            document, added = insert_step(
                document, self._session.library, "Wait", after=local or None, before=other or None
            )
            return spread(document, [added])

        self._edit(edit, label=tr("insert wait"), select=lambda: {added})

    # whether at all

    def remove(self, node_id: str) -> None:
        """Take a step away; what came before it leads on to what comes after."""
        (local,) = self._local(node_id)
        self._edit(
            lambda document: edits.dissolve_nodes(document, [local]),
            label=tr("delete {node}", node=self._session.title_of(local)),
        )

    def mute(self, node_id: str) -> None:
        """Leave a step out."""
        (local,) = self._local(node_id)
        self._edit(
            lambda document: edits.set_muted(document, [local], muted=True), label=tr("mute")
        )

    # what they share

    def _local(self, *node_ids: str | None) -> list[str]:
        """Go where all these nodes are, or are inside a group; give what they are called there."""
        paths = [node_id.split("/") for node_id in node_ids if node_id]
        location: list[str] = []
        for steps in zip(*(path[:-1] for path in paths), strict=False):
            if len(set(steps)) > 1:
                break
            location.append(steps[0])
        self._session.go_to(location)
        return [node_id.split("/")[len(location)] if node_id else "" for node_id in node_ids]

    def _edit(
        self,
        edit: Callable[[Document], Document],
        *,
        label: str = "",
        merge_key: object = None,
        select: Callable[[], set[str]] | None = None,
    ) -> None:
        try:
            self._session.edit(edit, label=label, initiator=self, merge_key=merge_key)
        except DocumentError as error:
            self._on_rejected(str(error))
            return
        if select is not None:
            self._session.select(select())


def _duration(seconds: float) -> float:
    return round(max(seconds, _SHORTEST_S), 4)
