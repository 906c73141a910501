"""Run by a frozen program before all else: loads what every desktop has, and a server may lack, from where it lies here.

Drawing needs libxcb, though it never talks to a screen. The system's own comes first, since graphics drivers may
ask for a newer one than ours.
"""

import ctypes
import sys
from pathlib import Path

for _ours in sorted(Path(sys._MEIPASS, "spare").glob("*.so*")):  # type: ignore[attr-defined]
    try:
        ctypes.CDLL(_ours.name)
    except OSError:
        ctypes.CDLL(str(_ours))
