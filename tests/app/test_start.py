"""What the window loads before it is there."""

import subprocess
import sys

import pytest

LATER = ("av", "manim", "numpy", "scipy", "sqlalchemy")


@pytest.mark.slow
def test_what_only_drawing_needs_is_loaded_later() -> None:
    code = "import sys, manim_nodes.app.main; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert set(LATER).isdisjoint(loaded.stdout.split())
