"""The commands that bring nodes into sight, and select the next one in a direction."""

from typing import Literal

from PySide6.QtCore import QPointF

from manim_nodes.app.canvas.view import GraphView
from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.translation import tr_later

Direction = Literal["left", "right", "up", "down"]

_SNAP = 4.0
_WALK: dict[Direction, str] = {
    "left": tr_later("Select next node left"),
    "right": tr_later("Select next node right"),
    "up": tr_later("Select next node up"),
    "down": tr_later("Select next node down"),
}
_EXTEND: dict[Direction, str] = {
    "left": tr_later("Select also next node left"),
    "right": tr_later("Select also next node right"),
    "up": tr_later("Select also next node up"),
    "down": tr_later("Select also next node down"),
}


def _has_items(actions: "ViewActions") -> bool:
    return actions._view.has_items


def _walk(direction: Direction) -> command:
    return command(
        f"canvas.walk_{direction}",
        _WALK[direction],
        (direction.capitalize(),),
        is_enabled=_has_items,
        arguments={"direction": direction},
    )


def _extend(direction: Direction) -> command:
    return command(
        f"canvas.extend_{direction}",
        _EXTEND[direction],
        (f"Shift+{direction.capitalize()}",),
        is_enabled=_has_items,
        arguments={"direction": direction, "extend": True},
    )


class ViewActions:
    """Moves a view, and the selection, over the graph."""

    def __init__(self, view: GraphView) -> None:
        self._view, self._session = view, view.session
        self._current = ""

    @command(
        "canvas.show_selection",
        tr_later("Show selection"),
        ("F", "."),
        menu="View",
        is_enabled=_has_items,
    )
    def show_selection(self) -> None:
        """Bring what is selected, or everything, into sight."""
        self._view.show_area(self._view.scene_items.bounds(self._session.selection or None))

    @command("canvas.show_all", tr_later("Show all"), ("Home",), menu="View", is_enabled=_has_items)
    def show_all(self) -> None:
        """Bring everything into sight."""
        self._view.show_area(self._view.scene_items.bounds())

    def show_beginning(self) -> None:
        """Bring into sight what there is, or where it begins."""
        self._view.show_beginning(self._view.scene_items.bounds())

    @command_family(make(direction) for direction in _WALK for make in (_walk, _extend))
    def walk(self, direction: Direction, *, extend: bool = False) -> None:
        """Select the nearest node on one side of the one selected last."""
        items, selection = self._view.scene_items, self._session.selection
        candidates = [key for key in (self._current, *sorted(selection)) if key in selection]
        start = next((key for key in candidates if key in items.nodes), None)
        here = items.nodes[start].body.center() if start else self._view.center_point
        distances = {
            key: _distance(item.body.center() - here, direction if start else None)
            for key, item in items.nodes.items()
            if key != start
        }
        near = min(
            (key for key, distance in distances.items() if distance is not None),
            key=lambda key: distances[key] or 0.0,
            default=None,
        )
        if near is None:
            return
        self._current = near
        self._view.select(selection | {near} if extend else {near})
        body = items.nodes[near].body
        if not self._view.visible_area.contains(body):
            self._view.show_point(body.center())


def _distance(gap: QPointF, direction: Direction | None) -> float | None:
    """Return how far a node is in a direction, or None if it is not in that direction."""
    if direction is None:
        return gap.manhattanLength()
    along, aside = (gap.x(), gap.y()) if direction in ("left", "right") else (gap.y(), gap.x())
    along = -along if direction in ("left", "up") else along
    # A node to the side is passed over for one that is farther, but straight ahead.
    return along + 2 * abs(aside) if along > _SNAP else None
