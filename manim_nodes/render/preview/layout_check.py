"""Looks at the end of each step whether what is there can be read.

Imports manim: to be imported late, and only by the preview engine.

What is meant to be so is left alone: what moves on, what something opaque covers, copies that lie on
what they are copies of, texts that were read before they became small or faint, and shapes that run
out of the picture on purpose, as far as that can be told.
"""

from typing import TYPE_CHECKING

import numpy as np
from manim import Camera, Mobject, MultiCamera, ThreeDCamera

from manim_nodes.render.preview.box import Box
from manim_nodes.render.preview.drawn_members import Bounds
from manim_nodes.render.preview.layout_faults import LEAST_LETTERS, LayoutFault, LayoutFaultKind
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.read_picture import ReadPicture

if TYPE_CHECKING:
    from manim.scene.scene import Scene

_LARGE_LETTERS = 1 / 24
_LEAST_CONTRAST, _LEAST_OF_LARGE = 4.5, 3.0
"""WCAG 2.2, 1.4.3: less will do for letters of 18 points, which are 2.7 mm high on a phone."""
_MOVED = 0.02
_MOST_LETTERS = 300_000
"""In a whole film: what is looked at costs some 10 microseconds a letter."""


class LayoutCheck:
    """Notes what is hard to read, step by step."""

    def __init__(self, module: ProvenanceModule) -> None:
        self._module = module
        self._found: dict[tuple[LayoutFaultKind, str, str | None], LayoutFault] = {}
        self._tracks: dict[int, _Track] = {}
        self._shown: set[int] = set()
        self._home: Bounds | None = None
        self._left = _MOST_LETTERS

    @property
    def faults(self) -> tuple[LayoutFault, ...]:
        """Return what has been found, once the film is over."""
        for key in self._shown:
            self._note(self._tracks[key].cut)
        for track in self._tracks.values():
            self._note(track.never_inside())
            self._note(track.too_small())
            self._note(track.too_faint())
        return tuple(sorted(self._found.values(), key=lambda fault: fault.time_s))

    def look(self, scene: "Scene", camera: Camera, time_s: float) -> None:
        """Look at the scene as the last frame of a step shows it."""
        if isinstance(camera, MultiCamera) or self._left <= 0:
            return
        mobjects = list(dict.fromkeys((*scene.mobjects, *scene.foreground_mobjects)))
        if isinstance(camera, ThreeDCamera):  # of the rest nobody can tell where it is
            mobjects = [each for each in mobjects if each in camera.fixed_in_frame_mobjects]
        picture = ReadPicture(mobjects, camera, self._module.maker, self._module.owner)
        self._left -= sum(len(text.places) for text in picture.texts)
        self._home = self._home or picture.frame
        for first, second, box in picture.overlaps():
            kind = LayoutFaultKind.OVERLAP
            where = picture.box(box)
            self._note(LayoutFault(first.node_id, kind, time_s, where, second.node_id))
        contrasts = picture.contrasts()
        present: set[int] = set()
        for text in picture.texts:
            track = self._track_of(text.mobject, text.node_id)
            present.add(id(text.mobject))
            where = picture.box(text.box)
            letters = text.letters / picture.least_side
            track.note_letters(letters, contrasts[id(text.mobject)], time_s, where)
            track.note_inside(picture.is_in_frame(text.box), text.is_beside_its_own, time_s, where)
            cut = picture.frame == self._home and picture.is_cut(text)
            self._note(track.note_place(picture.frame, text.box, cut, time_s, where))
        if picture.frame == self._home:
            for shape in picture.shapes_at_the_edge():
                track = self._track_of(shape.mobject, shape.node_id)
                present.add(id(shape.mobject))
                where = picture.box(shape.box)
                self._note(track.note_place(picture.frame, shape.box, True, time_s, where))
        for key in self._shown - present:
            self._note(self._tracks[key].leave())
        self._shown = present

    def _track_of(self, mobject: Mobject, node_id: str) -> "_Track":
        return self._tracks.setdefault(id(mobject), _Track(mobject, node_id))

    def _note(self, fault: LayoutFault | None) -> None:
        if fault is not None:
            self._found.setdefault((fault.kind, fault.node_id, fault.other), fault)


class _Track:
    """What has been seen of one text or shape so far; it is held, so that no other gets its id."""

    def __init__(self, mobject: Mobject, node_id: str) -> None:
        self.mobject, self._node_id = mobject, node_id
        self.cut: LayoutFault | None = None
        self._box: Bounds | None = None
        self._has_come_moving = False
        self._is_inside = False
        self._outside: LayoutFault | None = None
        self._largest: LayoutFault | None = None
        self._clearest: LayoutFault | None = None
        self._is_clear = False

    def note_place(
        self, frame: Bounds, box: Bounds, cut: bool, time_s: float, where: Box
    ) -> LayoutFault | None:
        """Note where it is; return that it was cut at the end of the step before, if it has not moved on."""
        box = Bounds(
            box.left - frame.left,
            box.bottom - frame.bottom,
            box.right - frame.left,
            box.top - frame.bottom,
        )
        has_moved = self._box is not None and bool(
            np.abs(np.subtract(box, self._box)).max() > _MOVED
        )
        before = None if has_moved else self.cut
        self._box, self._has_come_moving = box, has_moved
        self.cut = LayoutFault(self._node_id, LayoutFaultKind.CUT, time_s, where) if cut else None
        return before

    def leave(self) -> LayoutFault | None:
        """Note that it is no more; return that it was cut, unless it was on its way out."""
        cut = None if self._has_come_moving else self.cut
        self.cut = self._box = None
        return cut

    def note_inside(self, is_inside: bool, is_beside: bool, time_s: float, where: Box) -> None:
        """Note whether the frame shows anything of it, and whether that is so of what it is a part of."""
        self._is_inside |= is_inside
        if is_beside and not is_inside:
            self._outside = LayoutFault(self._node_id, LayoutFaultKind.CUT, time_s, where)

    def note_letters(self, letters: float, contrast: float, time_s: float, where: Box) -> None:
        """Note how well it can be read."""
        if self._largest is None or letters > self._largest.amount:
            kind = LayoutFaultKind.SMALL
            self._largest = LayoutFault(self._node_id, kind, time_s, where, amount=letters)
        least = _LEAST_OF_LARGE if letters >= _LARGE_LETTERS else _LEAST_CONTRAST
        self._is_clear |= contrast >= least
        if self._clearest is None or contrast > self._clearest.amount:
            kind = LayoutFaultKind.FAINT
            self._clearest = LayoutFault(self._node_id, kind, time_s, where, amount=contrast)

    def never_inside(self) -> LayoutFault | None:
        """Return that no step has ended with it in the frame."""
        return None if self._is_inside else self._outside

    def too_small(self) -> LayoutFault | None:
        """Return that its letters were never large enough."""
        largest = self._largest
        return largest if largest is not None and largest.amount < LEAST_LETTERS else None

    def too_faint(self) -> LayoutFault | None:
        """Return that it never stood out from what is behind it."""
        return None if self._is_clear else self._clearest
