"""What can be changed of a project without knowing how it is made, and reading such values from texts."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from manim_nodes.document.edits import disconnect, reset_parameter, set_parameter
from manim_nodes.document.grouping import close_group, open_group
from manim_nodes.document.knob_edits import set_constant
from manim_nodes.document.model import Constant, Document, Knob
from manim_nodes.document.values import JSON, freeze
from manim_nodes.errors import ManimNodesError
from manim_nodes.graph.build import library_of
from manim_nodes.graph.constants import with_known
from manim_nodes.graph.group_inputs import GroupInputs
from manim_nodes.graph.knob_targets import knob_parameter, node_of_knob, wire_of_knob
from manim_nodes.library.catalogue import Library
from manim_nodes.library.decimal_commas import with_points
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import check_value
from manim_nodes.translation import tr

_YES, _NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0"})
_NUMBERS = frozenset({"number", "integer", "angle"})
_EXPRESSIONS = frozenset({"expression", "function"})
_LISTS = frozenset({"vector", "point", "range", "complex", "link"})
_WORDS = frozenset({"list[string]", "list[text]", "list[label]", "list[color]"})


class KnobError(ManimNodesError):
    """A value is none that a knob can have, or there is no such knob."""


@dataclass(frozen=True)
class KnobField:
    """A knob with all that it takes to show its value and to change it.

    Parameters
    ----------
    parameter : as which the value is shown and checked
    """

    knob: Knob
    parameter: Parameter
    value: JSON

    @property
    def title(self) -> str:
        """Return what people call it."""
        return self.knob.title or tr(self.parameter.display_title)


def knob_fields(document: Document, library: Library) -> tuple[KnobField, ...]:
    """Return the knobs of a project whose targets are there, in order."""
    inputs = GroupInputs(document, library_of(document, library))
    constants = {constant.name: constant for constant in document.constants}
    fields = (_field(knob, inputs, constants) for knob in document.knobs)
    return tuple(field for field in fields if field is not None)


def can_be_knob(parameter: Parameter) -> bool:
    """Return whether a parameter may be offered as a knob; code is never changed from outside."""
    return parameter.type != "python"


def _field(knob: Knob, inputs: GroupInputs, constants: Mapping[str, Constant]) -> KnobField | None:
    if knob.constant:
        constant = constants.get(knob.constant)
        return _field_of_constant(knob, constant) if constant else None
    parameter = knob_parameter(knob, inputs)
    node = node_of_knob(inputs.document, knob)
    if node is None or parameter is None or not can_be_knob(parameter):
        return None
    value = node.parameters.get(parameter.name, parameter.default)
    return KnobField(knob, _narrowed(parameter, knob), value)


def _field_of_constant(knob: Knob, constant: Constant) -> KnobField:
    plain = Parameter(
        name=constant.name,
        type="string" if constant.type == "text" else constant.type,  # a line
        title=constant.name,
        default=constant.value,
        variables=("x",) if constant.type == "function" else (),
        data=True,
    )
    return KnobField(knob, _narrowed(plain, knob), constant.value)


def _narrowed(parameter: Parameter, knob: Knob) -> Parameter:
    """Return a parameter with what a knob says of it."""
    low = [each for each in (parameter.minimum, knob.minimum) if each is not None]
    high = [each for each in (parameter.maximum, knob.maximum) if each is not None]
    return parameter.model_copy(
        update={
            "title": knob.title or parameter.title,
            "description": knob.help or parameter.description,
            "unit": knob.unit or parameter.unit,
            "minimum": max(low, default=None),
            "maximum": min(high, default=None),
        }
    )


def find_knob(fields: Sequence[KnobField], title: str) -> KnobField:
    """Return the knob with a title, or for a constant, or parameter, of this name.

    Raises
    ------
    KnobError : there is none
    """
    wanted = title.strip().casefold()
    for field in fields:
        if field.title.casefold() == wanted:
            return field
    for field in fields:
        if field.parameter.name.casefold() == wanted:
            return field
    known = ", ".join(field.title for field in fields) or tr("none")
    raise KnobError(tr("There is no knob '{title}'. There are: {known}.", title=title, known=known))


def set_knob(document: Document, field: KnobField, value: JSON) -> Document:
    """Set the value of what a knob is for.

    Raises
    ------
    KnobError : no constant can have it
    """
    if field.knob.constant:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise KnobError(tr("{title} must be a number or a text.", title=field.title))
        return set_constant(document, field.knob.constant, value)
    if value == field.parameter.default:
        return reset_knob(document, field)
    knob = field.knob
    return _where_it_is(
        document, knob, lambda content: set_parameter(content, knob.node, knob.parameter, value)
    )


def reset_knob(document: Document, field: KnobField) -> Document:
    """Return a document in which the parameter that a knob is for has its default; a constant stays as it is."""
    knob = field.knob
    if knob.constant:
        return document
    return _where_it_is(
        document, knob, lambda content: reset_parameter(content, knob.node, knob.parameter)
    )


def disconnect_knob(document: Document, field: KnobField) -> Document:
    """Remove the wire that replaces the value of a knob, if there is one."""
    wire = wire_of_knob(document, field.knob)
    if wire is None:
        return document
    return _where_it_is(document, field.knob, lambda content: disconnect(content, [wire]))


def _where_it_is(document: Document, knob: Knob, edit: Callable[[Document], Document]) -> Document:
    if not knob.within:
        return edit(document)
    return close_group(document, knob.within, edit(open_group(document, knob.within)))


def set_knob_from_text(
    document: Document, library: Library, field: KnobField, text: str, *, has_comma: bool = False
) -> Document:
    """Return a document with a value as people write it.

    Parameters
    ----------
    has_comma : whether they write 0,5 for 0.5

    Raises
    ------
    KnobError : it is none that the knob can have
    """
    value = _read(text, field.parameter, has_comma=has_comma)
    # A constant may use those before it, and not itself.
    usable = takewhile(lambda each: each.name != field.knob.constant, document.constants)
    names = with_known(library_of(document, library).names, usable, document.settings)
    if fault := check_value(value, field.parameter, names):
        raise KnobError(tr("{title} {fault}.", title=field.title, fault=fault))
    return set_knob(document, field, value)


def _read(text: str, parameter: Parameter, *, has_comma: bool) -> JSON:
    """Return the value that a text writes; one that cannot be read is left to be judged as it is."""
    kind = parameter.type
    if has_comma and kind in (*_NUMBERS, *_EXPRESSIONS):
        text = with_points(text)
    if kind in _WORDS and not text.lstrip().startswith(("[", '"')):
        return tuple(map(str.strip, text.split(";" if ";" in text else ",")))
    if has_comma and (kind in _LISTS or kind == "list[number]") and ";" in text:
        text = ", ".join(map(with_points, text.split(";")))
    if kind in _NUMBERS:
        return _number(text, parameter)
    if kind == "boolean":
        word = text.strip().casefold()
        return True if word in _YES else False if word in _NO else text
    if kind in ("choice", "constant"):
        return _choice(text, parameter)
    if kind in _LISTS or "[" in kind:
        try:
            return freeze(json.loads(text if text.strip().startswith("[") else f"[{text}]"))
        except ValueError:
            return text
    return text


def _number(text: str, parameter: Parameter) -> JSON:
    try:
        number = float(text)
    except ValueError:
        return text.strip()
    if number.is_integer():
        return int(number) - 1 if parameter.ordinal and number > 0 else int(number)
    return number


def _choice(text: str, parameter: Parameter) -> JSON:
    wanted = text.strip().casefold()
    titles = parameter.choice_titles or tuple(map(str, parameter.choices))
    for choice, title in zip(parameter.choices, titles, strict=True):
        if wanted in (str(choice).casefold(), title.casefold(), tr(title).casefold()):
            return choice
    return text
