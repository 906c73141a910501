"""What can be wrong with wires and ports."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator

from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Edge, Node
from manim_nodes.graph.build import Graph, Port, leads_inside
from manim_nodes.graph.problems import Problem
from manim_nodes.library.node_type import FLOW, NodeType
from manim_nodes.library.parameter_types import port_type_of
from manim_nodes.library.port_types import ANY, LOOP, item_type


def unknown_types(graph: Graph) -> Iterator[Problem]:
    """Find nodes whose type the library does not have."""
    for node in graph.document.nodes:
        if node.type != GROUP and graph.library.get(node.type) is None:
            yield Problem(
                "unknown-type",
                f"Node '{node.id}' is of the unknown type '{node.type}'.",
                node.id,
                hint=_did_you_mean(node.type, graph.library.types)
                or "It is kept as it is. Install the node type, or delete the node.",
            )


def faulty_groups(graph: Graph) -> Iterator[Problem]:
    """Find group nodes whose group is not there, or stands in itself."""
    for node_id in graph.expansion.unknown:
        yield Problem(
            "unknown-group",
            f"Node '{node_id}' stands for a group that this project does not have.",
            node_id,
            "group",
            hint="Delete the node, or bring the group back.",
        )
    for node_id in graph.expansion.recursive:
        yield Problem(
            "recursive-group",
            f"The group of '{node_id}' stands in itself.",
            node_id,
            "group",
            hint="Delete this node, or ungroup it first.",
        )
    for node_id in graph.expansion.too_large:
        yield Problem(
            "too-large-group",
            f"The group of '{node_id}' holds too many nodes, wires or groups in one another.",
            node_id,
            "group",
            hint="Delete some of what is in it.",
        )


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean '{close[0]}'?" if close else ""


def dangling_wires(graph: Graph) -> Iterator[Problem]:
    """Find wires that come from, or lead to, nothing."""
    known = graph.document.nodes_by_id
    for wire in graph.document.edges:
        if wire.source not in known:
            node_id = wire.target if wire.target in known else None
            yield _dangling(graph, node_id, wire, wire.source)
        elif wire.target not in known:
            yield _dangling(graph, wire.source, wire, wire.target)
        else:
            yield from _unknown_ports(graph, wire)


def _dangling(graph: Graph, node_id: str | None, wire: Edge, missing: str) -> Problem:
    if missing in graph.expansion.places:
        side = f"output '{wire.output}'" if missing == wire.source else f"input '{wire.input}'"
        return Problem(
            "unknown-port",
            f"The group of '{missing}' has no {side}.",
            node_id,
            hint="Delete the wire, or give the group such a port.",
        )
    return Problem(
        "dangling-wire",
        f"The wire {_wire(wire)} has no node '{missing}'.",
        node_id,
        hint="Delete the wire, or bring the node back.",
    )


def _wire(wire: Edge) -> str:
    return f"{wire.source}.{wire.output} -> {wire.target}.{wire.input}"


def _unknown_ports(graph: Graph, wire: Edge) -> Iterator[Problem]:
    source, target = graph.type_of(wire.source), graph.type_of(wire.target)
    if (wire.output == FLOW) != (wire.input == FLOW) and not leads_inside(wire, source):
        yield Problem(
            "incompatible-types",
            f"Cannot connect {_wire(wire)}: flow connects to flow only.",
            wire.target,
            wire.input,
            hint="Wire flow to flow to say which node comes first.",
        )
        return
    if source and wire.output != FLOW and wire.output not in source.outputs:
        yield _unknown_port(wire.source, source, "output", wire.output, source.outputs)
    if target and wire.input != FLOW:
        inputs = (*target.inputs, *target.parameters)
        if wire.input not in inputs:
            yield _unknown_port(wire.target, target, "input", wire.input, inputs)


def _unknown_port(
    node_id: str, node_type: NodeType, side: str, name: str, known: Iterable[str]
) -> Problem:
    return Problem(
        "unknown-port",
        f"Node '{node_id}' ({node_type.title}) has no {side} '{name}'.",
        node_id,
        name,
        hint=_did_you_mean(name, known) or "Delete the wire.",
    )


def missing_inputs(graph: Graph) -> Iterator[Problem]:
    """Find required inputs that nothing feeds, and required parameters without a value."""
    for node, node_type in graph.active:
        wired = graph.sources[node.id]
        for port in node_type.inputs.values():
            if port.required and not wired.get(port.name):
                hint = _how_to_feed(graph, node, port.name, port.type)
                yield _missing(node, port.name, hint)
        for parameter in node_type.required_parameters:
            has_value = node.parameters.get(parameter.name) not in (None, "")
            if not has_value and not wired.get(parameter.name):
                yield _missing(node, parameter.name, f"Give '{parameter.name}' a value.")


def too_few_wires(graph: Graph) -> Iterator[Problem]:
    """Find inputs that take many wires, and got fewer than manim needs; a list may hold enough."""
    for node, node_type in graph.active:
        for port in node_type.inputs.values():
            sources = graph.sources[node.id].get(port.name, ())
            if not 0 < len(sources) < port.at_least or _may_be_list(graph, sources):
                continue
            yield Problem(
                "too-few-wires",
                f"Node '{node.label or node.type}' needs at least {port.at_least} wires "
                f"at '{port.name}', got {len(sources)}",
                node.id,
                port.name,
                hint=f"Wire another {port.type} into '{port.name}', or a list of them.",
            )


def _may_be_list(graph: Graph, sources: Iterable[Port]) -> bool:
    types = map(graph.output_type, sources)
    return any(known == ANY or item_type(known) is not None for known in types)


def _missing(node: Node, name: str, hint: str) -> Problem:
    return Problem(
        "missing-input",
        f"Node '{node.label or node.type}' is missing its required input '{name}'",
        node.id,
        name,
        hint=hint,
    )


def _how_to_feed(graph: Graph, node: Node, name: str, port_type: str) -> str:
    is_wired = any(
        wire.target == node.id and wire.input == name for _, _, wire in _wires_into(graph, node.id)
    )
    if is_wired:
        return "What is wired there is muted or unknown: unmute it, or wire something else."
    return f"Wire a {port_type} into '{name}'."


def _wires_into(graph: Graph, node_id: str) -> Iterator[tuple[str, str, Edge]]:
    for source, target, data in graph.wiring.in_edges(node_id, data=True):
        if "wire" in data:
            yield source, target, data["wire"]


def occupied_inputs(graph: Graph) -> Iterator[Problem]:
    """Find inputs with more wires than they take."""
    counts = Counter(
        Port(wire.target, wire.input) for wire in graph.document.edges if wire.input != FLOW
    )
    for port, count in counts.items():
        node_type = graph.type_of(port.node_id) if port.node_id in graph.wiring else None
        taking = node_type.inputs.get(port.name) if node_type else None
        if count > 1 and node_type and not (taking and taking.many):
            yield Problem(
                "occupied-input",
                f"Input '{port.name}' of '{port.node_id}' takes one wire, but has {count}.",
                port.node_id,
                port.name,
                hint="Delete all but one.",
            )


def incompatible_types(graph: Graph) -> Iterator[Problem]:
    """Find wires between ports whose types do not fit."""
    types = graph.library.port_types
    for node, node_type in graph.active:
        for name, sources in graph.sources[node.id].items():
            wanted = wanted_type(node_type, name)
            for source in sources:
                given = graph.output_type(source)
                item = item_type(given) if takes_many(node_type, name) else None
                is_spread = item is not None and types.is_a(item, wanted)
                is_loose = wanted == LOOP != given  # anything may be Any, but not a loop
                if is_loose or not (is_spread or types.fits(given, wanted)):
                    yield Problem(
                        "incompatible-types",
                        f"Cannot connect {given} to {wanted}",
                        node.id,
                        name,
                        hint=f"'{name}' of '{node.id}' takes {wanted}; "
                        f"'{source.name}' of '{source.node_id}' gives {given}."
                        + _remedy(graph, given, wanted),
                    )


def _remedy(graph: Graph, given: str, wanted: str) -> str:
    name = graph.library.port_types.remedy(given, wanted)
    node_type = graph.library.get(name) if name else None
    return f" Put the node '{node_type.title}' between them." if node_type else ""


def takes_many(node_type: NodeType, name: str) -> bool:
    """Return whether an input takes any number of wires."""
    return name in node_type.inputs and node_type.inputs[name].many


def wanted_type(node_type: NodeType, name: str) -> str:
    """Return the type that a wire into ``name``, an input or a parameter, must have."""
    if name in node_type.inputs:
        return node_type.inputs[name].type
    return port_type_of(node_type.parameters[name].type)


def fixed_parameters(graph: Graph) -> Iterator[Problem]:
    """Find wires into parameters that decide what the code is."""
    for node, node_type in graph.active:
        for name in sorted(graph.sources[node.id].keys() & node_type.fixed_parameters):
            yield Problem(
                "fixed-parameter",
                f"'{name}' of '{node.id}' cannot be wired: it decides how the node works.",
                node.id,
                name,
                hint="Delete the wire and choose a value.",
            )
