"""Sound files for tests."""

import wave
from pathlib import Path

import numpy as np


def write_sound(path: Path, *levels: float, rate: int = 8000) -> Path:
    """Write half a second for each level, from 0 to 1, in one channel."""
    samples = np.concatenate([np.full(rate // 2, level) for level in levels])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path
