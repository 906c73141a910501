"""The types of a parameter: what value the project may hold, and what type of wire replaces it."""

import ast
import re
import string
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from manim_nodes.library.constants import Values, with_values_in
from manim_nodes.library.decimal_commas import with_points
from manim_nodes.library.expressions import ExpressionError, evaluate_constant, parse_expression
from manim_nodes.library.formula_words import NO_FORMULA_WORDS, FormulaWords
from manim_nodes.library.node_type import Parameter, Rows
from manim_nodes.library.port_types import MAPPING
from manim_nodes.library.rate_curve import RateCurve
from manim_nodes.library.type_names import element_type, mapping_types
from manim_nodes.syntax import parse_module
from manim_nodes.translation import tr, tr_plural

Check = Callable[[Any, Parameter, "Names"], str | None]


@dataclass(frozen=True)
class Names:
    """The names that parameters may hold: manim's constants, and a node's own inputs.

    Parameters
    ----------
    colors : name of a manim color -> ``#RRGGBB``
    rate_functions : names of manim's rate functions
    inputs : names of the inputs that expressions of this node may use
    constants : what the constants of the project are worth
    roles : what the project's style gives for colors such as ``role:accent``
    formula_words : the words that are no text in a label
    """

    colors: Mapping[str, str]
    rate_functions: Mapping[str, str]
    inputs: frozenset[str] = frozenset()
    constants: Values = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    formula_words: FormulaWords = NO_FORMULA_WORDS

    def color_number(self, color: str) -> str:
        """Return ``#RRGGBB`` for the name or role of a color; what is neither stays as it is."""
        return self.colors.get(color) or self.roles.get(color) or color


@dataclass(frozen=True)
class ParameterType:
    """How one type of parameter is checked, and the port type that a wire must have."""

    port_type: str
    check: Check


_WHOLE_IN_FULL = 1e16


def shown(value: Any) -> str:
    """Return ``value`` as a message quotes it, and nobody needs to know Python for."""
    text = repr(value) if isinstance(value, str) else spoken(value)
    return text if len(text) <= 60 else text[:57] + "..."


def spoken(value: Any) -> str:
    """Return ``value`` in the words of people: a list is ``(1, 2)``, a whole number has no point."""
    match value:
        case None:
            return tr("nothing")
        case bool():
            return tr("true") if value else tr("false")
        case float() if value.is_integer() and abs(value) < _WHOLE_IN_FULL:
            return str(int(value))
        case list() | tuple():
            return f"({', '.join(map(spoken, value))})" if value else tr("an empty list")
    return str(value)


def number_value(value: Any) -> float | None:
    """Work out a number as the project holds it: a JSON number, or arithmetic such as ``pi/2``.

    Returns
    -------
    None when it is neither
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not isinstance(value, str):
        return value
    try:
        return evaluate_constant(parse_expression(value))
    except ExpressionError:
        return None


# Beyond this a coordinate or a duration means nothing, and cairo's fixed point overflows.
_LARGEST = 1e9
# What is shown, counted or scaled before it is drawn; beyond this it loses its last digit.
_LARGEST_OF_DATA = 1e15


def _number(value: Any, parameter: Parameter, _names: Names) -> str | None:
    number = number_value(value)
    if number is None and isinstance(value, str):
        pointed = with_points(value.strip())
        if number_value(pointed) is not None:
            return tr(
                "must be a number with a point: write {number} instead of {value}",
                number=pointed,
                value=shown(value),
            )
    if number is None:
        return tr("must be a number, got {value}", value=shown(value))
    is_data = parameter.data or parameter.type == "range" or "list[number]" in parameter.type
    largest = _LARGEST_OF_DATA if is_data else _LARGEST
    # Asked in this way, since NaN is neither smaller nor greater than anything.
    if not abs(number) <= largest:
        return tr(
            "must be a number up to {largest:,.0f}, got {value}",
            largest=largest,
            value=shown(value),
        )
    return _in_range(number, value, parameter)


MOST_SECONDS = 24 * 60 * 60
"""What can be drawn is shorter than a day."""

_MOST_STEPS, _MOST_ITEMS, _MOST_LETTERS = 10_000, 10_000, 10_000


def _in_range(number: float, value: Any, parameter: Parameter) -> str | None:
    if parameter.unit == "s" and number > MOST_SECONDS:
        return tr(
            "must be at most a day ({most:,} s), got {value}",
            most=MOST_SECONDS,
            value=shown(value),
        )
    low, above, high = parameter.minimum, parameter.exclusive_minimum, parameter.maximum
    if above is not None and not number > above:
        return tr("must be > {above:g}, got {value}", above=above, value=shown(value))
    if low is not None and not number >= low:
        return tr("must be >= {low:g}, got {value}", low=low, value=shown(value))
    if high is not None and not number <= high:
        return tr("must be <= {high:g}, got {value}", high=high, value=shown(value))
    return None


def _integer(value: Any, parameter: Parameter, names: Names) -> str | None:
    number = number_value(value)
    if number is None or number % 1 != 0:
        return tr("must be a whole number, got {value}", value=shown(value))
    return _number(value, parameter, names)


def _boolean(value: Any, _parameter: Parameter, _names: Names) -> str | None:
    return (
        None
        if isinstance(value, bool)
        else tr("must be true or false, got {value}", value=shown(value))
    )


def _text(value: Any, parameter: Parameter, _names: Names) -> str | None:
    if not isinstance(value, str):
        return tr("must be text, got {value}", value=shown(value))
    if parameter.minimum and len(value) < parameter.minimum:
        return tr("must not be empty")
    return _too_many(len(value), parameter.most or _MOST_LETTERS, tr("letters"))


def _too_many(count: float, most: int, things: str) -> str | None:
    if count <= most:
        return None
    return tr(
        "has {count:,.15g} {things}; at most {most:,} can be drawn",
        count=count,
        things=things,
        most=most,
    )


_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{6}[fF]{2})")
_WITH_OPACITY = re.compile(r"#(?:[0-9a-fA-F]{4}|[0-9a-fA-F]{8})")


def _color(value: Any, _parameter: Parameter, names: Names) -> str | None:
    if isinstance(value, str) and (
        value in names.colors or value in names.roles or _HEX.fullmatch(value)
    ):
        return None
    if isinstance(value, str) and _WITH_OPACITY.fullmatch(value):
        # manim would take the opacity of the thing for the color's own, and this one for nothing.
        short = len(value) == 5
        opacity = int(value[-1] * 2 if short else value[-2:], 16) / 255
        return tr(
            "must be a color alone: write {color}, and {opacity:.2g} as the opacity, instead of {value}",
            color=value[:-1] if short else value[:-2],
            opacity=opacity,
            value=shown(value),
        )
    return tr("must be a manim color or #RRGGBB, got {value}", value=shown(value))


def _vector(value: Any, parameter: Parameter, names: Names) -> str | None:
    if not isinstance(value, list | tuple) or len(value) not in (2, 3):
        return tr("must be two or three numbers, got {value}", value=shown(value))
    return next((fault for part in value if (fault := _number(part, parameter, names))), None)


def _range(value: Any, parameter: Parameter, names: Names) -> str | None:
    if not isinstance(value, list | tuple) or len(value) not in (2, 3):
        return tr("must be a start, an end and perhaps a step, got {value}", value=shown(value))
    for part in value:
        if fault := _number(part, parameter, names):
            return fault
    start, end, *step = (number_value(part) for part in value)
    if start is None or end is None or not start < end:
        return tr("must start below its end, got {value}", value=shown(value))
    if step and not (step[0] or 0) > 0:
        return tr("must have a step > 0, got {value}", value=shown(value))
    steps = steps_of(value, parameter)
    return None if steps is None else _too_many(steps, parameter.most or _MOST_STEPS, tr("steps"))


def steps_of(value: Any, parameter: Parameter) -> float | None:
    """Return how many steps a range has, whole or not; None where neither it nor its parameter says."""
    if not isinstance(value, list | tuple) or len(value) not in (2, 3):
        return None
    start, end, *steps = (number_value(part) for part in (*value, parameter.range_step)[:3])
    step = steps[0] if steps else None
    if start is None or end is None or not step or not step > 0:
        return None
    return max(end - start, 0.0) / step


def _complex(value: Any, parameter: Parameter, names: Names) -> str | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return tr("must be a real and an imaginary part, got {value}", value=shown(value))
    return next((fault for part in value if (fault := _number(part, parameter, names))), None)


def _choice(value: Any, parameter: Parameter, _names: Names) -> str | None:
    if value in parameter.choices and not isinstance(value, bool):
        return None
    choices = ", ".join(tr(parameter.choice_title(choice)) for choice in parameter.choices)
    return tr("must be one of {choices}, got {value}", choices=choices, value=shown(value))


def _name(value: Any, _parameter: Parameter, _names: Names) -> str | None:
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    if is_number or (isinstance(value, str) and value):
        return None
    return tr("must be a text or a whole number, got {value}", value=shown(value))


def _link(value: Any, parameter: Parameter, names: Names) -> str | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return tr("must be two names, got {value}", value=shown(value))
    return next((fault for part in value if (fault := _name(part, parameter, names))), None)


def _rate_function(value: Any, _parameter: Parameter, names: Names) -> str | None:
    if isinstance(value, str) and (value in names.rate_functions or RateCurve.parse(value)):
        return None
    return tr("must be one of manim's rate functions, got {value}", value=shown(value))


def _expression(value: Any, parameter: Parameter, names: Names) -> str | None:
    if not isinstance(value, str):
        return tr("must be an expression, got {value}", value=shown(value))
    known = {*usable_names(parameter), *names.inputs}
    try:
        parse_expression(value, known)
    except ExpressionError as fault:
        pointed = with_points(value.strip())
        if pointed != value.strip() and _can_be_parsed(pointed, known):
            return tr(
                "must have numbers with points: write {code} instead of {value}",
                code=pointed,
                value=shown(value),
            )
        return tr("is not an expression we can use. {message}", message=fault.message)
    return None


def _can_be_parsed(text: str, names: Collection[str]) -> bool:
    try:
        parse_expression(text, names)
    except ExpressionError:
        return False
    return True


IMAGINARY_UNIT = "i"


def usable_names(parameter: Parameter) -> frozenset[str]:
    """Return the names that an expression may use besides its node's inputs."""
    is_complex = parameter.type.startswith("complex_")
    return frozenset(parameter.variables) | ({IMAGINARY_UNIT} if is_complex else set())


def _python(value: Any, _parameter: Parameter, _names: Names) -> str | None:
    if not isinstance(value, str):
        return tr("must be Python code, got {value}", value=shown(value))
    try:
        parse_module(as_function("code", (), value))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        line = getattr(fault, "lineno", None)
        where = tr(" in line {line}", line=line - 1) if line else ""
        return tr(
            "is not Python: {reason}{where}", reason=getattr(fault, "msg", fault), where=where
        )
    return None


_FORMAT_SPEC = re.compile(r"[+\- ]?,?\d{0,2},?(?:\.\d{1,2})?[deEfFgGsx%]?")


def _format(value: Any, _parameter: Parameter, names: Names) -> str | None:
    """Judge a text with fields such as ``{a:.2f}``; str.format itself would follow attributes."""
    if not isinstance(value, str):
        return tr("must be text, got {value}", value=shown(value))
    try:
        fields = [field for field in string.Formatter().parse(value) if field[1] is not None]
    except ValueError as fault:
        return tr("has a brace that does not fit: {reason}", reason=fault)
    for _, name, spec, conversion in fields:
        if name not in names.inputs:
            return tr(
                "has the field {value}; there are {names}",
                value=shown(name),
                names=", ".join(sorted(names.inputs)),
            )
        if conversion or not _FORMAT_SPEC.fullmatch(spec or ""):
            return tr(
                "has the format {value}; write one such as {{{name}:.2f}}",
                value=shown(spec or conversion),
                name=name,
            )
    return None


def as_function(name: str, arguments: tuple[str, ...], body: str, indent: str = "") -> str:
    """Wrap the ``body`` of a Python code node in a ``def``, indented by four spaces.

    Parameters
    ----------
    indent : what stands before the ``def``
    """
    lines = body.replace("\r\n", "\n").split("\n")
    within_text = _lines_within_text([_indented(line, " ") for line in lines])
    code = [
        line if number in within_text else _indented(line, f"{indent}    ")
        for number, line in enumerate(lines)
    ]
    if all(not line.strip() or line.strip().startswith("#") for line in lines):
        code = [*filter(None, code), f"{indent}    pass"]
    return "\n".join([f"{indent}def {name}({', '.join(arguments)}):", *code]) + "\n"


def _indented(line: str, indent: str) -> str:
    rest = line.lstrip(" \t")
    return f"{indent}{line[: len(line) - len(rest)].expandtabs(4)}{rest}" if rest.strip() else ""


def _lines_within_text(lines: list[str]) -> set[int]:
    """Find the lines that begin inside a text of several lines, where blanks are part of it."""
    try:
        tree = parse_module("\n".join(["def _():", *lines]))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    texts = [part for part in ast.walk(tree) if isinstance(part, ast.Constant | ast.JoinedStr)]
    return {line for text in texts for line in range(text.lineno - 1, (text.end_lineno or 1) - 1)}


PARAMETER_TYPES: Mapping[str, ParameterType] = {
    "number": ParameterType("Number", _number),
    "integer": ParameterType("Integer", _integer),
    "angle": ParameterType("Number", _number),
    "complex": ParameterType("Complex", _complex),
    "boolean": ParameterType("Boolean", _boolean),
    "string": ParameterType("String", _text),
    "text": ParameterType("String", _text),
    "math": ParameterType("String", _text),
    "label": ParameterType("String", _text),
    "font": ParameterType("String", _text),
    "file": ParameterType("String", _text),
    "color": ParameterType("Color", _color),
    "vector": ParameterType("Point", _vector),
    "point": ParameterType("Point", _vector),
    "range": ParameterType("List[Number]", _range),
    "choice": ParameterType("String", _choice),
    "constant": ParameterType("String", _choice),
    "name": ParameterType("Any", _name),
    "link": ParameterType("Any", _link),
    "rate_function": ParameterType("RateFunction", _rate_function),
    "expression": ParameterType("Number", _expression),
    "function": ParameterType("Function", _expression),
    "complex_expression": ParameterType("Complex", _expression),
    "complex_function": ParameterType("Function", _expression),
    "format": ParameterType("String", _format),
    "python": ParameterType("Function", _python),
}


# A key must be hashable in Python, and one value in the project.
KEY_TYPES = frozenset({"string", "math", "label", "number", "integer", "name", "link"})


def is_known_type(type_name: str) -> bool:
    """Return whether a table may use ``type_name``."""
    if parts := mapping_types(type_name):
        return parts[0] in KEY_TYPES and is_known_type(parts[1])
    element = element_type(type_name)
    return is_known_type(element) if element is not None else type_name in PARAMETER_TYPES


def port_type_of(type_name: str) -> str:
    """Return the type that a wire must have to replace a parameter of this type."""
    if mapping_types(type_name):
        return MAPPING
    element = element_type(type_name)
    if element is not None:
        return f"List[{port_type_of(element)}]"
    return PARAMETER_TYPES[type_name].port_type


def wired_type(parameter: Parameter) -> str:
    """Return the type that a wire must have to replace a parameter."""
    return parameter.port or port_type_of(parameter.type)


def check_value(value: Any, parameter: Parameter, names: Names) -> str | None:
    """Judge a value that a project holds for ``parameter``.

    Returns
    -------
    None when it is fine, else the end of a sentence: ``must be > 0, got -5``
    """
    if names.constants:
        value = with_values_in(value, parameter.type, names.constants)
    fault = _check(value, parameter.type, parameter, names)
    if fault is None and parameter.at_least and len(value) < parameter.at_least:
        return tr_plural(
            "must have at least {count} item, got {got}",
            "must have at least {count} items, got {got}",
            parameter.at_least,
            got=len(value),
        )
    return fault or _wrong_rows(value, parameter.rows)


def _wrong_rows(rows: Any, needed: Rows) -> str | None:
    lengths = {len(row) for row in rows} if needed and rows is not None else set()
    if 0 in lengths:
        return tr("must not have an empty item")
    if needed != "filled" and len(lengths) > 1:
        return tr("must have as many items in each row, got {value}", value=shown(rows))
    if needed == "square" and (lengths not in ({2}, {3}) or lengths != {len(rows)}):
        return tr("must be two rows of two, or three of three, got {value}", value=shown(rows))
    return None


def _check(value: Any, type_name: str, parameter: Parameter, names: Names) -> str | None:
    if parts := mapping_types(type_name):
        return _check_mapping(value, parts, parameter, names)
    element = element_type(type_name)
    if element is None:
        return PARAMETER_TYPES[type_name].check(value, parameter, names)
    if not isinstance(value, list | tuple):
        return tr("must be a list, got {value}", value=shown(value))
    if fault := _too_many(len(value), parameter.most or _MOST_ITEMS, tr("items")):
        return fault
    for index, part in enumerate(value):
        if fault := _check(part, element, parameter, names):
            return tr("item {index} {fault}", index=index + 1, fault=fault)
    return None


def _check_mapping(
    value: Any, types: tuple[str, str], parameter: Parameter, names: Names
) -> str | None:
    if not isinstance(value, list | tuple):
        return tr("must be a list of pairs, got {value}", value=shown(value))
    seen = set()
    for index, pair in enumerate(value):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return tr(
                "item {index} must be a pair, got {value}", index=index + 1, value=shown(pair)
            )
        key, held = pair
        if fault := _check(key, types[0], parameter.for_keys, names):
            return tr("key {index} {fault}", index=index + 1, fault=fault)
        if fault := _check(held, types[1], parameter, names):
            return tr("value {index} {fault}", index=index + 1, fault=fault)
        # As written: Python takes 1 and 1.0 for one key, a project for two.
        if repr(key) in seen:
            return tr("must give {value} one value, not two", value=shown(key))
        seen.add(repr(key))
    return None
