"""A device that plays sounds, and the samples that it is given from moment to moment."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]
    """(frames, 2), left and right, `RATE` frames a second."""

RATE = 44_100

_BLOCK_MS = 40
_TOLERANCE_S = 0.08
_MOST_AHEAD_S = 0.5

Blocks = Generator["Samples", int, None]


class Device(Protocol):
    """Plays blocks of samples, which it asks for in a thread of its own."""

    def start(self, callback_generator: Blocks, /) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...


OpenDevice = Callable[[], Device]


def open_device(backends: Sequence[str] = ()) -> Device:
    """Open the device that the system plays sounds with.

    Parameters
    ----------
    backends : names of miniaudio's, the best first; without, those of the system

    Raises
    ------
    ImportError, miniaudio.MiniaudioError : there is none
    """
    import miniaudio

    device: Device = miniaudio.PlaybackDevice(
        sample_rate=RATE,
        buffersize_msec=_BLOCK_MS,
        backends=[miniaudio.Backend[name] for name in backends],
        app_name="manim-nodes",
    )
    return device


@dataclass(frozen=True, slots=True)
class Cue:
    """What sounds from a moment on.

    Parameters
    ----------
    time_s : of the film, at the moment ``at_s``
    end_s : of the film, where it falls silent
    """

    track: "Samples"
    time_s: float
    at_s: float
    speed: float
    end_s: float

    def due(self, now_s: float) -> float:
        """Return the time of the film at a moment."""
        return self.time_s + (now_s - self.at_s) * self.speed


class SampleSource:
    """The samples of a cue, in step with a clock, as a device asks for them.

    The window's thread changes the cue, the device's thread takes blocks; they share nothing else.

    Parameters
    ----------
    now : returns the clock's monotonic seconds

    Attributes
    ----------
    cue : what sounds; None for silence
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.cue: Cue | None = None

    def blocks(self) -> Blocks:
        """Return blocks for a device that has just been started, of as many samples as are sent in."""
        blocks = self._blocks()
        next(blocks)
        return blocks

    def _blocks(self) -> Blocks:
        import numpy as np

        count = yield np.zeros((0, 2), np.int16)
        begun_s, given_s, time_s = self._now(), 0.0, 0.0
        while True:
            now_s = self._now()
            # A device takes blocks ahead of time: so long will it be until this one is heard.
            ahead_s = begun_s + given_s - now_s
            if not 0 <= ahead_s <= _MOST_AHEAD_S:
                begun_s, given_s, ahead_s = now_s, 0.0, 0.0
            cue = self.cue
            if cue is None:
                block = np.zeros((count, 2), np.int16)
            else:
                due_s = cue.due(now_s + ahead_s)
                if abs(time_s - due_s) > _TOLERANCE_S * cue.speed:
                    time_s = round(due_s * RATE) / RATE
                block = _block(cue, time_s, count)
                time_s += count / RATE * cue.speed
            given_s += count / RATE
            count = yield block


class Speaker:
    """A device that is opened when it is first needed; to be used by one thread at a time.

    Attributes
    ----------
    is_over : no sound is wanted any more; a device that is being opened is closed at once
    """

    def __init__(self, open_device: OpenDevice) -> None:
        self._open = open_device
        self._device: Device | None = None
        self.is_over = False

    def start(self, source: SampleSource) -> None:
        """Let a source be heard.

        Raises
        ------
        Exception : whatever opening or starting the device raises; it is closed then
        """
        try:
            self._device = self._device or self._open()
            self._device.start(source.blocks())
        except Exception:
            self.close()
            raise
        if self.is_over:
            self.close()

    def stop(self) -> None:
        """Play nothing, and keep the device open."""
        if self._device is not None:
            self._device.stop()

    def close(self) -> None:
        """Close the device, if it is open."""
        device, self._device = self._device, None
        if device is not None:
            device.close()


def _block(cue: Cue, time_s: float, count: int) -> "Samples":
    """Return so many samples from a time on; at another speed the pitch changes too, as on a tape."""
    import numpy as np

    if not count:
        return np.zeros((0, 2), np.int16)
    places = time_s * RATE + np.arange(count) * cue.speed
    end = min(len(cue.track), round(cue.end_s * RATE))
    first, last = max(int(places[0]), 0), min(int(places[-1]) + 2, end)
    if first >= last:
        return np.zeros((count, 2), np.int16)
    there = np.arange(first, last)
    channels = [
        np.interp(places, there, cue.track[first:last, channel], left=0, right=0)
        for channel in (0, 1)
    ]
    block: Samples = np.rint(np.stack(channels, axis=1)).astype(np.int16)
    return block
