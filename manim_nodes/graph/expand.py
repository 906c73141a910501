"""Groups are taken apart: every node inside one stands in the document, under ids with a slash."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from manim_nodes.document.model import Document, Edge, Group, Node, Snippet
from manim_nodes.library.node_type import FLOW

GROUP, GROUP_INPUT, GROUP_OUTPUT = "Group", "GroupInput", "GroupOutput"

Place = tuple[float | str, ...]


@dataclass
class Expansion:
    """A document without groups.

    Parameters
    ----------
    places : for each node, where it stands: its group's place first, then its own
    unknown, recursive : ids of group nodes that could not be taken apart
    """

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    recursive: list[str] = field(default_factory=list)


def group_of(node: Node, groups: Mapping[str, Group]) -> Group | None:
    """Give the definition that a node stands for, if it stands for one."""
    group_id = node.parameters.get("group")
    return groups.get(group_id) if node.type == GROUP and isinstance(group_id, str) else None


def expand(document: Document) -> Expansion:
    """Take all groups of ``document`` apart."""
    expansion = Expansion()
    _Expander(document.groups_by_id, expansion).add(document, prefix="", place=(), stack=())
    return expansion


class _Expander:
    """Copies a graph into the expansion, and the graphs of its groups into their places."""

    def __init__(self, groups: Mapping[str, Group], expansion: Expansion) -> None:
        self._groups = groups
        self._expansion = expansion

    def add(
        self,
        graph: Snippet,
        *,
        prefix: str,
        place: Place,
        stack: tuple[str, ...],
        muted: bool = False,
    ) -> None:
        groups = {}
        for node in graph.nodes:
            node_id = prefix + node.id
            self._expansion.places[node_id] = (*place, *node.position, node.id)
            group = self._openable(node, node_id, stack)
            if group is None:
                is_muted = muted or node.muted
                changed = prefix or is_muted != node.muted
                update = {"id": node_id, "muted": is_muted}
                self._expansion.nodes.append(node.model_copy(update=update) if changed else node)
                continue
            groups[node.id] = group
            self.add(
                group,
                prefix=f"{node_id}/",
                place=self._expansion.places[node_id],
                stack=(*stack, group.id),
                muted=muted or node.muted,
            )
        for edge in graph.edges:
            self._expansion.edges += _rewired(edge, prefix, groups)

    def _openable(self, node: Node, node_id: str, stack: tuple[str, ...]) -> Group | None:
        if node.type != GROUP:
            return None
        group = group_of(node, self._groups)
        if group is None:
            self._expansion.unknown.append(node_id)
        elif group.id in stack:
            self._expansion.recursive.append(node_id)
            return None
        return group


def _rewired(edge: Edge, prefix: str, groups: Mapping[str, Group]) -> Iterator[Edge]:
    if not prefix and edge.source not in groups and edge.target not in groups:
        yield edge
        return
    for source, output in _ends(edge.source, edge.output, groups, GROUP_OUTPUT):
        for target, name in _ends(edge.target, edge.input, groups, GROUP_INPUT):
            ends = {"source": prefix + source, "output": output}
            yield edge.model_copy(update={**ends, "target": prefix + target, "input": name})


def _ends(
    node_id: str, port: str, groups: Mapping[str, Group], boundary: str
) -> list[tuple[str, str]]:
    """Give the nodes and ports inside a group at which a wire to the group's node ends."""
    group = groups.get(node_id)
    if group is None:
        return [(node_id, port)]
    if port == FLOW:
        return [(f"{node_id}/{inner.id}", FLOW) for inner in group.nodes]
    named = [
        (f"{node_id}/{inner.id}", "value")
        for inner in group.nodes
        if inner.type == boundary and _name_of(inner, boundary) == port
    ]
    return named or [(node_id, port)]


def _name_of(inner: Node, boundary: str) -> object:
    return inner.parameters.get("name", "input" if boundary == GROUP_INPUT else "output")
