"""The display that the editor would open on: which it is, and whether anything answers there."""

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from manim_nodes.translation import tr

_TIMEOUT_S = 2.0
_X11_PORT = 6000
_X11_NAME = re.compile(r"(?:(?P<place>/.*)|(?P<host>[^:/]*)):(?P<number>\d+)(?:\.\d+)?")


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
    if environment.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return None
    if not display_name(environment):
        return tr("there is none: neither DISPLAY nor WAYLAND_DISPLAY is set")
    if _wayland_answers(environment) or _x11_answers(environment):
        return None
    return tr("nothing answers at {display}", display=display_name(environment))


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/run"), name)))


def _x11_answers(environment: Mapping[str, str]) -> bool:
    found = _X11_NAME.fullmatch(environment.get("DISPLAY", ""))
    if found is None:
        return False
    number, host = found["number"], found["host"]
    if found["place"]:  # as macOS names it
        return _answers(f"{found['place']}:{number}")
    if host not in ("", "unix"):
        return _answers_at(host, _X11_PORT + int(number))
    place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (the protocol's)
    return _answers(place) or _answers(f"\0{place}")


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
