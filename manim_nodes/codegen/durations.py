"""How long what a node plays takes, as far as the parameters say."""

from collections.abc import Iterator

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.parameter_types import number_value

_USUAL_S = 1.0
_DECIDING = ("run_time", "duration", "max_time", "time_per_char", "lag_ratio")


class Durations:
    """Works out durations node by node; those of composed animations come from their parts."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, float] = {}
        self._guessed: set[str] = set()

    def work_out(self, node: Node, node_type: NodeType, said: str | float) -> float:
        """Return the seconds of one play of ``node``, and keep them for what it is a part of.

        Parameters
        ----------
        said : the parameter that says how long, a number of seconds, or ``sum`` or ``max`` of the parts
        """
        self._known[node.id] = self._duration(node, node_type, said)
        if self._is_guessed(node, node_type):
            self._guessed.add(node.id)
        return self._known[node.id]

    def is_uneven(self, node: Node) -> bool:
        """Return whether what has been worked out may be no whole number of frames."""
        rate = self._graph.document.settings.frame_rate
        # Films of a whole rate may be made at others of that kind, too, which share whole seconds only.
        units = self._known.get(node.id, 0) * (rate if rate % 1 else 1)
        return node.id in self._guessed or units % 1 != 0

    def _is_guessed(self, node: Node, node_type: NodeType) -> bool:
        parameters, sources = node_type.parameters, self._graph.sources[node.id]
        if any(sources.get(name) and name in parameters for name in _DECIDING):
            return True
        if any(
            name in parameters and self._graph.parameter(node, node_type, name) is not None
            for name in ("run_time", "duration")
        ):
            return False
        # What begins one after another takes as long as its parts let it.
        is_lagged = (
            node_type.kind is Kind.COMPOSE
            and "lag_ratio" in parameters
            and self._graph.parameter(node, node_type, "lag_ratio") not in (0, 1)
        )
        return (
            "time_per_char" in parameters
            or is_lagged
            or any(source.node_id in self._guessed for source in self._parts(node))
        )

    def _parts(self, node: Node) -> Iterator[Port]:
        """Return the animations that ``node`` is composed of."""
        for sources in self._graph.sources[node.id].values():
            yield from (source for source in sources if source.name == "animation")

    def _duration(self, node: Node, node_type: NodeType, said: str | float) -> float:
        if isinstance(said, float | int):
            return float(said)
        for name in (said, "run_time"):
            if name not in node_type.parameters:
                continue
            value = number_value(self._graph.parameter(node, node_type, name))
            if value is not None:
                return value
        parts = [self._known.get(source.node_id, _USUAL_S) for source in self._parts(node)]
        return sum(parts) if said == "sum" else max(parts, default=_USUAL_S)
