"""Projects of format 1: what ran when, and how such a project becomes one of format 2.

In format 1 the places of nodes on the canvas decided what the wires left open. The order of its
nodes, listed so, is the order of format 2.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

import networkx as nx

from manim_nodes.document.migrations import Migration
from manim_nodes.document.model import Content, Document, Node, Snippet, new_document
from manim_nodes.document.record_edits import replace
from manim_nodes.document.text import build as build_snippet
from manim_nodes.document.text import write
from manim_nodes.graph.build import Graph, build, in_order
from manim_nodes.graph.listing import unit_of
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.order import insides_of
from manim_nodes.library.catalogue import Library

_PARTS: Sequence[str] = ("nodes", "edges", "frames", "groups")


def migrations(library: Library) -> Mapping[int, Migration]:
    """Return how files of format 1 are brought to the current format, which takes their node types."""
    return {1: lambda raw: _migrated(raw, library)}


def _migrated(raw: dict[str, object], library: Library) -> dict[str, object]:
    parts = {name: raw[name] for name in _PARTS if name in raw}
    snippet = migrate(build_snippet(Snippet, parts), library)
    return {**raw, **json.loads(write({}, snippet))}


def migrate(snippet: Snippet, library: Library) -> Snippet:
    """Return nodes of format 1 as nodes of format 2, which show the same."""
    groups = tuple(
        replace(group, nodes=_listed(group, snippet, library)) for group in snippet.groups
    )
    return replace(snippet, nodes=_listed(snippet, snippet, library), groups=groups)


def _listed(content: Content, snippet: Snippet, library: Library) -> tuple[Node, ...]:
    """Return the nodes of a snippet, or of a group in it, in the order in which format 1 ran them."""
    document = _by_place(content, snippet)
    graph = build(document, library)
    if not graph.is_acyclic:
        return document.nodes
    units = dict.fromkeys(unit_of(node_id, document) for node_id in order_of_format_1(graph))
    known = document.nodes_by_id
    return tuple(known[unit] for unit in (*units, *(key for key in known if key not in units)))


def _by_place(content: Content, snippet: Snippet) -> Document:
    """Return a document with its nodes from left to right, then down, then by id."""
    return replace(
        new_document(),
        nodes=_sorted(content),
        edges=content.edges,
        groups=tuple(replace(group, nodes=_sorted(group)) for group in snippet.groups),
    )


def _sorted(content: Content) -> tuple[Node, ...]:
    return tuple(sorted(content.nodes, key=lambda node: (*node.position, node.id)))


def order_of_format_1(graph: Graph) -> list[str]:
    """Return all nodes as format 1 ran them: by the wires, then as listed; loops stay together."""
    loops = insides_of(graph, find_loops(graph))
    return list(_in_order(graph, loops, graph.wiring.nodes))


def _in_order(
    graph: Graph, loops: Mapping[str, Collection[str]], among: Collection[str]
) -> Iterator[str]:
    starts = [start for start in loops if start in among]
    outermost = [start for start in starts if not any(start in loops[other] for other in starts)]
    stands_in = {node_id: start for start in outermost for node_id in loops[start]}
    whole: nx.DiGraph[str] = nx.DiGraph()
    whole.add_nodes_from(stands_in.get(node_id, node_id) for node_id in among)
    for source, target in graph.wiring.subgraph(among).edges():
        ends = stands_in.get(source, source), stands_in.get(target, target)
        if ends[0] != ends[1]:
            whole.add_edge(*ends)
    for node_id in in_order(whole, graph.expansion):
        yield node_id
        if node_id in loops:
            yield from _in_order(graph, loops, loops[node_id])
