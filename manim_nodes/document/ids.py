"""Ids and names that a person can read and that nothing else has yet."""

import re
from collections.abc import Collection, Iterable, Sequence

from manim_nodes.document.model import Content


def first_id_of(node_type: str) -> str:
    """Return the id of the first node of a type: ``fade_in_1`` for ``FadeIn``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])", "_", node_type)
    stem = re.sub(r"\W+", "_", words.lower()).strip("_") or "node"
    return f"{stem}_1"


def fresh_ids(wanted: Sequence[str], taken: Collection[str]) -> dict[str, str]:
    """Return each wanted id itself if it is free, or the next number of its kind that is."""
    return dict(zip(wanted, fresh_names(wanted, taken), strict=True))


def fresh_names(wanted: Iterable[str], taken: Collection[str]) -> list[str]:
    """Return for each wanted name, of which some may be the same, one that nothing else has.

    The second ``radius`` becomes ``radius_2``, the second ``circle_1`` becomes ``circle_2``.
    """
    used = set(taken)
    last: dict[str, int] = {}  # counting goes on from there, so that a thousand copies stay quick
    fresh = []
    for old in wanted:
        new, stem = old, re.sub(r"_\d+$", "", old)
        while new in used:
            last[stem] = last.get(stem, 1 if stem == old else 0) + 1
            new = f"{stem}_{last[stem]}"
        used.add(new)
        fresh.append(new)
    return fresh


def mentioned_ids(content: Content) -> set[str]:
    """Return the ids of all nodes, and of those that a wire into nowhere seeks.

    Such a wire must not find a new node at its end.
    """
    ids = {node.id for node in content.nodes}
    for edge in content.edges:
        ids.add(edge.source)
        ids.add(edge.target)
    return ids
