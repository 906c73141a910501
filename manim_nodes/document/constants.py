"""Which constants of a project a part of it may use."""

import re
from collections.abc import Iterator, Mapping, Sequence

from manim_nodes.document.model import Constant, Snippet
from manim_nodes.document.values import JSON

_WORD = re.compile(r"[^\W\d]\w*")


def mentioned_constants(snippet: Snippet, constants: Sequence[Constant]) -> tuple[Constant, ...]:
    """Return those of the constants whose names stand in a parameter, or in one of the constants before."""
    contents = (snippet, *snippet.groups)
    words = {
        word
        for content in contents
        for node in content.nodes
        for text in _texts(node.parameters)
        for word in _WORD.findall(text)
    }
    found = []
    for constant in reversed(constants):  # each is made of those before it
        if constant.name in words:
            found.append(constant)
            words.update(_WORD.findall(str(constant.value)))
    return tuple(reversed(found))


def _texts(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
