"""Texts whose letters join or run from right to left, as markup: manim's Text sets each colored word by itself.

Where a word has a color or a weight of its own, ``Text`` cuts the text there. Arabic then falls apart, and what runs
from right to left is lost, without a word. Pango's markup keeps it whole.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import escape
from itertools import groupby

from manim_nodes.library.writing import is_shaped, runs_from_right
from manim_nodes.syntax import LOAD

_STYLES = ("t2c", "t2g", "t2f", "t2s", "t2w")
_WEIGHTS = {
    "THIN": 100, "ULTRALIGHT": 200, "LIGHT": 300, "SEMILIGHT": 350, "BOOK": 380, "NORMAL": 400, "MEDIUM": 500,
    "SEMIBOLD": 600, "BOLD": 700, "ULTRABOLD": 800, "HEAVY": 900, "ULTRAHEAVY": 1000,
}  # fmt: skip
_PLACE = re.compile(r"\[(-?\d*):(-?\d*)\]")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_EDGES = {"left": "LEFT", "center": "ORIGIN", "right": "RIGHT"}
_MAKERS = ("Table", "BarChart")  # of texts that they are given as lists

Attributes = dict[str, str]


def sets_text(code: str) -> bool:
    """Return whether code may set a text that is better written as markup."""
    return "Text(" in code or "Paragraph(" in code


class WithMarkup(ast.NodeTransformer):
    """Writes texts as markup where they would lose letters otherwise.

    Parameters
    ----------
    colors : the values of manim's colors, by name
    """

    def __init__(self, colors: Mapping[str, str]) -> None:
        self._colors = colors

    def visit_Call(self, call: ast.Call) -> ast.expr:
        """Return a call that makes a text, as markup if need be."""
        self.generic_visit(call)
        match call:
            case ast.Call(
                func=ast.Name(id="Text" | "Paragraph" as name),
                args=[ast.Constant(value=str() as text)],
            ) if _needs_markup(text, call):
                styles = self._styles(text, call)
                if styles is None:
                    return call
                if name == "Text" and not _runs_both_ways(text):
                    return _text(text, call, styles)
                return _lines(text, call, styles)
            case ast.Call(func=ast.Name(id=maker)) if maker in _MAKERS and any(
                runs_from_right(str(text.value)) for text in _listed_texts(call)
            ):
                return _with_markup_inside(call)
        return call

    def visit_ListComp(self, made: ast.ListComp) -> ast.expr:
        """Return a list of texts that say more than what each is made of, such as a bullet, as markup if need be."""
        self.generic_visit(made)
        match made:
            case ast.ListComp(
                elt=ast.Call(func=ast.Name(id="Text"), args=[ast.JoinedStr()]),
                generators=[ast.comprehension(iter=ast.List() as listed)],
            ) if any(runs_from_right(str(text.value)) for text in _listed_texts(listed)):
                return _with_markup_inside(made)
        return made

    def _styles(self, text: str, call: ast.Call) -> list[Attributes] | None:
        """Return what each letter has of its own, or None where that is decided while the scene runs."""
        letters: list[Attributes] = [{} for _ in text]
        for keyword in call.keywords:
            if keyword.arg not in _STYLES:
                continue
            if not isinstance(keyword.value, ast.Dict):
                return None
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    return None
                for start, stop in _found(key.value, text):
                    each = self._attributes(keyword.arg, value, stop - start)
                    if each is None:
                        return None
                    for letter, attributes in zip(letters[start:stop], each, strict=True):
                        letter.update(attributes)
        return letters

    def _attributes(self, style: str, value: ast.expr, count: int) -> list[Attributes] | None:
        """Return what the letters of one word get, or None where that is not known."""
        if style == "t2g":
            stops = value.elts if isinstance(value, ast.List | ast.Tuple) else []
            colors = [color for stop in stops if (color := self._color(stop))]
            if not colors or len(colors) != len(stops):
                return None
            return [{"foreground": color} for color in _between(colors, count)]
        if style == "t2c":
            color = self._color(value)
            return None if color is None else [{"foreground": color}] * count
        match value:
            case ast.Constant(value=str() as said) | ast.Name(id=said):
                pass
            case _:
                return None
        match style:
            case "t2f":
                attributes = {"font_family": said}
            case "t2s":
                attributes = {"style": said.lower()}
            case _:
                attributes = {"weight": str(_WEIGHTS.get(said, _WEIGHTS["NORMAL"]))}
        return [attributes] * count

    def _color(self, value: ast.expr) -> str | None:
        match value:
            case ast.Constant(value=str() as said) | ast.Name(id=said):
                color = self._colors.get(said, said)
                return color[:7].upper() if _HEX.match(color) else None
        return None


def _listed_texts(tree: ast.AST) -> list[ast.Constant]:
    """Return the texts in lists of a call."""
    return [
        each
        for part in ast.walk(tree)
        if isinstance(part, ast.List)
        for each in part.elts
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def _with_markup_inside(call: ast.expr) -> ast.expr:
    """Return a call or a list that makes markup of all texts that it is given in lists."""
    call = deepcopy(call)  # its words are those of all nodes of a kind
    for text in _listed_texts(call):
        text.value = escape(str(text.value), quote=False)
    for part in ast.walk(call):
        if isinstance(part, ast.Name) and part.id == "Text":
            part.id = "MarkupText"
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Table":
        markup = ast.Name("MarkupText", LOAD)
        call.keywords.append(ast.keyword("element_to_mobject", markup))
    return call


def _needs_markup(text: str, call: ast.Call) -> bool:
    has_styles = any(keyword.arg in (*_STYLES, "gradient") for keyword in call.keywords)
    return runs_from_right(text) or (has_styles and is_shaped(text))


def _runs_both_ways(text: str) -> bool:
    """Return whether some lines run from the left and some from the right: Pango puts them a page's width apart."""
    return len({runs_from_right(line) for line in text.split("\n") if line.strip()}) > 1


def _text(text: str, call: ast.Call, styles: list[Attributes]) -> ast.expr:
    keywords = [keyword for keyword in call.keywords if keyword.arg not in _STYLES]
    return ast.Call(ast.Name("MarkupText", LOAD), [_markup(text, styles)], keywords)


def _lines(text: str, call: ast.Call, styles: list[Attributes]) -> ast.expr:
    """Return the lines of a paragraph, each a text of its own."""
    edge = "RIGHT" if runs_from_right(text.split("\n")[0]) else "LEFT"
    kept = ast.Call(call.func, call.args, [])
    for keyword in call.keywords:
        if keyword.arg != "alignment":
            kept.keywords.append(keyword)
        elif isinstance(keyword.value, ast.Constant):
            edge = _EDGES.get(str(keyword.value.value), edge)
    lines: list[ast.expr] = []
    start = 0
    for line in text.split("\n"):
        lines.append(_text(line, kept, styles[start : start + len(line)]))
        start += len(line) + 1
    group = ast.Call(ast.Name("VGroup", LOAD), lines, [])
    return ast.Call(
        ast.Attribute(group, "arrange", LOAD),
        [ast.Name("DOWN", LOAD)],
        [ast.keyword("aligned_edge", ast.Name(edge, LOAD))],
    )


def _markup(text: str, styles: list[Attributes]) -> ast.expr:
    parts = []
    for attributes, pairs in groupby(zip(text, styles, strict=True), key=lambda pair: pair[1]):
        letters = escape("".join(letter for letter, _ in pairs), quote=False)
        words = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        parts.append(f"<span{words}>{letters}</span>" if words else letters)
    return ast.Constant("".join(parts))


def _found(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Return where a word occurs in a text, as manim finds it: by its letters, or by its place."""
    if place := _PLACE.match(word):
        start, stop, _ = slice(*(int(said) if said else None for said in place.groups())).indices(
            len(text)
        )
        if start < stop:
            yield start, stop
        return
    start = text.find(word)
    while word and start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + len(word))


def _between(colors: list[str], count: int) -> Iterator[str]:
    """Return as many colors as there are letters, from the first color to the last."""
    parts = [[int(color[index : index + 2], 16) for index in (1, 3, 5)] for color in colors]
    for number in range(count):
        place = number / max(1, count - 1) * (len(parts) - 1)
        first = min(int(place), max(0, len(parts) - 2))
        second, share = min(first + 1, len(parts) - 1), place - first
        mixed = (
            round(a + (b - a) * share) for a, b in zip(parts[first], parts[second], strict=True)
        )
        yield "#" + "".join(f"{part:02X}" for part in mixed)
