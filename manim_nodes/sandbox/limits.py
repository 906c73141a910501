"""How much a confined process may use."""

import os
from dataclasses import dataclass

_GIB = 1024**3
_LEAST_MEMORY = 4 * _GIB
_DAY_S = 24 * 3600


def memory_of_machine() -> int:
    """Return the bytes of memory that this machine has; 0 where it does not say."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows
        return 0


def _generous_memory() -> int:
    return max(_LEAST_MEMORY, memory_of_machine() * 3 // 4)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process may use; the time and the number of processes hold for its family.

    Parameters
    ----------
    memory : bytes of address space
    cpu_s : seconds that all its threads compute, together
    file_size : bytes of the largest file that it may write
    processes : processes and threads, of the whole family; the system exempts root
    open_files : at a time
    time_s : seconds that its family may take; whoever waits for it holds it to that
    """

    memory: int
    cpu_s: int
    file_size: int
    processes: int
    time_s: float
    open_files: int = 4096


# Generous: they are to stop what would not end, not a long film in 4K.
EXPORT_LIMITS = Limits(
    memory=_generous_memory(),
    cpu_s=_DAY_S * (os.cpu_count() or 1),
    file_size=64 * _GIB,
    processes=512,
    time_s=_DAY_S,
)
TEX_LIMITS = Limits(
    memory=2 * _GIB, cpu_s=60, file_size=_GIB // 16, processes=32, time_s=10.0, open_files=256
)
TYPST_LIMITS = Limits(
    memory=2 * _GIB, cpu_s=_DAY_S, file_size=_GIB // 16, processes=32, time_s=10.0, open_files=256
)
MEDIA_LIMITS = Limits(
    memory=4 * _GIB, cpu_s=_DAY_S, file_size=_GIB // 16, processes=32, time_s=300.0, open_files=256
)
# A process of a preview stays for as long as its project is open: how long one request may take is its asker's to say.
PREVIEW_LIMITS = Limits(
    memory=max(_LEAST_MEMORY, memory_of_machine() // 4),
    cpu_s=_DAY_S * (os.cpu_count() or 1),
    file_size=_GIB,
    processes=128,
    time_s=_DAY_S,
)
