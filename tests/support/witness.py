"""Lets a script that runs in this process tell its test what it saw."""

from collections.abc import Iterable
from typing import Any

seen: list[Any] = []


def state_of(mobjects: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return all that can be seen of mobjects and is held in them, to the last bit."""
    return [(type(part).__name__, *_values(part)) for m in mobjects for part in m.get_family()]


def _values(mobject: Any) -> list[tuple[str, Any]]:
    # `original_id` is an address, another one in each run.
    names = sorted(name for name in vars(mobject) if name != "original_id")
    return [
        (name, _frozen(vars(mobject)[name])) for name in names if _is_plain(vars(mobject)[name])
    ]


def _is_plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float, str)) or hasattr(value, "tobytes")


def _frozen(value: Any) -> Any:
    if getattr(value, "shape", None) == ():
        return value.item()
    return (value.shape, value.tobytes()) if hasattr(value, "tobytes") else value
