"""Which projects' own Python code may run: those of the user, and those that the user has said to trust."""

import hashlib
import json

from manim_nodes.document.model import Content, Document, Node
from manim_nodes.library.catalogue import Library


def python_nodes(document: Document, library: Library) -> list[Node]:
    """Return the nodes, in groups too, that hold Python code."""
    contents: list[Content] = [document, *document.groups]
    return [
        node for content in contents for node in content.nodes if _python_parameters(node, library)
    ]


def code_digest(document: Document, library: Library) -> str:
    """Return what differs for the code of any other project; empty if it has none."""
    codes = sorted(
        json.dumps([node.type, _python_parameters(node, library)], sort_keys=True)
        for node in python_nodes(document, library)
    )
    return hashlib.sha256("\n".join(codes).encode()).hexdigest() if codes else ""


def _python_parameters(node: Node, library: Library) -> dict[str, object]:
    node_type = library.get(node.type)
    known = node_type.parameters_of("python") if node_type else []
    return {each.name: node.parameters.get(each.name, each.default) for each in known}
