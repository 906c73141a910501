"""Whole numbers that would grow without end are written so that they cannot.

Python's whole numbers have no largest value, and one operation on long ones cannot be stopped: ``9**9**9`` takes all
memory there is. How many bits a value can have follows from the code that works it out. What could have more than
anyone needs is written with ``float(...)``, whose numbers have an end; a power whose exponent only the run knows, with
the helper ``bounded_power``, which gives whole numbers while they are not larger than floats.
"""

import ast
import math
import re
from collections.abc import Callable
from typing import Any

from manim_nodes.graph.build import Graph
from manim_nodes.graph.parameter_rules import EXPRESSIONS
from manim_nodes.library.expressions import CONSTANTS, FUNCTIONS
from manim_nodes.syntax import LOAD, copied

_MOST_BITS = 1 << 14
_BITS_OF_FLOAT = 1024
"""So many has a whole number that is made of the largest float."""

_BITS = 64
"""So many has what is counted, typed, or comes from manim."""

_NEVER_WHOLE = 0

# What gives whole numbers for whole numbers.
_WHOLE = frozenset({"abs", "min", "max", "round", "int"}) | frozenset(
    f"np.{name}" for name in ("floor", "ceil", "sign", "clip", "mod", "real", "conj")
)
_FLOATS = frozenset(FUNCTIONS.values()) - _WHOLE
_CONSTANTS = frozenset(CONSTANTS.values()) | {"self.time"}
_PRODUCT = re.compile(r"\*\*|\^|\*")
_SMALL_POWER = re.compile(r"(?:\*\*|\^)\s*(\d{1,2})(?![\d.eE*^])")


def bounding(graph: Graph) -> Callable[[ast.stmt], ast.stmt] | None:
    """Return what bounds the statements of a scene, given in their order; None where nothing can grow so far."""
    doublings = sum(
        _doublings(value)
        for node, node_type in graph.active
        for parameter in node_type.parameters_of(*EXPRESSIONS)
        if isinstance(value := graph.parameter(node, node_type, parameter.name), str)
    )
    return (
        _WholeNumbers().bounded if _BITS_OF_FLOAT * 2 ** min(doublings, 99) > _MOST_BITS else None
    )


def _doublings(text: str) -> float:
    """Return how often an expression can double the bits of a number."""
    powers = [int(exponent) for exponent in _SMALL_POWER.findall(text)]
    rest = _SMALL_POWER.sub("", text)
    if "**" in rest or "^" in rest:
        return math.inf
    return sum(math.log2(max(1, power)) for power in powers) + len(_PRODUCT.findall(rest))


def _is_typed(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


class _WholeNumbers(ast.NodeTransformer):
    """Goes through the statements of a scene in order, and knows how long the variables so far can be."""

    def __init__(self) -> None:
        self._variables: dict[str, int] = {}
        self._functions: dict[str, int] = {}
        # With their nodes, so that no other gets the same id meanwhile.
        self._found: dict[int, tuple[ast.AST, int]] = {}

    def bounded(self, statement: ast.stmt) -> ast.stmt:
        """Return a statement in which no whole number grows past the bound."""
        self._found.clear()
        bounded: ast.stmt = self.visit(copied(statement))
        match bounded:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda(body=body)):
                self._functions[name] = self._bits(body)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._variables[name] = self._bits(value)
            case ast.For(target=target, iter=items):
                self._take_from(target, items)
            case ast.Expr(ast.Call(ast.Attribute(ast.Name(id=name), "append"), [value])):
                self._variables[name] = max(self._variables.get(name, _BITS), self._bits(value))
        return bounded

    def _bits(self, node: ast.AST) -> int:
        known = self._found.get(id(node))
        return known[1] if known is not None else _BITS

    def _note(self, node: ast.expr, bits: int) -> ast.expr:
        self._found[id(node)] = node, bits
        return node

    def _take_from(self, target: ast.expr, items: ast.expr) -> None:
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                self._variables[part.id] = max(_BITS, self._bits(items))

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Bound what a node is made of; it can be as long as the longest of that."""
        super().generic_visit(node)
        parts = [
            self._bits(part) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)
        ]
        self._found[id(node)] = node, max(parts, default=_BITS)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        match node.value:
            case int() as value:
                return self._note(node, max(1, abs(value).bit_length()))
            case float() | complex():
                return self._note(node, _NEVER_WHOLE)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in _CONSTANTS:
            return self._note(node, _NEVER_WHOLE)
        return self._note(node, self._variables.get(node.id, _BITS))

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if ast.unparse(node) in _CONSTANTS:
            return self._note(node, _NEVER_WHOLE)
        return self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda, given: int = _BITS) -> ast.AST:
        outside = dict(self._variables)
        defaults = len(node.args.defaults)
        for argument in node.args.args[: len(node.args.args) - defaults]:
            self._variables[argument.arg] = given
        self.generic_visit(node)
        self._variables = outside
        return self._note(node, self._bits(node.body))

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        node.value = self._argument(node.value)
        return node

    def _argument(self, node: ast.expr) -> Any:
        # What is given a function calls it with its own numbers, and manim's are no whole ones.
        return (
            self.visit_Lambda(node, _NEVER_WHOLE)
            if isinstance(node, ast.Lambda)
            else self.visit(node)
        )

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        for loop in node.generators:
            self.visit(loop.iter)
            self._take_from(loop.target, loop.iter)
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        super().generic_visit(node)
        return self._note(node, 1)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        super().generic_visit(node)
        left, right = self._bits(node.left), self._bits(node.right)
        match node.op:
            case ast.Div():
                return self._note(node, _NEVER_WHOLE)
            case ast.Pow() if isinstance(node.right, ast.UnaryOp) and _is_typed(node.right.operand):
                return self._note(
                    node, _NEVER_WHOLE if isinstance(node.right.op, ast.USub) else left
                )
            case ast.Pow() if not (_is_typed(node.right) and right):
                return self._power(node, left)
            case _ if _NEVER_WHOLE in (left, right):
                return self._note(node, _NEVER_WHOLE)
            case ast.Pow():
                exponent = ast.literal_eval(node.right)
                return self._product(node, left * max(1, exponent) if left > 1 else left)
            case ast.Mult():
                return self._product(node, left + right)
            case ast.Add() | ast.Sub():
                return self._note(node, max(left, right) + 1)
        return self._note(node, max(left, right))

    def _product(self, node: ast.BinOp, bits: int) -> ast.expr:
        if bits <= _MOST_BITS:
            return self._note(node, bits)
        first = ast.Call(ast.Name("float", LOAD), [node.left], [])
        return self._note(ast.BinOp(first, node.op, node.right), _NEVER_WHOLE)

    def _power(self, node: ast.BinOp, base: int) -> ast.expr:
        """Write a power whose exponent is no whole number that is typed."""
        is_float = _NEVER_WHOLE in (base, self._bits(node.right))
        if is_float or base == 1:
            return self._note(node, _NEVER_WHOLE if is_float else 1)
        made = ast.Call(ast.Name("bounded_power", LOAD), [node.left, node.right], [])
        return self._note(made, _BITS_OF_FLOAT)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.func = self.visit(node.func)
        node.args = [self._argument(part) for part in node.args]
        node.keywords = [self.visit(part) for part in node.keywords]
        name = ast.unparse(node.func)
        given = max((self._bits(part) for part in node.args), default=_BITS)
        if name in _FLOATS or name.endswith(".get_value"):
            return self._note(node, _NEVER_WHOLE)
        if name in ("int", "round"):
            return self._note(node, max(_BITS_OF_FLOAT, given))
        if name in _WHOLE:
            return self._note(node, given)
        if name == "np.prod" and given > _BITS:
            node.keywords.append(ast.keyword("dtype", ast.Name("float", LOAD)))
            return self._note(node, _NEVER_WHOLE)
        if name in self._functions:
            return self._note(node, self._functions[name] * max(1, given // _BITS))
        parts = (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
        return self._note(node, max(_BITS, *map(self._bits, parts)))
