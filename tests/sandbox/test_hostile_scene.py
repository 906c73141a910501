"""A scene that tries to get out, exported in every tier of this machine, and what of it each tier stops."""

import ctypes
import json
import os
import resource
import socket
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

from manim_nodes.render.export import manim_run
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.run_errors import ManimFailedError, ProcessCrashedError
from manim_nodes.sandbox.limits import EXPORT_LIMITS
from manim_nodes.sandbox.tiers import Tier
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

# Each would do harm if it ran through; none does here, where a tier lets it.
PROBES = {
    "read passwd": "open('/etc/passwd').read()",
    "read a secret in the home": "open({home!r} + '/.ssh/key').read()",
    "read another temporary folder": "open({other!r}).read()",
    "read the checkout": "open({checkout!r}).read()",
    "list the home": "assert os.listdir({home!r} + '/.ssh')",
    "list processes": "assert str({parent}) in os.listdir('/proc')",
    "read another process": "assert open('/proc/{parent}/cmdline').read()",
    "read the environment of another process": "assert open('/proc/{parent}/environ').read()",
    "see a key in the environment": "os.environ['ANY_API_KEY']",
    "write to the home": "open({home!r} + '/.profile', 'w').write('x')\nassert open({home!r} + '/.ssh/key')",
    "write to Python": "os.open(os.__file__, os.O_WRONLY)",
    "write to the system": "os.open('/usr/bin/env', os.O_WRONLY)",
    "change permissions": "os.chmod({home!r} + '/.ssh/key', 0o777)",
    "change the times of a file": "os.utime({home!r} + '/.ssh/key')",
    "reach a server on this machine": "socket.create_connection(('127.0.0.1', {port}), 2)",
    # Who has a network of his own is refused there; who reaches ours waits for an answer in vain.
    "send a datagram": "s = socket.socket(type=socket.SOCK_DGRAM)\ns.connect(('127.0.0.1', {udp_port}))\ns.settimeout(1)\n"
    "s.send(b'x')\ntry: s.recv(1)\nexcept TimeoutError: pass",
    "reach a socket by its path": "socket.socket(socket.AF_UNIX).connect({path!r})",
    "reach an abstract socket": "socket.socket(socket.AF_UNIX).connect({abstract!r})",
    "reach a socket from one of a pair": "socket.socketpair(type=socket.SOCK_DGRAM)[0].sendto(b'x', {datagrams!r})",
    "signal the program that started it": "os.kill({parent}, 0)",
    # What can be asked for here, can be set: and no time to compute would end it.
    "limit the program that started it": "resource.prlimit({parent}, resource.RLIMIT_CPU)",
    "read memory that programs share": "assert libc.shmat({shared_memory}, None, 0) != -1",
    "make a device": "os.mknod('zero', 0o600 | stat.S_IFCHR, os.makedev(1, 5))",
    "unmount": "assert libc.umount2(b'/usr/bin', 0) == -1 and ctypes.get_errno() == 22",
    "take more memory": "mmap.mmap(-1, {memory} + 1, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)",
    "write a larger file": "open('large', 'wb').truncate({file_size} + 1)",
    "dump core": "assert resource.getrlimit(resource.RLIMIT_CORE)[1] != 0",
    "lift a limit": "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)",
    "open a namespace": "subprocess.run(['unshare', '-U', 'true'], check=True)",
}
STOPPED_BY_LIMITS = {
    "see a key in the environment",
    "take more memory",
    "write a larger file",
    "dump core",
}
# Neither Landlock nor seccomp, which sees no names, can tell whose times are changed; manim changes those of its films.
NOT_STOPPED_BY_LANDLOCK = {"change the times of a file"}
# What a system may forbid to whoever runs this, confined or not.
NOT_FOR_EVERYBODY = {
    *("write to Python", "write to the system", "make a device", "unmount"),
    *("open a namespace", "lift a limit"),
}
HARMLESS = {
    "read its own script": "open('scene.py').read()",
    "write to its folder": "open('own', 'w').write('x')",
    "read a font": "assert os.listdir('/usr/share')",
    "start a program": "subprocess.run(['true'], check=True)",
    "use a thread": "[t.start() for t in [threading.Thread(target=int)]]",
}

HEADER = "import ctypes, json, mmap, os, resource, socket, stat, subprocess, threading\nlibc = ctypes.CDLL(None, use_errno=True)\n"
SCENE = """
    got = {{}}
    for name, probe in {probes!r}.items():
        try:
            exec(probe)
            got[name] = None
        except BaseException as error:
            got[name] = repr(error)
    print("PROBED " + json.dumps(got), flush=True)
    raise SystemExit(3)
"""


@dataclass(frozen=True)
class Outside:
    """What there is to reach outside of an export."""

    home: str
    other: str
    checkout: str
    port: int
    udp_port: int
    path: str
    datagrams: str
    abstract: str
    shared_memory: int


@pytest.fixture
def shared_memory() -> Iterator[int]:
    """Return the number of memory that programs of the same user can attach, as an X server's pictures are."""
    libc = ctypes.CDLL(None)
    number = libc.shmget(0, 4096, 0o600)  # of no name
    yield number
    libc.shmctl(number, 0, None)  # remove it


@pytest.fixture
def outside(
    home: Path, tmp_path: Path, shared_memory: int, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Outside]:
    """Set up secrets, and sockets that listen as a session bus and a local service do."""
    (home / ".ssh").mkdir()
    (home / ".ssh" / "key").write_text("secret")
    other = tmp_path / "other"
    other.write_text("secret")
    monkeypatch.setenv("ANY_API_KEY", "secret")
    monkeypatch.delenv("PYTHONPATH", raising=False)  # what a user puts there, is to be read
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_UNIX) as by_path,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as datagrams,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        names = str(tmp_path / "bus"), str(tmp_path / "journal"), f"\0manim-nodes-{os.getpid()}"
        for listener, name in zip((by_path, datagrams, abstract), names, strict=True):
            listener.bind(name)
        by_path.listen()
        abstract.listen()
        udp.bind(("127.0.0.1", 0))
        ports = tcp.getsockname()[1], udp.getsockname()[1]
        yield Outside(str(home), str(other), str(Path(__file__)), *ports, *names, shared_memory)


def probed(probes: Mapping[str, str], tmp_path: Path) -> dict[str, str | None]:
    """Export a scene that runs ``probes``; return what stopped each, or None for what nothing stopped."""
    script = make_script(SCENE.format(probes=dict(probes)), header=HEADER)
    settings = ExportSettings(
        ExportFormat.PNG, SMALL, tmp_path / "a.png", tmp_path / "cache", work_dir=tmp_path / "work"
    )
    with pytest.raises(ProcessCrashedError) as caught:
        export(script, settings)
    line = next(line for line in caught.value.detail.splitlines() if line.startswith("PROBED "))
    found: dict[str, str | None] = json.loads(line.removeprefix("PROBED "))
    return found


def test_what_a_hostile_scene_reaches(tier: Tier, outside: Outside, tmp_path: Path) -> None:
    values = asdict(outside) | {
        "parent": os.getpid(),
        "memory": EXPORT_LIMITS.memory,
        "file_size": EXPORT_LIMITS.file_size,
    }
    found = probed({name: probe.format(**values) for name, probe in PROBES.items()}, tmp_path)
    stopped = {name for name, error in found.items() if error is not None}
    assert found.keys() == PROBES.keys()
    if tier is Tier.LIMITS:
        # Which shows also that each probe would do what it is called.
        assert stopped - NOT_FOR_EVERYBODY == STOPPED_BY_LIMITS
    else:
        reached = NOT_STOPPED_BY_LANDLOCK if tier is Tier.LANDLOCK else set()
        assert found.keys() - stopped == reached


@pytest.mark.usefixtures("tier")
def test_what_a_scene_may_do_it_can(tmp_path: Path) -> None:
    assert probed(HARMLESS, tmp_path) == dict.fromkeys(HARMLESS)


@pytest.mark.usefixtures("tier")
def test_a_scene_starts_only_so_many_processes(tmp_path: Path) -> None:
    if os.getuid() == 0:  # whose processes the system does not count; the limit is set all the same
        outside = resource.getrlimit(resource.RLIMIT_NPROC)[1]
        limit = f"import resource; found = resource.getrlimit(resource.RLIMIT_NPROC)[1]; assert {outside} != found >= {EXPORT_LIMITS.processes}"
        assert probed({"limit": limit}, tmp_path) == {"limit": None}
        return
    forks = f"[os.fork() or time.sleep(60) for _ in range({EXPORT_LIMITS.processes + 1})]"
    assert probed({"fork": "import time\n" + forks}, tmp_path)["fork"] is not None


@pytest.mark.usefixtures("tier")
def test_an_export_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manim_run, "EXPORT_LIMITS", replace(EXPORT_LIMITS, time_s=3.0))
    settings = ExportSettings(
        ExportFormat.PNG, SMALL, tmp_path / "a.png", tmp_path / "cache", work_dir=tmp_path / "work"
    )
    with pytest.raises(ManimFailedError, match="It was stopped after"):
        export(make_script("while True: pass"), settings)
    assert list((tmp_path / "work").iterdir()) == []
