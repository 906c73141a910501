"""What is painted with the colors of that which uses it: ``context-fill`` and ``context-stroke``."""

from manim_nodes.render.media.svg.style import Style

_NAMES = ("fill", "stroke")
# As variables, which what is inside inherits.
_VARIABLE = "--context-"


def context_of(style: Style) -> dict[str, str]:
    """Return what the colors of an element are for what it uses."""
    usual = {"fill": "black", "stroke": "none"}
    return {f"{_VARIABLE}{name}": _resolved(style.get(name, usual[name]), style) for name in _NAMES}


def in_context(said: str, style: Style) -> str:
    """Return what an element is painted with, whether it says so itself or what uses it does."""
    name = said.strip().lower().removeprefix("context-")
    is_resolved = name in _NAMES and said.strip().lower() != name
    return style.get(f"{_VARIABLE}{name}", "none") if is_resolved else said


def _resolved(said: str, style: Style) -> str:
    said = in_context(said, style)
    return style.get("color", "black") if said.strip().lower() == "currentcolor" else said
