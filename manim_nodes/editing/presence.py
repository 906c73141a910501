"""Whether what a node makes is shown by itself: what that is called, and what comes next."""

from manim_nodes.document.model import Presence
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


def next_presence(presence: Presence) -> Presence:
    """Return what a click on the eye makes of it."""
    return _NEXT[presence]


def presence_sentence(presence: Presence) -> str:
    """Return what it means, in words of users."""
    return tr(_SENTENCES[presence])


def presence_label(presence: Presence) -> str:
    """Return what undoing the edit is called that sets it."""
    return tr(_LABELS[presence])
