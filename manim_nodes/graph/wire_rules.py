"""What can be wrong with wires and ports."""

from collections import Counter
from collections.abc import Iterable, Iterator

from manim_nodes.document.groups import GROUP, GROUP_INPUT, is_boundary, port_of
from manim_nodes.document.model import Edge, Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.suggestions import Suggestions
from manim_nodes.graph.wire_legality import fit, joins_flow, takes_many, wanted_type
from manim_nodes.library.node_type import FLOW, spoken_name
from manim_nodes.library.port_types import ANY, alternatives, item_type
from manim_nodes.translation import tr


def unknown_types(graph: Graph) -> Iterator[Problem]:
    """Find nodes whose type the library does not have."""
    suggestions = Suggestions()
    for node in graph.document.nodes:
        if node.type != GROUP and graph.library.get(node.type) is None:
            yield Problem(
                "unknown-type",
                tr("Node '{node}' is of the unknown type '{type}'.", node=node.id, type=node.type),
                node.id,
                hint=suggestions.did_you_mean(node.type, graph.library.types)
                or tr("It is kept as it is. Install the node type, or delete the node."),
            )


def faulty_groups(graph: Graph) -> Iterator[Problem]:
    """Find group nodes whose group is not there, or stands in itself."""
    for node_id in graph.expansion.unknown:
        yield Problem(
            "unknown-group",
            tr("Node '{node}' stands for a group that this project does not have.", node=node_id),
            node_id,
            "group",
            hint=tr("Delete the node, or bring the group back."),
        )
    for node_id in graph.expansion.recursive:
        yield Problem(
            "recursive-group",
            tr("The group of '{node}' stands in itself.", node=graph.title_of(node_id)),
            node_id,
            "group",
            hint=tr("Delete this node, or ungroup it first."),
        )
    for node_id in graph.expansion.too_large:
        yield Problem(
            "too-large-group",
            tr(
                "The group of '{node}' holds too many nodes, wires or groups in one another.",
                node=graph.title_of(node_id),
            ),
            node_id,
            "group",
            hint=tr("Delete some of what is in it."),
        )


def dangling_wires(graph: Graph) -> Iterator[Problem]:
    """Find wires that come from, or lead to, nothing."""
    suggestions = Suggestions()
    known = graph.document.nodes_by_id
    for wire in graph.document.edges:
        if wire.source not in known:
            node_id = wire.target if wire.target in known else None
            yield _dangling(graph, node_id, wire, wire.source)
        elif wire.target not in known:
            yield _dangling(graph, wire.source, wire, wire.target)
        else:
            yield from _unknown_ports(graph, wire, suggestions)


def _dangling(graph: Graph, node_id: str | None, wire: Edge, missing: str) -> Problem:
    # A group's node has a place even though it is not there once the group is taken apart.
    if missing in graph.expansion.index:
        return Problem(
            "unknown-port",
            tr(
                "The group of '{node}' has no output '{port}'.",
                node=graph.title_of(missing),
                port=tr(spoken_name(wire.output)),
            )
            if missing == wire.source
            else tr(
                "The group of '{node}' has no input '{port}'.",
                node=graph.title_of(missing),
                port=tr(spoken_name(wire.input)),
            ),
            node_id,
            hint=tr("Delete the wire, or give the group such a port."),
        )
    return Problem(
        "dangling-wire",
        tr("The wire {wire} has no node '{node}'.", wire=graph.title_of_wire(wire), node=missing),
        node_id,
        hint=tr("Delete the wire, or bring the node back."),
    )


def _unknown_ports(graph: Graph, wire: Edge, suggestions: Suggestions) -> Iterator[Problem]:
    source, target = graph.type_of(wire.source), graph.type_of(wire.target)
    if FLOW in (wire.output, wire.input) and not joins_flow(wire, source):
        yield Problem(
            "incompatible-types",
            tr(
                "Cannot connect {wire}: flow connects to flow only.", wire=graph.title_of_wire(wire)
            ),
            wire.target,
            wire.input,
            hint=tr("Wire flow to flow to say which node comes first."),
        )
        return
    if source and wire.output != FLOW and wire.output not in source.outputs:
        yield Problem(
            "unknown-port",
            tr(
                "Node {node} has no output '{port}'.",
                node=graph.described(wire.source),
                port=tr(spoken_name(wire.output)),
            ),
            wire.source,
            wire.output,
            hint=suggestions.did_you_mean(wire.output, source.outputs) or tr("Delete the wire."),
        )
    if target and wire.input != FLOW:
        inputs = (*target.inputs, *target.parameters)
        if wire.input not in inputs:
            yield Problem(
                "unknown-port",
                tr(
                    "Node {node} has no input '{port}'.",
                    node=graph.described(wire.target),
                    port=tr(spoken_name(wire.input)),
                ),
                wire.target,
                wire.input,
                hint=suggestions.did_you_mean(wire.input, inputs) or tr("Delete the wire."),
            )


def missing_inputs(graph: Graph) -> Iterator[Problem]:
    """Find required inputs that nothing feeds, and required parameters without a value."""
    said: set[str] = set()
    for node, node_type in graph.active:
        wired = graph.sources[node.id]
        for name in node_type.required_inputs:
            if wired.get(name):
                continue
            type_name = node_type.inputs[name].type
            outside = _unwired_group_input(graph, node.id, name)
            if outside is None:
                yield _missing(graph, node, name, _how_to_feed(graph, node, name, type_name))
            elif outside.id not in said:
                said.add(outside.id)
                yield _missing_of_group(graph, outside, type_name)
        for parameter in node_type.required_parameters:
            has_value = node.parameters.get(parameter.name) not in (None, "")
            if not has_value and not wired.get(parameter.name):
                yield _missing(
                    graph,
                    node,
                    parameter.name,
                    tr("Give '{name}' a value.", name=tr(parameter.display_title)),
                )


def _unwired_group_input(graph: Graph, node_id: str, name: str) -> Node | None:
    """Return the port of a group that feeds an input, and that nothing is wired into outside."""
    seen: set[str] = set()
    while node_id not in seen:
        seen.add(node_id)
        feeding = [source for source, _, wire in _wires_into(graph, node_id) if wire.input == name]
        if not feeding:
            node = graph.node(node_id)
            return node if node.type == GROUP_INPUT and not node.muted else None
        node_id, name = feeding[0], "value"
        if not is_boundary(graph.node(node_id)):
            return None
    return None


def _missing_of_group(graph: Graph, port: Node, port_type: str) -> Problem:
    group_id = port.id.rpartition("/")[0]
    name = port_of(port)
    if not group_id:
        return _missing(graph, port, "value", _wire_into(graph, port_type, "value"))
    return Problem(
        "missing-input",
        tr(
            "Nothing is wired into the input '{port}' of the group '{group}', and it needs something.",
            port=name,
            group=graph.title_of(group_id),
        ),
        group_id,
        name,
        hint=_wire_into(graph, port_type, name),
    )


def too_few_wires(graph: Graph) -> Iterator[Problem]:
    """Find inputs that take many wires, and got fewer than manim needs; a list may hold enough."""
    for node, node_type in graph.active:
        for port in node_type.inputs.values():
            sources = graph.sources[node.id].get(port.name, ())
            if not 0 < len(sources) < port.at_least or _may_be_list(graph, sources):
                continue
            yield Problem(
                "too-few-wires",
                tr(
                    "Node '{node}' needs at least {wanted} wires at '{port}', got {count}",
                    node=graph.title_of(node.id),
                    wanted=port.at_least,
                    port=tr(spoken_name(port.name)),
                    count=len(sources),
                ),
                node.id,
                port.name,
                hint=tr("Wire one more into '{port}', or a list.", port=tr(spoken_name(port.name))),
            )


def _may_be_list(graph: Graph, sources: Iterable[Port]) -> bool:
    types = map(graph.output_type, sources)
    return any(known == ANY or item_type(known) is not None for known in types)


def _wire_into(graph: Graph, port_type: str, port: str) -> str:
    return tr(
        "Wire {thing} into '{port}'.",
        thing=graph.library.port_types.words(port_type),
        port=tr(spoken_name(port)),
    )


def _missing(graph: Graph, node: Node, name: str, hint: str) -> Problem:
    node_type = graph.library.get(node.type)
    parameter = node_type.parameters.get(name) if node_type else None
    return Problem(
        "missing-input",
        tr(
            "'{node}' needs something in '{port}'.",
            node=graph.title_of(node.id),
            port=tr(parameter.display_title) if parameter else tr(spoken_name(name)),
        ),
        node.id,
        name,
        hint=hint,
    )


def _how_to_feed(graph: Graph, node: Node, name: str, port_type: str) -> str:
    is_wired = any(
        wire.target == node.id and wire.input == name for _, _, wire in _wires_into(graph, node.id)
    )
    if is_wired:
        return tr("What is wired there is muted or unknown: unmute it, or wire something else.")
    return _wire_into(graph, port_type, name)


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
                tr(
                    "Input '{port}' of '{node}' takes one wire, but has {count}.",
                    port=tr(spoken_name(port.name)),
                    node=graph.title_of(port.node_id),
                    count=count,
                ),
                port.node_id,
                port.name,
                hint=tr("Delete all but one."),
            )


def incompatible_types(graph: Graph) -> Iterator[Problem]:
    """Find wires between ports whose types do not fit."""
    types = graph.library.port_types
    # By what really comes in: muted nodes and reroutes between are seen through, and judged by nobody.
    for node, node_type in graph.active:
        for name, sources in graph.sources[node.id].items():
            wanted, many = wanted_type(node_type, name), takes_many(node_type, name)
            for source in sources:
                given = graph.output_type(source)
                if fit(types, given, wanted, many=many) is None:
                    yield Problem(
                        "incompatible-types",
                        tr(
                            "Cannot connect {given} to {wanted}.",
                            given=types.words(given),
                            wanted=types.words(wanted),
                        ),
                        node.id,
                        name,
                        hint=tr(
                            "'{input}' of '{node}' takes {wanted}; '{output}' of '{source}' gives {given}.",
                            input=tr(spoken_name(name)),
                            node=graph.title_of(node.id),
                            wanted=types.words(wanted),
                            output=tr(spoken_name(source.name)),
                            source=graph.title_of(source.node_id),
                            given=types.words(given),
                        )
                        + _remedy(graph, given, wanted),
                    )


def _remedy(graph: Graph, given: str, wanted: str) -> str:
    types = graph.library.port_types
    name = types.remedy(given, wanted)
    node_type = graph.library.get(name) if name else None
    if node_type is not None:
        return " " + tr("Put the node '{type}' between them.", type=tr(node_type.title))
    known = types.types.get(alternatives(wanted)[0])
    maker = graph.library.get(known.made_by) if known else None
    if known is None or maker is None:
        return ""
    makes = tr("The node '{type}' makes one.", type=tr(maker.title))
    return f" {tr(known.description)} {makes}"


def fixed_parameters(graph: Graph) -> Iterator[Problem]:
    """Find wires into parameters that decide what the code is."""
    for node, node_type in graph.active:
        for name in sorted(graph.sources[node.id].keys() & node_type.fixed_parameters):
            yield Problem(
                "fixed-parameter",
                tr(
                    "'{name}' of '{node}' cannot be wired: it decides how the node works.",
                    name=tr(node_type.parameters[name].display_title),
                    node=graph.title_of(node.id),
                ),
                node.id,
                name,
                hint=tr("Delete the wire and choose a value."),
            )
