from functools import cache
from pathlib import Path

import pytest

from manim_nodes.library.catalogue import Library, load_library


@cache
def read_once(folder: Path) -> Library:
    return load_library(folder)


@pytest.fixture(autouse=True)
def _quick_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the built-in node types once for all tests; each command would read them anew."""

    def load(built_in: Path, own: Path) -> Library:
        return load_library(built_in, own) if own.exists() else read_once(built_in)

    monkeypatch.setattr("manim_nodes.cli.catalogues.load_library", load)
