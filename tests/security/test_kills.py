"""kill -9 in the middle of saving, autosaving and delivering breaks no file and loses none."""

import sys

import pytest

from benchmarks.kills import CASES
from tests.support.commands import run_apart

TIMES = 8
"""Of each; ``python -m benchmarks.kills`` does sixty."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it cannot fork")
def test_what_has_a_name_is_whole_and_nothing_is_left() -> None:
    said = run_apart(sys.executable, "-m", "benchmarks.kills", str(TIMES))
    assert said.code == 0, said.err
    assert said.out.count(f"| {TIMES} | {TIMES} |") == len(CASES)
