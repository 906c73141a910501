"""Signatures of the Python code in a project: over what decides what it does, which is more than its text."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from manim_nodes.document.model import Content, Document, Edge, Node
from manim_nodes.graph.expand import Expansion
from manim_nodes.graph.sorting import components_backwards
from manim_nodes.graph.wire_graph import PrecedenceGraph
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW


def holds_code(document: Document, library: Library) -> bool:
    """Return whether any node, in groups too, holds Python code."""
    contents: Iterable[Content] = (document, *document.groups)
    types = library.code_types
    return any(node.type in types for content in contents for node in content.nodes)


def code_text(node: Node, library: Library) -> str:
    """Return the type and the Python code of a node; empty for one that holds none."""
    node_type = library.get(node.type)
    known = node_type.parameters_of("python") if node_type else []
    if not known:
        return ""
    values = {each.name: node.parameters.get(each.name, each.default) for each in known}
    return json.dumps([node.type, values], sort_keys=True)


def code_signatures(expansion: Expansion, library: Library) -> Mapping[str, str]:
    """Return the signature of each node that holds Python code.

    It is over the code, and over all nodes whose values reach it, with their types, their parameters, files that these
    name among them, and their wires; not over ids, labels and places, so that a copy with its wires has the same one.

    Parameters
    ----------
    expansion : of the project, whose ids are those of the signatures
    """
    code = {node.id: text for node in expansion.nodes if (text := code_text(node, library))}
    if not code:
        return {}
    nodes = {node.id: node for node in expansion.nodes}
    feeding = _feeding(expansion.edges, nodes)
    digests = _digests_in_order(code, nodes, feeding)
    if digests is None:
        digests = _digests_of_circles(code, nodes, feeding)
    return {key: _digest([text, digests[key]]) for key, text in code.items()}


def _digests_in_order(
    start: Iterable[str], nodes: Mapping[str, Node], feeding: Mapping[str, list[Edge]]
) -> dict[str, str] | None:
    """Sign nodes, each after what feeds it; return None where wires run in circles."""
    digests: dict[str, str] = {}
    begun: set[str] = set()
    waiting = list(start)
    while waiting:
        key = waiting[-1]
        before = [edge.source for edge in feeding.get(key, ()) if edge.source not in digests]
        if key in digests or not before:
            waiting.pop()
            if key not in digests:
                digests[key] = _digest(_record(nodes[key], feeding.get(key, ()), digests))
        elif key in begun:
            return None
        else:
            begun.add(key)
            waiting += before
    return digests


def _digests_of_circles(
    start: Iterable[str], nodes: Mapping[str, Node], feeding: Mapping[str, list[Edge]]
) -> dict[str, str]:
    """Sign the nodes of a circle together, after all that feeds them."""
    digests: dict[str, str] = {}
    upstream: PrecedenceGraph[str] = PrecedenceGraph()
    for key, sources in _reached(start, feeding).items():
        upstream.add_node(key)
        upstream.add_edges_from((key, source) for source in sources)
    for circle in components_backwards(upstream):
        members = sorted(circle)
        records = {key: _record(nodes[key], feeding.get(key, ()), digests) for key in members}
        if len(members) == 1:
            digests[members[0]] = _digest(records[members[0]])
        else:
            together = _digest(records)
            digests |= {key: _digest([together, key]) for key in members}
    return digests


def _feeding(edges: Iterable[Edge], nodes: Mapping[str, Node]) -> dict[str, list[Edge]]:
    feeding: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.input != FLOW and edge.source in nodes and edge.target in nodes:
            feeding.setdefault(edge.target, []).append(edge)
    return feeding


def _reached(start: Iterable[str], feeding: Mapping[str, list[Edge]]) -> dict[str, list[str]]:
    """Return the nodes whose values reach those of ``start``, each with those that feed it."""
    reached: dict[str, list[str]] = {}
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached[key] = [edge.source for edge in feeding.get(key, ())]
            waiting += reached[key]
    return reached


def _record(node: Node, wires: Iterable[Edge], digests: Mapping[str, str]) -> object:
    fed = [(each.input, each.output, digests.get(each.source, each.source)) for each in wires]
    # The order of wires counts at one input only.
    fed.sort(key=lambda wire: wire[0])
    return [node.type, node.muted, dict(node.parameters), fed]


def _digest(record: object) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
