"""How a render ended."""

from enum import Enum


class Outcome(Enum):
    """How a render ended."""

    FINISHED = "finished"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    FAILED = "failed"
