"""The display that the editor would open on: which it is, and whether anything answers there.

Asked before Qt is, which ends the process where there is none.
"""

import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from manim_nodes.translation import tr

_TIMEOUT_S = 3.0
_X11_PORT = 6000
_X11_NAME = re.compile(r"(?:(?P<place>/.*)|(?:unix/?)?(?P<host>[^:/]*)):(?P<number>\d+)(?:\.\d+)?")
_WITHOUT_DISPLAY = {"eglfs", "linuxfb", "minimal", "minimalegl", "offscreen", "vkkhrdisplay", "vnc"}


def display_name(environment: Mapping[str, str]) -> str:
    """Return what the environment says of the display, for people."""
    if platform := environment.get("QT_QPA_PLATFORM"):
        return f"QT_QPA_PLATFORM={platform}"
    if not sys.platform.startswith("linux"):
        return tr("the system's own")
    names = ("WAYLAND_DISPLAY", "DISPLAY")
    return ", ".join(f"{name}={environment[name]}" for name in names if environment.get(name))


def display_fault(environment: Mapping[str, str]) -> str | None:
    """Return why no window can be opened, if none can: no display is named, or nothing answers at those that are."""
    if not sys.platform.startswith("linux") or has_display(environment):
        return None
    if not display_name(environment):
        return tr("there is none: neither DISPLAY nor WAYLAND_DISPLAY is set")
    return tr("nothing answers at {display}", display=display_name(environment))


def has_display(environment: Mapping[str, str]) -> bool:
    """Return whether one of the displays that the variables of Linux name takes connections."""
    return any(usable_platforms(environment))


def usable_platforms(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield Qt's names of the platforms whose display, named by the variables of Linux, takes connections."""
    named = environment.get("QT_QPA_PLATFORM", "")
    platforms = [each.partition(":")[0] for each in named.split(";") if each]
    for each in platforms or ["wayland", "xcb"]:
        if _can_open(each, environment):
            yield each


def lacks_library(fault: str) -> str:
    """Return that no window can be opened for want of a library of the system, which the loader's words begin with."""
    return tr(
        "the app cannot be opened, as this system lacks the library {name}. Install the package that has it: "
        "script/start of a checkout does. The command line works without: manim-nodes --help",
        name=PurePath(fault.partition(":")[0]).name,
    )


def _can_open(platform: str, environment: Mapping[str, str]) -> bool:
    if platform.startswith("wayland"):
        return _wayland_answers(environment)
    if platform == "xcb":
        return _x11_answers(environment.get("DISPLAY", ""))
    return platform in _WITHOUT_DISPLAY


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    if environment.get("WAYLAND_SOCKET"):
        return True  # a connection that is open already
    name = environment.get("WAYLAND_DISPLAY")
    folder = environment.get("XDG_RUNTIME_DIR") or "/nowhere"
    return bool(name) and _answers(str(Path(folder, name or "")))


def _x11_answers(display: str) -> bool:
    found = _X11_NAME.fullmatch(display)
    if found is None:
        return False
    number, host = found["number"], found["host"]
    if found["place"]:  # as macOS names it
        return _answers(f"{found['place']}:{number}")
    place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (the protocol's)
    if not host and (_answers(place) or _answers(f"\0{place}")):
        return True
    return _answers_at(host or "localhost", _X11_PORT + int(number))


def _answers(place: str) -> bool:
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(_TIMEOUT_S)
        try:
            end.connect(os.fsencode(place))
        except (OSError, ValueError):  # nobody there, or a name that no socket can have
            return False
        return True


def _answers_at(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_TIMEOUT_S):
            return True
    except (OSError, ValueError, OverflowError):
        return False
