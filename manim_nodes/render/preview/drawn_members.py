"""What is drawn of a scene, where, and what is behind something opaque.

Imports manim: to be imported late, and only by the preview engine.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from manim import Camera, ImageMobject, ManimColor, Mobject, VMobject

from manim_nodes.render.preview.curves import Points, sampled

NEAR_FRAME = 0.1
"""So far beside the frame something may still show its outline."""

_OPAQUE = 0.999
_LEAST_ALPHA = 1 / 255
_IMAGE_CORNERS = [0, 1, 3, 2]  # around it


class Bounds(NamedTuple):
    """An upright box in the scene; a side that is NaN is not known, and counts as anywhere."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return the distance of its sides."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the distance of its top and bottom."""
        return self.top - self.bottom

    def widened(self, by: float) -> "Bounds":
        """Return a box that reaches further on all sides."""
        return Bounds(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def clipped(self, other: "Bounds") -> "Bounds":
        """Return what is in another box too; its sides are the wrong way around where nothing is."""
        return Bounds(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def overlaps(self, other: "Bounds") -> bool:
        """Return whether they share anything."""
        is_beside = self.left > other.right or self.right < other.left
        return not (is_beside or self.bottom > other.top or self.top < other.bottom)


def background_of(camera: Camera) -> Points:
    """Return the color behind all things, (3,); scripts may set it to the text of a color, as manim does not check."""
    return np.array(ManimColor(camera.background_color).to_rgb())


def drawn_members(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return all parts that have points, in the order in which manim draws them, which takes it much longer to find."""
    found: list[Mobject] = []
    waiting = [*mobjects]
    waiting.reverse()
    while waiting:
        mobject = waiting.pop()
        if len(mobject.points):
            found.append(mobject)
        if mobject.submobjects:
            waiting.extend(reversed(mobject.submobjects))
    # Of what is there twice the last counts.
    found.reverse()
    once = list({id(mobject): mobject for mobject in found}.values())
    once.reverse()
    return sorted(once, key=lambda mobject: mobject.z_index)


def bounds_of(member: Mobject) -> Bounds:
    """Return the box around a member's points."""
    # Where a function has no value there are points that are NaN.
    (left, bottom, _), (right, top, _) = member.points.min(axis=0), member.points.max(axis=0)
    return Bounds(float(left), float(bottom), float(right), float(top))


class OpaqueMembers:
    """What is opaque of some members, looked at from the last to the first as far as is needed.

    Parameters
    ----------
    least_alpha : of what counts as opaque
    """

    def __init__(self, members: Sequence[Mobject], least_alpha: float = _OPAQUE) -> None:
        self._members, self._least_alpha = members, least_alpha
        self._from = len(members)
        self._places: list[int] = []
        self._boxes = np.empty((0, 4))

    def around(self, box: Bounds, place: int) -> Iterator[Mobject]:
        """Return those with a box around another, that are drawn after a place, the last first."""
        self._look_from(place + 1)
        boxes = self._boxes
        is_around = (boxes[:, 0] <= box.left) & (boxes[:, 1] <= box.bottom)
        is_around &= (boxes[:, 2] >= box.right) & (boxes[:, 3] >= box.top)
        for index in np.flatnonzero(is_around):
            if self._places[index] <= place:
                return
            yield self._members[self._places[index]]

    def _look_from(self, first: int) -> None:
        if first >= self._from:
            return
        found = [
            place
            for place in range(self._from - 1, first - 1, -1)
            if _is_opaque(self._members[place], self._least_alpha)
        ]
        self._from = first
        if found:
            self._places += found
            new = np.array([bounds_of(self._members[place]) for place in found])
            self._boxes = np.concatenate([self._boxes, new])


# colors


def colors_of(member: Mobject) -> Points | None:
    """Return the colors that a member is drawn in, which are none where it is see-through; None where they are many."""
    if isinstance(member, ImageMobject):
        return None if member.pixel_array[..., -1].max() else np.empty((0, 4))
    if not isinstance(member, VMobject) or member.get_background_image() is not None:
        return None
    found = [member.fill_rgbas]
    if member.get_stroke_width() > 0:
        found.append(member.stroke_rgbas)
    if member.get_stroke_width(background=True) > 0:
        found.append(member.background_stroke_rgbas)
    colors = np.concatenate([np.asarray(each) for each in found])
    return colors[colors[:, 3] >= _LEAST_ALPHA]


# covers


def _is_opaque(member: Mobject, least_alpha: float) -> bool:
    if isinstance(member, VMobject):
        fill: Points = member.fill_rgbas
        return bool(fill[:, 3].min() >= least_alpha) and member.get_background_image() is None
    if isinstance(member, ImageMobject):
        pixels = member.pixel_array
        return pixels.ndim == 3 and (pixels.shape[2] < 4 or bool(pixels[..., 3].min() == 255))
    return False


def fills(cover: Mobject, box: Bounds) -> bool:
    """Return whether a box is inside what is filled of a mobject, all of it."""
    starts, ends = _lines_around(cover)
    return not _crosses(starts, ends, box) and _surround(starts, ends, (box.left, box.bottom))


def holds(cover: Mobject, point: tuple[float, float]) -> bool:
    """Return whether a point is inside what is filled of a mobject."""
    return _surround(*_lines_around(cover), point)


def _lines_around(cover: Mobject) -> tuple[Points, Points]:
    outlines = _outlines(cover)
    starts = np.concatenate(outlines)
    return starts, np.concatenate([np.roll(outline, -1, axis=0) for outline in outlines])


def _outlines(cover: Mobject) -> list[Points]:
    if not isinstance(cover, VMobject):
        return [cover.points[_IMAGE_CORNERS, :2]]
    paths = [np.asarray(path) for path in cover.get_subpaths()]
    curves = [path[: len(path) // 4 * 4].reshape(-1, 4, 3) for path in paths]
    return [sampled(each)[:, :2] for each in curves if len(each)] or [np.zeros((1, 2))]


def _crosses(starts: Points, ends: Points, box: Bounds) -> bool:
    """Return whether any line comes into a box."""
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    is_near = np.all((low < box[2:]) & (high > box[:2]), axis=1)
    starts, ends = starts[is_near], ends[is_near]
    corners = np.array([(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)])
    along = ends - starts
    to_corners = corners[None] - starts[:, None]
    sides = along[:, None, 0] * to_corners[..., 1] - along[:, None, 1] * to_corners[..., 0]
    is_beside = np.all(sides >= 0, axis=1) | np.all(sides <= 0, axis=1)
    return not bool(np.all(is_beside))


def _surround(starts: Points, ends: Points, point: tuple[float, float]) -> bool:
    """Return whether a point is inside of closed lines, an odd number of them."""
    x, y = point
    spans = (starts[:, 1] > y) != (ends[:, 1] > y)
    starts, ends = starts[spans], ends[spans]
    slope = (ends[:, 0] - starts[:, 0]) / (ends[:, 1] - starts[:, 1])
    return int(np.count_nonzero(x < starts[:, 0] + (y - starts[:, 1]) * slope)) % 2 == 1
