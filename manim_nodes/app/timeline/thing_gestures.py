"""What the mouse does while its button is down on the rows of things."""

from typing import Protocol

from PySide6.QtCore import QPointF

from manim_nodes.app.timeline.gestures import TimelineGesture
from manim_nodes.app.timeline.thing_geometry import Target, ThingGeometry, ThingHit

_THRESHOLD_PX = 3.0


class ThingGestureHost(Protocol):
    """Where gestures happen: what they may ask for, and what they notify."""

    @property
    def areas(self) -> ThingGeometry: ...

    def show_dragged(self, hit: ThingHit | None, x: float, target: Target | None) -> None: ...
    def emit_clicked(self, hit: ThingHit) -> None: ...
    def emit_end_dropped(self, hit: ThingHit, target: Target) -> None: ...


class DragEnd(TimelineGesture):
    """Drags the end of a bar from step to step."""

    def __init__(self, host: ThingGestureHost, hit: ThingHit, at: QPointF) -> None:
        self._host, self._hit, self._from = host, hit, at
        self._target: Target | None = None

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Show at which step the thing would come or go."""
        del fine
        if self._target is None and abs(at.x() - self._from.x()) <= _THRESHOLD_PX:
            return
        self._target = self._host.areas.target(self._hit, at.x())
        self._host.show_dragged(self._hit, at.x(), self._target)

    def end(self, at: QPointF) -> None:
        """Let it come or go there."""
        self._host.show_dragged(None, at.x(), None)
        if self._target is None:
            self._host.emit_clicked(self._hit)
        elif self._target.is_change:
            self._host.emit_end_dropped(self._hit, self._target)

    def cancel(self) -> None:
        """Leave it where it is."""
        self._host.show_dragged(None, 0.0, None)
