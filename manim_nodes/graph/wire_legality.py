"""Which wires are legal, and what type an output has: decided here alone, by types.

Validation asks about a graph whose groups are taken apart, the canvas about what is being edited, groups closed. Each
finds ports and wires in its own way and words its own messages; neither judges by itself.
"""

from enum import Enum, auto
from typing import Protocol

from manim_nodes.document.model import Edge, Node
from manim_nodes.graph.part_types import End, PartFinder, PartLookup, Parts
from manim_nodes.library.node_type import FLOW, Kind, NodeType, Output
from manim_nodes.library.parameter_types import wired_type
from manim_nodes.library.port_types import ANY, LOOP, MOBJECT, PortTypes, item_type

FLOW_TYPE = "Flow"
"""The type of the ports at which wires only say what comes first."""


class Fit(Enum):
    """How an input takes what a wire brings."""

    AS_IS = auto()
    SPREAD = auto()
    """A list, item by item, by an input that takes many."""
    CONVERTED = auto()


def fit(types: PortTypes, given: str, wanted: str, *, many: bool = False) -> Fit | None:
    """Return how an input takes what an output gives, or None if no wire may join the two.

    Parameters
    ----------
    given, wanted : types, of which flow is one; a loop that leads to flow gives ``Loop``
    many : whether the input takes any number of wires
    """
    if FLOW_TYPE in (given, wanted):
        # A loop that is wired to a node's flow has that node done in each round.
        return Fit.AS_IS if wanted == FLOW_TYPE and given in (FLOW_TYPE, LOOP) else None
    if wanted == LOOP != given:
        return None  # what is of any type may be anything else, but which loop it is must be known
    if types.is_a(given, wanted):
        return Fit.AS_IS
    item = item_type(given) if many else None
    if item is not None and types.is_a(item, wanted):
        return Fit.SPREAD
    return Fit.CONVERTED if types.conversion(given, wanted) is not None else None


# the ports that types declare


def wanted_type(node_type: NodeType, name: str) -> str:
    """Return the type that a wire into ``name``, an input or a parameter, must have."""
    if name in node_type.inputs:
        return node_type.inputs[name].type
    return wired_type(node_type.parameters[name])


def takes_many(node_type: NodeType, name: str) -> bool:
    """Return whether an input takes any number of wires."""
    return name in node_type.inputs and node_type.inputs[name].many


def loop_output(node_type: NodeType | None) -> str | None:
    """Return the output that says what is inside, of a type that begins a loop."""
    if node_type is None or node_type.kind is not Kind.LOOP:
        return None
    return next(name for name, output in node_type.outputs.items() if output.type == LOOP)


def leads_inside(wire: Edge, source: NodeType | None) -> bool:
    """Return whether a wire leads from For each to the flow of a node, to have it done in each round."""
    return wire.input == FLOW and wire.output == loop_output(source)


def joins_flow(wire: Edge, source: NodeType | None) -> bool:
    """Return whether a wire that touches flow is legal, its groups taken apart.

    Parameters
    ----------
    source : the type of the node that it comes from, if that is known; reroutes and muted nodes pass on values only
    """
    return wire.output == wire.input == FLOW or leads_inside(wire, source)


# what is passed on


def passes_through(node: Node, node_type: NodeType | None) -> bool:
    """Return whether a node only passes on what is wired into it: it is muted, or a reroute."""
    return node.muted or (node_type is not None and node_type.kind is Kind.REROUTE)


def passed_input(output: Output | None) -> str:
    """Return the input that an output of such a node passes on; empty if nothing comes out."""
    return output.of if output is not None else ""


# the types of outputs


def derived_type(types: PortTypes, known: str, output: Output) -> str:
    """Return the type of an output that is made of an input of type ``known``."""
    if output.item_of:
        return output.type or _item_of(types, known)
    return f"List[{known}]" if output.list_of else known


def _item_of(types: PortTypes, known: str) -> str:
    item = item_type(known)
    if item is not None or known == ANY:
        return item or ANY
    # The parts of a mobject are whatever it is made of: letters, curves, dots.
    return next((part for part in ("VMobject", MOBJECT) if types.is_a(known, part)), ANY)


class OutputLookup(PartLookup, Protocol):
    """Where outputs and wires are found: in a graph, or in what is being edited."""

    def feeding(self, end: End) -> End | None:
        """Return the output that feeds an input, those that only pass it on left out; None without one."""
        ...

    def declared_type(self, end: End) -> str:
        """Return the type of an output that no wire decides; of one that a wire would decide, its input's type."""
        ...


def _deciding_input(end: End, output: Output, lookup: OutputLookup) -> str:
    """Return the input that decides an output's type; a formula decides it, unless one is wired in."""
    if output.points and lookup.feeding((end[0], output.by)) is not None:
        return output.by
    return output.input_name


class OutputTypes(PartFinder):
    """Finds the types of what outputs give, followed back through the nodes that pass it on.

    Parameters
    ----------
    known, known_parts : what has been found before; what is found is added
    """

    def __init__(
        self,
        lookup: OutputLookup,
        types: PortTypes,
        known: dict[End, str],
        known_parts: dict[End, Parts | None],
    ) -> None:
        super().__init__(lookup, types, known_parts)
        self._outputs, self._known_types = lookup, known

    def type_of(self, end: End) -> str:
        """Return the type of what an output gives."""
        trail: list[tuple[End, Output]] = []
        here, known = end, self._known_types
        # By a loop, as a chain of nodes may be longer than Python's stack is deep.
        while here not in known:
            known[here] = ANY  # until it is found; for ever in a circle, which validation reports
            output = self._outputs.output_of(here)
            name = _deciding_input(here, output, self._outputs) if output is not None else ""
            by_parts = self.type_by_parts(here, output) if output is not None else ""
            if output is None or not name or by_parts:
                known[here] = by_parts or self._outputs.declared_type(here)
                break
            trail.append((here, output))
            feeding = self._outputs.feeding((here[0], name))
            if feeding is None:
                declared = self._outputs.declared_type(here)
                known[here] = derived_type(self._types, declared, output)
                trail.pop()
                break
            here = feeding
        found = known[here]
        for passed, output in reversed(trail):
            found = known[passed] = derived_type(self._types, found, output)
        return found
