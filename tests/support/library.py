"""A toy node library, and short ways to say what a test expects of a graph of its nodes."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from tests.support.documents import make_document, wire

TOY_NODES = Path(__file__).parent / "nodes"
TOYS = load_library(TOY_NODES)


def node(node_id: str, parameters: Mapping[str, Any] | None = None, **fields: Any) -> Node:
    """Make a node whose id names its type: ``node("disc_1")`` is a Disc.

    Parameters
    ----------
    fields : of Node, such as ``label`` or ``muted``; ``x`` says where it stands
    """
    stem = node_id.rpartition("_")[0] or node_id
    type_name = fields.pop("type", "".join(word.capitalize() for word in stem.split("_")))
    position = (fields.pop("x", 0.0), fields.pop("y", 0.0))
    return Node(
        id=node_id, type=type_name, parameters=parameters or {}, position=position, **fields
    )


def toy_document(nodes: str | Sequence[object], wires: str = "", **fields: Any) -> Document:
    """Make a document of toy nodes.

    Parameters
    ----------
    nodes : nodes, or ids of nodes as they are by default; several in one string
    wires : such as ``disc_1.mobject > draw_1.mobject``, separated by ``;``; an output called as
        the input it feeds may be left out: ``disc_1 > draw_1.mobject``
    """
    parts = nodes.split() if isinstance(nodes, str) else nodes
    made = [part if isinstance(part, Node) else node(str(part)) for part in parts]
    edges = [_edge_ends(part) for part in wires.split(";") if part.strip()]
    return make_document(*made, edges=[wire(*ends) for ends in edges], **fields)


def _edge_ends(text: str) -> tuple[str, str]:
    source, target = (end.strip() for end in text.split(">"))
    return (source if "." in source else f"{source}.{target.rpartition('.')[2]}"), target


def toy_graph(nodes: str | Sequence[object], wires: str = "", **fields: Any) -> Graph:
    """Build the graph of :func:`toy_document`."""
    return build(toy_document(nodes, wires, **fields), TOYS)


def check_problems(graph: Graph, *expected: str, **how: Any) -> list[Problem]:
    """Assert which problems validation finds, by their codes, in order; give them back."""
    problems = validate(graph, **how)
    assert [problem.code for problem in problems] == list(expected)
    return problems


def body_of(script: Script) -> str:
    """Return the statements of ``construct``, not indented."""
    lines = script.source.splitlines()
    start = lines.index("    def construct(self):") + 1
    return "\n".join(line.removeprefix("        ") for line in lines[start:])


def check_source(graph: Graph, *expected: str, **how: Any) -> Script:
    """Assert that a graph has no problem and becomes exactly these lines; give the script back."""
    problems = validate(graph, permissions=how.get("permissions", NO_PERMISSIONS))
    assert [str(problem) for problem in problems] == []
    script = generate(graph, **how)
    assert body_of(script).splitlines() == list(expected)
    return script


def check_golden(path: Path, text: str) -> None:
    """Assert that ``text`` is what a file holds; with UPDATE_GOLDEN=1, write it there instead."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
