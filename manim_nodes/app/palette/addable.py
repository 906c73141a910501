"""What can be added to a graph: nodes of all types, and those that the user has kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.own_nodes import OwnNode
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.search import Place, find, type_places

Addable = NodeType | OwnNode


@dataclass(frozen=True)
class OwnNodes:
    """The nodes of the user's own, and what is wrong with the files that were left out."""

    nodes: Sequence[OwnNode] = ()
    faults: Sequence[ManimNodesError] = ()


def find_addable(library: Library, own: OwnNodes, query: str) -> list[Addable]:
    """Find what can be added to a graph, best first."""
    things: list[Addable] = [*own.nodes, *library.types.values()]
    return find(things, query, addable_places)


def addable_places(thing: Addable) -> Iterator[Place]:
    """Give what to look at in it, for `find`."""
    if isinstance(thing, NodeType):
        yield from type_places(thing)
        return
    yield 1.0, thing.title
    yield 1.0, thing.name
    yield 0.4, _tr("My nodes")


def own_node_words(own: OwnNode) -> str:
    """Say what a node of the user's own takes and gives."""
    takes = _tr("Takes {ports}.").format(ports=", ".join(own.inputs)) if own.inputs else ""
    gives = _tr("Gives {ports}.").format(ports=", ".join(own.outputs)) if own.outputs else ""
    return f"{takes} {gives}".strip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)
