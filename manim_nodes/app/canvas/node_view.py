"""What is shown of each node, read off the document, the library and the analysis; no Qt."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from manim_nodes.document.groups import GROUP, group_id_of, is_boundary, port_of, typed_values
from manim_nodes.document.model import Node, Presence
from manim_nodes.document.values import same
from manim_nodes.editing.node_display import NodeDisplay, display_of
from manim_nodes.editing.node_ports import NodePort, NodePorts
from manim_nodes.editing.node_values import parameters_of
from manim_nodes.editing.wiring import Wiring
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.wire_legality import FLOW_TYPE, passed_input
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import FLOW, Kind, NodeType, spoken_name
from manim_nodes.translation import tr

MOST_ROWS = 3
_LONGEST_VALUE = 24


@dataclass(frozen=True, slots=True)
class PortView:
    """A port as it is drawn.

    Parameters
    ----------
    color, shape : of its type, as types are wired now
    faulty : something is wrong with it
    value : of the parameter that the port is for, where no wire brings one
    """

    name: str
    is_output: bool
    type: str
    color: str
    shape: str
    wired: bool = False
    faulty: bool = False
    description: str = ""
    value: str = ""

    @property
    def label(self) -> str:
        """Return the name as people read it."""
        return tr(spoken_name(self.name))


@dataclass(frozen=True, slots=True)
class ValueView:
    """A parameter's value, and which parameter that is; ``swatch`` is its color if it is one."""

    name: str
    value: str
    swatch: str = ""
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node as it is drawn.

    Parameters
    ----------
    shape : ``node``, ``dot`` for a reroute, ``boundary`` for a port of the group that is open
    color : of the header, if its user chose one
    passthrough : the input that an output passes on while the node is muted, and that output
    presence : whether what it makes is shown by itself; None if it makes nothing to be seen
    shows_picture : whether it makes something to be seen
    """

    id: str
    shape: str
    title: str
    subtitle: str
    category: Category
    color: str
    inputs: tuple[PortView, ...]
    outputs: tuple[PortView, ...]
    has_flow: bool
    flow_wired: tuple[bool, bool]
    rows: tuple[ValueView, ...]
    more_rows: int
    muted: bool
    collapsed: bool
    is_known: bool
    severity: Severity | None
    problems: str
    passthrough: tuple[str, str] | None
    presence: Presence | None
    shows_picture: bool


LocalProblems = Mapping[str, Sequence[tuple[Problem, bool]]]
"""The problems of each node; whether each is of that very node, not of one within its group."""


class NodeViews:
    """The views of all nodes of a content; those around which nothing has changed are kept as they are.

    Attributes
    ----------
    by_id : of each node
    """

    def __init__(self) -> None:
        self.by_id: dict[str, NodeView] = {}
        self._problems: LocalProblems = {}

    def update(
        self, wiring: Wiring, problems: LocalProblems, affected: Collection[str]
    ) -> set[str]:
        """Follow the content; return the nodes that have another view than before.

        Parameters
        ----------
        affected : nodes around which something has changed, problems left out
        """
        before, self._problems = self._problems, problems
        reported = before.keys() | problems.keys()
        stale = {key for key in reported if before.get(key) != problems.get(key)} | set(affected)
        nodes, changed = wiring.content.nodes_by_id, set()
        for node_id in stale:
            if node_id not in nodes:
                self.by_id.pop(node_id, None)
                continue
            view = _node_view(wiring, nodes[node_id], problems.get(node_id, ()))
            if view != self.by_id.get(node_id):
                self.by_id[node_id] = view
                changed.add(node_id)
        return changed


def _category(wiring: Wiring, node: Node, node_type: NodeType | None) -> Category:
    if node_type is not None:
        return node_type.category
    vocabulary = wiring.library.vocabulary
    return vocabulary.category(vocabulary.group_category if node.type == GROUP else "")


def _node_view(wiring: Wiring, node: Node, problems: Sequence[tuple[Problem, bool]]) -> NodeView:
    node_type = wiring.library.get(node.type)
    ports, display = wiring.ports(node.id), display_of(node)
    faulty = {problem.port for problem, is_own in problems if is_own}
    wired_in = {edge.input for edge in wiring.into[node.id]}
    wired_out = {edge.output for edge in wiring.out_of[node.id]}
    inputs = tuple(_inputs(wiring, node, display, wired_in, faulty))
    outputs = tuple(_outputs(wiring, node, display, wired_out, faulty))
    # On a group, what was typed for an input that leads to no parameter is shown by nothing else.
    taken = {port.name for port in inputs if port.wired or port.value or node.type != GROUP}
    rows = list(_rows(wiring, node, node_type, taken))
    title, subtitle = _titles(wiring, node, node_type)
    return NodeView(
        id=node.id,
        shape=_shape(node, node_type),
        title=title,
        subtitle=subtitle,
        category=_category(wiring, node, node_type),
        color=_color(wiring, node.color),
        inputs=inputs,
        outputs=outputs,
        has_flow=ports.has_flow,
        flow_wired=(FLOW in wired_in, FLOW in wired_out),
        rows=tuple(rows[:MOST_ROWS]),
        more_rows=max(0, len(rows) - MOST_ROWS),
        muted=node.muted,
        collapsed=display.collapsed,
        is_known=node_type is not None or node.type == GROUP,
        severity=min(
            (problem.severity for problem, _ in problems),
            key=lambda severity: severity.rank,
            default=None,
        ),
        problems="\n".join(_sentence(problem) for problem, _ in problems),
        passthrough=_passthrough(ports),
        presence=node.presence if wiring.makes_thing(node.id) else None,
        shows_picture=node_type is not None and node_type.kind in (Kind.VALUE, Kind.MODIFY),
    )


def _shape(node: Node, node_type: NodeType | None) -> str:
    if is_boundary(node):
        return "boundary"
    return "dot" if node_type is not None and node_type.kind is Kind.REROUTE else "node"


def _titles(wiring: Wiring, node: Node, node_type: NodeType | None) -> tuple[str, str]:
    if is_boundary(node):
        return port_of(node) or tr("(no name)"), tr(node_type.title) if node_type else node.type
    if node.type == GROUP:
        group = wiring.content.groups_by_id.get(group_id_of(node) or "")
        title = node.label or (group.name if group else tr("Missing group")) or tr("Group")
        return title, tr("Group") if title != tr("Group") else ""
    of_type = tr(node_type.title) if node_type else node.type
    if node_type is None:
        return node.label or of_type, tr("unknown type")
    return node.label or of_type, of_type if node.label and node.label != of_type else ""


def _color(wiring: Wiring, color: str | None) -> str:
    return wiring.library.names.color_number(color) if color else ""


def _inputs(
    wiring: Wiring, node: Node, display: NodeDisplay, wired: set[str], faulty: set[str | None]
) -> Iterator[PortView]:
    ports = wiring.ports(node.id).inputs
    for port in ports.values():
        is_wired = port.name in wired
        promoted = port.name in display.promoted
        if is_wired or promoted or not (port.is_parameter or display.hides_unused):
            shown = _port(wiring, port, port.type, is_wired, port.name in faulty, is_output=False)
            yield shown if is_wired else replace(shown, value=_port_value(wiring, node, port))
    for name in sorted(wired - ports.keys() - {FLOW}):
        yield _unknown_port(name, is_output=False)


def _outputs(
    wiring: Wiring, node: Node, display: NodeDisplay, wired: set[str], faulty: set[str | None]
) -> Iterator[PortView]:
    ports = wiring.ports(node.id).outputs
    for port in ports.values():
        is_wired = port.name in wired
        if is_wired or not display.hides_unused:
            given = FLOW_TYPE if port.type == FLOW_TYPE else wiring.output_type(node.id, port.name)
            yield _port(wiring, port, given, is_wired, port.name in faulty, is_output=True)
    for name in sorted(wired - ports.keys() - {FLOW}):
        yield _unknown_port(name, is_output=True)


def _port(
    wiring: Wiring, port: NodePort, port_type: str, wired: bool, faulty: bool, *, is_output: bool
) -> PortView:
    color, shape = wiring.library.port_types.appearance(port_type)
    return PortView(port.name, is_output, port_type, color, shape, wired, faulty, port.description)


def _port_value(wiring: Wiring, node: Node, port: NodePort) -> str:
    """Return what an input that is a parameter has where no wire brings it."""
    is_value = port.is_parameter or node.type == GROUP
    known = parameters_of(wiring, node).get(port.name) if is_value else None
    if known is None:
        return ""
    value = known.as_shown(node.parameters.get(port.name, known.default))
    unit = f" {tr(known.unit)}" if known.unit else ""
    return "" if value is None else value_text(value) + unit


def _unknown_port(name: str, *, is_output: bool) -> PortView:
    return PortView(name, is_output, tr("Unknown"), "#a0a0a0", "circle", wired=True, faulty=True)


def _rows(
    wiring: Wiring, node: Node, node_type: NodeType | None, taken: set[str]
) -> Iterator[ValueView]:
    if is_boundary(node):
        return
    values = typed_values(node) if node.type == GROUP else node.parameters
    for name, value in values.items():
        known = node_type.parameters.get(name) if node_type else None
        if name in taken or (known is not None and same(known.default, value)):
            continue
        title = tr((known.title if known else "") or spoken_name(name))
        unit = f" {tr(known.unit)}" if known is not None and known.unit else ""
        swatch = _swatch(wiring, known.type if known else "", value)
        shown = known.as_shown(value) if known is not None else value
        yield ValueView(title, value_text(shown) + unit, swatch, name if known else "")


def _swatch(wiring: Wiring, type_name: str, value: object) -> str:
    if type_name != "color" or not isinstance(value, str):
        return ""
    return wiring.library.names.color_number(value)


def value_text(value: object) -> str:
    """Return a parameter's value in a few characters of one line."""
    if isinstance(value, bool):
        text = tr("on") if value else tr("off")
    elif value is None:
        text = tr("none")
    elif isinstance(value, float):
        text = f"{value:g}"
    elif isinstance(value, tuple | list):
        text = ", ".join(map(value_text, value[:6])) + (", …" if len(value) > 6 else "")
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _sentence(problem: Problem) -> str:
    message = problem.message if problem.message.endswith(".") else f"{problem.message}."
    return f"{message} {problem.hint}" if problem.hint else message


def _passthrough(ports: NodePorts) -> tuple[str, str] | None:
    for port in ports.outputs.values():
        if taken := passed_input(port.output):
            return taken, port.name
    return None


def problems_by_local_id(
    problems: Mapping[str, Sequence[Problem]], location: tuple[str, ...]
) -> dict[str, tuple[tuple[Problem, bool], ...]]:
    """Sort problems by the node of the content that has them, itself or in its group."""
    depth = len(location)
    found: defaultdict[str, list[tuple[Problem, bool]]] = defaultdict(list)
    for full_id, of_node in problems.items():
        parts = tuple(full_id.split("/"))
        if parts[:depth] == location and len(parts) > depth:
            is_own = len(parts) == depth + 1
            found[parts[depth]] += [(problem, is_own) for problem in of_node]
    return {node_id: tuple(of_node) for node_id, of_node in found.items()}


def tooltip_of(port: PortView) -> str:
    """Return the tooltip of a port."""
    text = f"{port.label}: {port.type}"
    return f"{text}\n{tr(port.description)}" if port.description else text
