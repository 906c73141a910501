"""Start the app."""

import ctypes
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from manim_nodes import __version__
from manim_nodes.app.application import Application
from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.kit.background import is_anything_running
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.speaker import open_device
from manim_nodes.app.platform_plugin import platform_fault
from manim_nodes.app.preview.preview_thread import is_any_stuck
from manim_nodes.app.project_window import assemble
from manim_nodes.render.preview.interrupt import StopRendering
from manim_nodes.workspace.logs import set_up_logs
from manim_nodes.workspace.places import APP_NAME, data_root, places

_SIGNAL_POLL_MS = 200
_FRAME_BYTES = 64 * 1024  # less than the smallest preview's frame

_log = logging.getLogger("manim_nodes.app")
_LONGEST_TURN_S = 0.001
"""For which a thread runs Python while another one wants to: at Python's 5 ms, several of them held up the window."""


def run_app(paths: Sequence[Path] = ()) -> int:
    """Open the app with these projects, and give its exit code when the last window is closed."""
    return_freed_memory()
    if sys.platform.startswith("linux") and (fault := platform_fault(os.environ)):
        print(f"manim-nodes: {fault}", file=sys.stderr)  # noqa: T201
        return 1
    qt = make_qt_application()
    if qt.platformName() == "offscreen":
        qInstallMessageHandler(_say_what_matters)
    where = places()
    profile = Profile(where)
    set_up_logs(where.logs, level=profile.preferences.log_level)
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _pass_over_stops
    GarbageCollector(qt)
    application = Application(profile, partial(assemble, open_device=open_device))
    application.start(paths)
    heartbeat = QTimer(interval=_SIGNAL_POLL_MS)  # lets Python see Ctrl-C while Qt waits for events
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    code = qt.exec()
    application.close()
    if is_any_stuck() or is_anything_running():
        logging.shutdown()
        os._exit(code)
    return code


def return_freed_memory() -> None:
    """Let glibc return the memory of each frame when it is let go: else what is in use doubles within minutes.

    Blocks below the threshold share an arena, which one small block keeps at its size. Left alone, glibc raises the
    threshold to the largest block that was ever let go (mallopt(3), M_MMAP_THRESHOLD, which is -3 in malloc.h).
    """
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL("libc.so.6").mallopt(-3, _FRAME_BYTES)


def make_qt_application() -> QApplication:
    """Return Qt's application, named and styled, in whose thread nothing waits long for other threads."""
    sys.setswitchinterval(_LONGEST_TURN_S)
    existing: QCoreApplication | None = QCoreApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    qt = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName(APP_NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setApplicationDisplayName("manim-nodes")
    QGuiApplication.setDesktopFileName(APP_NAME)
    QGuiApplication.setWindowIcon(QIcon(str(data_root() / "resources" / "style" / "icon.svg")))
    qt.setStyle("Fusion")
    return qt


def _log_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    """Log a mistake in one slot and go on: it must not take the user's work with it."""
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
        return
    _log.critical("A mistake in the app: %r", error, exc_info=(kind, error, traceback))


def _say_what_matters(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write what Qt says, but for what the platform without a screen cannot do, which it says at every window."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)  # noqa: T201


def _pass_over_stops(unraisable: "sys.UnraisableHookArgs") -> None:
    """Ignore a render that was stopped while Python was tidying up: it is stopped again."""
    if not isinstance(unraisable.exc_value, StopRendering):
        sys.__unraisablehook__(unraisable)
