from functools import cache
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.library.catalogue import Library, load_library


@cache
def read_once(folder: Path) -> Library:
    return load_library(folder)


@pytest.fixture(autouse=True)
def _quick_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the built-in node types once for all tests; each command would read them anew."""

    def load(built_in: Path, own: Path, *, packages: Any, trusted: Any) -> Library:
        if own.exists() or packages:
            return load_library(built_in, own, packages=packages, trusted=trusted)
        return read_once(built_in)

    monkeypatch.setattr("manim_nodes.gallery.node_types.load_library", load)
