"""networkx's graphs, for graphs that are made and let go with every edit.

They keep none of their views. A view refers back to its graph: kept in it, the two would wait for the garbage collector, with
all nodes and wires, and the collector looks for them in the thread of the window.
"""

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

import networkx as nx
from networkx.classes.reportviews import (
    DiDegreeView,
    DiMultiDegreeView,
    InDegreeView,
    InEdgeView,
    InMultiDegreeView,
    InMultiEdgeView,
    OutDegreeView,
    OutEdgeView,
    OutMultiDegreeView,
    OutMultiEdgeView,
)

_Node = TypeVar("_Node", bound=Hashable)

if TYPE_CHECKING:
    _DiGraph = nx.DiGraph
    _MultiDiGraph = nx.MultiDiGraph
else:

    class _DiGraph(nx.DiGraph):
        def __class_getitem__(cls, _node):
            return cls

    class _MultiDiGraph(nx.MultiDiGraph):
        def __class_getitem__(cls, _node):
            return cls


class WireGraph(_MultiDiGraph[str]):
    """The wires between nodes, any number between two."""

    edges = out_edges = property(OutMultiEdgeView)
    in_edges = property(InMultiEdgeView)
    degree = property(DiMultiDegreeView)
    in_degree = property(InMultiDegreeView)
    out_degree = property(OutMultiDegreeView)


class PrecedenceGraph(_DiGraph[_Node]):
    """What must come before what."""

    edges = out_edges = property(OutEdgeView)
    in_edges = property(InEdgeView)
    degree = property(DiDegreeView)
    in_degree = property(InDegreeView)
    out_degree = property(OutDegreeView)
