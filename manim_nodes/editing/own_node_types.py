"""Groups and snippets that the user has kept, as node types: found and dragged like any other."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from manim_nodes.library.catalogue import Library
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import FLOW, Input, Kind, NodeType, Output
from manim_nodes.translation import tr_later

if TYPE_CHECKING:
    from manim_nodes.gallery.own_nodes import OwnNode

_GROUPS = Category(title=tr_later("My nodes"))
_SNIPPETS = Category(title=tr_later("My snippets"))
_BUILT_IN = Category(title=tr_later("Ready-made"))
_PREFIX, _BUILT_IN_PREFIX = "own:", "group:"  # no type in a project or a table can begin with them


def with_own_nodes(library: Library, own_nodes: "Mapping[str, OwnNode]") -> Library:
    """Return a library that also offers what the user has kept, by `own_nodes_by_type`."""
    types = {name: _node_type(name, own) for name, own in own_nodes.items()}
    return library.with_types(types) if types else library


def own_nodes_by_type(own_nodes: "Iterable[OwnNode]") -> "Mapping[str, OwnNode]":
    """Return what the user has kept by the types that stand for it."""
    return {(_BUILT_IN_PREFIX if own.is_built_in else _PREFIX) + own.name: own for own in own_nodes}


def _node_type(name: str, own: "OwnNode") -> NodeType:
    is_group = own.group is not None
    adding_group = tr_later("Adding it puts a copy of the group into the project.")
    adding_snippet = tr_later("Adding it puts copies of its nodes into the project.")
    return NodeType(
        type=name,
        title=own.title,
        category=_BUILT_IN if own.is_built_in else _GROUPS if is_group else _SNIPPETS,
        kind=Kind.VALUE,
        summary=own.summary
        or (tr_later("A group of your own.") if is_group else tr_later("A snippet of your own.")),
        keywords=own.keywords,
        documentation=adding_group if is_group else adding_snippet,
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
