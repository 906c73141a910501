"""The texts of a picture, and what is behind and beside them.

Imports manim: to be imported late, and only by the preview engine.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from manim import (
    Camera,
    DecimalNumber,
    ImageMobject,
    MarkupText,
    Mobject,
    Paragraph,
    SingleStringMathTex,
    Text,
    ThreeDCamera,
    Typst,
    VMobject,
    config,
)

from manim_nodes.render.preview.box import Box
from manim_nodes.render.preview.curves import Points
from manim_nodes.render.preview.drawn_members import (
    NEAR_FRAME,
    Bounds,
    OpaqueMembers,
    background_of,
    drawn_members,
    fills,
    holds,
)

_TEXTS = (Text, MarkupText, SingleStringMathTex, Typst, DecimalNumber, Paragraph)
_CAPITAL_OF_TEXT = 0.486 / 48
_CAPITAL = 0.33 / 48
"""The height of capital letters by the font size, of Typst and LaTeX."""

_SHOWN, _READABLE = 0.05, 0.3
"""Opacities: of what is there at all, and of what is more than a hint of a text."""
_COVERS = 0.7
_TOUCHES = 0.12  # of the height of letters
_SAME_PLACE = 0.1  # of the height of letters
_OUT = 0.25  # of the height of letters
_SHAPE_OUT = 0.05
_MOST_SAMPLES = 12

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


@dataclass(slots=True)
class PictureText:
    """A text in a picture.

    Parameters
    ----------
    places : of its letters among all that is drawn
    boxes, colors : of the letters, (letters, 4); left, bottom, right, top and red, green, blue, alpha
    box : around all of them
    letters : the height of its capital letters
    is_beside_its_own : something is in the frame of what it is a part of
    """

    mobject: Mobject
    node_id: str
    places: list[int]
    boxes: Points
    colors: Points
    box: Bounds
    letters: float
    is_beside_its_own: bool


@dataclass(slots=True)
class PictureShape:
    """A shape in a picture, and the node that has made it."""

    mobject: Mobject
    node_id: str
    box: Bounds


class ReadPicture:
    """What is in a frame: all that is drawn, and the texts of it.

    Parameters
    ----------
    maker : returns the node that has made a mobject
    owner : returns the node that has made a mobject as a part of something else
    """

    def __init__(
        self,
        mobjects: Sequence[Mobject],
        camera: Camera,
        maker: Callable[[object], str | None],
        owner: Callable[[object], str | None],
    ) -> None:
        self.frame = _frame_of(camera)
        self._members = drawn_members(mobjects)
        self._boxes = _boxes_of(self._members)
        self._maker, self._owner = maker, owner
        self._mobjects = mobjects
        self._opaque = OpaqueMembers(self._members, _COVERS)
        self._background = _background_of(camera)
        self._places = {id(member): place for place, member in enumerate(self._members)}
        self.texts = [*self._find_texts()]
        self._of_texts = {place for text in self.texts for place in text.places}

    @property
    def least_side(self) -> float:
        """Return the length of the frame's shorter side."""
        return min(self.frame.width, self.frame.height)

    def box(self, box: Bounds) -> Box:
        """Return where a box of the scene is in the picture."""
        scale = config.frame_width / self.frame.width
        x, y = (self.frame.left + self.frame.right) / 2, (self.frame.bottom + self.frame.top) / 2
        return Box(
            (box.left - x) * scale,
            (box.bottom - y) * scale,
            (box.right - x) * scale,
            (box.top - y) * scale,
        )

    def is_in_frame(self, box: Bounds) -> bool:
        """Return whether the frame shows something of a box."""
        return box.overlaps(self.frame)

    def is_cut(self, text: PictureText) -> bool:
        """Return whether a text is partly in the frame."""
        out = _beyond(text.box, self.frame)
        return text.box.overlaps(self.frame) and max(out) > _OUT * text.letters

    # texts

    def _find_texts(self) -> Iterator[PictureText]:
        for mobject in self._mobjects:
            made_by = self._owner(mobject) if self._maker(mobject) is None else None
            found = [*_texts_in(mobject, made_by, self._maker)]
            if not found:
                continue
            near = self.frame.widened(NEAR_FRAME)  # what is beyond is not seen, and told as that
            is_in_frame = (
                any(
                    Bounds(*self._boxes[place]).overlaps(near) for place in self._places_of(mobject)
                )
                if len(found) > 1 or found[0][0] is not mobject
                else False
            )
            for text, node_id in found:
                shown = self._shown_text(text, node_id, is_in_frame)
                if shown is not None:
                    yield shown

    def _places_of(self, mobject: Mobject) -> list[int]:
        keys = (id(member) for member in mobject.get_family())
        return [self._places[key] for key in keys if key in self._places]

    def _shown_text(
        self, text: Mobject, node_id: str, is_beside_its_own: bool
    ) -> PictureText | None:
        places = self._places_of(text)
        colors = np.array([_color_of(self._members[place]) for place in places]).reshape(-1, 4)
        is_shown = colors[:, 3] >= _SHOWN
        places = [place for place, shown in zip(places, is_shown, strict=True) if shown]
        if not places:
            return None
        boxes = self._boxes[places]
        box = Bounds(*map(float, (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))))
        if not np.all(np.isfinite(box)):
            return None
        heights = boxes[:, 3] - boxes[:, 1]
        letters = max(float(np.percentile(heights, 75)), _capitals_of(text))
        return PictureText(
            text, node_id, places, boxes, colors[is_shown], box, letters, is_beside_its_own
        )

    # overlaps

    def overlaps(self) -> Iterator[tuple[PictureText, PictureText, Bounds]]:
        """Return the texts that are written over one another, the lower first, and where."""
        texts = [text for text in self.texts if np.median(text.colors[:, 3]) >= _READABLE]
        if len(texts) < 2:
            return
        boxes = np.array([text.box for text in texts])
        for first, second in zip(*np.nonzero(np.triu(_overlap(boxes, boxes), 1)), strict=True):
            lower, upper = sorted((texts[first], texts[second]), key=lambda text: text.places[0])
            where = self._overlap_of(lower, upper)
            if where is not None:
                yield lower, upper, where

    def _overlap_of(self, lower: PictureText, upper: PictureText) -> Bounds | None:
        if _is_copy(lower, upper) or not set(lower.places).isdisjoint(upper.places):
            return None
        least = _TOUCHES * min(lower.letters, upper.letters)
        shared = _overlap(lower.boxes, upper.boxes, least)
        found = []
        for first, second in zip(*np.nonzero(shared), strict=True):
            box = Bounds(*map(float, lower.boxes[first])).clipped(
                Bounds(*map(float, upper.boxes[second]))
            )
            around = self._opaque.around(box, lower.places[first])
            is_covered = any(
                id(cover) not in self._own(lower, upper) and fills(cover, box) for cover in around
            )
            if not is_covered and box.overlaps(self.frame):
                found.append(box)
        if not found:
            return None
        sides = np.array(found)
        return Bounds(*map(float, (*sides[:, :2].min(axis=0), *sides[:, 2:].max(axis=0))))

    def _own(self, *texts: PictureText) -> set[int]:
        return {id(self._members[place]) for text in texts for place in text.places}

    # contrasts

    def contrasts(self) -> dict[int, float]:
        """Return of each text, by its id, the contrast to what is behind it; the least but for one letter."""
        if self._background is None:
            return {id(text.mobject): np.inf for text in self.texts}
        found: dict[int, float] = {}
        others = [place for place in range(len(self._members)) if place not in self._of_texts]
        boxes = self._boxes[others]
        for text in self.texts:
            step = 1 + len(text.places) // _MOST_SAMPLES
            centers = (text.boxes[::step, :2] + text.boxes[::step, 2:]) / 2
            behind = np.tile(self._background, (len(centers), 1))
            is_around = _around(boxes, centers)
            for sample in np.flatnonzero(is_around.any(axis=1)):
                for index in np.flatnonzero(is_around[sample]):
                    place = others[index]
                    if place < text.places[sample * step]:
                        behind[sample] = self._over(place, centers[sample], behind[sample])
            contrasts = np.sort(_contrasts(text.colors[::step], behind))
            found[id(text.mobject)] = float(contrasts[1 if len(contrasts) > 3 else 0])
        return found

    def _over(self, place: int, point: Points, behind: Points) -> Points:
        """Return the color at a point once a member has been drawn there; NaN where nobody can tell."""
        member = self._members[place]
        x, y = map(float, point)
        if isinstance(member, VMobject):
            if member.get_background_image() is not None:
                return np.full(3, np.nan)
            color = np.asarray(member.fill_rgbas).mean(axis=0)
            if color[3] < _SHOWN or not holds(member, (x, y)):
                return behind
        elif isinstance(member, ImageMobject):
            color = _image_color(member, self._boxes[place], x, y)
        else:
            return behind
        return cast("Points", color[3] * color[:3] + (1 - color[3]) * behind)

    # shapes

    def shapes_at_the_edge(self) -> Iterator[PictureShape]:
        """Return the closed shapes that the frame cuts, but for those that run out of it on purpose."""
        frame = self.frame
        low, high = self._boxes[:, :2], self._boxes[:, 2:]
        size = high - low
        least = _SHAPE_OUT * size
        out = np.concatenate(
            [np.array(frame[:2]) - low > least, high - np.array(frame[2:]) > least], axis=1
        )
        middle = (low + high) / 2
        is_mostly_inside = np.all((middle > frame[:2]) & (middle < frame[2:]), axis=1)
        is_cut = (out.sum(axis=1) == 1) & is_mostly_inside
        for place in np.flatnonzero(is_cut):
            member = self._members[place]
            if place in self._of_texts or not _is_figure(member):
                continue
            node_id = self._maker_around(member)
            if node_id is not None:
                yield PictureShape(member, node_id, Bounds(*map(float, self._boxes[place])))

    def _maker_around(self, member: Mobject) -> str | None:
        for mobject in self._mobjects:
            path = _path_to(member, mobject)
            makers = [made for each in path if (made := self._maker(each)) is not None]
            if makers:
                return makers[-1]
        return None


# what is there


def _texts_in(
    mobject: Mobject, made_by: str | None, maker: Callable[[object], str | None]
) -> Iterator[tuple[Mobject, str]]:
    """Return the texts of a family that nodes have made, and these nodes."""
    node_id = maker(mobject) or made_by
    if isinstance(mobject, _TEXTS):
        if node_id is not None:
            yield mobject, node_id
        return
    for part in mobject.submobjects:
        yield from _texts_in(part, node_id, maker)


def _path_to(member: Mobject, mobject: Mobject) -> list[Mobject]:
    if mobject is member:
        return [member]
    for part in mobject.submobjects:
        below = _path_to(member, part)
        if below:
            return [mobject, *below]
    return []


def _frame_of(camera: Camera) -> Bounds:
    if isinstance(camera, ThreeDCamera):
        width, height = config.frame_width / 2, config.frame_height / 2
        return Bounds(-width, -height, width, height)
    x, y = map(float, camera.frame_center[:2])
    width, height = float(camera.frame_width) / 2, float(camera.frame_height) / 2
    return Bounds(x - width, y - height, x + width, y + height)


def _background_of(camera: Camera) -> Points | None:
    if camera.background_image is not None or isinstance(camera, ThreeDCamera):
        return None
    return background_of(camera)


def _boxes_of(members: Sequence[Mobject]) -> Points:
    """Return the boxes around members, (members, 4)."""
    if not members:
        return np.empty((0, 4))
    points = np.concatenate([member.points for member in members])[:, :2]
    starts = np.cumsum([0, *(len(member.points) for member in members[:-1])])
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    return np.concatenate([low, high], axis=1)


def _capitals_of(text: Mobject) -> float:
    """Return how high capital letters of a text are by its font size; 0 if it does not say."""
    size = getattr(text, "font_size", None)
    if not isinstance(size, int | float) or not np.isfinite(size):
        return 0.0
    return float(size) * (_CAPITAL_OF_TEXT if isinstance(text, Text | MarkupText) else _CAPITAL)


def _is_figure(member: Mobject) -> bool:
    """Return whether a shape is closed and seen, and no panel: these may begin beside the frame."""
    if not isinstance(member, VMobject) or len(member.points) <= 4 * 4:
        return False
    is_closed = bool(np.allclose(member.points[0], member.points[-1], atol=1e-3))
    return is_closed and _color_of(member)[3] >= _READABLE


def _color_of(member: Mobject) -> Sequence[float]:
    """Return the color of a member: of its inside, or else of its outline; see-through if it has none."""
    if not isinstance(member, VMobject):
        return (0.0, 0.0, 0.0, 0.0)
    fill = member.fill_rgbas
    color = fill[0] if len(fill) == 1 else fill.mean(axis=0)
    if color[3] < _SHOWN and member.stroke_width and len(member.stroke_rgbas):
        color = member.stroke_rgbas[0]
    return cast("Sequence[float]", color)


def _image_color(image: ImageMobject, box: Points, x: float, y: float) -> Points:
    """Return the color that an image has around a point, between 0 and 1."""
    left, bottom, right, top = box
    rows, columns = image.pixel_array.shape[:2]
    row = int(np.clip((top - y) / max(top - bottom, 1e-9), 0, 1) * (rows - 1))
    column = int(np.clip((x - left) / max(right - left, 1e-9), 0, 1) * (columns - 1))
    near = rows // 20, columns // 20
    patch = image.pixel_array[
        max(0, row - near[0]) : row + near[0] + 1, max(0, column - near[1]) : column + near[1] + 1
    ]
    color = patch.reshape(-1, patch.shape[-1]).mean(axis=0) / 255
    return cast("Points", color if len(color) == 4 else np.append(color[:3], 1.0))


# boxes and colors


def _overlap(first: Points, second: Points, least: float = 0.0) -> Points:
    """Return which of some boxes share more than ``least`` with which of others, in width and height."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    return cast("Points", np.all(high - low > least, axis=2))


def _around(boxes: Points, points: Points) -> Points:
    """Return which points are in which boxes, (points, boxes)."""
    is_above = np.all(points[:, None] >= boxes[None, :, :2], axis=2)
    return cast("Points", is_above & np.all(points[:, None] <= boxes[None, :, 2:], axis=2))


def _beyond(box: Bounds, frame: Bounds) -> tuple[float, float, float, float]:
    return (
        frame.left - box.left,
        frame.bottom - box.bottom,
        box.right - frame.right,
        box.top - frame.top,
    )


def _is_copy(first: PictureText, second: PictureText) -> bool:
    """Return whether the letters of two texts are at the same places."""
    near = _SAME_PLACE * first.letters
    is_as_long = first.boxes.shape == second.boxes.shape
    return is_as_long and bool(np.allclose(first.boxes, second.boxes, atol=near))


def _contrasts(colors: Points, behind: Points) -> Points:
    """Return the contrasts of colors to what is behind them, as WCAG has it; anything where that is not known."""
    alpha = colors[:, 3:]
    seen = alpha * colors[:, :3] + (1 - alpha) * behind
    light = np.stack([_luminance(seen), _luminance(behind)])
    contrasts = (light.max(axis=0) + 0.05) / (light.min(axis=0) + 0.05)
    return cast("Points", np.nan_to_num(contrasts, nan=np.inf))


def _luminance(colors: Points) -> Points:
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    return cast("Points", linear @ _LUMINANCE)
