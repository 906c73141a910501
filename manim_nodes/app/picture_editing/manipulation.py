"""What a drag does to a thing in the picture, and how that is written into the project."""

from dataclasses import dataclass, replace
from math import cos, radians, sin

from manim_nodes.document.model import Document
from manim_nodes.editing.placement import CannotPlaceError, Transformation, find_placement
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.session import Session
from manim_nodes.graph.build import Graph, build
from manim_nodes.render.preview.outlines import Box, Outline, Point2, Shape
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
        if TransformMode.ROTATE in modes and not outline.is_flat:
            raise CannotPlaceError(
                tr("It is seen at an angle."),
                hint=tr("Turn it in the inspector."),
            )
        self._placement = find_placement(
            graph_of(session),
            outline.node_id,
            modes,
            location=session.location,
            playing=session.playhead.node_id,
        )
        self._seen: Document = session.document
        self._has_written = False

    @property
    def is_disturbed(self) -> bool:
        """Return whether the project was changed by something else meanwhile."""
        return self._session.document is not self._seen

    def apply(self, move: PictureMove) -> None:
        """Write a move into the project, in place of the last one."""
        if self.is_disturbed:
            return
        self._session.edit(
            lambda _: self._placement.applied(self._start, move.transformation(self.outline)),
            label=self._label,
            initiator=self._initiator,
            merge_key=self,
        )
        self._has_written = self._has_written or self._session.document is not self._seen
        self._seen = self._session.document

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
