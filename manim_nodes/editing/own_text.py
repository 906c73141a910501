"""The words of what a node makes, such as those of a title or a formula, which are edited where they stand."""

from collections.abc import Collection
from dataclasses import dataclass

from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.editing.wiring import Wiring
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.translation import tr

_WRITTEN = frozenset({"text", "math", "label"})
_LINE = frozenset({"string"})


@dataclass(frozen=True, slots=True)
class OwnText:
    """A node's words: which parameter has them, and what they are.

    Parameters
    ----------
    has_lines : they may go over several lines, as those of a text do and those of a formula do not
    """

    node_id: str
    name: str
    value: str
    has_lines: bool


def own_text(wiring: Wiring, node_id: str) -> OwnText | None:
    """Return the one text that a node is there to show; None where it has none, or a wire brings it."""
    node = wiring.content.nodes_by_id.get(node_id)
    node_type = wiring.library.get(node.type) if node is not None else None
    if node is None or node_type is None or node_type.kind is not Kind.VALUE:
        return None
    names = _words_in(node_type, _WRITTEN) or _words_in(node_type, _LINE)
    if len(names) != 1 or wiring.feeding((node_id, names[0])) is not None:
        return None
    parameter = node_type.parameters[names[0]]
    value = node.parameters.get(names[0], parameter.default)
    return OwnText(node_id, names[0], str(value or ""), has_lines=parameter.type == "text")


def _words_in(node_type: NodeType, types: Collection[str]) -> list[str]:
    return [
        name
        for name, known in node_type.parameters.items()
        if known.type in types and str(known.default or "").strip()
    ]


def write(session: Session, text: OwnText, words: str, *, initiator: object = None) -> None:
    """Set the words of a node, as one step."""

    def edit(document: Document) -> Document:
        if text.node_id not in document.nodes_by_id or words == text.value:
            return document
        return set_parameter(document, text.node_id, text.name, words)

    session.edit(edit, label=tr("change the text"), initiator=initiator)
