"""What a user sets reaches the script: each parameter of every node type, in every branch of its code.

A choice such as ``A if syntax == 'latex' else B`` may leave a parameter without a meaning. Which
ones do is listed here; a parameter that is lost anywhere else is a fault of its table.
"""

import ast
from collections import ChainMap
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Edge, Node
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.template import Argument, CodeTemplate
from tests.library.test_contract import around
from tests.support.documents import make_document
from tests.support.sources import built_in_library, with_sources

LIBRARY, _ = built_in_library()
TYPES = list(LIBRARY.types.values())

LABELS = {
    "label": {"label_mobject"},
    "label_color": {"label_mobject"},
    "label_size": {"label_mobject"},
}
ENDS = {"start": {"start_mobject"}, "end": {"end_mobject"}}
NUMBERS = {
    name: {"numbers"}
    for name in (
        *("font_size", "decimals", "number_color", "numbers_to_include", "numbers_to_exclude"),
        *("label_direction", "line_to_number_buff"),
    )
}
OF_TABLES = {
    "top_left": {"top_left_mobject"},
    "row_labels": {"row_label_mobjects"},
    "col_labels": {"col_label_mobjects"},
}
OF_VERTICES = {"label_color": {"labels"}, "label_size": {"labels"}, "positions": {"layout"}}
LABEL_OF = {name: {"mobject"} for name in ("label", "font_size", "color")}
LABELS_OF_AXES = {
    **{f"{axis}_label": {f"{axis}_mobject"} for axis in "xyz"},
    **{name: {"x_mobject", "y_mobject", "z_mobject"} for name in ("font_size", "color")},
}
DASHES = {"dash_length": {"style"}}
SPIRAL = {"spiral_angle": {"path"}}
FACES = {"checkerboard_colors": {"checkerboard"}}
TRACE = {"stroke_opacity": {"opacities"}}
ARROW = {"coordinates": {"arrow"}}
BY_NAME = {"index": {"name"}}
INSTEAD_OF_POINT = {"point": {"mobject", "target", "source"}}
LIST_INSTEAD = {name: {"items"} for name in ("numbers", "points", "colors", "texts")}

# Type -> parameter -> the inputs and parameters that can leave it without a meaning.
MEANINGLESS: dict[str, dict[str, set[str]]] = {
    **dict.fromkeys(("LabeledDot", "Label", "LabeledPolygram"), LABELS),
    **dict.fromkeys(("Line", "DashedLine", "Arrow", "DoubleArrow"), ENDS),
    **dict.fromkeys(("LabeledLine", "LabeledArrow"), LABELS | ENDS),
    **dict.fromkeys(("NumberPlane", "ThreeDAxes", "UnitInterval"), NUMBERS),
    **dict.fromkeys(("Table", "MathTable", "DecimalTable", "IntegerTable"), OF_TABLES),
    "MobjectTable": OF_TABLES,
    **dict.fromkeys(("Graph", "DiGraph", "AddVertices"), OF_VERTICES),
    **dict.fromkeys(("XAxisLabel", "YAxisLabel", "YAxisLabel3D", "ZAxisLabel"), LABEL_OF),
    "GraphLabel": LABEL_OF,
    **dict.fromkeys(("AxisLabels", "AxisLabels3D"), LABELS_OF_AXES),
    **dict.fromkeys(("VerticalLineToPoint", "HorizontalLineToPoint", "LinesToPoint"), DASHES),
    "LineFromAxisToPoint": DASHES,
    **dict.fromkeys(("Transform", "ReplacementTransform", "TransformFromCopy"), SPIRAL),
    "MoveToTarget": SPIRAL,
    **dict.fromkeys(("GrowFromPoint", "FocusOn", "Flash", "MoveTo", "NextTo"), INSTEAD_OF_POINT),
    **dict.fromkeys(("AlignTo", "PanCamera", "SetUpZooming"), INSTEAD_OF_POINT),
    **dict.fromkeys(("NumberList", "PointList", "ColorList", "StringList"), LIST_INSTEAD),
    **dict.fromkeys(("Surface", "SurfaceOnAxes", "Sphere", "Cone", "Cylinder", "Torus"), FACES),
    "PlotSurface": FACES
    | {f"{axis}_{end}": {"whole"} for axis in "xy" for end in ("start", "end")},
    **dict.fromkeys(("TracedPath", "TracedPoint"), TRACE),
    **dict.fromkeys(("AddVector", "GrowVector"), ARROW),
    **dict.fromkeys(("Select", "ColorFormulaPart"), BY_NAME),
    "NumberLine": NUMBERS | {"log_base": {"scale"}},
    "Title": {"underline_buff": {"syntax", "include_underline"}},
    "Code": {"code_string": {"code_file"}},
    "Math": {"typst_preamble": {"syntax"}},
    "Variable": {"label": {"label_mobject"}},
    "AddCoordinates": {"x_numbers": {"which"}, "y_numbers": {"which"}},
    # LaTeX leaves the size to manim; their descriptions say so.
    "AddPolarCoordinates": {"font_size": {"numbers_as"}, "gap": {"numbers_as"}},
    "SampleSpaceTitle": {"font_size": {"syntax"}},
    "AddBrackets": {name: {"shape"} for name in ("stroke_width", "width", "overhang")},
    "RandomGraph": {"neighbors": {"pattern"}, "probability": {"pattern"}},
    "ChangeLayout": {"vertices": {"layout"}, "positions": {"layout"}},
    "LaggedStartMap": {"shift": {"animation_class"}, "scale": {"animation_class"}},
    "Logic": {"b": {"operation"}},
    "SetGradientFill": {"opacity": {"part"}},
    # Nothing moves while nothing is set: it waits.
    "MoveCamera": {
        "rate_func": {
            *("phi", "theta", "gamma", "zoom", "focal_distance", "frame_center", "animations")
        }
    },
    # Of the axes that have a logarithmic scale.
    "Axes": NUMBERS | {"log_base": {"x_scale", "y_scale"}},
}
# These say what a group's node looks like; no code has them.
BOUNDARIES = {"GroupInput", "GroupOutput"}


@pytest.mark.parametrize("node_type", TYPES, ids=[each.type for each in TYPES])
def test_each_parameter_reaches_the_code_in_every_branch_that_takes_it(node_type: NodeType) -> None:
    allowed = MEANINGLESS.get(node_type.type, {})
    # What only says how gaps are drawn has no meaning where there are none.
    others = node_type.other_templates
    only_there = frozenset[str]().union(*(each.mentioned for each in others))
    only_there -= node_type.template.mentioned
    numbers = node_type.axis_numbers
    decided = {numbers.switch, *numbers.unless} if numbers else set[str]()
    for template in filter(None, (node_type.template, node_type.play_template, *others)):
        asked = asked_of(template, node_type)
        lost: dict[str, list[dict[str, Any]]] = {}
        for state in states(asked):
            names = names_in(template, node_type, state)
            for name in node_type.parameters.keys() - node_type.kind_parameters - state.keys():
                if name in (decided if template in others else only_there):
                    continue
                if name not in names and node_type.type not in BOUNDARIES:
                    lost.setdefault(name, []).append(state)
        for name, when in lost.items():
            assert deciding(when, asked), f"'{name}' never reaches {template.source}"
            assert deciding(when, asked) <= allowed.get(name, set()), (name, when[0])


def asked_of(template: CodeTemplate, node_type: NodeType) -> dict[str, list[Any]]:
    """Return the names that decide between branches, each with a value for every answer."""
    asked: dict[str, list[Any]] = {}
    for statement in template.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.IfExp) and not isinstance(node.test, ast.Call):
                for name, values in questions(node.test):
                    if name in node_type.placeholders:
                        known = asked.setdefault(name, [])
                        known += [value for value in values if value not in known]
    return asked


def questions(test: ast.expr) -> Iterator[tuple[str, tuple[Any, ...]]]:
    match test:
        case ast.BoolOp(values=tests):
            for each in tests:
                yield from questions(each)
        case ast.UnaryOp(operand=each):
            yield from questions(each)
        case ast.Name(id=name):
            yield name, (True, None)
        case ast.Compare(left=ast.Name(id=name), comparators=[constant]):
            value = ast.literal_eval(constant)
            yield name, (*(value if isinstance(value, tuple) else (value,)), "something else")


def states(asked: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for values in product(*asked.values()):
        yield dict(zip(asked, values, strict=True))


def names_in(template: CodeTemplate, node_type: NodeType, state: dict[str, Any]) -> frozenset[str]:
    """Return which placeholders are seen in a template that is filled in a certain state."""
    arguments = {
        name: Argument((ast.Name(name, ast.Load()),), state.get(name, "set"), given=True)
        for name in node_type.placeholders
        if state.get(name, "set") is not None
    }
    filled = ast.walk(ast.Module(template.fill(arguments), []))
    return frozenset(node.id for node in filled if isinstance(node, ast.Name))


def deciding(when: list[dict[str, Any]], asked: dict[str, list[Any]]) -> set[str]:
    """Return the names that are not free in some states: those that brought them about."""
    return {
        name
        for name, values in asked.items()
        if len({repr(state[name]) for state in when}) < len(values)
    }


ANIMATED = [each for each in TYPES if "animated" in each.parameters]


@cache
def library_with_sources() -> Library:
    types = (with_sources(LIBRARY, each).types for each in ANIMATED)
    return Library(dict(ChainMap(*types)), LIBRARY.vocabulary)  # type: ignore[arg-type]  # read only


@pytest.mark.parametrize("is_part", [False, True], ids=["alone", "composed"])
@pytest.mark.parametrize("node_type", ANIMATED, ids=[each.type for each in ANIMATED])
def test_how_a_change_is_animated_reaches_the_script(node_type: NodeType, is_part: bool) -> None:
    document = around(node_type)
    timing = {"animated": True, "run_time": 7.25, "rate_func": "there_and_back", "path_arc": 77}
    known = {name: value for name, value in timing.items() if name in node_type.parameters}
    nodes = [
        node.model_copy(update={"parameters": {**node.parameters, **known}})
        if node.id == "it"
        else node
        for node in document.nodes
    ]
    edges = list(document.edges)
    if is_part:
        nodes.append(Node(id="whole", type="AnimationGroup", position=(1, 0)))
        edges.append(Edge(source="it", output="animation", target="whole", input="animations"))
    graph = build(make_document(*nodes, edges=edges), library_with_sources())
    source = generate(graph).source
    assert node_type.kind is Kind.MODIFY
    assert "7.25" in source
    assert "there_and_back" in source
    assert "path_arc" not in known or "77" in source
