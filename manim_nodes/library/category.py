"""Families of node types, as people look for them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
    color: str = Field(default="#80868f", pattern=r"^#[0-9a-fA-F]{6}$")
    icon: str = Field(default="mdi6.puzzle-outline", pattern=r"^[a-z0-9]+\.[a-z0-9-]+$")
    placement: PlacementRule = "absolute"
