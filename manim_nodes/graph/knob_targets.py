"""What the knobs of a project are for."""

from manim_nodes.document.groups import GROUP, GROUP_INPUT
from manim_nodes.document.model import Content, Document, Edge, Knob, Node
from manim_nodes.graph.group_inputs import GroupInputs
from manim_nodes.library.node_type import Parameter


def node_of_knob(document: Document, knob: Knob) -> Node | None:
    """Return the node whose parameter a knob is for, in a group where it says so; None where there is none."""
    content = _content(document, knob)
    return content.nodes_by_id.get(knob.node) if content else None


def wire_of_knob(document: Document, knob: Knob) -> Edge | None:
    """Return the wire that replaces the value of a knob; None where the value counts.

    One that comes from outside a group may bring nothing, and the value then counts: it is no such wire.
    """
    content = _content(document, knob)
    if content is None or not knob.node:
        return None
    for edge in content.edges_by_target.get(knob.node, ()):
        if edge.input == knob.parameter:
            source = content.nodes_by_id.get(edge.source)
            if source is None or source.type != GROUP_INPUT:
                return edge
    return None


def _content(document: Document, knob: Knob) -> Content | None:
    return document.groups_by_id.get(knob.within) if knob.within else document


def knob_parameter(knob: Knob, inputs: GroupInputs) -> Parameter | None:
    """Return the parameter that a knob is for: of a node's type, or an input of the group that it stands for.

    Parameters
    ----------
    inputs : of the groups of the project, which are the same for all its knobs
    """
    node = node_of_knob(inputs.document, knob)
    if node is None:
        return None
    if node.type == GROUP:
        return inputs.parameter(node, knob.parameter)
    node_type = inputs.library.get(node.type)
    return node_type.parameters.get(knob.parameter) if node_type else None
