"""What the knobs of a project are for."""

from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document, Knob, Node
from manim_nodes.graph.group_inputs import group_parameters
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Parameter


def node_of_knob(document: Document, knob: Knob) -> Node | None:
    """Return the node whose parameter a knob is for, in a group where it says so; None where there is none."""
    if not knob.within:
        return document.nodes_by_id.get(knob.node)
    group = document.groups_by_id.get(knob.within)
    return next((node for node in group.nodes if node.id == knob.node), None) if group else None


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
