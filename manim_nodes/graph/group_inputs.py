"""The inputs of groups that take a typed value, as parameters; without Qt."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from manim_nodes.document.groups import GROUP, GROUP_INPUT, group_id_of, port_of
from manim_nodes.document.model import Document, Edge, Group, Node
from manim_nodes.document.wires import FLOW
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind, Parameter


class _Port(NamedTuple):
    """Where wires begin inside a group: at one of its inputs, or at a reroute."""

    group_id: str
    node_id: str


class _Way(NamedTuple):
    """One step from a port further inside.

    Parameters
    ----------
    through : the node whose input the wire ends at; a value there is outside of all that follows
    """

    source: _Port
    through: Node
    input: str
    to: _Port | Parameter


class _GroupIndex:
    """What is asked for often of a group."""

    def __init__(self, group: Group) -> None:
        self.nodes = {node.id: node for node in group.nodes}
        self.wires_from: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in group.edges:
            self.wires_from[edge.source].append(edge)
        self.inputs: defaultdict[str, list[_Port]] = defaultdict(list)
        for node in group.nodes:
            if node.type == GROUP_INPUT:
                self.inputs[port_of(node)].append(_Port(group.id, node.id))


class GroupInputs:
    """The inputs of the groups of a document, each as the parameter inside that it leads to.

    Each port is followed once, since groups stand in one another, and even in themselves, in more
    ways than can be counted.
    """

    def __init__(self, document: Document, library: Library) -> None:
        self.document = document
        self.library = library
        self._known: dict[_Port, Parameter | None] = {}
        self._groups: dict[str, _GroupIndex] = {}

    def parameters(self, node: Node) -> Iterator[Parameter]:
        """Return a parameter for each input of a node's group that leads to one inside.

        Its default is the value inside, which holds as long as nothing is typed outside.
        """
        group = self._index(node)
        for name in group.inputs if group else ():
            found = self.parameter(node, name)
            if found is not None:
                yield found

    def parameter(self, node: Node, name: str) -> Parameter | None:
        """Return the parameter for one input of a node's group; None where it leads to none."""
        group = self._index(node)
        ports = group.inputs.get(name, ()) if group else ()
        found = next(filter(None, map(self._found, ports)), None)
        changes = {"name": name, "title": "", "required": False}
        return found.model_copy(update=changes) if found is not None else None

    def _found(self, start: _Port) -> Parameter | None:
        """Return the first parameter that a port leads to, as wires are ordered and from outside in."""
        if start in self._known:
            return self._known[start]
        waiting = self._ways(start)
        passed: dict[_Port, _Way | None] = {start: None}
        found = None
        while found is None and waiting:
            way = waiting.pop()
            if isinstance(way.to, _Port) and way.to not in self._known:
                if way.to not in passed:
                    passed[way.to] = way
                    waiting += self._ways(way.to)
                continue
            inside = self._known[way.to] if isinstance(way.to, _Port) else way.to
            if inside is not None:
                found = self._remember(inside, way, passed)
        for port in passed:
            self._known.setdefault(port, None)
        return found

    def _remember(
        self, inside: Parameter, way: _Way, passed: Mapping[_Port, _Way | None]
    ) -> Parameter:
        """Return the parameter at the end of a way as it is seen from where the way began."""
        last: _Way | None = way
        while last is not None:
            typed = last.through.parameters
            if last.input in typed:
                inside = inside.model_copy(update={"default": typed[last.input]})
            self._known[last.source] = inside
            last = passed[last.source]
        return inside

    def _ways(self, port: _Port) -> list[_Way]:
        """Return the steps from a port, the first one last."""
        group = self._groups[port.group_id]
        found: list[_Way] = []
        for edge in group.wires_from.get(port.node_id, ()):
            target = group.nodes.get(edge.target)
            if edge.input == FLOW or target is None:
                continue
            ends = self._ends(port.group_id, target, edge.input)
            found += [_Way(port, target, edge.input, end) for end in ends]
        return found[::-1]

    def _ends(self, group_id: str, target: Node, name: str) -> Sequence[_Port | Parameter]:
        """Return what an input inside a group is: a parameter, or ports from which wires go on."""
        if target.type == GROUP:
            inner = self._index(target)
            return inner.inputs.get(name, ()) if inner else ()
        node_type = self.library.get(target.type)
        if node_type is not None and name in node_type.parameters:
            return (node_type.parameters[name],)
        is_reroute = node_type is not None and node_type.kind is Kind.REROUTE
        return (_Port(group_id, target.id),) if is_reroute else ()

    def _index(self, node: Node) -> _GroupIndex | None:
        """Return the group that a node stands for; None where there is no such group."""
        group = self.document.groups_by_id.get(group_id_of(node) or "")
        if group is None:
            return None
        if group.id not in self._groups:
            self._groups[group.id] = _GroupIndex(group)
        return self._groups[group.id]
