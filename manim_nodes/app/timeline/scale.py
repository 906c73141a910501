"""How seconds become places on the timeline."""

from dataclasses import dataclass, replace

from manim_nodes.app.kit.ruler import tick_step

_TICKS_S = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
_MOST_PX_PER_S = 2000.0
_LEAST_PX_PER_S = 0.05
_LEAST_TICK_PX = 56
_AIR = 1.04
_SHORTEST_S = 1.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Which part of the film is seen, and how large.

    Parameters
    ----------
    first_s : the time at the left edge
    margin : pixels before the first moment
    """

    px_per_s: float = 100.0
    first_s: float = 0.0
    margin: float = 22.0

    def x(self, time_s: float) -> float:
        """Return the place of a moment."""
        return self.margin + (time_s - self.first_s) * self.px_per_s

    def time_s(self, x: float) -> float:
        """Return the moment at a place; it may lie before the film."""
        return self.first_s + (x - self.margin) / self.px_per_s

    def zoomed(self, by: float, at_x: float) -> "Scale":
        """Return one that shows less or more, with what is at a place where it was."""
        px_per_s = min(max(self.px_per_s * by, _LEAST_PX_PER_S), _MOST_PX_PER_S)
        held = self.time_s(at_x)
        return replace(
            self, px_per_s=px_per_s, first_s=max(held - (at_x - self.margin) / px_per_s, 0.0)
        )

    def fitting(self, duration_s: float, width: float) -> "Scale":
        """Return the scale at which all of a film is in sight."""
        room = max(width - 2 * self.margin, 1.0)
        px_per_s = room / (max(duration_s, _SHORTEST_S) * _AIR)
        return replace(self, px_per_s=px_per_s, first_s=0.0)

    @property
    def tick_s(self) -> float:
        """Return the time between two labels of the ruler."""
        return tick_step(_TICKS_S, self.px_per_s, _LEAST_TICK_PX)
