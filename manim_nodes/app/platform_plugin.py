"""Whether Qt can load what it opens windows with, asked before Qt is: it ends the process where it cannot."""

import ctypes
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from manim_nodes.render.display import lacks_library, usable_platforms


def platform_fault(environment: Mapping[str, str]) -> str | None:
    """Return why Qt can open no window on Linux, if it cannot: its system lacks a library that it is linked with."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    fault = None
    for platform in usable_platforms(environment):
        plugin = folder / f"libq{platform.partition('-')[0]}.so"
        if not plugin.is_file():
            return None  # one of the system's own: Qt looks for it in more places
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            fault = fault or str(error)
        else:
            return None
    if fault is None:
        return None
    return lacks_library(fault)
