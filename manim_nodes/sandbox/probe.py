"""Which tier works on this machine: found out by trying, since what is installed may still be forbidden."""

import functools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from manim_nodes.sandbox.command import confined
from manim_nodes.sandbox.landlock import landlock_version
from manim_nodes.sandbox.limits import TEX_LIMITS
from manim_nodes.sandbox.own_program import python_command
from manim_nodes.sandbox.seccomp import knows_machine
from manim_nodes.sandbox.tiers import Tier

_FORCED_BY_TESTS = "MANIM_NODES_SANDBOX"
_LONGEST_PROBE_S = 20.0


@functools.cache
def best_tier() -> Tier:
    """Return the best tier that works here; the first call starts a process or two."""
    if sys.platform != "linux":
        return Tier.LIMITS
    tiers = list(Tier)
    forced = os.environ.get(_FORCED_BY_TESTS, "").upper()
    if forced in Tier.__members__:
        tiers = tiers[tiers.index(Tier[forced]) :]
    return next(tier for tier in tiers if tier is Tier.LIMITS or works(tier))


def works(tier: Tier) -> bool:
    """Return whether Python starts in a tier, and finds its packages there."""
    if tier is Tier.LANDLOCK and not (landlock_version() and knows_machine()):
        return False
    find = "import importlib.util, sys; sys.exit(importlib.util.find_spec('numpy') is None)"
    start = python_command("-c", find, switch="--version")
    try:
        with tempfile.TemporaryDirectory(prefix="manim-nodes-") as folder:
            command = confined(start, tier=tier, folder=Path(folder), limits=TEX_LIMITS)
            probe = subprocess.run(  # noqa: S603 (our own command)
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_LONGEST_PROBE_S,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0
