"""Values that are changed on the node itself: what they are, and what typing or dragging makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from manim_nodes.document.edits import set_parameter
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document, Node
from manim_nodes.document.values import JSON
from manim_nodes.editing.wiring import Wiring
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import Names, check_value, number_value

NUMBERS = frozenset({"number", "integer", "angle"})
_TEXTS = frozenset(
    {"string", "text", "math", "label", "color", "expression", "function", "constant", "name"}
)
POINTS = frozenset({"point", "vector", "range"})
TYPED = NUMBERS | _TEXTS | POINTS
"""Types of parameters whose values can be typed in one line."""


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A value on a node, with what is known of it."""

    node_id: str
    parameter: Parameter
    value: JSON

    @property
    def shown(self) -> JSON:
        """Return the value as people see it."""
        shown: JSON = self.parameter.as_shown(self.value)
        return shown

    @property
    def number(self) -> float | None:
        """Return the number that it is, arithmetic worked out; None if it is none."""
        return number_value(self.value) if self.parameter.type in NUMBERS else None

    def fault(self, value: object, names: Names) -> str | None:
        """Return why the parameter cannot have a value."""
        return check_value(value, self.parameter, names)


def parameters_of(wiring: Wiring, node: Node) -> Mapping[str, Parameter]:
    """Return the parameters of a node by their names; those of a group are what its inputs lead to."""
    if node.type == GROUP:
        found = wiring.group_inputs.parameters(node)
        return {parameter.name: parameter for parameter in found}
    node_type = wiring.library.get(node.type)
    return node_type.parameters if node_type is not None else {}


def node_value(wiring: Wiring, node_id: str, name: str) -> NodeValue | None:
    """Return the value of a node's parameter; None for what it has not, or a wire brings."""
    node = wiring.content.nodes_by_id.get(node_id)
    parameter = parameters_of(wiring, node).get(name) if node is not None else None
    if node is None or parameter is None or wiring.feeding((node_id, name)) is not None:
        return None
    return NodeValue(node_id, parameter, node.parameters.get(name, parameter.default))


def items_of(text: str) -> tuple[str, ...] | None:
    """Return the items of a point as they were typed, with brackets or without; None where it is a name.

    They are apart by commas, or by semicolons, beside which a comma is that of a number.
    """
    inner = text.strip().removeprefix("(").removesuffix(")")
    items = tuple(each.strip() for each in inner.split(";" if ";" in inner else ","))
    return items if len(items) > 1 else None


def set_value(document: Document, value: NodeValue, new: JSON) -> Document:
    """Return the document with another value at the node, if it is still there."""
    if value.node_id not in document.nodes_by_id:
        return document
    return set_parameter(document, value.node_id, value.parameter.name, new)
