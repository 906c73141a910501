"""Search: what people type, in manim's words, in English, and in those of PowerPoint and After Effects."""

from pathlib import Path

import pytest

from manim_nodes.codegen.typst import needs_latex
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.library.search import search

WHAT_FOUND_NOTHING_OR_THE_WRONG_THING = {
    "tracker": "ValueTracker",
    "decimal": "DecimalNumber",
    "section": "NextSection",
    "morph": "Transform",
    "orbit": "MoveAlongPath",
    "one after another": "Succession",
    "elongated": "Line",
    "include_tip": "NumberLine",
    "always_redraw": "AddUpdater",
    "argmax": "ListStatistic",
}

MANIM = {
    "FadeIn": "FadeIn",
    "fade out": "FadeOut",
    "Write": "Write",
    "Create": "Create",
    "ShowCreation": "Create",
    "Uncreate": "Uncreate",
    "DrawBorderThenFill": "DrawBorderThenFill",
    "ReplacementTransform": "ReplacementTransform",
    "TransformMatchingTex": "TransformMatchingTex",
    "TransformFromCopy": "TransformFromCopy",
    "MathTex": "MathTex",
    "Tex": "Tex",
    "MarkupText": "MarkupText",
    "VGroup": "VGroup",
    "Group": "VGroup",
    "next_to": "NextTo",
    "to_edge": "ToEdge",
    "to_corner": "ToCorner",
    "move_to": "MoveTo",
    "shift": "Shift",
    "arrange": "Arrange",
    "arrange_in_grid": "ArrangeInGrid",
    "set_color": "SetColor",
    "set_fill": "SetFill",
    "set_stroke": "SetStroke",
    "set_opacity": "SetOpacity",
    "NumberPlane": "NumberPlane",
    "ComplexPlane": "ComplexPlane",
    "axes": "Axes",
    "ThreeDAxes": "ThreeDAxes",
    "plot": "Plot",
    "get_area": "Area",
    "riemann": "RiemannRectangles",
    "c2p": "CoordsToPoint",
    "n2p": "NumberToPoint",
    "ValueTracker": "ValueTracker",
    "get_value": "GetValue",
    "add_updater": "AddUpdater",
    "LaggedStart": "LaggedStart",
    "AnimationGroup": "AnimationGroup",
    "Succession": "Succession",
    "self.wait": "Wait",
    "wait": "Wait",
    "next_section": "NextSection",
    "add_sound": "AddSound",
    "Indicate": "Indicate",
    "Circumscribe": "Circumscribe",
    "FocusOn": "FocusOn",
    "Flash": "Flash",
    "Wiggle": "Wiggle",
    "ApplyWave": "ApplyWave",
    "ShowPassingFlash": "ShowPassingFlash",
    "GrowArrow": "GrowArrow",
    "GrowFromCenter": "GrowFromCenter",
    "SpinInFromNothing": "SpinInFromNothing",
    "TracedPath": "TracedPath",
    "MoveAlongPath": "MoveAlongPath",
    "SurroundingRectangle": "SurroundingRectangle",
    "BackgroundRectangle": "BackgroundRectangle",
    "Brace": "Brace",
    "BraceBetweenPoints": "BraceBetweenPoints",
    "SVGMobject": "SVGMobject",
    "ImageMobject": "ImageMobject",
    "BarChart": "BarChart",
    "Code": "Code",
    "Matrix": "Matrix",
    "DecimalMatrix": "DecimalMatrix",
    "Table": "Table",
    "Graph": "Graph",
    "DiGraph": "DiGraph",
    "Surface": "Surface",
    "Sphere": "Sphere",
    "set_camera_orientation": "SetCameraOrientation",
    "move_camera": "MoveCamera",
    "begin_ambient_camera_rotation": "BeginAmbientCameraRotation",
    "StreamLines": "StreamLines",
    "ArrowVectorField": "ArrowVectorField",
    "apply_matrix": "ApplyMatrix",
    "LinearTransformationScene": "LinearTransformationScene",
    "set_z_index": "SetZIndex",
    "save_state": "SaveState",
    "restore": "RestoreMobject",
    "lag_ratio": "LaggedStart",
    "stroke width": "SetStroke",
}

ENGLISH = {
    "circle": "Circle",
    "circles": "Circle",
    "square": "Square",
    "rectangle": "Rectangle",
    "triangle": "Triangle",
    "arrow": "Arrow",
    "line": "Line",
    "dotted line": "DashedLine",
    "dashed line": "DashedLine",
    "point": "PointValue",
    "dot": "Dot",
    "text": "Text",
    "formula": "Math",
    "equation": "Math",
    "number": "NumberValue",
    "counter": "DecimalNumber",
    "countdown": "ChangeDecimalToValue",
    "picture": "ImageMobject",
    "image": "ImageMobject",
    "photo": "ImageMobject",
    "video": "Video",
    "sound": "AddSound",
    "music": "AddSound",
    "speech": "AddSound",
    "grid": "NumberPlane",
    "graph": "Graph",
    "chart": "BarChart",
    "bar chart": "BarChart",
    "function": "Plot",
    "curve": "Plot",
    "derivative": "PlotDerivativeGraph",
    "integral": "Area",
    "tangent": "TangentAtX",
    "slope": "SlopeOfTangent",
    "vector": "Vector",
    "angle": "Angle",
    "right angle": "RightAngle",
    "highlight": "Indicate",
    "underline": "Underline",
    "box around": "SurroundingRectangle",
    "color": "ColorValue",
    "colour": "ColorValue",
    "rotate": "Rotate",
    "spin": "Rotate",
    "turn": "RotateMobject",
    "move": "MoveTo",
    "move right": "Shift",
    "move up": "Shift",
    "grow": "GrowFromCenter",
    "shrink": "ShrinkToCenter",
    "bigger": "Scale",
    "resize": "Scale",
    "disappear": "FadeOut",
    "appear": "FadeIn",
    "hide": "FadeOut",
    "delete": "Remove",
    "remove": "Remove",
    "copy": "Copy",
    "duplicate": "Copy",
    "repeat": "ForEach",
    "loop": "ForEach",
    "condition": "If",
    "at the same time": "Together",
    "together": "Together",
    "pause": "Pause",
    "delay": "Wait",
    "random": "RandomNumber",
    "table": "Table",
    "list": "BulletedList",
    "cube": "Cube",
    "ball": "Sphere",
    "3d": "ThreeDAxes",
    "camera": "PanCamera",
    "zoom": "ZoomCamera",
    "zoom in": "ZoomIn",
    "pan": "PanCamera",
    "subtitle": "AddSubcaption",
    "background": "SetBackgroundColor",
    "group": "VGroup",
    "in front": "AddForeground",
    "star": "Star",
    "hexagon": "RegularPolygon",
}

SLIDES = {
    "title": "Title",
    "bullet points": "BulletedList",
    "bullets": "BulletedList",
    "text box": "Text",
    "text field": "Text",
    "speech bubble": "Label",
    "callout": "Label",
    "shape": "Rectangle",
    "fly in": "FadeIn",
    "fly out": "FadeOut",
    "wipe": "Create",
    "float in": "FadeIn",
    "zoom entrance": "GrowFromCenter",
    "emphasis": "Indicate",
    "pulse": "Indicate",
    "entrance": "FadeIn",
    "exit": "FadeOut",
    "motion path": "MoveAlongPath",
    "align": "AlignTo",
    "distribute": "Arrange",
    "bring to front": "BringToFront",
    "send to back": "BringToBack",
    "slide": "NextSection",
    "next slide": "NextSection",
    "flow chart": "DiGraph",
    "typewriter": "AddTextLetterByLetter",
    "pie chart": "Sector",
    "line chart": "PlotLineGraph",
    "scatter plot": "CoordsToPoints",
    "smart art": "DiGraph",
    "transparency": "SetOpacity",
    "outline": "SetStroke",
    "border": "SetStroke",
    "gradient": "SetColorByGradient",
    "spreadsheet": "NumbersFromFile",
    "csv": "NumbersFromFile",
}

MOTION_GRAPHICS = {
    "keyframe": "SetValue",
    "opacity": "SetOpacity",
    "position": "MoveTo",
    "scale": "Scale",
    "rotation": "Rotate",
    "anchor point": "MoveTo",
    "easing": "RateFunctionValue",
    "ease in": "RateFunctionValue",
    "time remap": "ChangeSpeed",
    "slow motion": "ChangeSpeed",
    "speed": "ChangeSpeed",
    "expression": "Expression",
    "slider": "ValueTracker",
    "wiggle expression": "Wiggle",
    "trim paths": "ShowPart",
    "track matte": "Intersection",
    "mask": "Intersection",
    "null object": "VectorizedPoint",
    "parent": "MaintainPositionRelativeTo",
    "precomp": "VGroup",
    "cross dissolve": "FadeTransform",
    "crossfade": "FadeTransform",
    "stagger": "LaggedStart",
    "offset": "LaggedStart",
    "stroke": "SetStroke",
    "fill": "SetFill",
    "write on": "Write",
    "text animator": "AddTextLetterByLetter",
    "shape layer": "Rectangle",
    "solid": "SetBackgroundColor",
    "repeater": "Copies",
    "trail": "TracedPath",
    "motion blur": "TracedPath",
    "particles": "RandomPoints",
    "loopOut": "RepeatRateFunction",
}

AS_OTHERS_ASKED = {
    "sine wave": "Plot",
    "parabola": "Plot",
    "best fit": "FunctionThroughPoints",
    "square root": "Math",
    "fraction": "Math",
    "plus": "Expression",
    "subtract": "Expression",
    "average": "ListStatistic",
    "mean": "ListStatistic",
    "strike through": "Cross",
    "skew": "ApplyMatrix",
    "rotate around a point": "Rotate",
    "always next to": "MaintainPositionRelativeTo",
    "bounce": "RateFunctionValue",
    "flicker": "Blink",
    "transition": "ReplacementTransform",
    "extrude": "Prism",
    "bevel": "RoundCorners",
    "camera rotation": "BeginAmbientCameraRotation",
    "camera shake": "BeginIllusionCameraRotation",
    "voice over": "AddSound",
    "sound effect": "AddSound",
    "top right corner": "ToCorner",
    "spacing": "Arrange",
    "visibility": "SetOpacity",
    "coin": "RandomInteger",
    "code block": "Code",
    "set position": "MoveTo",
    "tick marks": "NumberLine",
    "timer": "SceneTime",
    "check mark": "SVGMobject",
    "vector math": "ScalePoint",
    "pick whip": "Expression",
    "change color": "SetColor",
    "change colour": "SetColor",
    "change size": "Scale",
    "background image": "ImageMobject",
    "text colour": "Text",
    "colour gradient": "ColorGradient",
    "recolour": "SetColor",
    "centre": "Center",
    "self.play": "Together",
    "np.linspace": "EvenlySpacedNumbers",
    "mirror modifier": "Flip",
    "transform geometry": "Transform",
    "tringle": "Triangle",
    "trianlge": "Triangle",
    "vektor": "Vector",
    "arow": "Arrow",
    "elipse": "Ellipse",
    "animaton": "AnimationGroup",
    "squre": "Square",
    "recangle": "Rectangle",
    "backgrond": "SetBackgroundColor",
    "opactiy": "SetOpacity",
    "rotaton": "Rotate",
    "hexagone": "RegularPolygon",
    "cammera": "PanCamera",
    "formular": "Math",
    "colums": "GetColumn",
}

QUERIES = (
    WHAT_FOUND_NOTHING_OR_THE_WRONG_THING
    | MANIM
    | ENGLISH
    | SLIDES
    | MOTION_GRAPHICS
    | AS_OTHERS_ASKED
)


@pytest.fixture(scope="module")
def built_in() -> Library:
    return load_library(Path(__file__).parents[2] / "nodes")


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_meant_is_found_first(built_in: Library, query: str) -> None:
    assert search(built_in, query)[0].type == QUERIES[query]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("how to make a circle", "Circle"),
        ("the sum of the numbers", "ListStatistic"),
        ("fade it in", "FadeIn"),
        ("an arrow with a label", "LabeledArrow"),
    ],
)
def test_words_that_tell_nothing_need_not_be_found(
    built_in: Library, sentence: str, name: str
) -> None:
    assert name in [found.type for found in search(built_in, sentence)[:3]]


@pytest.mark.parametrize("query", ["formula", "tex", "matrix", "morph formula"])
def test_what_needs_latex_comes_last_where_there_is_none(built_in: Library, query: str) -> None:
    found = [needs_latex(each) for each in search(built_in, query, is_last=needs_latex)]
    assert found == sorted(found)
    assert set(found) == {False, True}


def test_every_title_finds_its_type_first(built_in: Library) -> None:
    titles = [each.title for each in built_in.types.values()]
    assert len(set(titles)) == len(titles)
    lost = [
        each.title
        for each in list(built_in.types.values())[::7]
        if search(built_in, each.title)[0] is not each
    ]
    assert lost == []


def test_what_is_usual_or_offered_first_is_there(built_in: Library) -> None:
    vocabulary = built_in.vocabulary
    assert {*vocabulary.usual, *vocabulary.first} <= built_in.types.keys()
