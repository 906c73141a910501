"""How the rows of things change the project, each edit one step of the history."""

from collections.abc import Callable
from functools import partial

from manim_nodes.document.model import Document, DocumentError
from manim_nodes.editing.session import Session
from manim_nodes.editing.thing_times import (
    Moment,
    keep_to_end,
    move_entrance,
    move_exit,
    show_from_start,
)
from manim_nodes.translation import tr


class ThingTimeEdits:
    """Edits where the nodes that bring things or take them away are, in whatever group.

    Parameters
    ----------
    on_rejected : called with the reason why something cannot be done
    """

    def __init__(self, session: Session, on_rejected: Callable[[str], object]) -> None:
        self._session, self._on_rejected = session, on_rejected

    def move_entrance(
        self, thing: str, title: str, entrance: str | None, moment: Moment | None
    ) -> None:
        """Let a thing come at a moment; from the first frame on if there is none.

        Parameters
        ----------
        thing, title : the node that makes it, and what it is called
        entrance : the node that brings it, if it does so for its own sake
        """
        edit = partial(move_entrance, after=moment.after) if moment else show_from_start
        self._edit(edit, thing, entrance, tr("change when “{title}” comes", title=title))

    def move_exit(self, thing: str, title: str, exit_: str | None, moment: Moment | None) -> None:
        """Let a thing go at a moment; never if there is none.

        Parameters
        ----------
        thing, title : the node that makes it, and what it is called
        exit_ : the node that takes it away, if it does so for its own sake
        """
        edit = partial(move_exit, after=moment.after) if moment else keep_to_end
        self._edit(edit, thing, exit_, tr("change when “{title}” goes", title=title))

    def _edit(
        self, edit: Callable[..., Document], thing: str, node_id: str | None, label: str
    ) -> None:
        session = self._session
        session.seal()
        location = (node_id or thing).split("/")[:-1]
        session.go_to(location)
        above = "".join(f"{part}/" for part in location)
        local = thing.removeprefix(above)
        moved = node_id.removeprefix(above) if node_id else None
        try:
            session.edit(
                lambda document: edit(document, session.library, local, moved),
                label=label,
                initiator=self,
            )
        except DocumentError as error:
            self._on_rejected(str(error))
            return
        if local in session.content.nodes_by_id:
            session.select({local})
