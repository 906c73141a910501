"""Sound files for tests."""

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 44_100
Samples = npt.NDArray[np.int16]


def write_sound(path: Path, *levels: float, rate: int = 8000) -> Path:
    """Write half a second for each level, from 0 to 1, in one channel."""
    samples = np.concatenate([np.full(rate // 2, level) for level in levels])
    return write_samples(path, (samples * 32767).astype(np.int16)[:, None], rate)


def write_samples(path: Path, samples: Samples, rate: int = RATE) -> Path:
    """Write (frames, channels)."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def counted(frames: int) -> Samples:
    """Return a sound that `place` can tell the parts of."""
    return np.stack(np.divmod(np.arange(frames), 1000), axis=1).astype(np.int16)


def place(samples: Samples, index: int = 0) -> int:
    """Return which of the counted frames one is."""
    return int(samples[index, 0]) * 1000 + int(samples[index, 1])
