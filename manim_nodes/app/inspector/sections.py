"""Which parameters stand together, and which are folded away."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from manim_nodes.library.node_type import Kind, NodeType, Parameter

_CONTEXT = "inspector sections"
_STYLE: str = QT_TRANSLATE_NOOP("inspector sections", "Fill and stroke")
_ANIMATION: str = QT_TRANSLATE_NOOP("inspector sections", "Animation")
_ADVANCED: str = QT_TRANSLATE_NOOP("inspector sections", "Advanced")

_STYLE_NAMES = frozenset(
    {"fill_color", "fill_opacity", "stroke_color", "stroke_width", "stroke_opacity"}
)
_ADVANCED_NAMES = frozenset(
    {
        *("about_point", "about_edge", "path_arc", "path_arc_axis", "path_arc_centers"),
        *("remover", "suspend_mobject_updating", "cap_style", "joint_type", "tex_template"),
        *("grid_xstep", "grid_ystep", "max_tip_length_to_length_ratio"),
        *("max_stroke_width_to_length_ratio", "disable_ligatures", "use_smoothing"),
        *("unit_buff_per_font_unit", "digit_buff_per_font_unit", "edge_to_fix", "show_ellipsis"),
        *("discontinuities", "add_background_rectangles_to_entries", "typst_preamble"),
        *("include_background_rectangle", "live"),
    }
)
_FEW = 2  # so few are not worth a section of their own


@dataclass(frozen=True)
class Section:
    """Parameters under one title; the first section of a node has none, and is never folded."""

    title: str
    parameters: tuple[Parameter, ...]


def divide(parameters: Iterable[Parameter], node_type: NodeType | None) -> list[Section]:
    """Put parameters into sections, in the order of the table within each."""
    parts: dict[str, list[Parameter]] = {"": [], _ANIMATION: [], _STYLE: [], _ADVANCED: []}
    timed = node_type.kind_parameters - {"live", "animated"} if node_type else frozenset()
    for parameter in parameters:
        parts[_title(parameter, timed, node_type)].append(parameter)
    for title in (_STYLE, _ADVANCED):
        if len(parts[title]) < _FEW or not parts[""]:
            parts[""] += parts.pop(title)
    return [
        Section(QCoreApplication.translate(_CONTEXT, title) if title else "", tuple(part))
        for title, part in parts.items()
        if part
    ]


def _title(parameter: Parameter, timed: frozenset[str], node_type: NodeType | None) -> str:
    name = parameter.name
    if parameter.required:
        return ""
    if node_type is not None and node_type.kind is Kind.MODIFY and name in timed:
        return _ANIMATION
    if name in _STYLE_NAMES:
        return _STYLE
    return _ADVANCED if name in _ADVANCED_NAMES else ""
