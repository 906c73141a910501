"""Styles: background, colors by role, typefaces, width of lines and times, which what is at its default follows."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from manim_nodes.errors import ManimNodesError
from manim_nodes.library.color_roles import BACKGROUND, ROLE, ROLE_TITLES
from manim_nodes.library.hex_color import HexColor
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.toml_files import TableFile, validated
from manim_nodes.translation import tr, tr_later
from manim_nodes.validation_errors import first_fault, matching

DEFAULT_STYLE = "default"
MANIM_INK = "WHITE"
MANIM_STROKE_WIDTH = 4.0
MANIM_CODE_FONT = "Monospace"
MANIM_CODE_SCHEME = "vim"
_SHADES = ("", "_A", "_B", "_C", "_D", "_E")
# Parameters that say how wide a line is end with one of these.
_LINE_WIDTHS = ("stroke_width", "line_width", "edge_width")

_Color = Annotated[HexColor, AfterValidator(str.upper)]
_Words = Annotated[
    str,
    Field(max_length=100),
    matching(r"[^\x00-\x1f\x7f]*", tr_later("must be one line, without control characters")),
]


class StyleError(ManimNodesError):
    """A style is not as it must be."""


class _StyleTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class StyleColors(_StyleTable):
    """The colors of a style by what they are for.

    Parameters
    ----------
    text : letters, and all lines that have no color of their own
    main : what a picture is about
    accent : what is to be looked at
    second, third, fourth : what stands beside the main thing
    muted : what may be read, and need not, such as the numbers of axes
    faint : what only helps the eye, such as axes and grids
    """

    text: _Color
    main: _Color
    accent: _Color
    second: _Color
    third: _Color
    fourth: _Color
    muted: _Color
    faint: _Color


class Style(_StyleTable):
    """How a whole film looks where its nodes do not say.

    Parameters
    ----------
    order : where it stands among the others
    font, code_font : empty for the one that manim takes
    code_scheme : the colors of code and of the panel behind it, by the name that Pygments has for them
    stroke_width : of lines; those that are thinner or thicker by default stay so in proportion
    run_time : how many times as long plays take
    rate_func : how the speed of plays varies, by the name of a rate function
    """

    title: Annotated[_Words, Field(min_length=1)]
    summary: _Words = ""
    order: int = 0
    background: _Color
    palette: StyleColors
    font: _Words = ""
    code_font: _Words = MANIM_CODE_FONT
    code_scheme: Annotated[
        str,
        matching(
            r"[a-z0-9_-]{1,40}",
            tr_later("must be the name of a color scheme for code, such as vim or monokai"),
        ),
    ] = MANIM_CODE_SCHEME
    stroke_width: Annotated[float, Field(gt=0, le=40)] = MANIM_STROKE_WIDTH
    run_time: Annotated[float, Field(gt=0, le=10)] = 1.0
    rate_func: Annotated[
        str,
        matching(
            r"[a-z_]{1,40}",
            tr_later("must be the name of a rate function, such as smooth or there_and_back"),
        ),
    ] = "smooth"

    @cached_property
    def colors(self) -> Mapping[str, str]:
        """Return the colors by the names of their roles, that of the background among them."""
        return {**self.palette.model_dump(), BACKGROUND: self.background}


def check_roles(roles: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return what roles stand for if there is one for each color of a style.

    Raises
    ------
    ValueError : there is none for one of them, or one for none
    """
    if roles.keys() != ROLE_TITLES.keys():
        raise ValueError(tr("there must be one for each color of a style"))
    return roles


def role_colors(style: Style) -> Mapping[str, str]:
    """Return the colors of a style by what projects hold for them, such as ``role:accent``."""
    return {f"{ROLE}{name}": color for name, color in style.colors.items()}


def read_styles(folder: Path) -> Mapping[str, Style]:
    """Return the styles that are in a folder, a file each, by their names.

    Raises
    ------
    NodeTableError : with file and line
    """
    read = {
        path.stem: validated(Style, TableFile.read(path, folder))
        for path in sorted(folder.glob("*.toml"))
    }
    return dict(sorted(read.items(), key=lambda item: item[1].order))


def parse_style(values: Mapping[str, Any]) -> Style:
    """Return the style that a project or a file says.

    Raises
    ------
    StyleError : it is none
    """
    try:
        return Style.model_validate(values)
    except ValidationError as cause:
        fault = first_fault(cause, Style)
        msg = tr("The style cannot be used: {fault}.", fault=fault.sentence)
        raise StyleError(msg) from cause


class StyledDefaults:
    """What defaults of manim's become in a style.

    Parameters
    ----------
    roles : names of manim's colors by the role that stands for them: what has one of these, or a shade of it, by
        default has the color of the role; where that is the first of them, all stay manim's
    colors : manim's, by name
    """

    def __init__(
        self, style: Style, roles: Mapping[str, tuple[str, ...]], colors: Mapping[str, str]
    ) -> None:
        self._style = style
        self._colors: dict[str, str] = {}
        for name, families in roles.items():
            if style.colors[name] != colors.get(families[0]):
                for family in families:
                    self._add_family(family, style.colors[name], colors)

    def _add_family(self, family: str, color: str, colors: Mapping[str, str]) -> None:
        shades = {
            "_A": mixed(color, self._style.palette.text, 0.5),
            "_B": mixed(color, self._style.palette.text, 0.25),
            "_E": mixed(color, self._style.background, 0.4),
        }
        for shade in _SHADES:
            if f"{family}{shade}" in colors:
                self._colors.setdefault(f"{family}{shade}", shades.get(shade, color))

    def apply(self, node_type: NodeType) -> NodeType:
        """Return a node type with the defaults of the style, which its code has to say then."""
        changed = {}
        for name, parameter in node_type.parameters.items():
            default = self._default(parameter)
            if default != parameter.default:
                # The style's typeface is said once for all texts; manim's own default is said nowhere else.
                always = parameter.always or parameter.default != ""
                update = {"default": default, "always": always}
                changed[name] = parameter.model_copy(update=update)
        if not changed:
            return node_type
        fields = {name: getattr(node_type, name) for name in NodeType.model_fields}
        # Not a copy, which would bring along what has been found out about the old parameters.
        return NodeType.model_construct(
            **{**fields, "parameters": {**node_type.parameters, **changed}}
        )

    def _default(self, parameter: Parameter) -> Any:
        default, style = parameter.default, self._style
        if default is None:
            return None
        if "color" in parameter.type:
            return self._colored(default)
        match parameter.type, default:
            case "font", "":
                return style.font
            case "font", str() if default == MANIM_CODE_FONT:
                return style.code_font
            case "choice", str() if default == MANIM_CODE_SCHEME:
                return style.code_scheme if style.code_scheme in parameter.choices else default
            case "rate_function", "smooth" if parameter.name == "rate_func":
                return style.rate_func
            case "number", float() | int() if (factor := self._factor(parameter)) != 1:
                return round(default * factor, 3)
        return default

    def _factor(self, parameter: Parameter) -> float:
        if parameter.name == "run_time":
            return self._style.run_time
        if parameter.name.endswith(_LINE_WIDTHS):
            return self._style.stroke_width / MANIM_STROKE_WIDTH
        return 1

    def _colored(self, default: Any) -> Any:
        if isinstance(default, tuple):
            return tuple(map(self._colored, default))
        return self._colors.get(default, default) if isinstance(default, str) else default


def mixed(color: str, other: str, share: float) -> str:
    """Return a color with a share of another in it, both ``#RRGGBB``."""
    pairs = (
        (int(color[start : start + 2], 16), int(other[start : start + 2], 16))
        for start in (1, 3, 5)
    )
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)
