"""What a drag of the mouse does to a thing, by where it began and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees

from manim_nodes.app.picture_editing.handles import Grip
from manim_nodes.app.picture_editing.manipulation import PictureMove
from manim_nodes.app.picture_editing.snapping import Guide, Snap, find_snap
from manim_nodes.render.preview.box import Box, Point2

_TURN_STEP_DEG = 15.0
_LEAST_SCALE = 0.05


@dataclass(frozen=True, slots=True)
class HandleDrag:
    """The thing that is dragged, and where the drag began.

    Parameters
    ----------
    others : the boxes that it may snap to
    reach : how near is near enough for that
    """

    box: Box
    pressed_at: Point2
    others: Sequence[Box]
    frame_size: tuple[float, float]
    reach: float

    def moved(
        self, point: Point2, *, is_straight: bool, snaps: bool
    ) -> tuple[PictureMove, Sequence[Guide]]:
        """Return what a drag to ``point`` does to it.

        Parameters
        ----------
        is_straight : only to the sides or only up and down, whichever is more
        """
        x, y = point[0] - self.pressed_at[0], point[1] - self.pressed_at[1]
        holds_x = is_straight and abs(x) < abs(y)
        holds_y = is_straight and not holds_x
        x, y = (0.0 if holds_x else x), (0.0 if holds_y else y)
        snap = self._snap(self.box.moved(x, y)) if snaps else Snap()
        x, y = (x if holds_x else x + snap.x), (y if holds_y else y + snap.y)
        guides = [g for g in snap.guides if not (holds_x if g.is_upright else holds_y)]
        return PictureMove(x, y, is_snapped=bool(guides)), guides

    def scaled(
        self, grip: Grip, point: Point2, *, about_center: bool, snaps: bool
    ) -> tuple[PictureMove, Sequence[Guide]]:
        """Return what a drag of a corner does: the opposite one stays, or the center."""
        side_x, side_y = grip.value
        box, center = self.box, self.box.center
        corner = center[0] + side_x * box.width / 2, center[1] + side_y * box.height / 2
        fixed = center if about_center else (2 * center[0] - corner[0], 2 * center[1] - corner[1])
        way = corner[0] - fixed[0], corner[1] - fixed[1]
        pulled = (
            corner[0] + point[0] - self.pressed_at[0] - fixed[0],
            corner[1] + point[1] - self.pressed_at[1] - fixed[1],
        )
        length = way[0] ** 2 + way[1] ** 2
        scale = (way[0] * pulled[0] + way[1] * pulled[1]) / length if length else 1.0
        scale, guides = self._snapped_scale(fixed, way, scale) if snaps else (scale, [])
        scale = max(round(scale, 2 if not guides else 3), _LEAST_SCALE)
        x, y = ((scale - 1) * (c - f) for c, f in zip(center, fixed, strict=True))
        return PictureMove(x, y, scale, is_snapped=bool(guides)), guides

    def turned(self, point: Point2, *, in_steps: bool) -> PictureMove:
        """Return what a drag of the round handle does."""
        angle = _angle(self.box.center, point) - _angle(self.box.center, self.pressed_at)
        if in_steps:
            angle = round(angle / _TURN_STEP_DEG) * _TURN_STEP_DEG
        return PictureMove(angle_deg=float(round((angle + 180) % 360 - 180)))

    def _snap(self, box: Box) -> Snap:
        return find_snap(box, self.others, self.frame_size, self.reach)

    def _snapped_scale(
        self, fixed: Point2, way: Point2, scale: float
    ) -> tuple[float, Sequence[Guide]]:
        """Let the dragged corner snap to the nearest line."""
        x, y = fixed[0] + way[0] * scale, fixed[1] + way[1] * scale
        snap = self._snap(Box(x, y, x, y))
        options = [
            (abs(shift), scale + shift / length, is_upright)
            for shift, length, is_upright in ((snap.x, way[0], True), (snap.y, way[1], False))
            if length and any(guide.is_upright is is_upright for guide in snap.guides)
        ]
        if not options:
            return scale, []
        _, snapped, is_upright = min(options)
        return snapped, [guide for guide in snap.guides if guide.is_upright is is_upright]


def _angle(center: Point2, point: Point2) -> float:
    return degrees(atan2(point[1] - center[1], point[0] - center[0]))
