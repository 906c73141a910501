"""A part of a project as a project of its own."""

from collections.abc import Collection

from manim_nodes.document.clipboard import copy_nodes, paste_nodes
from manim_nodes.document.model import Document, Knob
from manim_nodes.document.record_edits import replace


def part_of(document: Document, content: Document, node_ids: Collection[str]) -> Document:
    """Return some nodes as a project with the same settings, with the constants that they mention and their knobs.

    Parameters
    ----------
    content : the document, or what a group of it holds

    Raises
    ------
    UnknownIdError : the content has no such node
    """
    parts = ("nodes", "edges", "frames", "groups", "constants", "knobs")
    empty = replace(document, **dict.fromkeys(parts, ()))
    part, _ = paste_nodes(empty, copy_nodes(content, node_ids))
    constants = {constant.name for constant in part.constants}
    knobs = (
        knob
        for knob in content.knobs
        if knob.constant in constants or (knob.node and _has(part, knob))
    )
    return replace(part, knobs=tuple(knobs))


def _has(part: Document, knob: Knob) -> bool:
    within = part.groups_by_id.get(knob.within) if knob.within else part
    return within is not None and any(node.id == knob.node for node in within.nodes)
