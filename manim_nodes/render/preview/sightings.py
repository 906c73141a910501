"""Which things have been seen in a film, and why others have not.

Imports manim: to be imported late, and only by the preview engine.

Most things are seen in the first frame that they are in, and are not looked at again. What cannot
be told for sure counts as seen: what is faint or thin, and whatever stands in 3D. Whether a thing
has a color is looked at between plays only, since animations let things fade in and out.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from manim import Camera, Mobject, MultiCamera, ThreeDCamera, ValueTracker, VMobject

from manim_nodes.render.preview.curves import Points
from manim_nodes.render.preview.drawn_members import (
    NEAR_FRAME,
    Bounds,
    OpaqueMembers,
    background_of,
    bounds_of,
    colors_of,
    drawn_members,
    fills,
)
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.unseen import Reason, Unseen

if TYPE_CHECKING:
    from manim.scene.scene import Scene

_MARGIN = 0.5
_HALF_STROKE = 0.005  # of a line that is one wide
_SAME_COLOR = 0.5 / 255


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
        view = _View(camera, drawn_members(everything))
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
        view = _View(camera, drawn_members((*scene.mobjects, *scene.foreground_mobjects)))
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


class _View:
    """What is in a frame, in the order in which it is drawn."""

    def __init__(self, camera: Camera, members: Sequence[Mobject]) -> None:
        x, y = map(float, camera.frame_center[:2])
        width, height = float(camera.frame_width) / 2, float(camera.frame_height) / 2
        self._frame = Bounds(x - width, y - height, x + width, y + height)
        self._members = members
        self._places = {id(member): place for place, member in enumerate(members)}
        self._opaque = OpaqueMembers(members)
        plain = camera.background_image is None
        self._background = background_of(camera) if plain else None

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
        near = self._frame.widened(NEAR_FRAME)
        for place in places:
            box = bounds_of(self._members[place])
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
            colors = colors_of(self._members[place])
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
        box = bounds_of(self._members[place])
        return any(
            bounds_of(self._members[other]).overlaps(box)
            for other in range(place)
            if other not in own and self._shows(colors_of(self._members[other]))
        )

    def _shows(self, colors: Points | None) -> bool:
        return colors is None or (len(colors) > 0 and not self._is_background(colors))

    def _shift_of(self, boxes: Iterable[Bounds]) -> tuple[float, float]:
        """Return what brings some boxes into the frame, their middle if they are too large for that."""
        left, bottom, right, top = zip(*boxes, strict=True)
        frame = self._frame
        return (
            _shift_into(min(left), max(right), frame.left, frame.right),
            _shift_into(min(bottom), max(top), frame.bottom, frame.top),
        )

    def _cover_of(self, place: int, box: Bounds) -> Mobject | None:
        """Return what is drawn last of what hides all that a frame shows of a member."""
        member = self._members[place]
        if isinstance(member, VMobject):
            box = box.widened(_HALF_STROKE * float(member.get_stroke_width()))
        box = box.clipped(self._frame)
        if not (box.left <= box.right and box.bottom <= box.top):
            return None
        around = self._opaque.around(box, place)
        return next((cover for cover in around if fills(cover, box)), None)


def _shift_into(start: float, end: float, low: float, high: float) -> float:
    if end - start > high - low - 2 * _MARGIN:
        return (low + high - start - end) / 2
    if start < low:
        return low + _MARGIN - start
    return high - _MARGIN - end if end > high else 0.0
