"""The words of what a node makes, such as those of a title or a formula, which are edited where they stand."""

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from manim_nodes.document import edits
from manim_nodes.document.model import Document
from manim_nodes.document.values import JSON
from manim_nodes.editing.formula_parts import ColoredSpan, read_parts, whole_part, write_parts
from manim_nodes.editing.session import Session
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.editing.thing_actions import ANIMATED, let_happen
from manim_nodes.editing.wiring import Wiring
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.translation import tr

_WRITTEN = frozenset({"text", "math", "label"})
_LINE = frozenset({"string"})
_WORD_COLORS = "t2c"
_PART_COLOR = "ColorFormulaPart"
_LONGEST_COLORED = 5_000
"""Characters; what is longer is no title and no formula, and each would be looked at for each key."""

_PLACES = re.compile(r"\[(-?\d*):(-?\d*)\]")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A node's words: which parameter has them, and what they are.

    Parameters
    ----------
    value : as people see it
    has_lines : they may go over several lines, as those of a text do and those of a formula do not
    can_color : some of them can have a color of their own
    spans : those that do
    """

    node_id: str
    name: str
    value: str
    has_lines: bool
    can_color: bool = False
    spans: tuple[ColoredSpan, ...] = ()

    def whole(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the least stretch of ``words`` around some characters that can have a color of its own; None if there is none."""
        return (start, end) if self.has_lines else whole_part(words, start, end)


def own_text(wiring: Wiring, node_id: str) -> OwnText | None:
    """Return the one text that a node is there to show; None where it has none, or a wire brings it."""
    node = wiring.content.nodes_by_id.get(node_id)
    node_type = wiring.library.get(node.type) if node is not None else None
    if node is None or node_type is None or node_type.kind is not Kind.VALUE:
        return None
    names = _words_in(node_type, _WRITTEN) or _words_in(node_type, _LINE)
    if len(names) != 1 or wiring.feeding((node_id, names[0])) is not None:
        return None
    name, has_lines = names[0], node_type.parameters[names[0]].type == "text"
    value = str(wiring.constant(node_id, name) or "")
    if len(value) > _LONGEST_COLORED:
        return OwnText(node_id, name, value, has_lines)
    if has_lines and _WORD_COLORS in node_type.parameters:
        spans = _colored_words(value, wiring.constant(node_id, _WORD_COLORS))
        is_free = wiring.feeding((node_id, _WORD_COLORS)) is None
        return OwnText(node_id, name, value, has_lines, is_free, spans)
    if node.type == "Math" and wiring.constant(node_id, "syntax") == "typst":
        colors = {
            part: str(wiring.constant(key, "color"))
            for part, key in _coloring_nodes(wiring, node_id).items()
        }
        value, spans = read_parts(value, colors)
        return OwnText(node_id, name, value, has_lines, _PART_COLOR in wiring.library.types, spans)
    return OwnText(node_id, name, value, has_lines)


def _words_in(node_type: NodeType, types: Collection[str]) -> list[str]:
    return [
        name
        for name, known in node_type.parameters.items()
        if known.type in types and str(known.default or "").strip()
    ]


def write(
    session: Session,
    text: OwnText,
    words: str,
    spans: Sequence[ColoredSpan] | None = None,
    *,
    initiator: object = None,
    merge_key: Hashable = None,
) -> None:
    """Set the words of a node and their colors, as one step.

    Parameters
    ----------
    spans : those that have a color of their own; as they were if not given
    merge_key : as `Session.edit` has it
    """
    kept = text.spans if spans is None else tuple(spans)
    numbers = session.step_numbers

    def edit(document: Document) -> Document:
        now = own_text(Wiring(document, session.library), text.node_id)
        if now is None or (words, kept) == (now.value, now.spans):
            return document
        if not text.can_color:
            return edits.set_parameter(document, text.node_id, text.name, words)
        if text.has_lines:
            document = edits.set_parameter(document, text.node_id, text.name, words)
            return _color_words(document, text.node_id, words, kept)
        return _color_parts(document, session.library, text, words, kept, numbers)

    is_color_only = words == text.value
    label = tr("color a part of the text") if is_color_only else tr("change the text")
    session.edit(edit, label=label, initiator=initiator, merge_key=merge_key)


# the colors of words in a text


def _colored_words(text: str, colors: object) -> tuple[ColoredSpan, ...]:
    """Return which characters have which color, as manim gives it to them: the last one counts."""
    found = [""] * len(text)
    for word, color in _pairs(colors):
        for start, end in _places(word, text):
            found[start:end] = [color] * len(found[start:end])
    spans = [ColoredSpan(place, place + 1, color) for place, color in enumerate(found) if color]
    return tuple(ColoredSpan(*each) for each in _plain(spans))


def _pairs(colors: object) -> list[tuple[str, str]]:
    # A project may hold anything in place of pairs; that is a problem at the node.
    listed = colors if isinstance(colors, list | tuple) else ()
    pairs = [each for each in listed if isinstance(each, list | tuple) and len(each) == 2]
    return [(str(word), str(color)) for word, color in pairs]


def _places(word: str, text: str) -> list[tuple[int, int]]:
    if found := _PLACES.match(word):
        given = slice(*(int(number) if number else None for number in found.groups()))
        start, end, _ = given.indices(len(text))
        return [(start, end)]
    return [(found.start(), found.end()) for found in re.finditer(re.escape(word), text)]


def _color_words(
    document: Document, node_id: str, text: str, spans: Sequence[ColoredSpan]
) -> Document:
    before = document.node(node_id).parameters.get(_WORD_COLORS)
    wanted = _plain(spans)
    if _plain(_colored_words(text, before)) == wanted:
        return document
    others: list[JSON] = [
        (word, color)
        for word, color in _pairs(before)
        if not _PLACES.match(word) and not _places(word, text)
    ]
    pairs: list[JSON] = []
    for start, end, color in wanted:
        word = text[start:end]
        alike = [place for place in wanted if text[place[0] : place[1]] == word]
        is_every = _places(word, text) == [place[:2] for place in alike]
        is_one_color = {place[2] for place in alike} == {color}
        by_word = is_every and is_one_color and not _PLACES.match(word)
        pair: JSON = (word if by_word else f"[{start}:{end}]", color)
        if pair not in pairs:
            pairs.append(pair)
    if not pairs + others:
        return edits.reset_parameter(document, node_id, _WORD_COLORS)
    return edits.set_parameter(document, node_id, _WORD_COLORS, (*others, *pairs))


def _plain(spans: Sequence[ColoredSpan]) -> list[tuple[int, int, str]]:
    """Return spans as a text has them: beside one another they are one."""
    found: list[tuple[int, int, str]] = []
    for start, end, color, _ in sorted(spans):
        if found and (found[-1][1], found[-1][2]) == (start, color):
            start = found.pop()[0]
        found.append((start, end, color))
    return found


# the colors of parts of a formula


def _coloring_nodes(wiring: Wiring, node_id: str) -> dict[str, str]:
    """Return the nodes that color parts of a formula from the beginning, by the name of the part."""
    found: dict[str, str] = {}
    for node in wiring.content.nodes:
        if node.type != _PART_COLOR or wiring.constant(node.id, ANIMATED):
            continue
        part = str(wiring.constant(node.id, "name") or "")
        color = wiring.constant(node.id, "color")
        if part and color and _comes_from(wiring, node.id, node_id):
            found.setdefault(part, node.id)
    return found


def _comes_from(wiring: Wiring, changing: str, maker: str) -> bool:
    seen = {changing}
    feeding = wiring.feeding((changing, "mobject"))
    while feeding is not None and feeding[0] != maker and feeding[0] not in seen:
        seen.add(feeding[0])
        feeding = wiring.feeding((feeding[0], "mobject"))
    return feeding is not None and feeding[0] == maker


def _color_parts(
    document: Document,
    library: Library,
    text: OwnText,
    formula: str,
    spans: Sequence[ColoredSpan],
    numbers: Mapping[str, StepNumbers],
) -> Document:
    known = _coloring_nodes(Wiring(document, library), text.node_id)
    in_use = str(document.node(text.node_id).parameters.get(text.name) or "")
    taken = [*known, *re.findall(r":\s*([\w-]+)\s*\}\}", in_use)]
    source, colors = write_parts(formula, spans, taken, list(known))
    document = edits.set_parameter(document, text.node_id, text.name, source)
    document = edits.dissolve_nodes(document, [known[part] for part in known if part not in colors])
    for part, color in colors.items():
        node_id = known.get(part, "")
        if not node_id:
            document, node_id = let_happen(
                document, library, [text.node_id], _PART_COLOR, step=text.node_id, numbers=numbers
            )
            document = edits.reset_parameter(document, node_id, ANIMATED)
            document = edits.set_parameter(document, node_id, "name", part)
        if color == library.types[_PART_COLOR].parameters["color"].default:
            document = edits.reset_parameter(document, node_id, "color")
        else:
            document = edits.set_parameter(document, node_id, "color", color)
    return document
