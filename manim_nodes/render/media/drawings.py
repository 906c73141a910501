"""Drawings from SVG files, made into what manim shows right; what cannot be is found before anything is drawn."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from manim_nodes.render.fonts import (
    letters_without_font,
    missing_font_note,
    missing_letters_note,
)
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.svg import GRADIENT
from manim_nodes.render.media.svg.budget import MOST, TooMuchError
from manim_nodes.translation import tr, tr_later

if (
    TYPE_CHECKING
):  # what reads drawings takes a tenth of a second to load, and the window has mostly none
    from manim_nodes.render.media.svg.source import Source

MOST_BYTES = 32 * 1024 * 1024
_MOST_ELEMENTS = 200_000  # of which most are not drawn
_MOST_FONTS = 8  # that are named in warnings
_PACKED = b"\x1f\x8b"  # how gzip begins: .svgz
_FLAT_HEIGHT = 2.0  # manim's own height of a drawing

_LEFT_OUT = {
    "animation": tr_later("The movements in {name} are not shown."),
    "foreign": tr_later("The web page inside {name} is left out."),
    "image": tr_later("The picture inside {name} is left out: show it by a Picture."),
    "color": tr_later("Some colors of {name} are not known here: what has them is left out."),
    "font-variant": tr_later(
        "Small capitals and other kinds of letters in {name} are the usual ones."
    ),
    "clip": tr_later(
        "Parts of {name} are cut off in a way that is not known here: they are whole."
    ),
    "mask": tr_later("The masks of {name} are ignored: all that they cover is seen."),
    "filter": tr_later("The effects of {name}, such as blur and shadow, are left out."),
    "mix-blend-mode": tr_later("Parts of {name} are not blended with what is behind them."),
    "opacity": tr_later(
        "Parts of {name} are see-through together: where they overlap, each is seen through the other."
    ),
    "text-decoration": tr_later("Lines under and through texts of {name} are left out."),
    "writing-mode": tr_later("Text that runs downward in {name} is drawn from left to right."),
    "text-length": tr_later("Some texts of {name} are as wide as their letters, not as it says."),
    "miter": tr_later("Pointed corners of some lines in {name} are cut off: there are too many."),
    "pattern": tr_later("The patterns that fill shapes of {name} are left out."),
    "radial": tr_later(
        "Some radial gradients of {name} are drawn in one color, their mean: there are too many."
    ),
    "focus": tr_later(
        "Some radial gradients of {name} begin outside of their circle: programs draw them in different ways."
    ),
    "reference": tr_later("{name} names parts that are not in it: they are left out."),
    "selector": tr_later(
        "Some rules of the style sheet in {name} are not known here and left out."
    ),
    "sheet": tr_later("Style sheets that {name} takes from elsewhere are left out."),
    "path": tr_later("Some shapes of {name} cannot be read and are left out."),
}

# Put after a script whose drawings have lines or gradients: manim's own lines do not grow with the drawing, and it
# knows one direction of colors for each mobject.
DRAWING_CLASS = f'''

class SVGMobject(SVGMobject):
    """A drawing with the gradients that its file has, and with lines as thick beside the rest as they are there."""

    def move_into_position(self):
        size = max(self.width, self.height)
        super().move_into_position()
        if not self.stroke_width and size:
            scale = 100 * max(self.width, self.height) / size
            for part in self.family_members_with_points():
                part.set_stroke(width=part.stroke_width * scale)

    def get_mob_from_shape_element(self, shape):
        mobject = super().get_mob_from_shape_element(shape)
        if mobject is None:
            return None
        mobject.cap_style = CapStyleType[shape.values.get("stroke-linecap", "butt").upper()]
        mobject.joint_type = LineJointType[shape.values.get("stroke-linejoin", "miter").upper()]
        target, _, data = shape.values.get("{GRADIENT}", "").partition(" ")
        if not data:
            return mobject
        across, down, start, spread, *stops = map(float, data.split())
        places, *parts = np.reshape(stops, (-1, 5)).T
        center = mobject.get_center()
        half = np.array([mobject.width / 2, mobject.height / 2, 0])
        direction = np.array([across, down, 0]) / np.hypot(across, down)
        reach = np.abs(half * direction).sum() * direction
        middle = across * center[0] + down * center[1] + start
        change = across * reach[0] + down * reach[1]
        is_plain = abs(middle - 0.5) + abs(change - 0.5) < 1e-4 and np.ptp(np.diff(places)) < 1e-6
        is_plain = is_plain and places[0] == 0 and places[-1] == 1
        along = np.linspace(middle - change, middle + change, len(places) if is_plain else 257)
        along = {{0: along, 1: along % 1, 2: 1 - abs(along % 2 - 1)}}[spread]
        colors = np.stack([np.interp(along, places, part) for part in parts], axis=1)
        setattr(mobject, f"{{target}}_rgbas", colors)
        mobject.sheen_direction = np.divide(reach, half, out=np.zeros(3), where=half > 0)
        return mobject
'''


@dataclass(frozen=True, slots=True)
class _ReadDrawing:
    """A file that was read.

    Parameters
    ----------
    root : the normalized drawing
    flat_width : of a drawing without height; 0 if it has one
    """

    source: "Source"
    root: Element
    flat_width: float


def check_drawing(path: Path) -> None:
    """Read a drawing.

    Raises
    ------
    MediaError : it is none, or is too large
    """
    _read(path)


def drawing_warnings(path: Path) -> Iterator[str]:
    """Return what of a drawing is not shown as it is meant, in sentences.

    Raises
    ------
    MediaError : it is none, or is too large
    """
    from manim_nodes.render.media.svg.shapes import shapes_of

    drawing = _read(path)
    source, name = drawing.source, path.name
    if next(shapes_of(drawing.root), None) is None:
        yield tr("There is nothing in {name} that can be drawn.", name=name)
    for kind in +source.left_out:
        yield tr(_LEFT_OUT[kind], name=name)
    yield from islice(filter(None, map(missing_font_note, source.texts)), _MOST_FONTS)
    if missing := letters_without_font("".join(source.texts.values())):
        yield missing_letters_note(missing)
    if drawing.flat_width:
        yield tr("The drawing {name} has no height: set its width instead.", name=name)


def drawing_colors(path: Path) -> frozenset[str]:
    """Return the colors of a drawing.

    Raises
    ------
    MediaError : it is none, or is too large
    """
    return frozenset(
        "gradient" if GRADIENT in shape.attrib else color
        for shape in _read(path).root.iter()
        for color in (shape.get("fill"), shape.get("stroke"))
        if color not in (None, "none")
    )


def convert_drawing(path: Path, target: Path | IO[bytes]) -> None:
    """Write a drawing in which every shape has all that it inherits, and which names nothing outside of it.

    Raises
    ------
    MediaError : it is none, or is too large
    """
    drawing = _read(path)
    root = drawing.root
    if drawing.flat_width:
        root = deepcopy(root)
        # manim cannot make it as high as it should be, and would leave it as long as its file says.
        scale = _FLAT_HEIGHT / drawing.flat_width
        holder = Element("g", {"transform": f"scale({scale:.9g})"})
        holder.extend(root)
        root = Element("svg", root.attrib)
        root.append(holder)
    ElementTree.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)


def addition_for(path: Path) -> str:
    """Return the class that a script needs to show a converted drawing; empty if it needs none."""
    content = path.read_bytes()
    return DRAWING_CLASS if GRADIENT.encode() in content or b'stroke="#' in content else ""


@contextmanager
def _faults_in_words(path: Path) -> Iterator[None]:
    """Put into words what is wrong with a drawing where reading it fails.

    Raises
    ------
    MediaError : it fails
    """
    import numpy as np

    try:
        # What numbers lead to that are none is left out one by one, and never printed.
        with np.errstate(over="raise", divide="raise", invalid="raise", under="ignore"):
            yield
    except TooMuchError as error:
        raise MediaError(_excess(error.kind, path.name), hint=_simplify()) from error
    except RecursionError as error:
        raise MediaError(_excess("levels", path.name), hint=_simplify()) from error
    except (ArithmeticError, ValueError, LookupError, EOFError, zlib.error, SyntaxError) as error:
        raise MediaError(
            tr("{name} is not a drawing that can be read.", name=path.name), hint=_another()
        ) from error


def _read(path: Path) -> _ReadDrawing:
    status = path.stat()
    if status.st_size == 0:
        raise MediaError(tr("The file {name} is empty.", name=path.name), hint=_another())
    if status.st_size > MOST_BYTES:
        raise _too_large(path, status.st_size)
    with _faults_in_words(path):
        return _read_version(path.absolute(), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4)
def _read_version(path: Path, _size: int, _changed_ns: int) -> _ReadDrawing:
    from manim_nodes.render.media.svg.reader import normalized
    from manim_nodes.render.media.svg.selectors import local_name
    from manim_nodes.render.media.svg.shapes import flat_width
    from manim_nodes.render.media.svg.source import Source

    # Expat, which reads it, takes no files and bounds what entities can become.
    root = ElementTree.fromstring(_content(path))  # noqa: S314
    if local_name(root) != "svg":
        raise MediaError(tr("{name} is not an SVG drawing.", name=path.name), hint=_another())
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise TooMuchError(kind="elements")
    source = Source.of(root)
    shapes = normalized(root, source)
    return _ReadDrawing(source, shapes, flat_width(shapes))


def _content(path: Path) -> bytes:
    """Read a drawing, which may be compressed whatever its name ends in.

    Raises
    ------
    MediaError : it is too large when it is unpacked
    OSError, EOFError, zlib.error : it cannot be read
    """
    with path.open("rb") as file:
        is_packed = file.read(2) == _PACKED
    with gzip.open(path) if is_packed else path.open("rb") as opened:
        content: bytes = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large(path, len(content))
    return content


def _another() -> str:
    return tr("Save it as a plain SVG file.")


def _simplify() -> str:
    return tr("Simplify it, or save it as a picture.")


def _too_large(path: Path, size: int) -> MediaError:
    return MediaError(
        tr(
            "The drawing {name} is too large ({size:.0f} MB): the most is {limit} MB.",
            name=path.name,
            size=size / 2**20,
            limit=MOST_BYTES // 2**20,
        ),
        hint=_simplify(),
    )


def _excess(kind: str, name: str) -> str:
    """Return what there is too much of in a drawing."""
    most = MOST[kind]
    match kind:
        case "elements":
            return tr(
                "{name} has more than {most:,} elements, copies included.", name=name, most=most
            )
        case "levels":
            return tr(
                "The groups of {name} are more than {most} deep in one another.",
                name=name,
                most=most,
            )
        case "points":
            return tr("The shapes of {name} have more than {most:,} points.", name=name, most=most)
        case "letters":
            return tr("The texts of {name} have more than {most:,} letters.", name=name, most=most)
        case "properties":
            return tr(
                "The style sheets and attributes of {name} say more than {most:,} things.",
                name=name,
                most=most,
            )
        case "dashes":
            return tr(
                "The lines of {name} that are dashed or cut have more than {most:,} pieces.",
                name=name,
                most=most,
            )
        case _:
            return tr(
                "Outlines of {name} may cross in more than {most:,} places.", name=name, most=most
            )
