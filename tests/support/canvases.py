"""What a canvas shows, read off the items themselves."""

from collections import Counter
from dataclasses import dataclass

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document.wires import ends


@dataclass(frozen=True)
class ShownItems:
    """What is on a canvas.

    Parameters
    ----------
    nodes, frames : where each is, by id
    wires : how many there are of each, by their ends
    """

    nodes: dict[str, tuple[float, float]]
    frames: dict[str, tuple[float, float]]
    wires: Counter[tuple[str, str, str, str]]


def shown_items(canvas: Canvas) -> ShownItems:
    """Return what is shown."""
    items = canvas.view.scene_items
    return ShownItems(
        {key: (item.x(), item.y()) for key, item in items.nodes.items()},
        {key: (item.x(), item.y()) for key, item in items.frames.items()},
        Counter(ends(item.view.edge) for item in items.wires.values()),
    )
