"""Whether what a node makes is shown by itself: by which nodes that can be said, and what comes next."""

from manim_nodes.document.model import Node, Presence
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind
from manim_nodes.library.port_types import MOBJECT
from manim_nodes.translation import tr, tr_later

_NEXT: dict[Presence, Presence] = {
    "automatic": "shown",
    "shown": "hidden",
    "hidden": "automatic",
}
_SENTENCES: dict[Presence, str] = {
    "automatic": tr_later("Shown, unless it only serves something else"),
    "shown": tr_later("Always shown"),
    "hidden": tr_later("Hidden, until an animation brings it"),
}
_LABELS: dict[Presence, str] = {
    "automatic": tr_later("show automatically"),
    "shown": tr_later("show"),
    "hidden": tr_later("hide"),
}


def has_presence(node: Node, library: Library) -> bool:
    """Return whether a node makes something to be seen."""
    node_type = library.get(node.type)
    if node_type is None or node_type.kind is not Kind.VALUE or not node_type.outputs:
        return False
    made = next(iter(node_type.outputs.values()))
    types = library.port_types
    if made.like or made.of:
        return True
    return (
        bool(made.type)
        and types.is_a(made.type, MOBJECT)
        and not types.is_a(made.type, "ValueTracker")
    )


def next_presence(presence: Presence) -> Presence:
    """Return what a click on the eye makes of it."""
    return _NEXT[presence]


def presence_sentence(presence: Presence) -> str:
    """Return what it means, in words of users."""
    return tr(_SENTENCES[presence])


def presence_label(presence: Presence) -> str:
    """Return what undoing the edit is called that sets it."""
    return tr(_LABELS[presence])
