"""networkx's graph, for graphs that are made and let go with every edit."""

from typing import TYPE_CHECKING

import networkx as nx
from networkx.classes.reportviews import (
    DiMultiDegreeView,
    InMultiDegreeView,
    InMultiEdgeView,
    OutMultiDegreeView,
    OutMultiEdgeView,
)

if TYPE_CHECKING:
    MultiDiGraph = nx.MultiDiGraph[str]
else:
    MultiDiGraph = nx.MultiDiGraph


class WireGraph(MultiDiGraph):
    """A graph that keeps none of its views.

    A view refers back to its graph. Kept in it, the two would wait for the garbage collector, with all nodes and
    wires, and the collector looks for them in the thread of the window.
    """

    edges = out_edges = property(OutMultiEdgeView)
    in_edges = property(InMultiEdgeView)
    degree = property(DiMultiDegreeView)
    in_degree = property(InMultiDegreeView)
    out_degree = property(OutMultiDegreeView)
