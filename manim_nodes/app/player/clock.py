"""The clock that a film is played by: at true speed, however slowly frames are drawn."""

import time
from collections.abc import Callable
from math import ceil

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)


class PlayClock:
    """Knows which frame is due.

    Parameters
    ----------
    now : returns monotonic seconds

    Attributes
    ----------
    now : as above
    shown, dropped : frames since `start` that were shown, and that were due and never shown
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._begun: float | None = None
        self._first = 0
        self._last = 0
        self._rate = 0.0
        self.shown = 0
        self.dropped = 0

    @property
    def is_behind(self) -> bool:
        """Return whether so many frames are left out that the film is not seen as it moves: a quarter of more than a second."""
        return self.dropped > abs(self._rate) and 4 * self.dropped > self.dropped + self.shown

    @property
    def is_running(self) -> bool:
        """Return whether the clock runs."""
        return self._begun is not None

    def start(self, frame: int, rate: float) -> None:
        """Begin at ``frame``, with ``rate`` frames a second, below 0 backward."""
        self._begun, self._first, self._last, self._rate = self.now(), frame, frame, rate
        self.shown = self.dropped = 0

    def stop(self) -> None:
        """Stop at the frame that was shown last."""
        self._begun = None

    def continue_from(self, frame: int, rate: float | None = None) -> None:
        """Go on from ``frame``, maybe at another rate, without counting the frames between as dropped."""
        self._begun, self._first, self._last = self.now(), frame, frame
        self._rate = rate or self._rate

    def position(self) -> float:
        """Return where the film is now, in frames and parts of one."""
        if self._begun is None:
            return self._last
        return self._first + (self.now() - self._begun) * self._rate

    @property
    def is_backward(self) -> bool:
        """Return whether the film plays from its end to its start."""
        return self._rate < 0

    def due(self) -> int:
        """Return the frame that is to be shown now."""
        # A little more, so that a timer that fires exactly in time is not too early by rounding.
        if self.is_backward:
            return ceil(self.position() - 1e-6)
        return int(self.position() + 1e-6)

    def until_next_s(self) -> float:
        """Return how long until the next frame is due."""
        if self._begun is None:
            return 0.0
        following = self.due() + (-1 if self.is_backward else 1)
        return max(0.0, self._begun + (following - self._first) / self._rate - self.now())

    def count_shown(self, frame: int) -> None:
        """Count a frame that is shown, and those left out since the last."""
        way = (self._last - frame) if self.is_backward else (frame - self._last)
        if way > 0:
            self.dropped += way - 1
            self.shown += 1
            self._last = frame
