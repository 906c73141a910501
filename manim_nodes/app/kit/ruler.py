"""How far apart the ticks of a ruler are, so that there are never more than have room on it."""

from collections.abc import Sequence


def tick_step(steps: Sequence[float], px_per_unit: float, least_px: float) -> float:
    """Return the smallest step whose ticks have room; beyond the last one, its doubles.

    Parameters
    ----------
    least_px : from one tick to the next
    """
    if not px_per_unit > 0:
        return float("inf")
    step = next((each for each in steps if each * px_per_unit >= least_px), steps[-1])
    while step * px_per_unit < least_px:
        step *= 2
    return step
