"""Copying what was changed on one node, and giving it to others: to each what it has a parameter for."""

import json
from collections.abc import Collection

from manim_nodes.document.clipboard import ClipboardError
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.document.values import JSON, freeze
from manim_nodes.editing.own_text import own_text
from manim_nodes.editing.wiring import Wiring
from manim_nodes.library.parameter_types import check_value
from manim_nodes.translation import tr

_KEY = "manim-nodes parameters"


def copy_parameters(wiring: Wiring, node_id: str) -> str:
    """Write the values that were changed on a node as text for the clipboard, its words left out."""
    text = own_text(wiring, node_id)
    node = wiring.content.node(node_id)
    values = {
        name: value
        for name, value in node.parameters.items()
        if (text is None or name != text.name) and wiring.feeding((node_id, name)) is None
    }
    return json.dumps({_KEY: values}, ensure_ascii=False)


def paste_parameters(
    document: Document, wiring: Wiring, text: str, node_ids: Collection[str]
) -> Document:
    """Set what was copied on nodes, as far as they have parameters of these names that take it.

    Raises
    ------
    ClipboardError : the text is something else, or no node takes any of it
    """
    values = _read(text)
    is_taken = False
    for node_id in node_ids:
        node_type = wiring.type_of(node_id)
        for name, value in values.items():
            known = node_type.parameters.get(name) if node_type is not None else None
            fits = known is not None and check_value(value, known, wiring.library.names) is None
            if fits and wiring.feeding((node_id, name)) is None:
                document, is_taken = set_parameter(document, node_id, name, value), True
    if not is_taken:
        raise ClipboardError(tr("What is selected has no parameters that these values fit."))
    return document


def _read(text: str) -> dict[str, JSON]:
    try:
        values = json.loads(text)[_KEY]
        return {str(name): freeze(value) for name, value in values.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        msg = tr("There are no parameters on the clipboard. Copy those of a node first.")
        raise ClipboardError(msg) from None
