"""The text of a drawing as the outlines of its letters, set by Pango as manim's own texts are."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from manim_nodes.render.media.svg.affine import length
from manim_nodes.render.media.svg.style import Style, attribute, local_name

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
_SPACE = re.compile(r"[ \t\r\n]+")
_SHARE = re.compile(r"([\d.]++)%")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike."""

    text: str
    style: Style


@dataclass(slots=True)
class Chunk:
    """Letters that are set together, from one place on.

    Parameters
    ----------
    x, y : where they begin, in user units; None for where the last chunk ended
    dx, dy : how far from there
    follows_space : whether the chunk before ends with a space
    """

    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0
    follows_space: bool = False
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Letter:
    """The outline of one letter, as SVG writes paths, and where it is."""

    outline: str
    x: float
    y: float
    style: Style


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
    return [chunk for chunk in _trimmed(found) if chunk.runs]


def letters(all_chunks: Iterable[Chunk]) -> Iterator[Letter]:
    """Return the letters of chunks, each where it belongs.

    Raises
    ------
    ArithmeticError : they are larger than letters can be
    """
    x = y = 0.0
    for chunk in all_chunks:
        if chunk.x is None and chunk.follows_space:
            x += _SPACE_EM * font_size(chunk.runs[0].style)
        x = (x if chunk.x is None else chunk.x) + chunk.dx
        y = (y if chunk.y is None else chunk.y) + chunk.dy
        glyphs = list(_set(chunk.runs))
        right = max((_right(letter) for letter in glyphs), default=0.0)
        anchor = chunk.runs[0].style.get("text-anchor", "start")
        left = x - right * {"middle": 0.5, "end": 1.0}.get(anchor, 0.0)
        for letter in glyphs:
            yield Letter(letter.outline, left + letter.x, y + letter.y, letter.style)
        x = left + right


def _collect(
    element: Element,
    style: Style,
    style_of: StyleOf,
    viewport: tuple[float, float],
    found: list[Chunk],
) -> None:
    if style.get("display") == "none":
        return
    places = _places(element, style, viewport)
    if element.text:
        _add(found, element.text, style, places)
    for child in element:
        if local_name(child) in ("tspan", "a", "textPath"):
            if not element.text and places and not found[-1].runs:
                _begin(found, places.pop(0))
            _collect(child, style_of(child, style), style_of, viewport, found)
        if child.tail:
            _add(found, child.tail, style, [])


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


def _add(found: list[Chunk], text: str, style: Style, places: list[dict[str, float]]) -> None:
    preserved = style.get("white-space", "").startswith("pre")
    said = text.replace("\n", " ") if preserved else _SPACE.sub(" ", text)
    if len(places) <= 1:
        if places and said.strip():
            _begin(found, places.pop())
        found[-1].runs.append(Run(said, style))
        return
    for letter in said.lstrip():
        if places:
            _begin(found, places.pop(0))
        found[-1].runs.append(Run(letter, style))


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
                runs.append(Run(text, run.style))
        if runs:
            ends_with_space = runs[-1].text.endswith(" ")
            runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].style)
        chunk.runs = [run for run in runs if run.text]
    return found


def _set(runs: list[Run]) -> Iterator[Letter]:
    """Return the letters of one line that begins at the origin.

    Raises
    ------
    ArithmeticError : they are larger than letters can be
    """
    from manimpango import MarkupUtils

    markup = "".join(_markup(run, index) for index, run in enumerate(runs))
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
    for group in root.iter():
        run = runs[min(_index(group.get("style", "")), len(runs) - 1)]
        for use in group:
            if local_name(use) == "use":
                outline = outlines.get((attribute(use, "href") or "").lstrip("#"), "")
                if outline:
                    # All letters of a line stand on one baseline, which is SVG's y.
                    yield Letter(outline, float(use.get("x", 0)), 0.0, run.style)


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
        attributes["letter_spacing"] = str(round(spacing * _PIXEL_PT * _PANGO_UNITS))
    words = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
    return f"<span {words}>{escape(run.text)}</span>"


def _index(style: str) -> int:
    shares = [round(float(share) / 100 * 255) for share in _SHARE.findall(style)[:3]]
    return int.from_bytes(bytes(shares)) if len(shares) == 3 else 0


def _right(letter: Letter) -> float:
    from svgelements import Path as Outline

    box = Outline(letter.outline).bbox()
    return letter.x + (float(box[2]) if box else 0.0)
