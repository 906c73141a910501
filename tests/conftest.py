"""What holds for every test: a home of its own, no network, no unexpected warning, nothing left running."""

import ctypes
import gc
import ipaddress
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
import structlog
from hypothesis import HealthCheck, settings

from manim_nodes.document.model import Document, new_document
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import FULL_TRUST
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.render.media.decoding import MEDIA_WORKER
from manim_nodes.render.typst import TYPST_WORKER
from manim_nodes.workspace.logs import take_down_logs
from manim_nodes.workspace.places import data_root
from tests.support.patience import qtbot  # noqa: F401  a fixture

# No test asserts a time, and on a busy machine everything takes ten times as long.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Stray = TypeVar("Stray")
WORKERS = (TYPST_WORKER, MEDIA_WORKER)
GRACE_S = 2
"""How long what a test has started may take to end."""


# ---- a home of its own


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep all homes, and what fontconfig finds out: a new home would look at every font again."""
    folder = tmp_path_factory.mktemp("homes")
    (folder / "fontconfig").mkdir()
    return folder


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the test, and the processes it starts, an empty home."""
    folder = homes / uuid4().hex
    (folder / ".cache").mkdir(parents=True)
    (folder / ".cache" / "fontconfig").symlink_to(homes / "fontconfig")
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    return folder


# ---- no network


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"  # a path: a local socket
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_loopback(host):
        pytest.fail(f"A test may reach this machine only, not {host!r}.")


def _is_loopback(host: object) -> bool:
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


sys.addaudithook(_refuse_network)


# ---- no unexpected warning


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _quiet_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    # who asks for caplog looks at the records himself
    collector = _Collector()
    root = logging.getLogger("manim_nodes")
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    take_down_logs()
    structlog.reset_defaults()
    if collector.messages and "caplog" not in request.fixturenames:
        pytest.fail("Logged, and not expected: " + "; ".join(collector.messages))


# ---- no garbage left


@pytest.fixture(scope="session")
def _blocks() -> list[int]:
    return [sys.getallocatedblocks()]


@pytest.fixture(autouse=True)
def _collected(_blocks: list[int]) -> Iterator[None]:
    _delete_windows()
    yield
    if (
        not gc.isenabled()
    ):  # a test of the app has left that to the window's event loop, which does it when all is calm
        gc.collect(1)
        if sys.getallocatedblocks() > 1.25 * _blocks[0]:
            gc.collect()
            _blocks[0] = sys.getallocatedblocks()


def _delete_windows() -> None:
    """Delete the windows of the test before, which pytest-qt has closed, and which wait for an event loop.

    A style sheet is applied to all that there are, which Qt has not survived where hundreds of them waited.
    """
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


# ---- nothing left running


@pytest.fixture(autouse=True)
def _no_strays(home: Path) -> Iterator[None]:  # noqa: ARG001  set up before, so torn down after
    threads, children = set(threading.enumerate()), _children()
    yield
    stray_threads = _after_grace(lambda: _threads() - threads)
    # A worker stays for the next test, as it stays for the next formula.
    stray_children = _after_grace(
        lambda: _running(_children() - children - {worker.process_id for worker in WORKERS})
    )
    names = [f"thread {thread.name}" for thread in stray_threads]
    names += [f"process {_end(child)}" for child in stray_children]
    if names:
        pytest.fail("Left running: " + "; ".join(names))


def _after_grace(strays: Callable[[], set[Stray]]) -> set[Stray]:
    end = time.monotonic() + GRACE_S
    while (found := strays()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def _threads() -> set[threading.Thread]:
    # tqdm, which manim draws its bars with, keeps one thread for the life of the program;
    # Python 3.11 never forgets a thread of Qt's that it has met, though it has ended
    kept = {"TMonitor", "_DummyThread"}
    return {
        thread
        for thread in threading.enumerate()
        if type(thread).__name__ not in kept and not thread.name.startswith("manim-nodes-worker")
    }


if sys.platform == "linux":
    # Orphans become our children instead of init's, so that they are found too.
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _children() -> set[int]:
    return {
        int(pid)
        for task in Path("/proc/self/task").glob("*/children")
        for pid in _text_of(task).split()
    }


def _text_of(file: Path) -> str:
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""  # a thread that has ended meanwhile


def _running(children: set[int]) -> set[int]:
    """Collect the children that have ended, and give the others."""
    running = set()
    for child in children:
        try:
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                running.add(child)
        except ChildProcessError:
            continue
    return running


def _end(child: int) -> str:
    command = _command_of(child)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return f"{child} ({command})"


def _command_of(child: int) -> str:
    # A process that is being started has no command line yet.
    for _ in range(100):
        if command := _text_of(Path(f"/proc/{child}/cmdline")).replace("\0", " ").strip():
            return command
        time.sleep(0.01)
    return _text_of(Path(f"/proc/{child}/comm")).strip()


# ---- nothing skipped where everything is installed


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and "CI" in os.environ and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, where nothing may be: {report.longrepr}"
    return report


# ---- an open project

MakeSession = Callable[..., Session]


@pytest.fixture(scope="session")
def library() -> Library:
    """Read the built-in node types once."""
    return load_library(data_root() / "nodes")


@pytest.fixture
def make_session(library: Library) -> MakeSession:
    """Return what makes a session of a document, or of an empty project."""

    def make(document: Document | None = None, **fields: object) -> Session:
        known = {"trust": FULL_TRUST, **fields}
        return Session(document or new_document("Test"), library, **known)  # type: ignore[arg-type]

    return make


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    return make_session()
