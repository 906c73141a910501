"""Groups that the user has kept, as node types: found, dragged and wired like any other."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from manim_nodes.library.catalogue import Library
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import FLOW, Input, Kind, NodeType, Output
from manim_nodes.translation import tr_later

if TYPE_CHECKING:
    from manim_nodes.gallery.own_nodes import OwnNode

_CATEGORY = Category(title=tr_later("My nodes"))
_PREFIX = "own:"  # no type in a project or a table can begin with it


def with_own_nodes(library: Library, own_nodes: "Mapping[str, OwnNode]") -> Library:
    """Return a library that also offers the groups that the user has kept, by `own_nodes_by_type`."""
    types = {name: _node_type(name, own) for name, own in own_nodes.items()}
    return replace(library, types={**types, **library.types}) if types else library


def own_nodes_by_type(own_nodes: "Iterable[OwnNode]") -> "Mapping[str, OwnNode]":
    """Return the groups by the types that stand for them."""
    return {_PREFIX + own.name: own for own in own_nodes}


def _node_type(name: str, own: "OwnNode") -> NodeType:
    return NodeType(
        type=name,
        title=own.title,
        category=_CATEGORY,
        kind=Kind.VALUE,
        summary=tr_later("A group of your own."),
        documentation=tr_later("Adding it puts a copy of the group into the project."),
        inputs={
            name: Input(name=name, type=port_type, required=False)
            for name, port_type in own.inputs.items()
            if name != FLOW
        },
        outputs={
            name: Output(name=name, type=port_type)
            for name, port_type in own.outputs.items()
            if name != FLOW
        },
        code="None",  # never written: what is added is the group's own node
        source=str(own.path),
    )
