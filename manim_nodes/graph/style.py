"""The style of a project: one of those that everybody has, or one of its own, which it carries along."""

from manim_nodes.document.model import OWN_STYLE, Settings
from manim_nodes.library.catalogue import Library
from manim_nodes.library.styles import DEFAULT_STYLE, Style, StyleError, parse_style

_DEFAULT = Settings()


def style_of(settings: Settings, library: Library) -> Style:
    """Return the style of a project; the default one where its own cannot be used."""
    return known_style(settings, library) or library.styles[DEFAULT_STYLE]


def known_style(settings: Settings, library: Library) -> Style | None:
    """Return the style that a project names, or None where there is none of that name, or its own is none."""
    if settings.style != OWN_STYLE:
        return library.styles.get(settings.style)
    try:
        return parse_style(settings.own_style)
    except StyleError:
        return None


def background_of(settings: Settings, library: Library) -> str:
    """Return the color of the background, as it is named: the project's own, else the style's."""
    if settings.background != _DEFAULT.background:
        return settings.background
    return style_of(settings, library).background
