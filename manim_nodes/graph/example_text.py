"""An example as lines that a person reads: its nodes, then its wires."""

import json
from collections.abc import Iterator

from manim_nodes.document.model import Content, Document, Edge, Node


def example_lines(example: Document) -> list[str]:
    """Return a line for each node from left to right, each wire, and each group with what is in it."""
    lines = list(_lines(example))
    for group in example.groups:
        lines += [f"in {group.id}:", *(f"  {line}" for line in _lines(group))]
    return lines


def _lines(content: Content) -> Iterator[str]:
    yield from map(_node_text, sorted(content.nodes, key=lambda node: node.position))
    yield from map(_wire_text, content.edges)


def _node_text(node: Node) -> str:
    values = (
        f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in node.parameters.items()
    )
    return f"{node.id}: {node.type}({', '.join(values)})"


def _wire_text(edge: Edge) -> str:
    return f"{edge.source}.{edge.output} -> {edge.target}.{edge.input}"
