"""Where on the canvas new nodes lie on no others."""

from collections.abc import Collection, Iterable
from itertools import product

from manim_nodes.document import edits
from manim_nodes.document.model import Document

Point = tuple[float, float]

NODE_ROOM = (200.0, 190.0)
"""What a node takes with its picture; few are higher."""
_SHARE = 4  # of that room, the steps in which a free place is looked for
_STEPS = range(-24, 25)
_STEP = (NODE_ROOM[0] / _SHARE, NODE_ROOM[1] / _SHARE)
_WAYS = sorted(
    ((column * _STEP[0], row * _STEP[1]) for column, row in product(_STEPS, _STEPS)),
    key=lambda way: (way[0] ** 2 + way[1] ** 2, -way[1], -way[0]),
)
"""From near to far; of those as far, downward and to the right first."""


def spread(document: Document, added: Collection[str]) -> Document:
    """Move new nodes and frames together to the nearest place where no new node lies on an older one."""
    nodes = [node for node in document.nodes if node.id in added]
    taken = [node.position for node in document.nodes if node.id not in added]
    corners = [node.position for node in nodes]
    way = next((way for way in _WAYS if _is_free(_moved(corners, way), taken)), (0.0, 0.0))
    if way == (0.0, 0.0):
        return document
    document = edits.move_nodes(
        document, {node.id: _moved([node.position], way)[0] for node in nodes}
    )
    for frame in document.frames:
        if frame.id in added:
            (position,) = _moved([frame.position], way)
            document = edits.change_frame(document, frame.id, position=position)
    return document


def place_below(document: Document, at: Point) -> Point:
    """Return ``at``, or the first place below it where a node lies on no other."""
    x, y = at
    taken = [node.position for node in document.nodes]
    while not _is_free([(x, y)], taken):
        y += NODE_ROOM[1]
    return x, y


def _moved(corners: Iterable[Point], way: Point) -> list[Point]:
    return [(x + way[0], y + way[1]) for x, y in corners]


def _is_free(corners: Iterable[Point], taken: Iterable[Point]) -> bool:
    return not any(
        abs(other[0] - x) < NODE_ROOM[0] and abs(other[1] - y) < NODE_ROOM[1]
        for x, y in corners
        for other in taken
    )
