"""What the colors of a style are for, so that a color can be chosen by that: ``role:accent``."""

from collections.abc import Mapping

from manim_nodes.translation import tr, tr_later

ROLE = "role:"
"""What begins a color that a project's style decides."""

BACKGROUND = "background"
BACKGROUND_ROLE = f"{ROLE}{BACKGROUND}"
ROLE_TITLES: Mapping[str, str] = {
    "text": tr_later("Text"),
    "main": tr_later("Main"),
    "accent": tr_later("Accent"),
    "second": tr_later("Second"),
    "third": tr_later("Third"),
    "fourth": tr_later("Fourth"),
    "muted": tr_later("Muted"),
    "faint": tr_later("Faint"),
    BACKGROUND: tr_later("Background"),
}
"""What people call the colors of a style."""


def role_called(title: str) -> str | None:
    """Return the color whose role people call so, such as ``role:accent``; None if there is none."""
    said = title.strip().casefold()
    names = (name for name, known in ROLE_TITLES.items() if said in (name, tr(known).casefold()))
    return next((f"{ROLE}{name}" for name in names), None)


def role_title(color: str) -> str:
    """Return what people call a color that is chosen by its role, in their language."""
    name = color.removeprefix(ROLE)
    return tr(ROLE_TITLES.get(name, name))
