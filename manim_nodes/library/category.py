"""Families of node types, as people look for them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from manim_nodes.library.hex_color import HexColor
from manim_nodes.translation import tr_later
from manim_nodes.validation_errors import matching

PlacementRule = Literal["absolute", "relative", "position"]
"""How what a node does with a mobject depends on where that is; see docs/contributing.md.

``relative``: to move, scale or rotate the mobject before the node does the same as to do it after the node.
``position``: the node says where the mobject is, but not how large, or how it is turned.
``absolute``: nothing of this can be relied on.
"""


class Category(BaseModel):
    """A family of node types: one heading of the palette.

    Parameters
    ----------
    color : of headers and marks
    icon : a name of QtAwesome
    placement : of the node types that do not say it themselves
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    color: HexColor = "#80868f"
    icon: Annotated[
        str,
        matching(
            r"[a-z0-9]+\.[a-z0-9-]+",
            tr_later("must be the name of an icon, such as mdi6.puzzle-outline"),
        ),
    ] = "mdi6.puzzle-outline"
    placement: PlacementRule = "absolute"
