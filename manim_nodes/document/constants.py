"""Which constants of a project a part of it may use."""

import re
from collections.abc import Sequence

from manim_nodes.document.model import Constant, Snippet
from manim_nodes.document.values import texts_in

_WORD = re.compile(r"[^\W\d]\w*")


def mentioned_constants(snippet: Snippet, constants: Sequence[Constant]) -> tuple[Constant, ...]:
    """Return those of the constants whose names stand in a parameter, or in one of the constants before."""
    contents = (snippet, *snippet.groups)
    words = {
        word
        for content in contents
        for node in content.nodes
        for text in texts_in(node.parameters)
        for word in _WORD.findall(text)
    }
    found = []
    for constant in reversed(constants):  # each is made of those before it
        if constant.name in words:
            found.append(constant)
            words.update(_WORD.findall(str(constant.value)))
    return tuple(reversed(found))
