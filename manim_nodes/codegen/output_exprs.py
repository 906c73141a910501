"""What each output of a graph is called in the source, or how it is written where it is used."""

import ast
from collections.abc import Iterable

from manim_nodes.codegen.ast_builders import is_writable
from manim_nodes.codegen.names import Namer
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import RESULT, NodeType
from manim_nodes.library.template import Argument
from manim_nodes.syntax import LOAD
from manim_nodes.translation import tr


class Outputs:
    """The trees of all outputs so far.

    Parameters
    ----------
    namer : gives variables their names
    """

    def __init__(self, graph: Graph, namer: Namer) -> None:
        self.namer = namer
        self._graph = graph
        self._trees: dict[Port, ast.expr] = {}

    def __contains__(self, output: Port) -> bool:
        return output in self._trees

    def isdisjoint(self, outputs: Iterable[Port]) -> bool:
        """Return whether none of some outputs is among them."""
        return self._trees.keys().isdisjoint(outputs)

    def __getitem__(self, output: Port) -> ast.expr:
        return self._trees[output]

    def name(self, output: Port, name: str) -> None:
        """Note which variable holds what an output gives."""
        self._trees[output] = ast.Name(name, LOAD)

    def keep(self, output: Port, tree: ast.expr) -> None:
        """Remember how an output is written wherever it is used.

        Raises
        ------
        CodegenError : the tree is too large for Python, or for anyone to read
        """
        if not is_writable(tree):
            raise CodegenError(
                tr("It is made of too many nodes that have no variable of their own."),
                node=self._graph.node(output.node_id),
                hint=tr("Do with fewer of them."),
            )
        self._trees[output] = tree

    def keep_all(self, node: Node, node_type: NodeType, result: ast.expr) -> None:
        """Remember all that a node gives, of which ``result`` is the whole."""
        for name, output in node_type.outputs.items():
            if not output.of:
                self.keep(Port(node.id, name), _part(node_type, name, result))

    def pass_on(self, node: Node, node_type: NodeType) -> None:
        """Let the outputs that pass an input on give the very thing that came in."""
        for name, output in node_type.outputs.items():
            sources = self._graph.sources[node.id].get(output.of, ()) if output.of else ()
            if sources and sources[0] in self._trees:
                self._trees[Port(node.id, name)] = self._trees[sources[0]]


def _part(node_type: NodeType, name: str, result: ast.expr) -> ast.expr:
    template = node_type.output_templates.get(name)
    if template is None:
        return result
    return template.fill_expression({RESULT: Argument((result,), given=True)})
