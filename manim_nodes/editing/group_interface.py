"""A value inside a group that can be set from outside of it."""

from itertools import count

from manim_nodes.document import edits
from manim_nodes.document.groups import GROUP_INPUT, port_of
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.free_place import NODE_ROOM, place_below
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import wired_type

_VALUE = "value"


def offer_outside(content: Document, node_id: str, parameter: Parameter, title: str) -> Document:
    """Let nodes that stand for a group have an input for a parameter of a node in it.

    Where nothing is typed or wired there, the value inside goes on to hold.

    Parameters
    ----------
    content : of the group
    parameter : one that may be an input port, into which nothing is wired
    title : what the input is to be called, if no other is
    """
    taken = {port_of(node) for node in content.nodes if node.type == GROUP_INPUT}
    names = (title if number == 1 else f"{title} {number}" for number in count(1))
    name = next(each for each in names if each not in taken)
    x, y = content.node(node_id).position
    content, added = edits.add_node(
        content,
        GROUP_INPUT,
        position=place_below(content, (x - NODE_ROOM[0], y)),
        parameters={"name": name, "type": wired_type(parameter)},
    )
    wire = Edge(source=added, output=_VALUE, target=node_id, input=parameter.name)
    return edits.connect(content, wire)
