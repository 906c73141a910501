"""What can be wrong with the constants and the knobs of a project."""

import math
from collections.abc import Iterator

from manim_nodes.document.groups import groups_within
from manim_nodes.document.model import Constant
from manim_nodes.graph.build import Graph
from manim_nodes.graph.constants import number_of, with_values_before
from manim_nodes.graph.group_inputs import GroupInputs
from manim_nodes.graph.knob_targets import knob_parameter, wire_of_knob
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.constants import Values
from manim_nodes.library.expressions import (
    CONSTANTS,
    FUNCTIONS,
    ExpressionError,
    parse_expression,
    with_values,
)
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import Names, check_value, shown
from manim_nodes.translation import tr

_VARIABLE = "x"
_TAKEN = frozenset({*FUNCTIONS, *CONSTANTS, "np", "numpy", "math", "i", "x", "y", "z", "t"})


def faulty_constants(graph: Graph) -> Iterator[Problem]:
    """Find constants that are worth nothing, or could not be used by their names."""
    for constant, before in with_values_before(graph.document.constants, graph.document.settings):
        fault = name_fault(constant.name) or _value_fault(constant, before, graph.library.names)
        if fault:
            message = tr("The constant '{name}' {fault}.", name=constant.name, fault=fault)
            yield Problem("bad-constant", message)


def name_fault(name: str) -> str | None:
    """Return why no constant can have a name, as the end of a sentence; None if one can."""
    if name in _TAKEN:
        return tr("needs another name: in expressions, '{name}' means something else", name=name)
    return None


def _value_fault(constant: Constant, before: Values, names: Names) -> str | None:
    value = constant.value
    if constant.type == "number":
        number = number_of(constant, before)
        if number is None or not math.isfinite(number):
            return tr("must be a number, got {value}", value=shown(value))
        return None
    if constant.type == "function" and isinstance(value, str):
        try:
            parse_expression(with_values(value, before), {_VARIABLE})
        except ExpressionError as fault:
            return tr("is no function of x. {reason}", reason=fault.message.rstrip("."))
        return None
    return check_value(value, Parameter(name=constant.name, type=constant.type), names)


def knobs_without_target(graph: Graph) -> Iterator[Problem]:
    """Find knobs that change nothing: what they are for is not there, or a wire replaces its value."""
    constants = {constant.name for constant in graph.document.constants}
    document = graph.expansion.whole
    inputs = GroupInputs(document, graph.library)
    # What no node stands for is seen nowhere.
    used = {"", *(group.id for group in groups_within(document, document.groups_by_id))}
    for knob in document.knobs:
        if knob.constant and knob.constant in constants:
            continue
        is_there = knob.node and knob_parameter(knob, inputs) is not None
        title = knob.title or knob.constant or knob.parameter
        if not is_there or knob.within not in used:
            yield Problem(
                "knob-without-target",
                tr("The knob '{title}' changes nothing: what it was for is gone.", title=title),
                severity=Severity.WARNING,
            )
        elif wire_of_knob(document, knob) is not None:
            yield Problem(
                "knob-without-target",
                tr("The knob '{title}' changes nothing: a wire brings its value.", title=title),
                None if knob.within else knob.node,
                knob.parameter,
                severity=Severity.WARNING,
                hint=tr("Remove the wire, or the knob."),
            )
