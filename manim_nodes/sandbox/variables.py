"""Which variables of the environment a process gets: others may hold keys and tokens."""

from collections.abc import Collection, Mapping
from pathlib import Path

FEW_THREADS = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
"""The memory that is limited is address space: each thread, and each thread's heap, reserves much of it."""


def kept_variables(
    environment: Mapping[str, str], names: Collection[str], prefixes: tuple[str, ...]
) -> dict[str, str]:
    """Return the variables of these names, and those that begin in one of these ways, in upper case both."""
    return {
        name: value
        for name, value in environment.items()
        if name.upper() in names or name.upper().startswith(prefixes)
    }


def scratch_variables(folder: Path) -> dict[str, str]:
    """Return the variables that say where files in between go, on all systems."""
    return dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
