"""Projects with axes and curves, written as nodes and wires, and what their scripts make."""

import contextlib
import warnings
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import Graph, build
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()
AXES = Node(id="axes", type="Axes", parameters={"x_range": (-4, 4, 1), "y_range": (-3, 3, 1)})


def made(type_name: str, node_id: str, **parameters: Any) -> Node:
    return Node(id=node_id, type=type_name, parameters=parameters)


def document_of(*nodes: Node, wires: str = "") -> Document:
    edges = [wire(*(end.strip() for end in each.split(">"))) for each in wires.split(";") if each]
    return make_document(*nodes, edges=edges)


def graph_of(*nodes: Node, wires: str = "") -> Graph:
    return build(document_of(*nodes, wires=wires), LIBRARY)


def plot_of(formula: str, *others: Node, wires: str = "", **parameters: Any) -> Graph:
    """Return axes from -4 to 4 and -3 to 3 with a plot, called ``axes`` and ``plot``."""
    plot = made("Plot", "plot", function=formula, **parameters)
    own = "axes.mobject > plot.axes" + (f";{wires}" if wires else "")
    return graph_of(AXES, plot, *others, wires=own)


def things_of(script: Script) -> dict[str, Any]:
    """Run the body of a script's scene; return its variables."""
    from manim import Scene

    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(script.source, names)
        scene = names[script.scene_name]
        source = script.source[script.source.index("    def construct(self):") :]
        body = f"class Probe(Scene):\n{source.rstrip()}\n        self.made = dict(locals())\n"
        names["Scene"] = Scene
        exec(body, names)
        with quiet_manim():
            probe = names["Probe"]()
            probe.construct()
    assert scene
    return dict(probe.made)


@contextlib.contextmanager
def quiet_manim() -> Iterator[None]:
    from manim import tempconfig
    from manim.mobject.text.numbers import string_to_mob_map

    # A folder of its own, since tests that run at once would write the same letters into one.
    with (
        TemporaryDirectory() as folder,
        tempconfig({"verbosity": "ERROR", "dry_run": True, "media_dir": folder}),
        patch.dict(string_to_mob_map, clear=True),  # which knows digits by their text alone
    ):
        yield


def made_by(graph: Graph) -> dict[str, Any]:
    return things_of(generate(graph))
