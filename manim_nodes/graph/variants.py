"""In which of the cases that manim would get wrong a node is, and so which code it is written with."""

from collections.abc import Iterable

from manim_nodes.document.model import Node
from manim_nodes.document.values import same
from manim_nodes.graph.axis_labels import may_be_crowded
from manim_nodes.graph.bars import may_be_cut
from manim_nodes.graph.build import Graph, Port, once_a_graph
from manim_nodes.graph.curves import has_gaps
from manim_nodes.library.formula_values import is_defined_everywhere
from manim_nodes.library.node_type import Input, Kind, NodeType, Variant
from manim_nodes.library.port_types import MOBJECT

_PICTURE = "ImageMobject"
_NUMBER = "DecimalNumber"
_FORMULAS = ("expression", "function")
_CODE = "python"


def variant_of(graph: Graph, node: Node, node_type: NodeType) -> int | None:
    """Return which of a type's variants suits a node; None if its usual code does."""
    return next(
        (
            index
            for index, variant in enumerate(node_type.variants)
            if _holds(graph, node, node_type, variant)
        ),
        None,
    )


def _holds(graph: Graph, node: Node, node_type: NodeType, variant: Variant) -> bool:
    match variant.when:
        case "undefined":
            sources = [each for name in variant.of for each in graph.sources[node.id].get(name, ())]
            is_typed = any(
                parameter.name in variant.of for parameter in node_type.parameters_of(*_FORMULAS)
            )
            return (
                _may_be_undefined(graph, sources)
                or node.id in _set_to_undefined(graph)
                or (is_typed and _makes_undefined(graph, node, node_type))
            )
        case "pictures":
            return any(_shows_pictures(graph, node, name) for name in variant.of)
        case "cut":
            return may_be_cut(graph, node, node_type)
        case "crowded":
            return may_be_crowded(graph, node, node_type)
        case "set":
            return any(_is_set(graph, node, node_type, name) for name in variant.of)


def _is_set(graph: Graph, node: Node, node_type: NodeType, name: str) -> bool:
    if graph.sources[node.id].get(name):
        return True
    return not same(graph.parameter(node, node_type, name), node_type.parameters[name].default)


# --- numbers ----------------------------------------------------------------------------------


def _may_be_undefined(graph: Graph, sources: Iterable[Port]) -> bool:
    """Return whether a number that is wired somewhere may have no value at some time."""
    types, undefined = graph.library.port_types, _undefined(graph)
    return any(
        graph.origin(source).node_id in undefined
        and not types.is_a(graph.output_type(source), MOBJECT)
        for source in sources
    )


@once_a_graph
def _undefined(graph: Graph) -> frozenset[str]:
    """Return the nodes of which what they give, or what that is worked out from, may have no value somewhere."""
    types, found = graph.library.port_types, set[str]()
    for node_id in graph.sequence:
        active = graph.active_by_id.get(node_id)
        if active is not None and (
            any(
                graph.origin(source).node_id in found
                and not types.is_a(graph.output_type(source), MOBJECT)
                for given in graph.sources[node_id].values()
                for source in given
            )
            or _makes_undefined(graph, *active)
        ):
            found.add(node_id)
    return frozenset(found)


def _makes_undefined(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether what a node works out by itself may have no value somewhere."""
    if node_type.gaps is not None and has_gaps(graph, node, node_type):
        return True
    if node_type.parameters_of(_CODE):
        return True
    for parameter in node_type.parameters_of(*_FORMULAS):
        if graph.sources[node.id].get(parameter.name):
            continue
        text = graph.parameter(node, node_type, parameter.name)
        names = frozenset((*parameter.variables, *node_type.inputs))
        if isinstance(text, str) and not is_defined_everywhere(text, names):
            return True
    return False


@once_a_graph
def _set_to_undefined(graph: Graph) -> frozenset[str]:
    """Return the shown numbers that something sets to a number which may have no value."""
    types, found = graph.library.port_types, set[str]()
    for node, node_type in graph.active:
        sources = graph.sources[node.id]
        for name, port in node_type.inputs.items():
            numbers = [
                graph.origin(source).node_id
                for source in (sources.get(name, ()) if _changes(node_type, port) else ())
                if types.is_a(graph.output_type(source), _NUMBER)
            ]
            values = [each for other in node_type.parameters for each in sources.get(other, ())]
            if numbers and (
                _makes_undefined(graph, node, node_type) or _may_be_undefined(graph, values)
            ):
                found.update(numbers)
    return frozenset(found)


def _changes(node_type: NodeType, port: Input) -> bool:
    return port.changes or (node_type.kind is Kind.MODIFY and port.name == "mobject")


# --- pictures ---------------------------------------------------------------------------------


def _shows_pictures(graph: Graph, node: Node, name: str) -> bool:
    """Return whether a picture, or a group of some, is wired into an input."""
    types = graph.library.port_types
    for source in graph.sources[node.id].get(name, ()):
        given = {graph.output_type(source), *(part.type for part in graph.parts_of(source) or ())}
        if any(types.is_a(each, _PICTURE) for each in given):
            return True
    return False
