"""How loud a sound is from moment to moment, read from its file."""

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from manim_nodes.app.kit.background import Background
from manim_nodes.render.media.sound_part import SoundPart

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Peaks = npt.NDArray[np.float32]

_Key = tuple[Path, int, SoundPart | None]

PEAKS_PER_S = 50
_RATE = 44_100
_LONGEST_S = 3600
_FULL = 1 << 15  # as loud as 16 bits can be


class Waveforms(QObject):
    """Reads the waves of sound files in a thread, once for each version of a file.

    Attributes
    ----------
    changed : a wave is there that was asked for
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waves: dict[_Key, Peaks | None] = {}
        self._background = Background(self)

    def get(self, path: Path, part: SoundPart | None = None) -> "Peaks | None":
        """Return the peaks of a file, or of a part of a video, `PEAKS_PER_S` a second, each from 0 to 1.

        None if there are none (yet).
        """
        try:
            key = path, path.stat().st_mtime_ns, part
        except OSError:
            return None
        if key not in self._waves:
            self._waves[key] = None
            # What is no sound has no wave, and the render says what is wrong with it.
            read = partial(peaks_of, path, part)
            self._background.run(read, partial(self._keep, key), lambda _: None)
        return self._waves[key]

    @property
    def is_busy(self) -> bool:
        """Return whether a file is being read."""
        return self._background.is_busy

    def close(self) -> None:
        """End reading."""
        self._background.close()

    def _keep(self, key: _Key, peaks: "Peaks") -> None:
        self._waves[key] = peaks
        self.changed.emit()


def heard_peaks(peaks: "Peaks", length_s: float, fades_s: tuple[float, float]) -> "Peaks":
    """Return the peaks of what is heard of a sound that is cut and fades as `SoundPart` says.

    Parameters
    ----------
    length_s : how much of it is heard; 0 for all of it
    """
    import numpy as np

    heard = peaks[: round(length_s * PEAKS_PER_S)] if length_s else peaks
    at = np.arange(len(heard), dtype=np.float32) + 0.5
    share = np.ones_like(at)
    for seconds, way in zip(fades_s, (at, len(heard) - at), strict=True):
        if seconds > 0:
            share *= np.minimum(way / (seconds * PEAKS_PER_S), 1)
    shaped: Peaks = heard * share
    return shaped


def peaks_of(path: Path, part: SoundPart | None = None) -> "Peaks":
    """Read the peaks of a sound file, or of a part of a video, `PEAKS_PER_S` a second, each from 0 to 1.

    Raises
    ------
    OSError, MediaError : it cannot be read
    """
    import numpy as np

    from manim_nodes.render.media.sounds import read_part, read_sound

    if part is not None:
        rate, samples = _RATE, read_part(path, part, rate=_RATE, longest_s=_LONGEST_S)
    else:
        # As it is heard, in no more channels.
        rate, samples = read_sound(
            path, form="s16", rate=None, most_channels=2, longest_s=_LONGEST_S
        )
    loudest = np.abs(samples.astype(np.float32)).max(axis=1, initial=0) / _FULL
    return _peaks(loudest, Fraction(rate, PEAKS_PER_S))


def _peaks(samples: Any, per_peak: Fraction) -> "Peaks":
    import numpy as np

    if not len(samples):
        return np.zeros(0, np.float32)
    starts = [int(index * per_peak) for index in range(int(len(samples) / per_peak) + 1)]
    peaks = np.maximum.reduceat(samples, [start for start in starts if start < len(samples)])
    return np.minimum(peaks, 1.0).astype(np.float32)
