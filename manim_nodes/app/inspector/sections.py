"""Which parameters stand together, and which are folded away."""

from collections.abc import Iterable
from dataclasses import dataclass

from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr, tr_later

_TITLES = {
    "": "",
    "animation": tr_later("Animation"),
    "style": tr_later("Fill and stroke"),
    "advanced": tr_later("Advanced"),
}
_FOLDED_ONLY_IF_MANY = ("style", "advanced")
_FEW = 2  # so few are not worth a section of their own


@dataclass(frozen=True)
class Section:
    """Parameters under one title; the first section of a node has none, and is never folded."""

    title: str
    parameters: tuple[Parameter, ...]


def divide(parameters: Iterable[Parameter]) -> list[Section]:
    """Put parameters into sections, in the order of the table within each."""
    parts: dict[str, list[Parameter]] = {name: [] for name in _TITLES}
    for parameter in parameters:
        parts["" if parameter.required else parameter.section].append(parameter)
    for name in _FOLDED_ONLY_IF_MANY:
        if len(parts[name]) < _FEW or not parts[""]:
            parts[""] += parts.pop(name)
    return [Section(tr(_TITLES[name]), tuple(part)) for name, part in parts.items() if part]
