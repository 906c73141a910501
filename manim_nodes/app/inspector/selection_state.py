"""What the selected nodes have in common, parameter by parameter; without Qt."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import cached_property
from typing import Any

from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP, is_boundary, typed_values
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.document.values import JSON, freeze, same
from manim_nodes.editing.node_display import display_of
from manim_nodes.editing.node_values import parameters_of
from manim_nodes.editing.wiring import Wiring
from manim_nodes.gallery.knobs import can_be_knob
from manim_nodes.graph.constants import values_of
from manim_nodes.graph.titles import output_title
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.parameter_types import Names

UNKNOWN = "json"
"""The type of the parameters of nodes that the library does not know."""

_NUMBERS = frozenset({"number", "integer", "angle"})


@dataclass(frozen=True, slots=True)
class RowState:
    """What one row shows.

    Parameters
    ----------
    value : None when there is none, or when there are several
    is_mixed : whether the selected nodes hold different values
    can_reset : whether a node holds a value of its own
    source : what is wired in, as people call it; empty if nothing is
    hint : stands where there is no value
    is_knob : whether it is offered first; None where it cannot be
    can_be_outside : whether the group that the node is in can have an input for it
    """

    value: JSON = None
    is_mixed: bool = False
    can_reset: bool = False
    source: str = ""
    is_promoted: bool = False
    hint: str = ""
    is_knob: bool | None = None
    can_be_outside: bool = False


@dataclass(frozen=True)
class SelectionState:
    """Some nodes of a document, and the types that the library has for them.

    Parameters
    ----------
    document : what holds the nodes: the project, or a group in it
    project : whose constants the nodes may use
    """

    document: Document
    library: Library
    nodes: tuple[Node, ...]
    project: Document

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return the ids of the nodes."""
        return frozenset(node.id for node in self.nodes)

    @cached_property
    def types(self) -> tuple[NodeType | None, ...]:
        """Return the type of each node."""
        return tuple(self.library.get(node.type) for node in self.nodes)

    @cached_property
    def are_things(self) -> bool:
        """Return whether all nodes make something to be seen."""
        return all(self._wiring.makes_thing(node.id) for node in self.nodes)

    @cached_property
    def _wiring(self) -> Wiring:
        return Wiring(self.document, self.library)

    @cached_property
    def single_type(self) -> NodeType | None:
        """Return the type that all nodes have, if there is one and it is known."""
        return self.types[0] if len({node.type for node in self.nodes}) == 1 else None

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters that all nodes have by name and type, as the first has them."""
        first, *others = (
            _parameters(node, node_type, self._wiring)
            for node, node_type in zip(self.nodes, self.types, strict=True)
        )
        return tuple(
            known
            for known in first.values()
            if all(known.name in other and other[known.name].type == known.type for other in others)
        )

    @cached_property
    def wirable(self) -> frozenset[str]:
        """Return the names of the parameters that may become input ports."""
        if len(self.nodes) != 1 or self.single_type is None or is_boundary(self.nodes[0]):
            return frozenset()
        return frozenset(self.single_type.parameters) - self.single_type.fixed_parameters

    @cached_property
    def names(self) -> Names:
        """Return the names that values of these nodes may hold."""
        known = [frozenset(node_type.inputs if node_type else ()) for node_type in self.types]
        names = self.library.names
        constants = values_of(self.project.constants, self.project.settings)
        return replaced(names, inputs=frozenset.intersection(*known), constants=constants)

    @cached_property
    def _wires(self) -> dict[str, Edge]:
        """Return the first wire into each input of the only node."""
        if len(self.nodes) != 1:
            return {}
        target = self.nodes[0].id
        return {edge.input: edge for edge in reversed(self.document.edges) if edge.target == target}

    def wire_into(self, name: str) -> Edge | None:
        """Return the wire that replaces a parameter of the only node, if there is one."""
        return self._wires.get(name)

    def source_of(self, wire: Edge) -> str:
        """Return what people call that from which a wire comes."""
        return output_title(self.document, self.library, wire.source, wire.output)

    def state(self, parameter: Parameter) -> RowState:
        """Return what the row of ``parameter`` shows."""
        name = parameter.name
        values = [
            node.parameters[name] if name in node.parameters else _default(node_type, parameter)
            for node, node_type in zip(self.nodes, self.types, strict=True)
        ]
        is_mixed = any(not same(value, values[0]) for value in values[1:])
        wire = self.wire_into(name)
        return RowState(
            value=None if is_mixed else values[0],
            is_mixed=is_mixed,
            can_reset=any(
                name in node.parameters and (node_type is not None or node.type == GROUP)
                for node, node_type in zip(self.nodes, self.types, strict=True)
            ),
            source=self.source_of(wire) if wire else "",
            is_promoted=len(self.nodes) == 1 and name in display_of(self.nodes[0]).promoted,
            is_knob=self._is_knob(parameter),
            can_be_outside=self.document is not self.project
            and name in self.wirable
            and wire is None,
        )

    def _is_knob(self, parameter: Parameter) -> bool | None:
        if len(self.nodes) != 1 or not can_be_knob(parameter):
            return None
        node = self.nodes[0]
        if self.single_type is None and (node.type != GROUP or parameter.name == "group"):
            return None
        return (node.id, parameter.name) in self._knobs

    @cached_property
    def _knobs(self) -> frozenset[tuple[str, str]]:
        return frozenset(knob.target for knob in self.document.knobs)

    def first_values(self) -> dict[str, JSON]:
        """Return all values of the first node, defaults among them, for editors that depend on others."""
        node, node_type = self.nodes[0], self.types[0]
        defaults = (
            {name: known.default for name, known in node_type.parameters.items()}
            if node_type
            else {}
        )
        return {**defaults, **node.parameters}


def select(
    document: Document, library: Library, ids: Collection[str], project: Document
) -> SelectionState:
    """Return the state of the nodes of ``document`` that have these ids."""
    nodes = tuple(node for node in document.nodes if node.id in ids)
    return SelectionState(document, library, nodes, project)


def set_values(
    document: Document, library: Library, node_ids: Iterable[str], parameter: Parameter, value: Any
) -> Document:
    """Return the document with a parameter of these nodes set; reset where the value is the default, or None."""
    value = freeze(value)
    for node_id in sorted(node_ids):
        default = _default(library.get(document.node(node_id).type), parameter)
        if value is None or _is_default(value, default, parameter.type):
            document = edits.reset_parameter(document, node_id, parameter.name)
        else:
            document = edits.set_parameter(document, node_id, parameter.name, value)
    return document


def own_parameters(node: Node) -> Collection[str]:
    """Return the names of the parameters that a node has a value of its own for."""
    return typed_values(node) if node.type == GROUP else node.parameters


def reset_values(document: Document, node_ids: Iterable[str], names: Collection[str]) -> Document:
    """Return the document with these parameters of these nodes reset to their defaults."""
    for node_id in sorted(node_ids):
        for name in names:
            document = edits.reset_parameter(document, node_id, name)
    return document


def _is_default(value: JSON, default: JSON, type_name: str) -> bool:
    # A whole number typed for 2.0 is 2: for numbers, and for them alone, Python's view is the user's.
    has_numbers = type_name in _NUMBERS or not isinstance(value, bool | str)
    return value == default if has_numbers else same(value, default)


def _default(node_type: NodeType | None, parameter: Parameter) -> JSON:
    known = node_type.parameters.get(parameter.name) if node_type else parameter
    return known.default if known else None


def _parameters(node: Node, node_type: NodeType | None, wiring: Wiring) -> Mapping[str, Parameter]:
    if node.type == GROUP:
        return parameters_of(wiring, node)
    if node_type is None:
        return {name: Parameter(name=name, type=UNKNOWN) for name in node.parameters}
    if is_boundary(node):
        return {
            name: _of_port(known, wiring.library) for name, known in node_type.parameters.items()
        }
    return node_type.parameters


def _of_port(parameter: Parameter, library: Library) -> Parameter:
    if parameter.name != "type":
        return parameter
    types = library.port_types
    words = [types.words(name) for name in types.types]
    titles = tuple(
        text if words.count(text) == 1 else f"{text} ({name})"
        for name, text in zip(types.types, words, strict=True)
    )
    as_choice = {"type": "choice", "choices": tuple(types.types), "choice_titles": titles}
    return parameter.model_copy(update=as_choice)
