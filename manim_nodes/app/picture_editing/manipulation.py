"""What a drag does to a thing in the picture, and how that is written into the project."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from manim_nodes.document.model import Document
from manim_nodes.editing.later_change import animate_transformation, was_there_before
from manim_nodes.editing.placement import (
    CannotPlaceError,
    Placement,
    Transformation,
    find_placement,
)
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.session import Edit, Session
from manim_nodes.editing.step_numbers import number_steps, numbers_at
from manim_nodes.graph.build import Graph, build
from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.outlines import Outline, Shape
from manim_nodes.translation import tr

_SNAPPED_DIGITS = 3


@dataclass(frozen=True, slots=True)
class PictureMove:
    """A change of place, size and angle in the picture, the last two about the thing's center.

    Parameters
    ----------
    angle_deg : counterclockwise
    is_snapped : it was brought into line with something, and is to stay there
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    angle_deg: float = 0.0
    is_snapped: bool = False

    def transformation(self, outline: Outline) -> Transformation:
        """Return the same in the scene, for what may stand there at an angle."""
        right, up = outline.right, outline.up
        shift = tuple(self.x * r + self.y * u for r, u in zip(right, up, strict=True))
        digits = _SNAPPED_DIGITS if self.is_snapped else 2
        return Transformation((shift[0], shift[1], shift[2]), self.scale, self.angle_deg, digits)

    def carry(self, outline: Outline, center: Point2) -> Outline:
        """Return the outline as it will be.

        Parameters
        ----------
        center : of what is moved, of which this may be a part
        """
        shapes = tuple(
            Shape(tuple(self.point(each, center) for each in shape.points), shape.is_filled)
            for shape in outline.shapes
        )
        box = outline.box
        corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
        drawn = [point for shape in shapes for point in shape.points]
        points = drawn if drawn and self.angle_deg else [self.point(c, center) for c in corners]
        xs, ys = zip(*points, strict=True)
        return replace(outline, box=Box(min(xs), min(ys), max(xs), max(ys)), shapes=shapes)

    def point(self, point: Point2, center: Point2) -> Point2:
        """Return where a point of the thing goes."""
        x, y = (point[0] - center[0]) * self.scale, (point[1] - center[1]) * self.scale
        turned = radians(self.angle_deg)
        return (
            center[0] + self.x + x * cos(turned) - y * sin(turned),
            center[1] + self.y + x * sin(turned) + y * cos(turned),
        )


class Manipulation:
    """One drag, or run of nudges: one step of the history.

    Parameters
    ----------
    outline : of a node in the group that the canvas shows

    Attributes
    ----------
    time_s : of the moment shown
    is_later : the thing was there before the step that plays, so that the change may be meant for this moment only

    Raises
    ------
    CannotPlaceError : something else decides where it is
    """

    def __init__(
        self, session: Session, outline: Outline, *modes: TransformMode, initiator: object
    ) -> None:
        self.outline = outline
        self._session, self._initiator = session, initiator
        self._start = session.content
        self._label = _labels()[modes[0]]
        self._graph, self._move = graph_of(session), PictureMove()
        if TransformMode.ROTATE in modes and not outline.is_flat:
            raise CannotPlaceError(
                tr("It is seen at an angle."),
                hint=tr("Turn it in the inspector."),
            )
        moment = session.playhead
        self.time_s = moment.time_s
        self.is_later = was_there_before(
            self._graph, outline.node_id, playing=moment.node_id, time_s=moment.time_s
        )
        self._placement = self._find_placement(modes)
        self._seen: Document = session.document
        self._has_written = False

    def _find_placement(self, modes: Sequence[TransformMode]) -> Placement | None:
        """Return what says from the start where it is; None if another node does at this moment."""
        try:
            return find_placement(
                self._graph,
                self.outline.node_id,
                modes,
                location=self._session.location,
                playing=self._session.playhead.node_id,
            )
        except CannotPlaceError as error:
            if not self.is_later or error.group is not None:
                raise
            return None

    @property
    def is_disturbed(self) -> bool:
        """Return whether the project was changed by something else meanwhile."""
        return self._session.document is not self._seen

    @property
    def has_moved(self) -> bool:
        """Return whether the thing is not where it was."""
        return bool(self._move.transformation(self.outline).modes)

    @property
    def must_animate(self) -> bool:
        """Return whether nothing but an animation at this moment can bring the change about."""
        return self._placement is None

    def apply(self, move: PictureMove) -> None:
        """Write a move into the project, in place of the last one."""
        self._move = move
        placement = self._placement
        if placement is not None:
            self._write(
                lambda _: placement.applied(self._start, move.transformation(self.outline)),
                self._label,
            )

    def _write(self, edit: Edit, label: str) -> None:
        if self.is_disturbed:
            return
        self._session.edit(edit, label=label, initiator=self._initiator, merge_key=self)
        self._has_written = self._has_written or self._session.document is not self._seen
        self._seen = self._session.document

    def animate(self) -> None:
        """Let the thing change at this moment, by an animation, in place of what was written."""
        session, added = self._session, ""
        numbers = numbers_at(number_steps(self._graph), session.location)
        thing = self.outline.node_id.rpartition("/")[2]

        def edit(_: Document) -> Document:
            nonlocal added
            made, added = animate_transformation(
                self._start,
                session.library,
                thing,
                self._move.transformation(self.outline),
                step=session.step_at_playhead,
                numbers=numbers,
            )
            return made

        self._write(edit, tr("animate the change"))
        self.finish()
        session.continue_behind({added})

    def finish(self) -> None:
        """Keep it, as one step of the history."""
        if not self.is_disturbed:
            self._session.seal()

    def cancel(self) -> None:
        """Undo it."""
        if self._has_written and not self.is_disturbed:
            self._session.undo()


def graph_of(session: Session) -> Graph:
    """Return the graph of the project as it is at this moment."""
    analysis = session.analysis
    if analysis is not None and analysis.document is session.document:
        return analysis.graph
    return build(session.document, session.library)


def _labels() -> dict[TransformMode, str]:
    return {
        TransformMode.MOVE: tr("move in the picture"),
        TransformMode.SCALE: tr("scale in the picture"),
        TransformMode.ROTATE: tr("turn in the picture"),
    }
