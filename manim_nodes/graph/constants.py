"""The constants of a project: what they are worth, and nodes with these values in place of the names.

A constant stands for its value, so all that looks at a graph sees values, and the script has them.
A name that a node's own inputs or variables have means those.
Each project has two constants without making them, ``frame_width`` and ``frame_height``, by which a
picture follows its format; one that it makes itself goes first.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace as replaced

from manim_nodes.document.model import Constant, Document, Node, Settings
from manim_nodes.document.record_edits import replace
from manim_nodes.document.values import texts_in
from manim_nodes.library.constants import LONGEST_TEXT, TEXTS, Values, with_fields, with_values_in
from manim_nodes.library.expressions import (
    ExpressionError,
    evaluate_constant,
    parse_expression,
    with_values,
)
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import Names, usable_names
from manim_nodes.library.type_names import element_type

_SYNTAX = "syntax"
_FRAME = "frame_"
_DEFAULT = Settings()


def values_of(constants: Iterable[Constant], settings: Settings = _DEFAULT) -> Values:
    """Return what the constants are worth, without those that are worth nothing, such as ``1/0``.

    Parameters
    ----------
    settings : of their project
    """
    values: Values = _frame_size(settings)
    for _, growing in with_values_before(constants, settings):
        values = growing
    return values


def with_values_before(
    constants: Iterable[Constant], settings: Settings = _DEFAULT
) -> Iterator[tuple[Constant, Values]]:
    """Return each constant with what those before it are worth; the mapping grows as one goes on."""
    values = _frame_size(settings)
    for constant in constants:
        yield constant, values
        value: float | str | None = constant.value
        if constant.type == "number":
            value = number_of(constant, values)
        elif constant.type == "text":
            value = with_fields(str(constant.value), values)
        elif constant.type == "function":
            value = f"({with_values(str(constant.value), values)})"
        # Constants may be made of constants: twice as long each time, it would soon fill the memory.
        if value is not None and len(str(value)) <= LONGEST_TEXT:
            values[constant.name] = value


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


def with_known(names: Names, constants: Iterable[Constant], settings: Settings) -> Names:
    """Return the names that values may hold, those of the constants of a project among them."""
    return replaced(names, constants=values_of(constants, settings))


def are_used(document: Document) -> bool:
    """Return whether a value may name a constant: of projects that have none, few name the frame's size."""
    return bool(document.constants) or any(
        _FRAME in text for node in document.nodes for text in texts_in(node.parameters)
    )


def _frame_size(settings: Settings) -> dict[str, float | str]:
    return {
        f"{_FRAME}width": settings.frame_width,
        f"{_FRAME}height": settings.frame_height,
    }


def with_constants(node: Node, node_type: NodeType, values: Values, in_texts: Values) -> Node:
    """Return a node whose parameters have the values of constants in place of their names.

    Parameters
    ----------
    in_texts : the values as texts have them
    """
    own = node_type.inputs.keys()
    texts = texts_of(node, node_type)
    changed = {}
    for name, value in node.parameters.items():
        parameter = node_type.parameters.get(name)
        if parameter is None:
            continue
        is_text = not texts.isdisjoint({parameter.type, element_type(parameter.type)})
        known = _without(in_texts if is_text else values, {*own, *usable_names(parameter)})
        filled = with_values_in(value, parameter.type, known, texts)
        if filled is not value:
            changed[name] = filled
    return replace(node, parameters={**node.parameters, **changed}) if changed else node


def texts_of(node: Node, node_type: NodeType) -> frozenset[str]:
    """Return the types of a node's parameters that hold values between braces."""
    # Braces belong to LaTeX.
    return TEXTS if _takes_latex(node, node_type) else TEXTS | {"math"}


def _takes_latex(node: Node, node_type: NodeType) -> bool:
    syntax = node_type.parameters.get(_SYNTAX)
    return syntax is not None and node.parameters.get(_SYNTAX, syntax.default) != "typst"


def _without(values: Values, names: Collection[str]) -> Values:
    if values.keys().isdisjoint(names):
        return values
    return {name: value for name, value in values.items() if name not in names}
