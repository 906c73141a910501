"""Choosing a style for a project, and giving it one of its own."""

from collections.abc import Mapping
from typing import Any

from manim_nodes.document.edits import set_settings
from manim_nodes.document.model import OWN_STYLE, Document, Settings
from manim_nodes.document.record_edits import EditError
from manim_nodes.graph.style import style_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.styles import Style, StyleError, parse_style

_BACKGROUND = Settings().background


def use_style(document: Document, name: str) -> Document:
    """Return a document in a style that everybody has, with the background of that."""
    return set_settings(document, style=name, own_style={}, background=_BACKGROUND)


def use_own_style(document: Document, style: Style) -> Document:
    """Return a document with a style of its own, which it carries along."""
    return set_settings(
        document,
        style=OWN_STYLE,
        own_style=style.model_dump(exclude={"order"}),
        background=_BACKGROUND,
    )


def change_style(document: Document, library: Library, changes: Mapping[str, Any]) -> Document:
    """Return a document whose own style differs from the one that it had.

    Parameters
    ----------
    changes : of the style's values by name; those of colors by the name of their role

    Raises
    ------
    EditError : it would be no style any more
    """
    values = style_of(document.settings, library).model_dump(exclude={"order"})
    for name, value in changes.items():
        if name in values["palette"]:
            values["palette"][name] = value
        else:
            values[name] = value
    try:
        return use_own_style(document, parse_style(values))
    except StyleError as fault:
        raise EditError(fault.message) from fault


def own_styles(
    kept: Mapping[str, Mapping[str, Any]],
) -> tuple[Mapping[str, Style], Mapping[str, str]]:
    """Return the styles that the user has kept, by name, and what is wrong with those that cannot be used."""
    styles, faults = {}, {}
    for name, values in kept.items():
        try:
            styles[name] = parse_style({**values, "title": name})
        except StyleError as fault:
            faults[name] = fault.message
    return styles, faults
