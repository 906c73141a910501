"""Whether there is a display to open windows on: asked before Qt is, which ends the process where there is none."""

import re
import socket
from collections.abc import Mapping
from pathlib import Path

_X_DISPLAY = re.compile(r"(?:unix/?)?(?P<host>[^:/]*):(?P<number>\d+)(?:\.\d+)?")
_X_PORT = 6000
_PATIENCE_S = 3.0
_WITHOUT_DISPLAY = {"eglfs", "linuxfb", "minimal", "minimalegl", "offscreen", "vkkhrdisplay", "vnc"}


def has_display(environment: Mapping[str, str]) -> bool:
    """Return whether one of the displays that the variables of Linux name takes connections."""
    named = environment.get("QT_QPA_PLATFORM", "")
    platforms = [each.partition(":")[0] for each in named.split(";") if each]
    return any(_can_open(each, environment) for each in platforms or ["wayland", "xcb"])


def _can_open(platform: str, environment: Mapping[str, str]) -> bool:
    if platform.startswith("wayland"):
        return _has_wayland(environment)
    if platform == "xcb":
        return _has_x(environment.get("DISPLAY", ""))
    return platform in _WITHOUT_DISPLAY


def _has_wayland(environment: Mapping[str, str]) -> bool:
    if environment.get("WAYLAND_SOCKET"):
        return True  # a connection that is open already
    name = environment.get("WAYLAND_DISPLAY", "")
    folder = Path(environment.get("XDG_RUNTIME_DIR") or "/nowhere")
    return bool(name) and _answers(str(folder / name))


def _has_x(display: str) -> bool:
    found = _X_DISPLAY.fullmatch(display)
    if found is None:
        return False
    number = int(found["number"])
    if not found["host"]:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (where X servers listen)
        if _answers(f"\0{path}") or _answers(path):
            return True
    try:
        host = found["host"] or "localhost", _X_PORT + number
        with socket.create_connection(host, timeout=_PATIENCE_S):
            return True
    except (OSError, OverflowError):
        return False


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(_PATIENCE_S)
        try:
            client.connect(path)
        except (OSError, ValueError):
            return False
    return True
