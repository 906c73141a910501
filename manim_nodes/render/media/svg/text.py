"""The text of a drawing as the outlines of its letters, set by Pango as manim's own texts are."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import cos, radians, sin
from pathlib import Path
from unicodedata import bidirectional
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from manim_nodes.render.media.svg.affine import Affine, affine, length
from manim_nodes.render.media.svg.budget import MOST
from manim_nodes.render.media.svg.selectors import attribute, local_name
from manim_nodes.render.media.svg.style import Style

# How an element looks inside of what looks so.
StyleOf = Callable[[Element, Style], Style]

_PANGO_UNITS = 1024
_PIXEL_PT = 0.75
_WEIGHTS = {"normal": "400", "bold": "700", "bolder": "700", "lighter": "300"}
_SIZES = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32,
}  # fmt: skip
_WEIGHT = re.compile(r"[1-9]\d{1,2}", re.ASCII)
_MOST_SIZE = 10_000.0  # pixels: Pango knows no larger letters
_SPACE_EM = 0.3
_LEFTWARD, _BEHIND = ("R", "AL"), "|"
# Of the usual typefaces; browsers ask the typeface.
_BASELINES_EM = {
    "middle": 0.26, "central": 0.34, "hanging": 0.74, "text-before-edge": 0.92, "text-top": 0.92, "text-after-edge": -0.24,
    "text-bottom": -0.24, "ideographic": -0.24, "mathematical": 0.37,
}  # fmt: skip
_SHIFTS_EM = {"baseline": 0.0, "super": 0.33, "sub": -0.2}
_WORD_START = re.compile(r"(?<!\w)\w")
_SPACE = re.compile(r"[ \t\r\n]+")
_SHARE = re.compile(r"([\d.]++)%")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike.

    Parameters
    ----------
    turns : by how many degrees each is turned; the last is for all that follow
    """

    text: str
    style: Style
    turns: tuple[float, ...] = ()


@dataclass(slots=True)
class Chunk:
    """Letters that are set together, from one place on.

    Parameters
    ----------
    x, y : where they begin, in user units; None for where the last chunk ended
    dx, dy : how far from there
    follows_space : whether the chunk before ends with a space
    width : how wide it shall be, if it says so
    is_stretched : whether letters become wider then, not only what is between them
    along : the element that names a line for them to stand on
    """

    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0
    follows_space: bool = False
    width: float | None = None
    is_stretched: bool = False
    along: Element | None = None
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Letter:
    """The outline of one letter, as SVG writes paths, and where it is.

    Parameters
    ----------
    turn : clockwise about where it begins, in degrees
    stretch : how many times as wide it is
    along : the element that names a line for it to stand on
    """

    outline: str
    x: float
    y: float
    style: Style
    turn: float = 0.0
    stretch: float = 1.0
    along: Element | None = None

    @property
    def matrix(self) -> Affine:
        """Return what puts the outline into its place."""
        angle = radians(self.turn)
        across, down = cos(angle), sin(angle)
        return affine(across * self.stretch, down * self.stretch, -down, across, self.x, self.y)


def _in_case(text: str, style: Style) -> str:
    """Return a text with the large and small letters that it shall have."""
    match style.get("text-transform"):
        case "uppercase":
            return text.upper()
        case "lowercase":
            return text.lower()
        case "capitalize":
            return _WORD_START.sub(lambda found: found[0].upper(), text)
    return text


def font_size(style: Style, default: float = 16.0) -> float:
    """Return how large letters are, in pixels."""
    said = style.get("font-size", "")
    return float(_SIZES.get(said) or length(said, default, default, font_size=default))


def chunks(
    element: Element, style: Style, style_of: StyleOf, viewport: tuple[float, float]
) -> list[Chunk]:
    """Return what a ``text`` element says, one chunk for each place that it names.

    Parameters
    ----------
    style_of : how an element inside looks, by the style around it
    viewport : width and height that percentages are of
    """
    found = [Chunk(0.0, 0.0)]
    _collect(element, style, style_of, viewport, found)
    _set_width(element, style, viewport, found)
    return [chunk for chunk in _trimmed(found) if chunk.runs]


def letters(all_chunks: Iterable[Chunk]) -> Iterator[Letter]:
    """Return the letters of chunks, each where it belongs.

    Raises
    ------
    ArithmeticError : they are larger than letters can be
    """
    x = y = 0.0
    for chunk_group in _anchored(all_chunks):
        style = chunk_group[0].runs[0].style
        start: float | None = None
        found: list[Letter] = []
        for chunk in chunk_group:
            if chunk.x is None and chunk.follows_space:
                x += _SPACE_EM * font_size(chunk.runs[0].style)
            x = (x if chunk.x is None else chunk.x) + chunk.dx
            y = (y if chunk.y is None else chunk.y) + chunk.dy
            start = x if start is None else start
            glyphs, right = _set(chunk.runs)
            if chunk.width is not None:
                glyphs, right = list(_fitted(glyphs, right, chunk)), chunk.width
            for letter in glyphs:
                line = y + _above_baseline(letter.style)
                found.append(replace(letter, x=x + letter.x, y=line, along=chunk.along))
            x += right
        anchor = style.get("text-anchor", "start")
        if style.get("direction") == "rtl":
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        shift = (x - (start or 0.0)) * {"middle": 0.5, "end": 1.0}.get(anchor, 0.0)
        x -= shift
        yield from (replace(letter, x=letter.x - shift) for letter in found)


def _anchored(all_chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """Return the chunks that are put in the middle together: those from one place to the next that is named."""
    found: list[Chunk] = []
    for chunk in all_chunks:
        if found and (chunk.x is not None or chunk.y is not None):
            yield found
            found = []
        found.append(chunk)
    if found:
        yield found


def _fitted(glyphs: list[Letter], right: float, chunk: Chunk) -> Iterator[Letter]:
    """Return letters that take as much room as their text says."""
    width = chunk.width or right
    stretch = width / right if chunk.is_stretched and right else 1.0
    count = len({letter.x for letter in glyphs}) - 1
    space = 0.0 if chunk.is_stretched or not count else (width - right) / count
    places = {x: index for index, x in enumerate(sorted({letter.x for letter in glyphs}))}
    for letter in glyphs:
        yield replace(letter, x=letter.x * stretch + places[letter.x] * space, stretch=stretch)


def _above_baseline(style: Style) -> float:
    """Return how far below its place a letter stands that is not put on its baseline."""
    size = font_size(style)
    shift = style.get("baseline-shift", "baseline").strip()
    raised = _SHIFTS_EM.get(shift)
    risen = length(shift, size, font_size=size) if raised is None else raised * size
    own = style.get("alignment-baseline", "auto")
    line = style.get("dominant-baseline", "auto") if own in ("auto", "baseline") else own
    return _BASELINES_EM.get(line, 0.0) * size - risen


def _collect(
    element: Element,
    style: Style,
    style_of: StyleOf,
    viewport: tuple[float, float],
    found: list[Chunk],
    turns: tuple[float, ...] = (),
) -> None:
    if style.get("display") == "none":
        return
    places = _places(element, style, viewport)
    words = (element.get("rotate") or "").replace(",", " ").split()
    turns = tuple(length(word, 0.0) for word in words[: MOST["letters"]]) or turns[-1:]
    if element.text:
        _add(found, element.text, style, places, turns)
    for child in element:
        if local_name(child) in ("tspan", "a", "textPath"):
            is_along = local_name(child) == "textPath"
            if is_along:
                _begin(found, {})
            elif not element.text and places and not found[-1].runs:
                _begin(found, places.pop(0))
            first = len(found) - 1
            _collect(child, style_of(child, style), style_of, viewport, found, turns)
            if is_along:
                for chunk in found[first:]:
                    chunk.along = child
                _begin(found, {})
        if child.tail:
            _add(found, child.tail, style, [], turns[-1:])


def _set_width(
    element: Element, style: Style, viewport: tuple[float, float], found: list[Chunk]
) -> None:
    """Note how wide a text says that it is, if it is set in one go."""
    said = length(element.get("textLength"), viewport[0], font_size=font_size(style))
    with_letters = [chunk for chunk in found if any(run.text.strip() for run in chunk.runs)]
    if said > 0 and len(with_letters) == 1:
        with_letters[0].width = said
        with_letters[0].is_stretched = element.get("lengthAdjust") == "spacingAndGlyphs"


def _places(
    element: Element, style: Style, viewport: tuple[float, float]
) -> list[dict[str, float]]:
    """Return where the letters of an element are put, as far as it says so: mostly for the first alone."""
    size = font_size(style)
    places: list[dict[str, float]] = []
    for name, whole in zip(("x", "y", "dx", "dy"), viewport * 2, strict=True):
        for index, said in enumerate((attribute(element, name) or "").replace(",", " ").split()):
            if index == len(places):
                places.append({})
            places[index][name] = length(said, whole, font_size=size)
    return places


def _begin(found: list[Chunk], place: dict[str, float]) -> None:
    found.append(Chunk(place.get("x"), place.get("y"), place.get("dx", 0.0), place.get("dy", 0.0)))


def _add(
    found: list[Chunk],
    text: str,
    style: Style,
    places: list[dict[str, float]],
    turns: tuple[float, ...],
) -> None:
    text = _in_case(text, style)
    preserved = style.get("white-space", "").startswith("pre")
    said = text.replace("\n", " ") if preserved else _SPACE.sub(" ", text)
    if len(places) <= 1:
        if places and said.strip():
            _begin(found, places.pop())
        found[-1].runs.append(Run(said, style, turns))
        return
    for letter in said.lstrip():
        if places:
            _begin(found, places.pop(0))
        found[-1].runs.append(Run(letter, style, turns[:1]))
        turns = turns[1:] or turns


def _trimmed(found: list[Chunk]) -> list[Chunk]:
    """Leave out spaces at the ends of chunks, and all but one where there are several."""
    ends_with_space = False
    for chunk in found:
        chunk.follows_space = ends_with_space
        runs: list[Run] = []
        for run in chunk.runs:
            text = run.text
            if not run.style.get("white-space", "").startswith("pre") and (
                not runs or runs[-1].text.endswith(" ")
            ):
                text = text.lstrip(" ")
            if text:
                runs.append(replace(run, text=text))
        if runs:
            ends_with_space = runs[-1].text.endswith(" ")
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
        chunk.runs = [run for run in runs if run.text]
    return found


def _set(runs: list[Run]) -> tuple[list[Letter], float]:
    """Return the letters of one line that begins at the origin, and where the next line would go on.

    Raises
    ------
    ArithmeticError : they are larger than letters can be
    """
    from manimpango import MarkupUtils

    # Where a letter behind the last would stand is said by nothing but one that stands there.
    is_leftward = any(bidirectional(letter) in _LEFTWARD for run in runs for letter in run.text)
    last = [] if is_leftward else [Run(_BEHIND, runs[-1].style)]
    markup = "".join(_markup(run, index) for index, run in enumerate([*runs, *last]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text.svg"
        try:
            MarkupUtils.text2svg(
                markup,
                *("sans-serif", "NORMAL", "NORMAL", 12, 12, False),
                *(str(file), 0, 0, 32000, 4000),
            )
        except Exception as error:
            if type(error) is not Exception:
                raise
            raise ArithmeticError(str(error)) from error  # Cairo's own, by that name alone
        root = ElementTree.parse(file).getroot()  # noqa: S314 (cairo's own)
    outlines = {
        symbol.get("id"): (symbol[0].get("d") or "")
        for symbol in root.iter()
        if local_name(symbol) == "symbol" and len(symbol)
    }
    turns = [_turns_of(run) for run in runs]
    found: list[Letter] = []
    right = 0.0
    for group in root.iter():
        index = _index(group.get("style", ""))
        for use in group:
            outline = outlines.get((attribute(use, "href") or "").lstrip("#"), "")
            if local_name(use) != "use" or not outline:
                continue
            x = float(use.get("x", 0))
            if last and index >= len(runs):
                right = x
                continue
            index = min(index, len(runs) - 1)
            # All letters of a line stand on one baseline, which is SVG's y.
            found.append(Letter(outline, x, 0.0, runs[index].style, next(turns[index], 0.0)))
    if is_leftward and found:
        # They stand at the right edge of a page that is as wide as can be.
        left = min(letter.x for letter in found)
        found = [replace(letter, x=letter.x - left) for letter in found]
    return found, right or max(map(_right, found), default=0.0)


def _turns_of(run: Run) -> Iterator[float]:
    """Return by how many degrees the letters that are seen are turned, one after another."""
    if run.turns:
        for index, letter in enumerate(run.text):
            if not letter.isspace():
                yield run.turns[min(index, len(run.turns) - 1)]


def _markup(run: Run, index: int) -> str:
    """Return Pango's markup of letters; its color says which run they are of.

    Raises
    ------
    ArithmeticError : they are larger than letters can be
    """
    style = run.style
    size = font_size(style)
    spacing = length(style.get("letter-spacing"), 0.0, font_size=size)
    if max(size, abs(spacing)) > _MOST_SIZE:
        raise ArithmeticError(f"letters of {size} pixels")
    weight = style.get("font-weight", "normal")
    slant = style.get("font-style", "normal").split(" ")[0]
    attributes = {
        "foreground": f"#{index:06x}",
        "font_family": style.get("font-family", "").replace('"', "").replace("'", ""),
        "size": str(max(1, round(size * _PIXEL_PT * _PANGO_UNITS))),
        "weight": _WEIGHTS.get(weight, weight if _WEIGHT.fullmatch(weight) else "400"),
        "style": slant if slant in ("italic", "oblique") else "normal",
    }
    if spacing:
        attributes["letter_spacing"] = str(round(spacing * _PANGO_UNITS))
    words = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
    text = escape(run.text)
    if wider := length(style.get("word-spacing"), 0.0, font_size=size):
        units = round((min(wider, _MOST_SIZE) + spacing) * _PANGO_UNITS)
        text = text.replace(" ", f'<span letter_spacing="{units}"> </span>')
    return f"<span {words}>{text}</span>"


def _index(style: str) -> int:
    shares = [round(float(share) / 100 * 255) for share in _SHARE.findall(style)[:3]]
    return int.from_bytes(bytes(shares)) if len(shares) == 3 else 0


def _right(letter: Letter) -> float:
    from svgelements import Path as Outline

    box = Outline(letter.outline).bbox()
    return letter.x + (float(box[2]) if box else 0.0)
