"""How long what a node plays takes, as far as the parameters say."""

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import number_value

_USUAL_S = 1.0


class Durations:
    """Works out durations node by node; those of composed animations come from their parts."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, float] = {}

    def work_out(self, node: Node, node_type: NodeType, said: str | float) -> float:
        """Return the seconds of one play of ``node``, and keep them for what it is a part of.

        Parameters
        ----------
        said : the parameter that says how long, a number of seconds, or ``sum`` or ``max`` of the parts
        """
        self._known[node.id] = self._duration(node, node_type, said)
        return self._known[node.id]

    def _duration(self, node: Node, node_type: NodeType, said: str | float) -> float:
        if isinstance(said, float | int):
            return float(said)
        for name in (said, "run_time"):
            if name not in node_type.parameters:
                continue
            value = number_value(self._graph.parameter(node, node_type, name))
            if value is not None:
                return value
        parts = [
            self._known.get(source.node_id, _USUAL_S)
            for sources in self._graph.sources[node.id].values()
            for source in sources
            if source.name == "animation"
        ]
        return sum(parts) if said == "sum" else max(parts, default=_USUAL_S)
