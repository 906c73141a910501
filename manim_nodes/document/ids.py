"""Ids that a person can read and that nothing else has yet."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from manim_nodes.document.model import Snippet


def first_id_of(node_type: str) -> str:
    """Give the id of the first node of a type: ``fade_in_1`` for ``FadeIn``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z0-9])(?=[A-Z][a-z])", "_", node_type)
    stem = re.sub(r"\W+", "_", words.lower()).strip("_") or "node"
    return f"{stem}_1"


def fresh_ids(wanted: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """Give each wanted id itself if it is free, or the next number of its kind that is."""
    used = set(taken)
    last: Counter[str] = Counter()
    fresh = {}
    for old in wanted:
        new, stem = old, re.sub(r"_\d+$", "", old)
        while new in used:
            last[stem] += 1
            new = f"{stem}_{last[stem]}"
        used.add(new)
        fresh[old] = new
    return fresh


def mentioned_ids(snippet: Snippet) -> set[str]:
    """Give the ids of all nodes, and of those that a wire into nowhere seeks.

    Such a wire must not find a new node at its end.
    """
    ids = {node.id for node in snippet.nodes}
    for edge in snippet.edges:
        ids.add(edge.source)
        ids.add(edge.target)
    return ids
