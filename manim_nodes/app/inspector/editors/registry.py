"""Which editor each type of parameter has."""

from functools import partial

from PySide6.QtWidgets import QWidget

from manim_nodes.app.inspector.editors.boolean import BooleanEditor
from manim_nodes.app.inspector.editors.choice import ChoiceEditor, FontEditor
from manim_nodes.app.inspector.editors.color import ColorEditor
from manim_nodes.app.inspector.editors.editor import Editor, EditorContext
from manim_nodes.app.inspector.editors.file import FileEditor
from manim_nodes.app.inspector.editors.json_field import JSONEditor
from manim_nodes.app.inspector.editors.lists import (
    PAIR,
    ListEditor,
    PairEditor,
    item_parameter,
)
from manim_nodes.app.inspector.editors.math import LabelEditor, MathEditor
from manim_nodes.app.inspector.editors.number import AngleEditor, NumberEditor
from manim_nodes.app.inspector.editors.number_tuple import (
    ComplexEditor,
    RangeEditor,
    VectorEditor,
)
from manim_nodes.app.inspector.editors.rate_function import RateFunctionEditor
from manim_nodes.app.inspector.editors.texts import (
    ExpressionEditor,
    FormatEditor,
    NameEditor,
    PythonEditor,
    StringEditor,
    TextEditor,
)
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.type_names import element_type, mapping_types

EDITORS: dict[str, type[Editor]] = {
    "number": NumberEditor,
    "integer": NumberEditor,
    "angle": AngleEditor,
    "complex": ComplexEditor,
    "boolean": BooleanEditor,
    "string": StringEditor,
    "text": TextEditor,
    "math": MathEditor,
    "label": LabelEditor,
    "font": FontEditor,
    "file": FileEditor,
    "color": ColorEditor,
    "vector": VectorEditor,
    "point": VectorEditor,
    "range": RangeEditor,
    "choice": ChoiceEditor,
    "constant": ChoiceEditor,
    "name": NameEditor,
    "rate_function": RateFunctionEditor,
    "expression": ExpressionEditor,
    "function": ExpressionEditor,
    "complex_expression": ExpressionEditor,
    "complex_function": ExpressionEditor,
    "format": FormatEditor,
    "python": PythonEditor,
}
"""Those of lists, links and mappings are made of others: see `make_editor`."""


def make_editor(parameter: Parameter, context: EditorContext, parent: QWidget) -> Editor:
    """Make the editor of a parameter; of an unknown type, one for JSON."""
    kind = parameter.type
    if kind == "link":
        return _pair(parameter, parameter, ("name", "name"), context, parent)
    if item := element_type(kind):
        return ListEditor(parameter, context, parent, item_type=item, make_item=_make_item)
    if types := mapping_types(kind):
        make_item = partial(_make_pair, types=types)
        return ListEditor(parameter, context, parent, item_type=PAIR, make_item=make_item)
    return EDITORS.get(kind, JSONEditor)(parameter, context, parent)


def _make_item(parameter: Parameter, context: EditorContext, parent: QWidget) -> Editor:
    """Make the editor of a list's item: of text, one line, lest a few items fill the window."""
    if parameter.type in ("text", "math", "label"):
        return StringEditor(parameter, context, parent)
    return make_editor(parameter, context, parent)


def _make_pair(
    parameter: Parameter, context: EditorContext, parent: QWidget, *, types: tuple[str, str]
) -> Editor:
    return _pair(parameter.for_keys, parameter, types, context, parent)


def _pair(
    first: Parameter,
    second: Parameter,
    types: tuple[str, str],
    context: EditorContext,
    parent: QWidget,
) -> PairEditor:
    parameters = item_parameter(first, types[0]), item_parameter(second, types[1])
    editors = [_make_item(parameter, context, parent) for parameter in parameters]
    return PairEditor(second, context, editors, parent)
