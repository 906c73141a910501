"""Which nodes stand for groups, and what is to be known of a group from outside."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from manim_nodes.document.model import Content, Edge, Group, Node, Snippet
from manim_nodes.document.record_edits import replace
from manim_nodes.document.values import JSON, freeze_mapping
from manim_nodes.document.wires import FLOW

GROUP: Final = "NodeGroup"
"""The type of the nodes that stand for a group; their parameter ``group`` is its id."""

GROUP_INPUT: Final = "GroupInput"
GROUP_OUTPUT: Final = "GroupOutput"
"""The types of boundary nodes: inside a group, they are the ports of the node outside."""

_REROUTE: Final = "Reroute"
_DEFAULT_NAMES = {GROUP_INPUT: "input", GROUP_OUTPUT: "output"}


def group_id_of(node: Node) -> str | None:
    """Return the id of the group that a node stands for; there need not be such a group."""
    group_id = node.parameters.get("group")
    return group_id if node.type == GROUP and isinstance(group_id, str) else None


def mentioned_groups(*contents: Content) -> Iterator[str]:
    """Return the ids of the groups that nodes stand for, each as often as it is used."""
    for content in contents:
        yield from filter(None, map(group_id_of, content.nodes))


def groups_within(content: Content, groups: Mapping[str, Group]) -> tuple[Group, ...]:
    """Return those of ``groups`` that nodes stand for, and those that nodes within these stand for."""
    found: dict[str, Group] = {}
    waiting = [content]
    while waiting:
        for group_id in mentioned_groups(waiting.pop()):
            if group_id in groups and group_id not in found:
                found[group_id] = groups[group_id]
                waiting.append(groups[group_id])
    return tuple(found.values())


def taken_group_ids(snippet: Snippet) -> set[str]:
    """Return the ids of all groups, and of those that nodes stand for but that are missing."""
    return {*snippet.groups_by_id, *mentioned_groups(snippet, *snippet.groups)}


def is_boundary(node: Node) -> bool:
    """Return whether a node is a port of the group that it is in."""
    return node.type in _DEFAULT_NAMES


def port_of(boundary: Node) -> str:
    """Return the name of the port that a boundary node is, or an empty one, which fits no wire."""
    name = boundary.parameters.get("name", _DEFAULT_NAMES[boundary.type])
    return name if isinstance(name, str) else ""


def port_names(group: Group, kind: str) -> set[str]:
    """Return the names of a group's inputs, or of its outputs, as ``kind`` of boundary node says."""
    return {port_of(node) for node in group.nodes if node.type == kind}


def inner_port(boundary: Node) -> str:
    """Return the port of a boundary node, of either side, at which wires go on inside."""
    return FLOW if boundary.parameters.get("type") == "Flow" else "value"


def typed_values(node: Node) -> Mapping[str, JSON]:
    """Return the values that a node which stands for a group has for inputs of the group."""
    return {name: value for name, value in node.parameters.items() if name != "group"}


def with_values(group: Group, values: Mapping[str, JSON]) -> Group:
    """Return a group in which ``values`` for its inputs stand where these lead to inside.

    A wire wins over a value, so it may stand there even where something is wired into the input.
    """
    leaving: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in group.edges if values else ():
        leaving[edge.source].append(edge)
    reroutes = {node.id for node in group.nodes if node.type == _REROUTE}
    given: defaultdict[str, dict[str, JSON]] = defaultdict(dict)
    for node in group.nodes:
        if node.type == GROUP_INPUT and port_of(node) in values:
            for edge in _followed(leaving, node.id, reroutes):
                given[edge.target][edge.input] = values[port_of(node)]
    nodes = (
        replace(node, parameters=freeze_mapping({**node.parameters, **given[node.id]}))
        if node.id in given
        else node
        for node in group.nodes
    )
    return replace(group, nodes=tuple(nodes))


def _followed(
    leaving: Mapping[str, Iterable[Edge]], node_id: str, reroutes: Collection[str]
) -> Iterator[Edge]:
    """Return the data wires that begin at a node, and for those into a reroute the ones behind it."""
    waiting, unseen = [node_id], set(reroutes)
    while waiting:
        for edge in leaving[waiting.pop()]:
            if FLOW in (edge.output, edge.input):
                continue
            if edge.target in unseen:
                unseen.remove(edge.target)
                waiting.append(edge.target)
            elif edge.target not in reroutes:
                yield edge


def flow_ends(nodes: Iterable[Node], edges: Iterable[Edge]) -> tuple[list[str], list[str]]:
    """Return the nodes with which a group begins, and those with which it ends.

    These are what flow wires of the group's own node mean: nodes that no other node inside feeds,
    and nodes that feed no other. Where there is none such, all are given. Boundary nodes are not
    counted.
    """
    ids = [node.id for node in nodes if not is_boundary(node)]
    known = set(ids)
    pairs = {(edge.source, edge.target) for edge in edges if edge.source != edge.target}
    among = [pair for pair in pairs if known.issuperset(pair)]
    fed, feeding = {target for _, target in among}, {source for source, _ in among}
    first = [node_id for node_id in ids if node_id not in fed]
    last = [node_id for node_id in ids if node_id not in feeding]
    return first or ids, last or ids
