"""Colors and gradients of SVG."""

import math
import re
from dataclasses import dataclass, replace

import numpy as np

from manim_nodes.render.media.svg.affine import Affine
from manim_nodes.render.media.svg.style import Style

_REFERENCE = re.compile(r"url\(\s*+[\"']?+#([^\"')]++)[\"']?+\s*+\)\s*+(.*)", re.DOTALL)
_SPACE_COLOR = re.compile(r"color\(\s*+([\w-]++)\s++([^()]*+)\)", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*+)\)", re.IGNORECASE)
_CURRENT = "currentcolor"
_ANGLES = {"": 360, "deg": 360, "grad": 400, "rad": 2 * math.pi, "turn": 1}
_MOST_SAID = 1000  # letters of a color

# From linear light of Display P3 to that of sRGB (CSS Color 4).
_DISPLAY_P3 = np.array(
    [
        [1.2249402, -0.2249402, 0.0],
        [-0.0420570, 1.0420570, 0.0],
        [-0.0196376, -0.0786361, 1.0982735],
    ]
)


@dataclass(frozen=True, slots=True)
class Color:
    """A color.

    Parameters
    ----------
    red, green, blue, opacity : from 0 to 1
    """

    red: float
    green: float
    blue: float
    opacity: float = 1.0

    @property
    def hex(self) -> str:
        """Return the color as ``#rrggbb``."""
        parts = (self.red, self.green, self.blue)
        return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """Colors along a line.

    Parameters
    ----------
    along : of a point in user units, this times (x, y, 1) is how far along the line it lies, from 0 to 1
    spread : what comes before 0 and after 1: ``pad``, ``repeat`` or ``reflect``
    stops : the places of the colors, and the colors
    """

    along: tuple[float, float, float]
    spread: str
    stops: tuple[tuple[float, Color], ...]

    def after(self, matrix: Affine) -> "LinearGradient":
        """Return the gradient of what was transformed together with it."""
        x, y, one = np.array(self.along) @ np.linalg.inv(matrix)
        return LinearGradient((float(x), float(y), float(one)), self.spread, self.stops)

    @property
    def data(self) -> str:
        """Return the gradient as numbers, for the class that gives it to manim."""
        numbers = [*self.along, float(("pad", "repeat", "reflect").index(self.spread))]
        for offset, color in self.stops:
            numbers += [offset, color.red, color.green, color.blue, color.opacity]
        return " ".join(f"{number:.8g}" for number in numbers)

    @property
    def mean(self) -> Color:
        """Return the color that the gradient has from afar."""
        return mean_color(self.stops)


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """Colors around a point.

    Parameters
    ----------
    unit : the transform from user units to those in which the outermost circle is the unit circle
    focus, first : center and radius of the circle on which the first color is, in these units; it lies inside the other
    spread, stops : as those of a linear one
    """

    unit: Affine
    focus: tuple[float, float]
    first: float
    spread: str
    stops: tuple[tuple[float, Color], ...]

    def after(self, matrix: Affine) -> "RadialGradient":
        """Return the gradient of what was transformed together with it."""
        return replace(self, unit=self.unit @ np.linalg.inv(matrix))

    @property
    def mean(self) -> Color:
        """Return the color that the gradient has from afar."""
        return mean_color(self.stops)


def mean_color(stops: tuple[tuple[float, Color], ...]) -> Color:
    """Return the mean of colors at places between 0 and 1."""
    places = np.linspace(0, 1, 65)
    offsets = [offset for offset, _ in stops]
    parts = [
        float(np.interp(places, offsets, [getattr(color, name) for _, color in stops]).mean())
        for name in ("red", "green", "blue", "opacity")
    ]
    return Color(*parts)


def reference(text: str) -> tuple[str, str] | None:
    """Return the id that a paint names, and what is taken if there is none; None if it names none."""
    match = _REFERENCE.fullmatch(text.strip())
    return (match[1].strip(), match[2].strip()) if match else None


def parse_color(text: str, style: Style) -> Color | None:
    """Return a color, or None for none and for what cannot be read."""
    from PIL import ImageColor

    word = text.strip().lower()
    if word == _CURRENT:
        own = style.get("color", "black")
        return parse_color("black" if own.strip().lower() == _CURRENT else own, style)
    if word in ("", "none", "transparent") or len(word) > _MOST_SAID:
        return None
    if match := _FUNCTION.fullmatch(word):
        return _from_function(match[1], re.split(r"[\s,/]+", match[2].strip()))
    if match := _SPACE_COLOR.fullmatch(word):
        return _from_space(match[1], re.split(r"[\s,/]+", match[2].strip()))
    try:
        red, green, blue, *opacity = ImageColor.getrgb(word)
    except ValueError:
        return None
    return Color(red / 255, green / 255, blue / 255, opacity[0] / 255 if opacity else 1.0)


def number(text: str | None, default: float = 1.0) -> float:
    """Return a share such as an opacity, from 0 to 1: a number or percentage."""
    try:
        said = (text or "").strip()
        value = float(said[:-1]) / 100 if said.endswith("%") else float(said)
    except ValueError:
        return default
    return default if math.isnan(value) else min(max(value, 0.0), 1.0)


def _from_function(name: str, parts: list[str]) -> Color | None:
    import colorsys

    if len(parts) not in (3, 4):
        return None
    opacity = number(parts[3]) if len(parts) == 4 else 1.0
    try:
        if name.startswith("rgb"):
            red, green, blue = (
                float(part[:-1]) / 100 if part.endswith("%") else float(part) / 255
                for part in parts[:3]
            )
        else:
            hue = _turns(parts[0]) % 1
            saturation, light = (float(part.rstrip("%")) / 100 for part in parts[1:3])
            red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    except ValueError:
        return None
    return _seen(red, green, blue, opacity)


def _turns(text: str) -> float:
    """Return how many turns an angle is.

    Raises
    ------
    ValueError : it is none
    """
    unit = text.lstrip("+-.0123456789e")
    if unit not in _ANGLES:
        raise ValueError(text)
    return float(text.removesuffix(unit)) / _ANGLES[unit]


def _from_space(space: str, parts: list[str]) -> Color | None:
    """Return a color that is said in another space: what a display of the usual kind shows of it."""
    if space not in ("srgb", "srgb-linear", "display-p3") or len(parts) not in (3, 4):
        return None
    try:
        said = np.array(
            [float(part.rstrip("%")) / (100 if "%" in part else 1) for part in parts[:3]]
        )
    except ValueError:
        return None
    said = np.clip(said, 0, 1)
    if space == "display-p3":
        said = _DISPLAY_P3 @ np.where(
            said <= 0.04045, said / 12.92, ((said + 0.055) / 1.055) ** 2.4
        )
    if space != "srgb":
        said = np.clip(said, 0, 1)
        said = np.where(said <= 0.0031308, said * 12.92, 1.055 * said ** (1 / 2.4) - 0.055)
    red, green, blue = (float(value) for value in np.clip(said, 0, 1))
    return _seen(red, green, blue, number(parts[3]) if len(parts) == 4 else 1.0)


def _seen(red: float, green: float, blue: float, opacity: float) -> Color | None:
    """Return a color, or None for one that there is not."""
    if not math.isfinite(red + green + blue):
        return None
    return Color(red, green, blue, opacity)
