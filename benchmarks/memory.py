"""What this process takes."""

import gc
import os
from pathlib import Path

MEBIBYTE = 1024 * 1024


def bytes_in_use() -> int:
    """Return the memory of this process that is in RAM, less what is garbage."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
