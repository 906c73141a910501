"""Giving a thing in the picture another color, and how that is written into the project."""

from manim_nodes.app.picture_editing.manipulation import graph_of
from manim_nodes.document.model import Document
from manim_nodes.editing.later_change import animate_color, color_from_start, was_there_before
from manim_nodes.editing.session import Edit, Session
from manim_nodes.editing.step_numbers import number_steps, numbers_at
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.translation import tr


class Recoloring:
    """A change of color: one step of the history, made from the start at once.

    Parameters
    ----------
    outline : of a node in the group that the canvas shows

    Attributes
    ----------
    is_later : the thing was there before the step that plays, so that the change may be meant for this moment only
    """

    def __init__(
        self, session: Session, outline: Outline, color: str, *, initiator: object
    ) -> None:
        self.outline = outline
        self._session, self._initiator, self._color = session, initiator, color
        self._start, graph = session.content, graph_of(session)
        self._numbers = numbers_at(number_steps(graph), session.location)
        self._thing = outline.node_id.rpartition("/")[2]
        moment = session.playhead
        self.time_s = moment.time_s
        self.is_later = was_there_before(
            graph, outline.node_id, playing=moment.node_id, time_s=moment.time_s
        )
        self._write(
            lambda _: color_from_start(
                self._start, session.library, self._thing, color, numbers=self._numbers
            ),
            tr("color in the picture"),
        )
        self._seen = session.document

    def _write(self, edit: Edit, label: str) -> None:
        self._session.edit(edit, label=label, initiator=self._initiator, merge_key=self)

    @property
    def is_disturbed(self) -> bool:
        """Return whether the project was changed by something else meanwhile."""
        return self._session.document is not self._seen

    def animate(self) -> None:
        """Let the color change at this moment, by an animation, in place of what was written."""
        session, added = self._session, ""

        def edit(_: Document) -> Document:
            nonlocal added
            made, added = animate_color(
                self._start,
                session.library,
                self._thing,
                self._color,
                step=session.step_at_playhead,
                numbers=self._numbers,
            )
            return made

        self._write(edit, tr("animate the change"))
        session.seal()
        session.continue_behind({added})

    def finish(self) -> None:
        """Keep it, as one step of the history."""
        if not self.is_disturbed:
            self._session.seal()

    def cancel(self) -> None:
        """Undo it."""
        if not self.is_disturbed:
            self._session.undo()
