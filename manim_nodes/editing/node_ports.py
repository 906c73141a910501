"""The ports that nodes have: as their types declare them, or as the boundaries of their groups do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from manim_nodes.document.groups import GROUP_INPUT, GROUP_OUTPUT, inner_port, is_boundary, port_of
from manim_nodes.document.model import Group, Node
from manim_nodes.graph.wire_legality import FLOW_TYPE, wanted_type
from manim_nodes.library.node_type import FLOW, Kind, NodeType, Output
from manim_nodes.library.port_types import ANY
from manim_nodes.translation import tr


@dataclass(frozen=True, slots=True)
class NodePort:
    """A port as its node's type, or its group, declares it.

    Parameters
    ----------
    type : what it takes or gives; an output that passes on, or derives from, what comes in at ``passing`` has the type
        that this input takes
    description : in the user's language
    many : takes any number of wires
    is_parameter : an input that has a value of its own while nothing is wired into it
    is_main : the first value that its node is made of, or asks with
    passing : the input that decides an output's type, if one does
    output : how it does so
    """

    name: str
    type: str
    description: str = ""
    many: bool = False
    required: bool = False
    is_parameter: bool = False
    is_main: bool = False
    passing: str = ""
    output: Output | None = None


@dataclass(frozen=True, slots=True)
class NodePorts:
    """All ports of a node, flow left out; parameters that no wire can replace are no ports."""

    inputs: Mapping[str, NodePort] = field(default_factory=dict)
    outputs: Mapping[str, NodePort] = field(default_factory=dict)
    has_flow: bool = True


FLOW_PORT = NodePort(FLOW, FLOW_TYPE, many=True)
NO_PORTS = NodePorts()


def declared_ports(node_type: NodeType) -> NodePorts:
    """Return the ports that a type declares."""
    inputs = {
        port.name: NodePort(
            port.name, port.type, tr(port.description), many=port.many, required=port.required
        )
        for port in node_type.inputs.values()
    }
    asks_or_makes = node_type.kind in (Kind.VALUE, Kind.QUERY)
    for place, parameter in enumerate(node_type.parameters.values()):
        if parameter.name not in node_type.fixed_parameters:
            inputs[parameter.name] = NodePort(
                parameter.name,
                wanted_type(node_type, parameter.name),
                tr(parameter.description),
                is_parameter=True,
                is_main=asks_or_makes and place == 0 and not parameter.section,
            )
    outputs = {}
    for output in node_type.outputs.values():
        passing = output.input_name
        declared = output.type or wanted_type(node_type, passing)
        outputs[output.name] = NodePort(
            output.name, declared, tr(output.description), passing=passing, output=output
        )
    return NodePorts(inputs, outputs, has_flow=node_type.kind is not Kind.REROUTE)


def ports_of_boundary(node: Node) -> NodePorts:
    """Return the one port that a boundary node has inside its group."""
    name = inner_port(node)
    port = NodePort(
        name, _boundary_type(node), tr('What goes through "{port}".', port=port_of(node))
    )
    if name == FLOW:
        port = replace(port, type=FLOW_TYPE, many=True)
    if node.type == GROUP_INPUT:
        return NodePorts({}, {name: port}, has_flow=False)
    return NodePorts({name: port}, {}, has_flow=False)


def ports_of_group(group: Group) -> NodePorts:
    """Return the ports of the node that stands for a group."""
    boundaries = [
        node for node in group.nodes if is_boundary(node) and port_of(node) not in ("", FLOW)
    ]
    return NodePorts(
        _boundary_ports(boundary for boundary in boundaries if boundary.type == GROUP_INPUT),
        _boundary_ports(boundary for boundary in boundaries if boundary.type == GROUP_OUTPUT),
    )


def _boundary_ports(boundaries: Iterable[Node]) -> dict[str, NodePort]:
    return {
        port_of(boundary): NodePort(
            port_of(boundary), _boundary_type(boundary), many=inner_port(boundary) == FLOW
        )
        for boundary in boundaries
    }


def _boundary_type(boundary: Node) -> str:
    declared = boundary.parameters.get("type", ANY)
    return declared if isinstance(declared, str) and declared else ANY


def is_boundary_of(node: Node, kind: str, name: str) -> bool:
    """Return whether a node is the port of this kind and name."""
    return node.type == kind and port_of(node) == name
