"""kill -9 of the program, of its workers and of what they start: the film comes whole, and nothing is left."""

import sys
from random import Random

import pytest

from benchmarks.export_kills import kill_once


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("target", ["worker's child", "program, delivering"])
def test_an_export_that_is_killed_is_completed(target: str) -> None:
    assert kill_once(target, Random(target), usual_s=1.5)
