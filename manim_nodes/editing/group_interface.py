"""A value inside a group that can be set from outside of it."""

from collections.abc import Iterator, Sequence
from itertools import count

from manim_nodes.document import edits
from manim_nodes.document.grouping import close_group, open_group
from manim_nodes.document.groups import GROUP_INPUT, is_boundary, port_of
from manim_nodes.document.model import Content, Document, Edge, Node
from manim_nodes.editing.free_place import NODE_ROOM, place_below
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import wired_type

_VALUE = "value"


def values_inside(
    document: Document, group_id: str, library: Library
) -> Iterator[tuple[Node, Sequence[Parameter]]]:
    """Return the nodes of a group, each with those of its parameters that the group could have inputs for."""
    group = document.group(group_id)
    wired = {(edge.target, edge.input) for edge in group.edges}
    for node in group.nodes:
        node_type = library.get(node.type)
        if node_type is None or is_boundary(node):
            continue
        free = [
            parameter
            for parameter in node_type.parameters.values()
            if parameter.name not in node_type.fixed_parameters
            and (node.id, parameter.name) not in wired
        ]
        if free:
            yield node, free


def offer_value_inside(
    document: Document, group_id: str, node_id: str, parameter: Parameter, title: str
) -> Document:
    """Do what `offer_outside` does without going into the group.

    Parameters
    ----------
    document : in which the group stands
    """
    opened = offer_outside(open_group(document, group_id), node_id, parameter, title)
    return close_group(document, group_id, opened)


def input_name(content: Content, title: str) -> str:
    """Return what a new input of a group is called: ``title``, with a number if another has that name."""
    taken = {port_of(node) for node in content.nodes if node.type == GROUP_INPUT}
    names = (title if number == 1 else f"{title} {number}" for number in count(1))
    return next(each for each in names if each not in taken)


def offer_outside(content: Document, node_id: str, parameter: Parameter, title: str) -> Document:
    """Let nodes that stand for a group have an input for a parameter of a node in it.

    Where nothing is typed or wired there, the value inside goes on to hold.

    Parameters
    ----------
    content : of the group
    parameter : one that may be an input port, into which nothing is wired
    title : what the input is to be called, if no other is
    """
    name = input_name(content, title)
    x, y = content.node(node_id).position
    content, added = edits.add_node(
        content,
        GROUP_INPUT,
        position=place_below(content, (x - NODE_ROOM[0], y)),
        parameters={"name": name, "type": wired_type(parameter)},
    )
    wire = Edge(source=added, output=_VALUE, target=node_id, input=parameter.name)
    return edits.connect(content, wire)
