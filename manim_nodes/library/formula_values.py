"""What a typed formula gives, worked out without running any code of the project's."""

import ast
import functools
from collections.abc import Callable, Sequence
from copy import deepcopy

from manim_nodes.library.expressions import (
    ExpressionError,
    compare,
    constant_value,
    named_function,
    operate,
    parse_expression,
)

Formula = Callable[[float], tuple[float, ...] | None]
"""What a formula gives for a number, a point as its coordinates; None where it has no value."""

_Value = Callable[[float], float]
_LARGEST = 1e300


@functools.lru_cache(maxsize=500)
def formula(text: str, variable: str) -> Formula | None:
    """Return a typed formula as a function; None if it is not one, or uses more than its variable."""
    try:
        tree = parse_expression(text, {variable})
    except ExpressionError:
        return None
    parts = tree.elts if isinstance(tree, ast.Tuple) else [tree]
    try:
        coordinates = [_compiled(part, variable) for part in parts]
    except TypeError:
        return None

    def values(number: float) -> tuple[float, ...] | None:
        try:
            found = tuple(coordinate(number) for coordinate in coordinates)
        except (ArithmeticError, TypeError, ValueError):
            return None
        is_real = not any(isinstance(value, complex) for value in found)
        return found if is_real and all(abs(value) < _LARGEST for value in found) else None

    return values


def surface_values(
    texts: Sequence[str], variables: tuple[str, str], grid: tuple[Sequence[float], Sequence[float]]
) -> list[tuple[float, ...] | None] | None:
    """Return what formulas of two variables give on a grid; None if they are none, or use more than their variables."""
    try:
        trees = [parse_expression(text, frozenset(variables)) for text in texts]
    except ExpressionError:
        return None
    first, second = variables
    found: list[tuple[float, ...] | None] = []
    for other in grid[1]:
        try:
            coordinates = [
                _compiled(_With(second, other).visit(deepcopy(tree)), first) for tree in trees
            ]
        except TypeError:
            return None
        for number in grid[0]:
            try:
                values = tuple(coordinate(number) for coordinate in coordinates)
            except (ArithmeticError, TypeError, ValueError):
                values = ()
            is_real = values and not any(isinstance(value, complex) for value in values)
            found.append(values if is_real and all(abs(v) < _LARGEST for v in values) else None)
    return found


class _With(ast.NodeTransformer):
    """Puts a number in place of a variable."""

    def __init__(self, name: str, number: float) -> None:
        self._name = name
        self._number = number

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self._number) if node.id == self._name else node


def _compiled(tree: ast.expr, variable: str) -> _Value:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return lambda _: value
        case ast.Name(id=name) if name == variable:
            return lambda number: number
        case ast.Name() | ast.Attribute():
            known = constant_value(tree)
            return lambda _: known
        case ast.UnaryOp(op=operator, operand=operand):
            inner = _compiled(operand, variable)
            match operator:
                case ast.Not():
                    return lambda number: not inner(number)
                case ast.USub():
                    return lambda number: -inner(number)
            return inner
        case ast.BinOp(left=left, op=binary, right=right):
            a, b, combine = _compiled(left, variable), _compiled(right, variable), operate(binary)
            return lambda number: combine(a(number), b(number))
        case ast.Call(func=function, args=arguments):
            called, given = (
                named_function(function),
                [_compiled(each, variable) for each in arguments],
            )
            return lambda number: called(*(each(number) for each in given))
        case ast.IfExp(test=test, body=body, orelse=other):
            asked, yes, no = (_compiled(part, variable) for part in (test, body, other))
            return lambda number: yes(number) if asked(number) else no(number)
        case ast.BoolOp(op=joint, values=values):
            return _joined(
                [_compiled(value, variable) for value in values], isinstance(joint, ast.Or)
            )
        case ast.Compare(left=left, ops=operators, comparators=comparators):
            sides = [_compiled(side, variable) for side in (left, *comparators)]
            return lambda number: compare(operators, [side(number) for side in sides])
    raise TypeError(type(tree))


def _joined(values: Sequence[_Value], is_or: bool) -> _Value:
    def decide(number: float) -> float:
        value: float = not is_or
        for each in values:
            value = each(number)
            if bool(value) is is_or:
                break
        return value

    return decide


JUMPING = frozenset({"np.floor", "np.ceil", "np.sign", "np.mod", "round", "int", "np.angle"})
"""Functions that jump although they have a value everywhere."""


_WHOLE = frozenset(
    f"np.{name}"
    for name in (
        *("sin", "cos", "exp", "arctan", "arctan2", "sinh", "cosh", "tanh", "arcsinh", "hypot"),
        *("cbrt", "degrees", "radians", "clip", "sinc", "sign", "floor", "ceil"),
    )
) | {"abs", "min", "max", "round", "int"}
"""Functions that have a value for every number."""


@functools.lru_cache(maxsize=500)
def is_defined_everywhere(text: str, variables: frozenset[str]) -> bool:
    """Return whether a formula has a value whatever its variables are, as its form tells."""
    try:
        tree = parse_expression(text, variables)
    except ExpressionError:
        return False
    return all(map(_is_defined, ast.walk(tree)))


def _is_defined(part: ast.AST) -> bool:
    match part:
        case ast.Call(func=function):
            return ast.unparse(function) in _WHOLE
        case ast.BinOp(
            op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=ast.Constant(value=divisor)
        ):
            return bool(divisor)
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=power)):
            return isinstance(power, int) and power >= 0
        case ast.BinOp(op=operator):
            return isinstance(operator, ast.Add | ast.Sub | ast.Mult)
    return True


@functools.lru_cache(maxsize=500)
def may_jump(text: str, variables: frozenset[str]) -> bool:
    """Return whether a formula asks for functions, or makes decisions, that can make it jump."""
    try:
        tree = parse_expression(text, variables)
    except ExpressionError:
        return True
    return any(
        isinstance(part, ast.IfExp | ast.Compare | ast.BoolOp | ast.FloorDiv | ast.Mod)
        or (isinstance(part, ast.Call) and ast.unparse(part.func) in JUMPING)
        for part in ast.walk(tree)
    )
