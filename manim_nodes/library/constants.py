"""Values of parameters with the constants of a project in place of their names."""

import operator
import re
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from manim_nodes.library.expressions import (
    ExpressionError,
    evaluate_constant,
    number_text,
    parse_expression,
    with_values,
)
from manim_nodes.library.type_names import element_type, mapping_types

Values: TypeAlias = Mapping[str, float | str]
"""What each constant is worth: a number, or the text of a text, a color or a function."""

LONGEST_TEXT = 10_000
TEXTS = frozenset({"string", "text", "label", "format"})
_NUMBERS = frozenset({"number", "integer", "angle"})
_TUPLES_OF_NUMBERS = frozenset({"vector", "point", "range", "complex"})
_EXPRESSIONS = frozenset({"expression", "function", "complex_expression", "complex_function"})
_FIELD = re.compile(r"\{([^{}:]{1,200})(?::\.(\d))?\}")


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
        if length > LONGEST_TEXT:  # nothing can be drawn of it, and it might fill the memory
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


def with_other_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text whose fields name constants otherwise."""
    return _FIELD.sub(
        lambda field: (
            "{" + with_values(field[1], names) + (f":.{field[2]}" if field[2] else "") + "}"
        ),
        text,
    )


def with_other_names_in(
    value: Any, type_name: str, names: Mapping[str, str], texts: Collection[str] = TEXTS
) -> Any:
    """Return a parameter's value with other names of constants; the very same where it names none.

    Parameters
    ----------
    names : by those that they take the place of
    texts : the types that hold values between braces
    """
    if isinstance(value, str) and type_name in texts:
        return with_other_names(value, names)
    if isinstance(value, tuple) and not mapping_types(type_name):
        item = element_type(type_name)
        if item is not None:
            return _joined(value, [with_other_names_in(part, item, names, texts) for part in value])
    return with_values_in(value, type_name, names, ())


def with_values_in(
    value: Any, type_name: str, values: Values, texts: Collection[str] = TEXTS
) -> Any:
    """Return a parameter's value with those of constants in place of names; the very same where it names none.

    Parameters
    ----------
    texts : the types that hold values between braces
    """
    if isinstance(value, str):
        return _filled_text(value, type_name, values, texts)
    if not isinstance(value, tuple):
        return value
    if pair_types := mapping_types(type_name):
        return _joined(value, [_filled_pair(pair, pair_types, values, texts) for pair in value])
    item = element_type(type_name) or ("number" if type_name in _TUPLES_OF_NUMBERS else None)
    if item is None:
        return value
    return _joined(value, [with_values_in(part, item, values, texts) for part in value])


def _filled_pair(pair: Any, types: tuple[str, str], values: Values, texts: Collection[str]) -> Any:
    if not isinstance(pair, tuple):
        return pair
    parts = zip(pair, types, strict=False)
    return _joined(pair, [with_values_in(part, kind, values, texts) for part, kind in parts])


def _joined(before: tuple[Any, ...], parts: list[Any]) -> tuple[Any, ...]:
    return before if all(map(operator.is_, parts, before)) else tuple(parts)


def _filled_text(text: str, type_name: str, values: Values, texts: Collection[str]) -> Any:
    if type_name in _NUMBERS:
        return _folded(text, with_values(text, values))
    if type_name in _EXPRESSIONS:
        return with_values(text, values)
    if type_name == "color":
        return values.get(text, text)
    return with_fields(text, values) if type_name in texts else text


def _folded(before: str, filled: str) -> float | str:
    """Return 2024 for ``2023 + 1`` where that has come of a constant; multiples of pi stay what they are."""
    if filled == before or any(map(str.isalpha, filled)):
        return filled
    try:
        number = float(number_text(evaluate_constant(parse_expression(filled))))
    except ExpressionError:
        return filled
    return int(number) if number.is_integer() else number
