"""What scripts import."""

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()


@pytest.mark.parametrize(
    ("source", "imports"),
    [
        (Node(id="list", type="NumberList"), []),
        (Node(id="list", type="NumberRange"), ["import numpy as np"]),
        (Node(id="graph", type="RandomGraph"), ["import networkx as nx"]),
        (Node(id="text", type="Text", parameters={"text": "np.pi nx.Graph"}), []),
    ],
)
def test_a_script_imports_what_it_uses(source: Node, imports: list[str]) -> None:
    taker, port = ("SetColor", "mobject") if source.type == "Text" else ("ListLength", "items")
    output = next(iter(LIBRARY.types[source.type].outputs))
    document = make_document(
        source,
        Node(id="taker", type=taker),
        Node(id="circle", type="Circle"),
        edges=[
            wire(f"{source.id}.{output}", f"taker.{port}"),
            *([] if port == "mobject" else [wire("taker.value", "circle.radius")]),
        ],
    )
    lines = generate(build(document, LIBRARY)).source.splitlines()
    assert [line for line in lines if line.startswith(("import ", "from "))] == [
        "from manim import *",
        *imports,
    ]
