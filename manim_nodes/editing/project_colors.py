"""The colors that a project uses, the most used first, and those that are offered for it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from manim_nodes.document.model import Document
from manim_nodes.document.values import texts_in
from manim_nodes.graph.style import background_of
from manim_nodes.library.catalogue import Library

_MOST = 20


def project_colors(document: Document, library: Library) -> list[str]:
    """Return the names and numbers of the colors of nodes, in groups too, and of the background."""
    found = Counter(_colors(document, library))
    found[background_of(document.settings, library)] += 1
    return [color for color, _ in found.most_common(_MOST)]


def _colors(document: Document, library: Library) -> Iterator[str]:
    for content in (document, *document.groups):
        for node in content.nodes:
            node_type = library.get(node.type)
            for name, value in node.parameters.items():
                known = node_type.parameters.get(name) if node_type is not None else None
                if known is not None and "color" in known.type:
                    yield from texts_in(value)


def plain_colors(names: Mapping[str, str]) -> dict[str, str]:
    """Return the colors that have a name of one word, each once."""
    found: dict[str, str] = {}
    for name, color in names.items():
        if "_" not in name and color not in found.values():
            found[name] = color
    return found
