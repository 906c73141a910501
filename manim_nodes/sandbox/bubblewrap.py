"""The best tier: bubblewrap gives a process a file system, a network and process numbers of its own."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from manim_nodes.sandbox.limits import Limits

_SCRATCH_BYTES = str(256 * 1024 * 1024)
_NAMESPACES = (
    *("--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session"),
    *("--cap-drop", "ALL", "--hostname", "render"),
)


def bubblewrap_command(
    command: Sequence[str],
    *,
    folder: Path,
    home: Path,
    readable: Sequence[Path],
    limits: Limits,
    devices: Sequence[Path] = (),
) -> list[str]:
    """Return the command line that runs ``command`` in a file system that holds only what it is given.

    Every file has the name that it has outside, so that messages and links hold in both.

    Parameters
    ----------
    folder : absolute; the one place to write to, and where it runs
    home : an empty one is put there
    readable : absolute, outer folders first
    devices : of ``/dev``, beside those that every program needs

    Raises
    ------
    FileNotFoundError : bubblewrap or prlimit is not installed
    """
    line = [_program("bwrap"), *_NAMESPACES]
    scratch = ["/tmp", *([str(home)] if len(home.parts) > 1 else [])]  # noqa: S108 (an own one)
    for place in scratch:
        line += ["--size", _SCRATCH_BYTES, "--tmpfs", place]
    for path in readable:
        if path.is_symlink() and path.parent == Path("/"):  # /bin is usr/bin, say
            line += ["--symlink", str(path.readlink()), str(path)]
        else:
            line += ["--ro-bind", str(path), str(path)]
    line += ["--proc", "/proc", "--dev", "/dev", "--size", _SCRATCH_BYTES, "--tmpfs", "/dev/shm"]  # noqa: S108
    for device in devices:
        line += ["--dev-bind-try", str(device), str(device)]
    line += ["--dir", "/run", "--bind", str(folder), str(folder), "--chdir", str(folder)]
    line += ["--remount-ro", "/", "--"]
    return [*line, *_limited(limits), *command]


def _limited(limits: Limits) -> list[str]:
    return [
        _program("prlimit"),
        *(f"--as={limits.memory}", f"--cpu={limits.cpu_s}", f"--fsize={limits.file_size}"),
        *(f"--nproc={limits.processes}", f"--nofile={limits.open_files}", "--core=0"),
    ]


def _program(name: str) -> str:
    place = shutil.which(name, path="/usr/bin:/bin:/usr/local/bin") or shutil.which(name)
    if place is None:
        raise FileNotFoundError(name)
    return place
