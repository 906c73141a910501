"""A renderer that goes to a frame as if to draw it, and finds what is where.

Imports manim: to be imported late, and only by the preview engine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from manim import Camera, Mobject, ThreeDCamera, ValueTracker, VMobject, config

from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.curves import Points, sampled
from manim_nodes.render.preview.outlines import Outline, OutlineRecording, Shape, Vector
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.renderer import PreviewRenderer

if TYPE_CHECKING:
    from manim.scene.scene import Scene

_MOST_SHAPES, _MOST_FACES = 400, 60
_MOST_POINTS_IN_ALL = 6000
_MOST_POINTS = 100
_LEAST_OPACITY = 0.01
_STEP = 1e-3
_ROUND = np.linspace(0, 2 * np.pi, 32, endpoint=False)


class OutlineRenderer(PreviewRenderer):
    """Does all that drawing would have done to the scene, and draws nothing."""

    def __init__(self, module: ProvenanceModule, recording: OutlineRecording) -> None:
        super().__init__(recording)
        self._module, self._outlines = module, recording

    def init_scene(self, scene: "Scene", *args: Any) -> None:
        """Provide the recording with what finds outlines at the wanted frame."""
        super().init_scene(scene, *args)
        self._outlines.find_outlines = partial(outlines_of, scene, self.camera, self._module)

    def update_frame(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        """Do to the camera what drawing would have done."""
        draws = self._draws
        self._draws = False  # the base class then sets the camera and paints nothing
        super().update_frame(scene, *args, **kwargs)
        self._draws = draws

    def get_frame(self) -> Any:
        """Return the picture as it is, without a copy: nobody will see it."""
        return self.camera.pixel_array


def outlines_of(scene: "Scene", camera: Camera, module: ProvenanceModule) -> tuple[Outline, ...]:
    """Return the outlines of what is in the scene and was made by nodes, in the order in which it is drawn."""
    mobjects = dict.fromkeys((*scene.mobjects, *scene.foreground_mobjects))
    shown = [each for each in mobjects if not isinstance(each, ValueTracker)]  # nothing to see
    paths = dict(chain.from_iterable(_paths(mobject, (), module) for mobject in shown))
    found: dict[int, _OutlinePart] = {}
    for index, member in enumerate(camera.get_mobjects_to_display(shown)):
        path = paths.get(id(member), ())
        for depth, owner in enumerate(path):
            if id(owner) not in found:
                found[id(owner)] = _OutlinePart(owner, path[:depth], member)
            found[id(owner)].add(_in_picture(camera, member, _corners(member)), index)
        if path and _is_visible(member):
            found[id(path[-1])].shapes += _shapes(camera, member)
    ordered = sorted(found.values(), key=lambda each: each.rank)
    return tuple(each.outline(camera, module) for each in ordered)


@dataclass
class _OutlinePart:
    """A mobject that a node made, and what was seen of it so far."""

    owner: Mobject
    parents: tuple[Mobject, ...]
    first: Mobject
    ranks: list[int] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    corners: list[Points] = field(default_factory=list)

    def add(self, corners: Points, rank: int) -> None:
        self.ranks.append(rank)
        self.corners += [corners.min(axis=0), corners.max(axis=0)]

    @property
    def rank(self) -> tuple[float, int]:
        """Return when it is drawn: in 3D the parts of one thing may stand before and behind another."""
        return sum(self.ranks) / len(self.ranks), len(self.parents)

    def outline(self, camera: Camera, module: ProvenanceModule) -> Outline:
        corners = np.array(self.corners)
        right, up, is_flat = _directions(camera, self.first, self.owner.get_center())
        return Outline(
            module.maker(self.owner) or "",
            Box(*map(float, (*corners.min(axis=0), *corners.max(axis=0)))),
            right,
            up,
            is_flat,
            _simplified(self.shapes, is_solid=not is_flat),
            tuple(module.maker(parent) or "" for parent in self.parents),
        )


def _paths(
    mobject: Mobject, above: tuple[Mobject, ...], module: ProvenanceModule
) -> Iterator[tuple[int, tuple[Mobject, ...]]]:
    """Return for each member of a family the mobjects with a node of their own that it is part of."""
    path = (*above, mobject) if module.maker(mobject) else above
    yield id(mobject), path
    for part in mobject.submobjects:
        yield from _paths(part, path, module)


# places


def _in_picture(camera: Camera, member: Mobject, points: Points) -> Points:
    if isinstance(camera, ThreeDCamera):
        return np.asarray(camera.transform_points_pre_display(member, points))[:, :2]
    scale = config.frame_width / camera.frame_width
    return cast("Points", np.nan_to_num((points - camera.frame_center)[:, :2] * scale))


def _directions(camera: Camera, member: Mobject, center: Points) -> tuple[Vector, Vector, bool]:
    """Return the vectors of the scene that are one unit to the right and up in the picture; and whether it faces us."""
    if not isinstance(camera, ThreeDCamera):
        unit = camera.frame_width / config.frame_width
        return (unit, 0.0, 0.0), (0.0, unit, 0.0), True
    if member in camera.fixed_in_frame_mobjects:
        return (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), True
    rotation = np.asarray(camera.get_rotation_matrix())
    ends = np.array([center, center + _STEP * rotation[0]])
    here, there = np.asarray(camera.project_points(ends))
    scale = float(np.hypot(*(there - here)[:2])) / _STEP
    right, up = (cast("Vector", tuple(map(float, way / scale))) for way in rotation[:2])
    faces = bool(np.allclose(rotation, np.eye(3), atol=_STEP))
    return right, up, faces or member in camera.fixed_orientation_mobjects


def _corners(member: Mobject) -> Points:
    """Return what manim measures a mobject by."""
    if isinstance(member, VMobject) and len(member.points) > 1:
        return cast("Points", np.concatenate([member.points[::4], member.points[3::4]]))
    return cast("Points", np.asarray(member.points))


# shapes


def _is_visible(member: Mobject) -> bool:
    if not isinstance(member, VMobject):
        return True
    has_stroke = member.get_stroke_width() > 0 and member.get_stroke_opacity() > _LEAST_OPACITY
    return bool(has_stroke or member.get_fill_opacity() > _LEAST_OPACITY)


def _shapes(camera: Camera, member: Mobject) -> Iterator[Shape]:
    if not isinstance(member, VMobject):
        yield _hull([Shape(_listed(_in_picture(camera, member, member.points)), is_filled=True)])
        return
    is_filled = bool(member.get_fill_opacity() > _LEAST_OPACITY)
    for subpath in member.get_subpaths():
        curves = np.asarray(subpath)[: len(subpath) // 4 * 4].reshape(-1, 4, 3)
        if len(curves):
            line = _in_picture(camera, member, sampled(curves))
            yield Shape(_listed(line[:: 1 + len(line) // _MOST_POINTS]), is_filled)


def _simplified(shapes: list[Shape], *, is_solid: bool) -> tuple[Shape, ...]:
    """Return no more than is quickly drawn: the outline of many faces, the largest of many lines."""
    if is_solid and len(shapes) > _MOST_FACES and all(shape.is_filled for shape in shapes):
        return (_hull(shapes),)
    if len(shapes) > _MOST_SHAPES:
        shapes = sorted(shapes, key=_extent, reverse=True)[:_MOST_SHAPES]
    step = 1 + sum(len(shape.points) for shape in shapes) // _MOST_POINTS_IN_ALL
    return tuple(
        Shape((*shape.points[:-1:step], *shape.points[-1:]), shape.is_filled) for shape in shapes
    )


def _extent(shape: Shape) -> float:
    xs, ys = zip(*shape.points, strict=True)
    return float(max(xs) - min(xs) + max(ys) - min(ys))


def _hull(shapes: Iterable[Shape]) -> Shape:
    """Return about the smallest shape without dents that holds others."""
    points = np.array([point for shape in shapes for point in shape.points])
    furthest = np.argmax(points @ np.array([np.cos(_ROUND), np.sin(_ROUND)]), axis=0)
    return Shape(_listed(points[furthest]), is_filled=True)


def _listed(points: Points) -> tuple[Point2, ...]:
    return tuple((float(x), float(y)) for x, y in points[:, :2])
