"""Memory that a process which draws shares with us, for pictures."""

import mmap
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels

_SIZE = 256 * 1024 * 1024
_MOST_SLOTS = 8
_CHANNELS = 4


class FrameMemory:
    """Slots for pictures of one request; none of it takes memory before it is written to.

    Parameters
    ----------
    file : a descriptor of the file that both processes map
    """

    def __init__(self, file: int) -> None:
        self.file = file
        self._map = mmap.mmap(file, _SIZE)

    @classmethod
    def create(cls, folder: Path) -> "FrameMemory":
        """Return new memory.

        Parameters
        ----------
        folder : for its file, where the system knows no memory without one

        Raises
        ------
        OSError : there is none to be had
        """
        if sys.platform != "linux":
            name = folder / "frames"
            file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0))
            os.ftruncate(file, _SIZE)
            return cls(file)
        import fcntl

        file = os.memfd_create("frames", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(file, _SIZE)
        # If the other process could make it shorter, reading would end this one.
        seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        fcntl.fcntl(file, fcntl.F_ADD_SEALS, seals)
        return cls(file)

    def close_file(self) -> None:
        """Let go of the file; what is mapped stays."""
        os.close(self.file)

    def write(self, slot: int, slot_size: int, pixels: "Pixels") -> None:
        """Put a picture into a slot."""
        self._view(slot, slot_size, pixels.shape)[...] = pixels

    def read(self, slot: int, slot_size: int, height: int, width: int) -> "Pixels":
        """Return a copy of the picture in a slot, (height, width, 4) uint8, RGBA.

        Raises
        ------
        ValueError : there is no such slot, or no such picture in it
        """
        is_there = 0 <= slot < slots_for(slot_size) and height > 0 and width > 0
        if not is_there or slot_size_for(width, height) > slot_size:
            raise ValueError(f"no picture of {width} x {height} in slot {slot}")
        return self._view(slot, slot_size, (height, width, _CHANNELS)).copy()

    def _view(self, slot: int, slot_size: int, shape: tuple[int, ...]) -> "Pixels":
        import numpy as np

        count = int(np.prod(shape))
        bytes_of_slot: Any = np.frombuffer(self._map, np.uint8, count, slot * slot_size)
        pixels: Pixels = bytes_of_slot.reshape(shape)
        return pixels


def slot_size_for(width: int, height: int) -> int:
    """Return how many bytes a picture takes."""
    return width * height * _CHANNELS


def slots_for(slot_size: int) -> int:
    """Return how many slots of a size there are: none for a picture that is too large."""
    return min(_MOST_SLOTS, _SIZE // slot_size)
