"""How loops are written: what is inside stands under ``for item in items:`` or ``if condition:``."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from manim_nodes.codegen.ast_builders import assignment, condition_head, loop_head, written_length
from manim_nodes.codegen.output_exprs import Outputs
from manim_nodes.codegen.plan import Block, LoopBlock, SceneBlock
from manim_nodes.codegen.template_filler import TemplateFiller
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.loops import Loop, find_loops
from manim_nodes.graph.wire_legality import loop_output
from manim_nodes.library.node_type import CONDITION, NodeType
from manim_nodes.library.parameter_types import number_value
from manim_nodes.syntax import LOAD
from manim_nodes.translation import tr

_Head = tuple[ast.For | ast.If, int, set[str]]
"""What stands before the inside of a loop, how often that runs, and the variables that each round gives anew."""


@dataclass(frozen=True)
class _OpenLoop:
    """A loop whose inside is being written, and the variables that each round gives anew."""

    loop: Loop
    block: LoopBlock
    names: set[str]


class Loops:
    """Knows which loops are open while a graph is gone through in order."""

    def __init__(self, graph: Graph, outputs: Outputs, filler: TemplateFiller) -> None:
        self._graph = graph
        self._outputs = outputs
        self._filler = filler
        self._loops = find_loops(graph)
        self._open: list[_OpenLoop] = []

    @property
    def innermost(self) -> LoopBlock | None:
        """Return the loop that the next node stands in."""
        return self._open[-1].block if self._open else None

    @property
    def scoped(self) -> set[str]:
        """Return the variables that get another value in each round of a loop around here."""
        return {name for opened in self._open for name in opened.names}

    def close_before(self, node_id: str) -> None:
        """End the loops that a node is not inside of."""
        while self._open and node_id not in self._open[-1].loop.inside:
            self._open.pop()

    def close(self) -> None:
        """End all loops."""
        self._open.clear()

    def note_variable(self, name: str) -> None:
        """Remember that a variable is assigned here."""
        if self._open:
            self._open[-1].names.add(name)

    def open(
        self, node: Node, node_type: NodeType, updated: Callable[[ast.stmt], ast.stmt]
    ) -> list[Block]:
        """Begin the loop of a For each node, or the condition of an If node.

        Parameters
        ----------
        updated : lets its head bring up to date what that names

        Returns
        -------
        what stands before its first round: a beginning of each list that it gathers, and itself
        """
        loop = self._loops[node.id]
        # It ties nodes to this one, and says nothing in the source.
        self._outputs.keep(Port(node.id, loop_output(node_type) or ""), ast.Constant(None))
        beginnings = [self._begin_list(self._graph.node(collect)) for collect in loop.collects]
        opened = self._condition if node_type.is_condition else self._rounds
        head, rounds, names = opened(node, node_type)
        block = LoopBlock(node.id, cast("ast.For | ast.If", updated(head)), rounds)
        self._open.append(_OpenLoop(loop, block, names))
        return [*beginnings, block]

    def _condition(self, node: Node, node_type: NodeType) -> _Head:
        (condition,) = self._filler.argument(node, node_type, CONDITION).expressions
        return condition_head(condition), 1, set()

    def _rounds(self, node: Node, node_type: NodeType) -> _Head:
        items = self._filler.argument(node, node_type, "list").expressions
        head, names = self._head(node, node_type, items)
        rounds = written_length(items[0]) if items else None
        if rounds is None:
            rounds = int(number_value(self._graph.parameter(node, node_type, "count")) or 0)
        return head, rounds, names

    def collect(self, node: Node, node_type: NodeType) -> ast.stmt:
        """Return ``dots.append(dot)``.

        Raises
        ------
        CodegenError : the node's loop is not there
        """
        output = Port(node.id, "list")
        if output not in self._outputs:
            raise CodegenError(tr("It belongs to no loop."), node=node)
        values = self._filler.argument(node, node_type, "value").expressions
        append = ast.Attribute(self._outputs[output], "append", LOAD)
        return ast.Expr(ast.Call(append, list(values), []))

    def _begin_list(self, collect: Node) -> SceneBlock:
        name = self._outputs.namer.variable(collect.label, collect.id)
        self._outputs.name(Port(collect.id, "list"), name)
        return SceneBlock(collect.id, (assignment(name, ast.List([], LOAD)),))

    def _head(
        self, node: Node, node_type: NodeType, items: Sequence[ast.expr]
    ) -> tuple[ast.For, set[str]]:
        """Return ``for item in items:``, and the variables that it sets."""
        item, index = Port(node.id, "item"), Port(node.id, "index")
        used = [port for port in (index, item) if port in self._graph.consumers]
        if not items:
            name = self._variable(node.label, "index") if used else "_"
            self._outputs.name(index, name)
            self._outputs.name(item, name)
            count = self._filler.argument(node, node_type, "count").expressions
            numbers = ast.Call(ast.Name("range", LOAD), list(count), [])
            return loop_head(ast.Name(name, ast.Store()), numbers), {name}
        names = {
            index: self._variable("index") if index in used else "_",
            item: self._variable(node.label, "item"),
        }
        for port, name in names.items():
            self._outputs.name(port, name)
        if index not in used:
            return loop_head(ast.Name(names[item], ast.Store()), items[0]), {names[item]}
        both: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names.values()]
        counted = ast.Call(ast.Name("enumerate", LOAD), list(items[:1]), [])
        return loop_head(ast.Tuple(both, ast.Store()), counted), set(names.values())

    def _variable(self, *wishes: str) -> str:
        return self._outputs.namer.variable(*wishes)
