"""The constants of a project: what they are worth, and parameters with these values in place of the names.

A constant stands for its value, so all that looks at a graph sees values, and the script has them.
A name that a node's own inputs or variables have means those.
"""

import operator
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from manim_nodes.document.model import Constant, Node
from manim_nodes.document.record_edits import replace
from manim_nodes.library.expressions import (
    ExpressionError,
    evaluate_constant,
    number_text,
    parse_expression,
    with_values,
)
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import element_type, mapping_types, usable_names

Values: TypeAlias = Mapping[str, float | str]
"""What each constant is worth: a number, or the text of a text, a color or a function."""

_NUMBERS = frozenset({"number", "integer", "angle"})
_TUPLES_OF_NUMBERS = frozenset({"vector", "point", "range", "complex"})
_EXPRESSIONS = frozenset({"expression", "function", "complex_expression", "complex_function"})
_TEXTS = frozenset({"string", "text", "label", "format"})
_SYNTAX = "syntax"
_FIELD = re.compile(r"\{([^{}:]{1,200})(?::\.(\d))?\}")
_LONGEST_TEXT = 10_000


def values_of(constants: Iterable[Constant]) -> Values:
    """Return what the constants are worth, without those that are worth nothing, such as ``1/0``."""
    values: dict[str, float | str] = {}
    for constant in constants:
        value: float | str | None = constant.value
        if constant.type == "number":
            value = number_of(constant, values)
        elif constant.type == "text":
            value = with_fields(str(constant.value), values)
        elif constant.type == "function":
            value = f"({with_values(str(constant.value), values)})"
        # Constants may be made of constants: twice as long each time, it would soon fill the memory.
        if value is not None and len(str(value)) <= _LONGEST_TEXT:
            values[constant.name] = value
    return values


def number_of(constant: Constant, before: Values) -> float | None:
    """Return what a number is worth; None if that cannot be worked out.

    Parameters
    ----------
    before : what the constants before it are worth
    """
    if not isinstance(constant.value, str):
        return constant.value
    try:
        return evaluate_constant(parse_expression(with_values(constant.value, before)))
    except ExpressionError:
        return None


def with_constants(node: Node, node_type: NodeType, values: Values) -> Node:
    """Return a node whose parameters have the values of constants in place of their names."""
    own = node_type.inputs.keys()
    # Braces belong to LaTeX.
    texts = _TEXTS if _takes_latex(node, node_type) else _TEXTS | {"math"}
    changed = {}
    for name, value in node.parameters.items():
        parameter = node_type.parameters.get(name)
        if parameter is None:
            continue
        known = _without(values, {*own, *usable_names(parameter)})
        filled = _filled(value, parameter.type, known, texts)
        if filled is not value:
            changed[name] = filled
    return replace(node, parameters={**node.parameters, **changed}) if changed else node


def with_fields(text: str, values: Values) -> str:
    """Return a text with values in place of ``{speed}``, ``{2*speed:.1}``; other braces stay as they are."""
    if "{" not in text:
        return text
    pieces: list[str] = []
    length = end = 0
    for field in _FIELD.finditer(text):
        value = _field_value(field[1].strip(), field[2], values)
        if value is None:
            continue
        pieces += text[end : field.start()], value
        length += len(pieces[-1]) + len(pieces[-2])
        end = field.end()
        if length > _LONGEST_TEXT:  # nothing can be drawn of it, and it might fill the memory
            break
    return "".join([*pieces, text[end:]]) if pieces else text


def _field_value(code: str, decimals: str | None, values: Values) -> str | None:
    """Return what stands in place of a field; None if it names no constant, or is worth nothing."""
    value = values.get(code)
    if isinstance(value, str):
        return value
    if value is None:
        filled = with_values(code, values)
        if filled == code:
            return None
        try:
            value = evaluate_constant(parse_expression(filled))
        except ExpressionError:
            return None
    return number_text(value) if decimals is None else f"{value:.{decimals}f}"


def _takes_latex(node: Node, node_type: NodeType) -> bool:
    syntax = node_type.parameters.get(_SYNTAX)
    return syntax is not None and node.parameters.get(_SYNTAX, syntax.default) != "typst"


def _without(values: Values, names: Collection[str]) -> Values:
    if values.keys().isdisjoint(names):
        return values
    return {name: value for name, value in values.items() if name not in names}


def _filled(value: Any, type_name: str, values: Values, texts: Collection[str]) -> Any:
    """Return a value with those of constants in place of names; the very same where it names none."""
    if isinstance(value, str):
        return _filled_text(value, type_name, values, texts)
    if not isinstance(value, tuple):
        return value
    if pair_types := mapping_types(type_name):
        return _joined(value, [_filled_pair(pair, pair_types, values, texts) for pair in value])
    item = element_type(type_name) or ("number" if type_name in _TUPLES_OF_NUMBERS else None)
    if item is None:
        return value
    return _joined(value, [_filled(part, item, values, texts) for part in value])


def _filled_pair(pair: Any, types: tuple[str, str], values: Values, texts: Collection[str]) -> Any:
    if not isinstance(pair, tuple):
        return pair
    parts = zip(pair, types, strict=False)
    return _joined(pair, [_filled(part, kind, values, texts) for part, kind in parts])


def _joined(before: tuple[Any, ...], parts: list[Any]) -> tuple[Any, ...]:
    return before if all(map(operator.is_, parts, before)) else tuple(parts)


def _filled_text(text: str, type_name: str, values: Values, texts: Collection[str]) -> Any:
    if type_name in _NUMBERS or type_name in _EXPRESSIONS:
        return with_values(text, values)
    if type_name == "color":
        return values.get(text, text)
    return with_fields(text, values) if type_name in texts else text
