"""Other names for the constants of a project that comes into another one, which has some of the same names."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from manim_nodes.document.model import Constant, Document, Node
from manim_nodes.document.record_edits import replace, revise
from manim_nodes.graph.constants import texts_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.constants import with_other_names, with_other_names_in
from manim_nodes.library.expressions import with_values
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import usable_names


def with_free_names(project: Document, taken: Iterable[Constant], library: Library) -> Document:
    """Return a project whose constants keep their values beside those of another one.

    Parameters
    ----------
    taken : the constants of the other one; what is the same in both keeps its name, and is shared
    """
    here = {constant.name: constant for constant in taken}
    used = {*here, *(constant.name for constant in project.constants)}
    names: dict[str, str] = {}
    constants = []
    for constant in project.constants:
        own = revise(constant, value=_renamed(constant, names))
        if own != here.get(own.name, own):
            free = next(
                f"{own.name}_{number}" for number in count(2) if f"{own.name}_{number}" not in used
            )
            used.add(free)
            names[own.name] = free
            own = revise(own, name=free)
        constants.append(own)
    if not names:
        return project
    return replace(
        project,
        constants=tuple(constants),
        nodes=_with_names(project.nodes, names, library),
        groups=tuple(
            replace(group, nodes=_with_names(group.nodes, names, library))
            for group in project.groups
        ),
        knobs=tuple(
            replace(knob, constant=names.get(knob.constant, knob.constant))
            for knob in project.knobs
        ),
    )


def _renamed(constant: Constant, names: Mapping[str, str]) -> float | str:
    if not isinstance(constant.value, str) or constant.type == "color":
        return constant.value
    if constant.type == "text":
        return with_other_names(constant.value, names)
    return with_values(constant.value, names)


def _with_names(
    nodes: Iterable[Node], names: Mapping[str, str], library: Library
) -> tuple[Node, ...]:
    return tuple(
        _with_names_in(node, node_type, names) if (node_type := library.get(node.type)) else node
        for node in nodes
    )


def _with_names_in(node: Node, node_type: NodeType, names: Mapping[str, str]) -> Node:
    texts = texts_of(node, node_type)
    changed: dict[str, Any] = {}
    for name, value in node.parameters.items():
        parameter = node_type.parameters.get(name)
        if parameter is not None:
            own = {*node_type.inputs, *usable_names(parameter)}
            others = {old: new for old, new in names.items() if old not in own}
            changed[name] = with_other_names_in(value, parameter.type, others, texts)
    return replace(node, parameters={**node.parameters, **changed})
