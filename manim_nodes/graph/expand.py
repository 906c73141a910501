"""Groups are taken apart: every node inside one stands in the document, under ids with a slash."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from manim_nodes.document.groups import (
    GROUP,
    GROUP_INPUT,
    GROUP_OUTPUT,
    group_id_of,
    inner_port,
    is_boundary,
    port_names,
    port_of,
    typed_values,
    with_values,
)
from manim_nodes.document.model import Content, Document, Edge, Group, Node
from manim_nodes.library.node_type import FLOW

# A few groups in one another can stand for more nodes than any machine holds.
MAX_DEPTH = 50
MAX_NODES = 20_000
MAX_WIRES = 200_000


@dataclass
class Expansion:
    """A document without groups.

    Parameters
    ----------
    index : for each node, those that stand for groups included, which in the document it is; what is
        in a group stands where the group's node does
    whole : the document with its groups
    unknown, recursive : ids of group nodes that could not be taken apart
    too_large : the first of them that would have made the document too large, if any
    idle_values : values at group nodes for inputs that their groups do not have: node and name
    """

    whole: Document
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    recursive: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    idle_values: list[tuple[str, str]] = field(default_factory=list)


def expand(document: Document) -> Expansion:
    """Take all groups of ``document`` apart."""
    expansion = Expansion(document)
    _Expander(document.groups_by_id, expansion).add(document, prefix="", stack=())
    _lead_loops_past_ports(expansion)
    return expansion


def _lead_loops_past_ports(expansion: Expansion) -> None:
    """Let a loop that is wired through ports of groups to the flow of a node lead there itself.

    A port passes on either values or flow, but such a wire begins as the one and ends as the other.
    """
    ports = {node.id for node in expansion.nodes if is_boundary(node)}
    feeding = {
        edge.target: edge
        for edge in reversed(expansion.edges)
        if edge.target in ports and edge.input != FLOW
    }
    known: dict[str, Edge | None] = {}
    edges = []
    for edge in expansion.edges:
        if edge.source not in ports or edge.output == FLOW or edge.input != FLOW:
            edges.append(edge)
        elif first := _first_wire(edge.source, feeding, ports, known):
            update = {"source": first.source, "output": first.output}
            edges.append(edge.model_copy(update=update))
    expansion.edges = edges


def _first_wire(
    port: str,
    feeding: Mapping[str, Edge],
    ports: Collection[str],
    known: dict[str, Edge | None],
) -> Edge | None:
    """Return the wire into a port, or into the one before it, and so on, that comes from no port."""
    trail = []
    while port not in known:
        known[port] = None  # for ever in a circle
        trail.append(port)
        wire = feeding.get(port)
        if wire is not None and wire.source in ports:
            port = wire.source
        else:
            known[port] = wire
    known.update(dict.fromkeys(trail, known[port]))
    return known[port]


class _Expander:
    """Copies a graph into the expansion, and the graphs of its groups in their stead."""

    def __init__(self, groups: Mapping[str, Group], expansion: Expansion) -> None:
        self._groups = groups
        self._expansion = expansion
        self._inside: dict[str, list[str]] = {}

    def add(
        self,
        graph: Content,
        *,
        prefix: str,
        stack: tuple[str, ...],
        muted: bool = False,
    ) -> None:
        groups = {}
        for node in graph.nodes:
            node_id = prefix + node.id
            self._expansion.index[node_id] = len(self._expansion.nodes)
            group = self._openable(node, node_id, stack)
            if group is None:
                is_muted = muted or node.muted
                changed = prefix or is_muted != node.muted
                update = {"id": node_id, "muted": is_muted}
                self._expansion.nodes.append(node.model_copy(update=update) if changed else node)
                continue
            groups[node_id] = group
            first = len(self._expansion.nodes)
            self.add(
                group,
                prefix=f"{node_id}/",
                stack=(*stack, group.id),
                muted=muted or node.muted,
            )
            self._inside[node_id] = [inner.id for inner in self._expansion.nodes[first:]]
        for edge in graph.edges:
            self._expansion.edges += self._rewired(edge, prefix, groups)

    def _openable(self, node: Node, node_id: str, stack: tuple[str, ...]) -> Group | None:
        if node.type != GROUP:
            return None
        group = self._groups.get(group_id_of(node) or "")
        if group is None:
            self._expansion.unknown.append(node_id)
        elif group.id in stack:
            self._expansion.recursive.append(node_id)
        elif self._is_too_large(group, stack):
            self._expansion.too_large = self._expansion.too_large or [node_id]
        else:
            return self._with_values(group, node, node_id)
        return None

    def _with_values(self, group: Group, node: Node, node_id: str) -> Group:
        values = typed_values(node)
        idle = sorted(values.keys() - port_names(group, GROUP_INPUT)) if values else []
        self._expansion.idle_values += [(node_id, name) for name in idle]
        return with_values(group, values) if values else group

    def _is_too_large(self, group: Group, stack: tuple[str, ...]) -> bool:
        size = len(self._expansion.nodes) + len(group.nodes)
        return len(stack) >= MAX_DEPTH or size > MAX_NODES

    def _rewired(self, edge: Edge, prefix: str, groups: Mapping[str, Group]) -> Sequence[Edge]:
        source, target = prefix + edge.source, prefix + edge.target
        if not prefix and source not in groups and target not in groups:
            return [edge]
        sources = self._ends(source, edge.output, groups, GROUP_OUTPUT)
        targets = self._ends(target, edge.input, groups, GROUP_INPUT)
        if len(self._expansion.edges) + len(sources) * len(targets) > MAX_WIRES:
            self._expansion.too_large = self._expansion.too_large or [source]
            return []
        return [
            Edge(source=source, output=output, target=target, input=name)
            for source, output in sources
            for target, name in targets
        ]

    def _ends(
        self, node_id: str, port: str, groups: Mapping[str, Group], boundary: str
    ) -> list[tuple[str, str]]:
        """Return the nodes and ports inside a group at which a wire to the group's node ends."""
        group = groups.get(node_id)
        if group is None:
            return [(node_id, port)]
        if port == FLOW:
            return [(inner, FLOW) for inner in self._inside[node_id]]
        named = [
            (f"{node_id}/{inner.id}", inner_port(inner))
            for inner in group.nodes
            if inner.type == boundary and port_of(inner) == port
        ]
        return named or [(node_id, port)]
