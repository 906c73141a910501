"""The only way in which a value of a project becomes source: one typed writer a parameter type.

Writers make trees, not text, so that no value can end a literal and begin something else.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from manim_nodes.document.model import Node
from manim_nodes.errors import ManimNodesError
from manim_nodes.graph.parameter_rules import file_path
from manim_nodes.library.color_roles import BACKGROUND_ROLE
from manim_nodes.library.expressions import parse_expression
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import (
    IMAGINARY_UNIT,
    Names,
    check_value,
    number_value,
    usable_names,
)
from manim_nodes.library.rate_curve import RateCurve
from manim_nodes.library.type_names import element_type, mapping_types
from manim_nodes.syntax import LOAD


class CodegenError(ManimNodesError):
    """A graph cannot become a script.

    Parameters
    ----------
    node : because of which, if it is one node's fault
    others : as `ManimNodesError` has them
    """

    def __init__(self, message: str, *, node: Node | None = None, **others: str | None) -> None:
        if node is not None:
            others = {"where": node.label or node.id, **others}
        super().__init__(message, **others)
        self.node_id = node.id if node is not None else None


@dataclass(frozen=True)
class WritingContext:
    """What writers need to know besides the value.

    Parameters
    ----------
    inputs : the tree for each input of the node that expressions may use
    syntax : what labels are set by, if the node has any
    folder : where the files are that the project names, if their whole paths are to be written
    """

    names: Names
    inputs: Mapping[str, ast.expr] = field(default_factory=dict)
    folder: Path | None = None
    syntax: str | None = None


Writer = Callable[[Any, Parameter, WritingContext], ast.expr]


def write_value(value: Any, parameter: Parameter, context: WritingContext) -> ast.expr:
    """Write a value of the project as Python.

    Raises
    ------
    CodegenError : the value is not one that ``parameter`` may have; validation tells the user
    """
    names = context.names
    if context.inputs:
        names = replace(names, inputs=frozenset(context.inputs))
    if fault := check_value(value, parameter, names):
        raise CodegenError(f"{parameter.name} {fault}")
    return _write(value, parameter.type, parameter, context)


def _write(value: Any, type_name: str, parameter: Parameter, context: WritingContext) -> ast.expr:
    if pair := mapping_types(type_name):
        keys, values = (
            [_write(each[side], pair[side], parameter, context) for each in value]
            for side in (0, 1)
        )
        return ast.Dict([*keys], values)
    element = element_type(type_name)
    if element is not None:
        parts = [_write(part, element, parameter, context) for part in value]
        return ast.List(parts, LOAD)
    return _WRITERS[type_name](value, parameter, context)


def dotted_name(name: str) -> ast.expr:
    """Return the tree of ``rate_functions.ease_in_sine``."""
    first, *rest = name.split(".")
    tree: ast.expr = ast.Name(first, LOAD)
    for attribute in rest:
        tree = ast.Attribute(tree, attribute, LOAD)
    return tree


def number(value: float | str) -> ast.expr:
    """Write a number; a negative one as minus a positive, which binds as Python reads it."""
    if isinstance(value, str):
        return parse_expression(value)
    if value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def _number(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    return number(value)


def _integer(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    # What is whole may have been worked out with fractions: 6 / 2 is 3.0 to Python.
    return number(int(number_value(value) or 0))


def _complex(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    real, imaginary = value
    if isinstance(imaginary, str):
        times_i = ast.BinOp(number(imaginary), ast.Mult(), ast.Constant(1j))
        return times_i if real == 0 else ast.BinOp(number(real), ast.Add(), times_i)
    if imaginary == 0:
        return number(real)
    size: ast.expr = ast.Constant(complex(0, abs(imaginary)))
    if real == 0:
        return size if imaginary > 0 else ast.UnaryOp(ast.USub(), size)
    return ast.BinOp(number(real), ast.Add() if imaginary > 0 else ast.Sub(), size)


def _label(value: Any, _parameter: Parameter, context: WritingContext) -> ast.expr:
    is_formula = context.syntax == "typst"
    return ast.Constant(context.names.formula_words.as_formula(value) if is_formula else value)


def in_degrees(angle: ast.expr) -> ast.expr:
    """Return ``angle * DEGREES``; ``0.3 / DEGREES`` was meant in radians, and gives ``0.3``."""
    match angle:
        case ast.BinOp(left=radians, op=ast.Div(), right=ast.Name(id="DEGREES")):
            return radians
    return ast.BinOp(angle, ast.Mult(), ast.Name("DEGREES", LOAD))


def _angle(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    return ast.Constant(0) if value == 0 else in_degrees(number(value))


def _constant(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    return ast.Constant(value)


def _name(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    return dotted_name(str(value))


def _literal(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    return ast.Constant(value) if isinstance(value, str) else number(value)


def _file(value: Any, _parameter: Parameter, context: WritingContext) -> ast.expr:
    path = file_path(value, context.folder) if context.folder is not None and value else None
    return ast.Constant(value if path is None else str(path))


def _link(value: Any, parameter: Parameter, context: WritingContext) -> ast.expr:
    return ast.Tuple([_literal(part, parameter, context) for part in value], LOAD)


def _color(value: Any, _parameter: Parameter, context: WritingContext) -> ast.expr:
    if value in context.names.colors:
        return ast.Name(value, LOAD)
    if value == BACKGROUND_ROLE:
        return dotted_name("config.background_color")
    return ast.Constant(context.names.roles.get(value, value).upper())


_DIAGONALS = {(1, 1): "UR", (-1, 1): "UL", (1, -1): "DR", (-1, -1): "DL"}
_AXES = (("RIGHT", "LEFT"), ("UP", "DOWN"), ("OUT", "IN"))


def _vector(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    parts = [*value, 0][:3]
    if diagonal := _diagonal(parts):
        return diagonal
    terms = [_along(part, names) for part, names in zip(parts, _AXES, strict=True) if part != 0]
    if not terms:
        return ast.Name("ORIGIN", LOAD)
    total = terms[0]
    for term in terms[1:]:
        total = ast.BinOp(total, ast.Add(), term)
    return total


def _diagonal(parts: Sequence[Any]) -> ast.expr | None:
    x, y, z = parts
    if z != 0 or isinstance(x, str) or isinstance(y, str) or x == 0 or abs(x) != abs(y):
        return None
    name = ast.Name(_DIAGONALS[x > 0 or -1, y > 0 or -1], LOAD)
    return name if abs(x) == 1 else ast.BinOp(number(abs(x)), ast.Mult(), name)


def _along(part: float | str, names: tuple[str, str]) -> ast.expr:
    forward, backward = (ast.Name(name, LOAD) for name in names)
    if isinstance(part, str):
        return ast.BinOp(parse_expression(part), ast.Mult(), forward)
    direction = forward if part > 0 else backward
    return direction if abs(part) == 1 else ast.BinOp(number(abs(part)), ast.Mult(), direction)


def _range(value: Any, _parameter: Parameter, _context: WritingContext) -> ast.expr:
    return ast.List([number(_whole(part)) for part in value], LOAD)


def _whole(part: float | str) -> float | str:
    # manim counts the digits of a step to know how many numbers need: 1.0 would have one.
    return int(part) if isinstance(part, float) and part.is_integer() else part


def _rate_function(value: Any, _parameter: Parameter, context: WritingContext) -> ast.expr:
    if curve := RateCurve.parse(value):
        return ast.Call(
            ast.Name("cubic_bezier", LOAD), [number(_tidy(each)) for each in curve.points], []
        )
    return dotted_name(context.names.rate_functions[value])


def _tidy(value: float) -> float:
    return int(value) if value.is_integer() else value


def _expression(value: Any, parameter: Parameter, context: WritingContext) -> ast.expr:
    names = usable_names(parameter)
    tree = parse_expression(value, {*names, *context.inputs})
    given = {IMAGINARY_UNIT: ast.Constant(1j), **context.inputs}
    wired = {name: each for name, each in given.items() if name not in parameter.variables}
    return _with_points(_Substitution(wired).visit(tree))


def _with_points(tree: ast.expr) -> ast.expr:
    match tree:
        case ast.Tuple(elts=parts):
            coordinates: list[ast.expr] = [*parts, ast.Constant(0)][:3]
            return ast.Call(dotted_name("np.array"), [ast.List(coordinates, LOAD)], [])
        case ast.IfExp(test=test, body=body, orelse=other):
            return ast.IfExp(test, _with_points(body), _with_points(other))
    return tree


class _Substitution(ast.NodeTransformer):
    """Puts what is wired into an expression's inputs in place of their names."""

    def __init__(self, wired: Mapping[str, ast.expr]) -> None:
        self._wired = wired

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._wired.get(node.id, node)


def _function(value: Any, parameter: Parameter, context: WritingContext) -> ast.expr:
    arguments = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(name) for name in parameter.variables],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
    return ast.Lambda(arguments, _expression(value, parameter, context))


_WRITERS: Mapping[str, Writer] = {
    "number": _number,
    "integer": _integer,
    "angle": _angle,
    "complex": _complex,
    "boolean": _constant,
    "string": _constant,
    "text": _constant,
    "math": _constant,
    "label": _label,
    "font": _constant,
    "file": _file,
    "format": _constant,
    "color": _color,
    "vector": _vector,
    "point": _vector,
    "range": _range,
    "choice": _literal,
    "constant": _name,
    "name": _literal,
    "link": _link,
    "rate_function": _rate_function,
    "expression": _expression,
    "function": _function,
    "complex_expression": _expression,
    "complex_function": _function,
    "python": _constant,  # only judged here; codegen/template_filler.py makes a method of it
}
