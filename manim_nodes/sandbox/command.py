"""The command line that runs a command confined."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from manim_nodes.sandbox.bubblewrap import bubblewrap_command
from manim_nodes.sandbox.launcher import END
from manim_nodes.sandbox.limits import Limits
from manim_nodes.sandbox.own_program import python_command
from manim_nodes.sandbox.package_loader import package_loader
from manim_nodes.sandbox.readable import readable_paths
from manim_nodes.sandbox.tiers import Tier

CONFINE_SWITCH = "--confine"
"""What makes a frozen program the launcher."""

_LAUNCH = (
    # Whoever launches may be confined too, as what draws a stranger's project is that has LaTeX set a formula.
    f"{package_loader(Path(__file__).parents[1])}from manim_nodes.sandbox.launcher import main; "
    "main(sys.argv[1:])"
)
# What a process needs of /dev and /proc; of /proc its own part only, which tells of nobody else.
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_SYSTEM_FILES = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu")  # fmt: skip


def confined(
    command: Sequence[str],
    *,
    tier: Tier,
    folder: Path,
    limits: Limits,
    readable: Iterable[Path] = (),
    devices: Sequence[Path] = (),
) -> list[str]:
    """Return the command line that runs ``command`` confined in ``tier``.

    It ends with the thread that starts it. The environment is that of whoever runs it: give it no more than it needs.

    Parameters
    ----------
    folder : absolute; where it runs, and the one place that it may write to
    readable : absolute; what it may read besides the system, Python, fonts and TeX
    devices : of ``/dev``; what it may use besides those that every program needs

    Raises
    ------
    FileNotFoundError : a program of the tier is not installed
    """
    if sys.platform == "win32":
        return list(command)
    if tier is Tier.BUBBLEWRAP:
        return bubblewrap_command(
            command,
            folder=folder,
            home=Path.home(),
            readable=readable_paths(readable),
            limits=limits,
            devices=devices,
        )
    options = [f"{name}={value}" for name, value in asdict(limits).items() if name != "time_s"]
    if tier is Tier.LANDLOCK:
        paths = [*map(str, readable_paths(readable)), *_SYSTEM_FILES]
        options += [f"read={path}" for path in paths]
        options += [f"write={path}" for path in (folder, *_DEVICES, *devices)]
    launcher = python_command("-I", "-S", "-c", _LAUNCH, switch=CONFINE_SWITCH)
    return [*launcher, *options, f"parent={os.getpid()}", END, *command]
