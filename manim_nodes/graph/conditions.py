"""Which conditions exclude one another, as far as the nodes that ask them show it."""

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass

from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.parameter_types import number_value
from manim_nodes.library.template import Argument

_DEPTH = 20


def are_exclusive(graph: Graph, one: Port, other: Port) -> bool:
    """Return whether of two conditions at most one holds, while what they look at stays the same."""
    claims = [list(_claims(_question(graph, output), holds=True)) for output in (one, other)]
    return any(claim.contradicts(against) for claim in claims[0] for against in claims[1])


# what is asked


def _question(graph: Graph, output: Port, depth: int = 0) -> ast.expr:
    """Return what a query asks as an expression, in which other outputs are names."""
    node_type = graph.type_of(output.node_id)
    if (
        depth > _DEPTH
        or node_type is None
        or node_type.kind is not Kind.QUERY
        or node_type.random
        or not node_type.template.is_expression
        or node_type.outputs[output.name].code
    ):
        return ast.Name(f"{output.node_id}.{output.name}", ast.Load())
    arguments = {
        name: _argument(graph, output.node_id, node_type, name, depth)
        for name in node_type.placeholders
    }
    return node_type.template.fill_expression(arguments)


def _argument(graph: Graph, node_id: str, node_type: NodeType, name: str, depth: int) -> Argument:
    sources = graph.sources[node_id].get(name, ())
    if sources:
        trees = tuple(_question(graph, source, depth + 1) for source in sources)
        return Argument(trees, given=True)
    if name not in node_type.parameters:
        return Argument()
    value = graph.parameter(graph.node(node_id), node_type, name)
    if value is None:
        return Argument()
    number = value if isinstance(value, bool) else number_value(value)
    tree = ast.Constant(repr(value) if number is None else number)
    return Argument((tree,), value, given=True)


# what follows if it holds


@dataclass(frozen=True)
class _Claim:
    """Something that is so.

    Parameters
    ----------
    about : what it is said of
    low, high : between which it lies; both infinite if it is no number
    is_open : whether it is neither low nor high itself: one each
    holds : for what is no comparison, whether it is true
    signs : of what compares two things, how the left one may be to the right: ``<``, ``=`` or ``>``
    """

    about: str
    low: float = -math.inf
    high: float = math.inf
    is_open: tuple[bool, bool] = (False, False)
    holds: bool | None = None
    signs: frozenset[str] = frozenset("<=>")

    def contradicts(self, other: "_Claim") -> bool:
        if self.about != other.about:
            return False
        if self.holds is not None and other.holds is not None:
            return self.holds != other.holds
        return self.signs.isdisjoint(other.signs) or self._is_below(other) or other._is_below(self)

    def _is_below(self, other: "_Claim") -> bool:
        touches = self.high == other.low
        return self.high < other.low or (touches and (self.is_open[1] or other.is_open[0]))


_SIGNS = {
    ast.Lt: frozenset("<"),
    ast.LtE: frozenset("<="),
    ast.Gt: frozenset(">"),
    ast.GtE: frozenset(">="),
    ast.Eq: frozenset("="),
    ast.NotEq: frozenset("<>"),
}
_TURNED = {"<": ">", "=": "=", ">": "<"}


def _claims(question: ast.expr, *, holds: bool) -> Iterator[_Claim]:
    match question:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from _claims(inner, holds=not holds)
        case ast.BoolOp(op=operator, values=values) if isinstance(operator, ast.And) == holds:
            for value in values:
                yield from _claims(value, holds=holds)
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if (
            type(operator) in _SIGNS
        ):
            signs = _SIGNS[type(operator)]
            yield from _compared(left, signs if holds else frozenset("<=>") - signs, right)
        case _:
            yield _Claim(ast.unparse(question), holds=holds)


def _compared(left: ast.expr, signs: frozenset[str], right: ast.expr) -> Iterator[_Claim]:
    one, other = ast.unparse(left), ast.unparse(right)
    if one > other:  # the same, however it is written
        left, right, one, other = right, left, other, one
        signs = frozenset(_TURNED[sign] for sign in signs)
    yield _Claim(f"{one} ? {other}", signs=signs)
    for about, limit, allowed in (
        (one, right, signs),
        (other, left, frozenset(_TURNED[sign] for sign in signs)),
    ):
        if isinstance(limit, ast.Constant) and isinstance(limit.value, int | float):
            yield _between(about, limit.value, allowed)


def _between(about: str, limit: float, signs: frozenset[str]) -> _Claim:
    is_open = "=" not in signs
    return _Claim(
        about,
        low=-math.inf if "<" in signs else limit,
        high=math.inf if ">" in signs else limit,
        is_open=(is_open and "<" not in signs, is_open and ">" not in signs),
    )
