"""What the knobs of a project are for."""

from manim_nodes.document.groups import GROUP, GROUP_INPUT
from manim_nodes.document.model import Content, Document, Edge, Knob, Node
from manim_nodes.graph.group_inputs import group_parameters
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Parameter


def node_of_knob(document: Document, knob: Knob) -> Node | None:
    """Return the node whose parameter a knob is for, in a group where it says so; None where there is none."""
    if not knob.within:
        return document.nodes_by_id.get(knob.node)
    content = _content(document, knob)
    return next((node for node in content.nodes if node.id == knob.node), None) if content else None


def wire_of_knob(document: Document, knob: Knob) -> Edge | None:
    """Return the wire that replaces the value of a knob; None where the value counts.

    One that comes from outside a group may bring nothing, and the value then counts: it is no such wire.
    """
    content = _content(document, knob)
    if content is None or not knob.node:
        return None
    ports = {node.id for node in content.nodes if node.type == GROUP_INPUT}
    return next(
        (
            edge
            for edge in content.edges
            if (edge.target, edge.input) == (knob.node, knob.parameter) and edge.source not in ports
        ),
        None,
    )


def _content(document: Document, knob: Knob) -> Content | None:
    return document.groups_by_id.get(knob.within) if knob.within else document


def knob_parameter(document: Document, knob: Knob, library: Library) -> Parameter | None:
    """Return the parameter that a knob is for: of a node's type, or an input of the group that it stands for."""
    node = node_of_knob(document, knob)
    if node is None:
        return None
    if node.type == GROUP:
        found = group_parameters(node, document, library)
        return next((each for each in found if each.name == knob.parameter), None)
    node_type = library.get(node.type)
    return node_type.parameters.get(knob.parameter) if node_type else None
