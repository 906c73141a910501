"""Which things have been seen in a film, and why others have not.

Imports manim: to be imported late, and only by the preview engine.

Most things are seen in the first frame that they are in, and are not looked at again. What cannot
be told for sure counts as seen: what is faint or thin, and whatever stands in 3D. Whether a thing
has a color is looked at between plays only, since animations let things fade in and out.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from manim import Camera, ImageMobject, Mobject, MultiCamera, ThreeDCamera, ValueTracker, VMobject

from manim_nodes.render.preview.curves import Points, sampled
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.unseen import Reason, Unseen

if TYPE_CHECKING:
    from manim.scene.scene import Scene

_OPAQUE = 0.999
_EDGE = 0.1  # so far beside the frame something may still show its outline
_MARGIN = 0.5
_HALF_STROKE = 0.005  # of a line that is one wide
_LEAST_ALPHA = 1 / 255
_SAME_COLOR = 0.5 / 255
_IMAGE_CORNERS = [0, 1, 3, 2]  # around it


class _Bounds(NamedTuple):
    """An upright box in the scene; a side that is NaN is not known, and counts as anywhere."""

    left: float
    bottom: float
    right: float
    top: float

    def widened(self, by: float) -> "_Bounds":
        return _Bounds(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def clipped(self, other: "_Bounds") -> "_Bounds":
        return _Bounds(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def overlaps(self, other: "_Bounds") -> bool:
        is_beside = self.left > other.right or self.right < other.left
        return not (is_beside or self.bottom > other.top or self.top < other.bottom)


class Sightings:
    """Looks for what has not been seen yet, frame by frame."""

    def __init__(self, module: ProvenanceModule) -> None:
        self._module = module
        self._taken = 0
        self._seen: set[str] = set()
        self._waiting: dict[str, list[Mobject]] = {}
        self._missed: dict[str, Unseen] = {}
        self._colorless: dict[str, Reason | None] = {}
        self._present: set[str] = set()
        self._makers: dict[int, str | None] = {}

    @property
    def has_missed(self) -> bool:
        """Return whether the scene holds what has not been seen, so that no frame may be left out."""
        return bool(self._missed)

    @property
    def unseen(self) -> tuple[Unseen, ...]:
        """Return what has been in the scene and in no frame."""
        colorless = (
            Unseen(node_id, reason)
            for node_id, reason in self._colorless.items()
            if reason is not None and node_id in self._waiting and node_id not in self._missed
        )
        return (*self._missed.values(), *colorless)

    @property
    def absent(self) -> tuple[str, ...]:
        """Return the nodes that have made what was never in the scene."""
        return tuple(node_id for node_id in self._waiting if node_id not in self._present)

    def look_between_plays(self, scene: "Scene", camera: Camera) -> None:
        """Look at what is in the scene while nothing happens to it: whether it has a color that shows."""
        self._take_made()
        if not self._waiting or isinstance(camera, ThreeDCamera | MultiCamera):
            return
        everything = (*scene.mobjects, *scene.foreground_mobjects)
        view = _View(camera, _drawn(everything))
        family = {id(member) for mobject in everything for member in mobject.get_family()}
        for node_id, things in self._waiting.items():
            there = [thing for thing in things if id(thing) in family]
            if there:
                self._present.add(node_id)
                reason = view.colorless(there)
                if self._colorless.setdefault(node_id, reason) != reason:
                    self._colorless[node_id] = None

    def look(self, scene: "Scene", camera: Camera) -> None:
        """Look at the scene as a frame shows it."""
        self._take_made()
        if not self._waiting:
            return
        if isinstance(camera, ThreeDCamera | MultiCamera):
            self._note_seen(tuple(self._waiting))
            return
        view = _View(camera, _drawn((*scene.mobjects, *scene.foreground_mobjects)))
        for node_id, things in tuple(self._waiting.items()):
            members = view.members_of(things)
            if not members:
                continue
            self._present.add(node_id)
            missed = view.reason_for(node_id, members, self._maker_around)
            if missed is not None:
                self._missed[node_id] = missed
            elif view.colorless(things) is None:
                self._note_seen([node_id])
            else:
                self._missed.pop(node_id, None)

    def _maker_around(self, member: Mobject) -> str | None:
        """Return the node that made the smallest thing which a member is part of."""
        if id(member) not in self._makers:
            things = (
                (node_id, made) for node_id, made in self._module.made if isinstance(made, Mobject)
            )
            around = (
                (len(family), node_id)
                for node_id, made in things
                if member in (family := made.get_family())
            )
            self._makers[id(member)] = min(around, default=(0, None))[1]
        return self._makers[id(member)]

    def _take_made(self) -> None:
        made = self._module.made
        for node_id, thing in made[self._taken :]:
            if node_id in self._seen or not isinstance(thing, Mobject):
                continue
            if not isinstance(thing, ValueTracker):
                self._waiting.setdefault(node_id, []).append(thing)
        self._taken = len(made)

    def _note_seen(self, node_ids: Iterable[str]) -> None:
        for node_id in node_ids:
            self._seen.add(node_id)
            self._waiting.pop(node_id, None)
            self._missed.pop(node_id, None)


def _drawn(mobjects: Iterable[Mobject]) -> list[Mobject]:
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


class _View:
    """What is in a frame, in the order in which it is drawn."""

    def __init__(self, camera: Camera, members: Sequence[Mobject]) -> None:
        x, y = map(float, camera.frame_center[:2])
        width, height = float(camera.frame_width) / 2, float(camera.frame_height) / 2
        self._frame = _Bounds(x - width, y - height, x + width, y + height)
        self._members = members
        self._places = {id(member): place for place, member in enumerate(members)}
        self._opaque = _Opaque(members)
        plain = camera.background_image is None
        self._background = np.array(camera.background_color.to_rgb()) if plain else None

    def members_of(self, things: Iterable[Mobject]) -> list[int]:
        """Return the places of what is drawn of some things, the last first."""
        family = (id(member) for thing in things for member in thing.get_family())
        return sorted({self._places[key] for key in family if key in self._places}, reverse=True)

    def reason_for(
        self,
        node_id: str,
        places: Sequence[int],
        maker_around: Callable[[Mobject], str | None],
    ) -> Unseen | None:
        """Return why nothing is seen of what is drawn at some places, or None where something is."""
        covers, boxes = [], []
        near = self._frame.widened(_EDGE)
        for place in places:
            box = _bounds_of(self._members[place])
            boxes.append(box)
            if box.overlaps(near):
                cover = self._cover_of(place, box)
                if cover is None:
                    return None
                covers.append(cover)
        if not covers:
            return Unseen(node_id, Reason.OUTSIDE, shift=self._shift_of(boxes))
        z_index = max(float(cover.z_index) for cover in covers) + 1
        return Unseen(node_id, Reason.COVERED, cover=maker_around(covers[0]), z_index=z_index)

    def colorless(self, things: Sequence[Mobject]) -> Reason | None:
        """Return why nothing is seen of things wherever they are, or None where something is, or may be."""
        members = [member for thing in things for member in thing.get_family()]
        if any(member.updaters for member in members):
            return None
        places = self.members_of(things)
        if not places:
            return Reason.EMPTY
        reason = Reason.TRANSPARENT
        for place in places:
            colors = _colors(self._members[place])
            if colors is None:
                return None
            if not len(colors):
                continue
            if not self._is_background(colors) or self._has_something_behind(place, places):
                return None
            reason = Reason.BACKGROUND
        return reason

    def _is_background(self, colors: Points) -> bool:
        return self._background is not None and bool(
            np.all(np.abs(colors[:, :3] - self._background) < _SAME_COLOR)
        )

    def _has_something_behind(self, place: int, own: Collection[int]) -> bool:
        box = _bounds_of(self._members[place])
        return any(
            _bounds_of(self._members[other]).overlaps(box)
            for other in range(place)
            if other not in own and self._shows(_colors(self._members[other]))
        )

    def _shows(self, colors: Points | None) -> bool:
        return colors is None or (len(colors) > 0 and not self._is_background(colors))

    def _shift_of(self, boxes: Iterable[_Bounds]) -> tuple[float, float]:
        """Return what brings some boxes into the frame, their middle if they are too large for that."""
        left, bottom, right, top = zip(*boxes, strict=True)
        frame = self._frame
        return (
            _shift_into(min(left), max(right), frame.left, frame.right),
            _shift_into(min(bottom), max(top), frame.bottom, frame.top),
        )

    def _cover_of(self, place: int, box: _Bounds) -> Mobject | None:
        """Return what is drawn last of what hides all that a frame shows of a member."""
        member = self._members[place]
        if isinstance(member, VMobject):
            box = box.widened(_HALF_STROKE * float(member.get_stroke_width()))
        box = box.clipped(self._frame)
        if not (box.left <= box.right and box.bottom <= box.top):
            return None
        around = self._opaque.around(box, place)
        return next((cover for cover in around if _fills(cover, box)), None)


class _Opaque:
    """What is opaque of some members, looked at from the last to the first as far as is needed."""

    def __init__(self, members: Sequence[Mobject]) -> None:
        self._members = members
        self._from = len(members)
        self._places: list[int] = []
        self._boxes = np.empty((0, 4))

    def around(self, box: _Bounds, place: int) -> Iterator[Mobject]:
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
            if _is_opaque(self._members[place])
        ]
        self._from = first
        if found:
            self._places += found
            new = np.array([_bounds_of(self._members[place]) for place in found])
            self._boxes = np.concatenate([self._boxes, new])


# boxes


def _bounds_of(member: Mobject) -> _Bounds:
    # Where a function has no value there are points that are NaN.
    (left, bottom, _), (right, top, _) = member.points.min(axis=0), member.points.max(axis=0)
    return _Bounds(float(left), float(bottom), float(right), float(top))


def _shift_into(start: float, end: float, low: float, high: float) -> float:
    if end - start > high - low - 2 * _MARGIN:
        return (low + high - start - end) / 2
    if start < low:
        return low + _MARGIN - start
    return high - _MARGIN - end if end > high else 0.0


# colors


def _colors(member: Mobject) -> Points | None:
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


def _is_opaque(member: Mobject) -> bool:
    if isinstance(member, VMobject):
        fill: Points = member.fill_rgbas
        return bool(fill[:, 3].min() >= _OPAQUE) and member.get_background_image() is None
    if isinstance(member, ImageMobject):
        pixels = member.pixel_array
        return pixels.ndim == 3 and (pixels.shape[2] < 4 or bool(pixels[..., 3].min() == 255))
    return False


def _fills(cover: Mobject, box: _Bounds) -> bool:
    """Return whether a box is inside what is filled of a mobject, all of it."""
    outlines = _outlines(cover)
    starts = np.concatenate(outlines)
    ends = np.concatenate([np.roll(outline, -1, axis=0) for outline in outlines])
    return not _crosses(starts, ends, box) and _surround(starts, ends, (box.left, box.bottom))


def _outlines(cover: Mobject) -> list[Points]:
    if not isinstance(cover, VMobject):
        return [cover.points[_IMAGE_CORNERS, :2]]
    paths = [np.asarray(path) for path in cover.get_subpaths()]
    curves = [path[: len(path) // 4 * 4].reshape(-1, 4, 3) for path in paths]
    return [sampled(each)[:, :2] for each in curves if len(each)] or [np.zeros((1, 2))]


def _crosses(starts: Points, ends: Points, box: _Bounds) -> bool:
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
