"""One value of each port type, to feed the inputs of any node type."""

from functools import cache
from pathlib import Path

from manim_nodes.library.catalogue import Library
from manim_nodes.library.category import Category
from manim_nodes.library.node_tables import read_node_types
from manim_nodes.library.node_type import Input, Kind, NodeType, Output, Parameter
from manim_nodes.library.port_types import ANIMATION, LOOP, alternatives, item_type
from manim_nodes.library.toml_files import NodeTableError
from manim_nodes.library.vocabulary import read_vocabulary

ROOT = Path(__file__).parents[2]
NODES = ROOT / "nodes"

# Where a constructor without arguments would not do.
CODE = {
    "Any": "Circle()",
    "Number": "0.5",
    "Integer": "2",
    "Complex": "1 + 2j",
    "Mapping": "{'t': RED}",
    "Boolean": "True",
    "String": "'text'",
    "Color": "RED",
    "Point": "RIGHT",
    "Function": "lambda x: x",
    "NumberFunction": "lambda x: x",
    "PathFunction": "lambda t: np.array([t, 0, 0])",
    "MobjectFunction": "lambda mobject: mobject",
    "RateFunction": "smooth",
    "Animation": "Rotate(Square())",
    "Mobject": "Square()",
    "VMobject": "Square()",
    "ImageMobject": "ImageMobject(np.uint8([[0, 255], [255, 0]]))",
    "PMobject": "PointCloudDot(radius=0.2)",
    "Group": "Group(Circle(), Square())",
    "VGroup": "VGroup(Circle(), Square(), Triangle())",
    "VDict": "VDict({'circle': Circle(), 'square': Square()})",
    "CameraFrame": "ScreenRectangle()",
    "Polygon": "Polygon(LEFT, UP, RIGHT)",
    "Angle": "Angle(Line(ORIGIN, RIGHT), Line(ORIGIN, UP))",
    "Brace": "Brace(Square())",
    "BraceLabel": "BraceText(Square(), 'text')",
    "SVGMobject": "Text('text')",
    "Text": "Text('text')",
    "MarkupText": "MarkupText('<b>text</b>')",
    "Typst": "Typst('text')",
    "MathTypst": "MathTypst('x + y')",
    "SingleStringMathTex": "SingleStringMathTex('x')",
    "MathTex": "MathTex('x', '+', 'y')",
    "Tex": "Tex('text')",
    "Paragraph": "Paragraph('one', 'two')",
    "Code": "Code(code_string='x = 1', language='python')",
    "DecimalNumber": "DecimalNumber(0.5, mob_class=Text)",
    "IntegerMobject": "Integer(2, mob_class=Text)",
    "Variable": "Variable(0.5, Text('x'), mob_class=Text)",
    "Matrix": "Matrix([[1, 2], [3, 4]], element_to_mobject=lambda entry: Text(str(entry)))",
    "Table": "Table([['a', 'b'], ['c', 'd']])",
    "CoordinateSystem": "Axes()",
    "ParametricFunction": "FunctionGraph(lambda x: x)",
    "FunctionGraph": "FunctionGraph(lambda x: x)",
    "PlottedCurve": "Axes().plot(lambda x: x)",
    "TracedPath": "TracedPath(Dot().get_center)",
    "Graph": "Graph([1, 2, 3], [(1, 2), (2, 3)])",
    "DiGraph": "DiGraph([1, 2, 3], [(1, 2), (2, 3)])",
    "BarChart": "BarChart([1, 2], y_axis_config={'include_numbers': False})",
    "SampleSpace": "SampleSpace().divide_horizontally([0.3])",
    "VectorField": "ArrowVectorField(lambda point: point, x_range=[0, 2, 1], y_range=[0, 2, 1])",
    "StreamLines": (
        "StreamLines(lambda point: RIGHT, x_range=[0, 1, 1], y_range=[0, 1, 1], virtual_time=0.2)"
        ".start_animation()"
    ),
    "ThreeDVMobject": "Cube()[0]",
    "Surface": "Surface(lambda u, v: np.array([u, v, 0]), resolution=2)",
    "Sphere": "Sphere(resolution=(4, 4))",
}
KINDS = {ANIMATION: Kind.ANIMATION, LOOP: Kind.LOOP}
# Where something of the right type must also be in the right state.
SPECIAL_CODE = {
    ("Select", "formula"): "MathTypst('{{x}}')",
    ("ColorFormulaPart", "mobject"): "MathTypst('{{x}}')",
    ("GetPartOfPart", "mobject"): "VGroup(VGroup(Circle(), Square()), Triangle())",
    ("TangentialArc", "line2"): "Line(DOWN, UP)",
    ("MoveToTarget", "mobject"): "Square().set(target=Circle())",
    ("Restore", "mobject"): "Square().save_state()",
    ("RestoreMobject", "mobject"): "Square().save_state()",
    ("ReplaceInScene", "mobject"): "self.add(Square()).mobjects[0]",
    ("TransformAnimations", "start"): "Wiggle(Square())",
    ("TransformAnimations", "end"): "Wiggle(Circle())",
}


def source_code(port_type: str) -> str:
    """Return an expression for something of ``port_type``."""
    first = alternatives(port_type)[0]
    item = item_type(first)
    if item is not None:
        return f"[{source_code(item)}, {source_code(item)}]"
    return CODE.get(first, f"{first}()")


def code_for(node_type: NodeType, port: Input) -> str:
    """Return an expression for something to feed an input with."""
    return SPECIAL_CODE.get((node_type.type, port.name)) or source_code(port.type)


def source_name(node_type: NodeType, port: Input) -> str:
    """Return the name of the node type that feeds an input."""
    return f"{port.type}: {code_for(node_type, port)}"


def _source(node_type: NodeType, port: Input) -> NodeType:
    output = source_output(port.type)
    return NodeType(
        type=source_name(node_type, port),
        title="Source",
        category=Category(title="Sources"),
        kind=KINDS.get(port.type, Kind.VALUE),
        summary="Feeds a test.",
        outputs={output: Output(name=output, type=alternatives(port.type)[0])},
        parameters={"count": Parameter(name="count", type="integer", default=2)},
        code=code_for(node_type, port),
    )


def source_output(port_type: str) -> str:
    """Return the name of the one output of a source."""
    return {ANIMATION: "animation", LOOP: "loop"}.get(port_type, "value")


@cache
def built_in_library() -> tuple[Library, tuple[NodeTableError, ...]]:
    """Read nodes/, leaving faulty files out so that the others can be tested."""
    vocabulary = read_vocabulary(NODES / "shared")
    types: dict[str, NodeType] = {}
    faults = []
    for path in sorted(NODES.glob("*.toml")):
        try:
            types |= {each.type: each for each in read_node_types(path, NODES, vocabulary)}
        except NodeTableError as fault:
            faults.append(fault)
    return Library(types, vocabulary), tuple(faults)


def with_sources(library: Library, node_type: NodeType) -> Library:
    """Return ``library`` with a source for each input of ``node_type``."""
    sources = (_source(node_type, port) for port in node_type.inputs.values())
    return Library({**library.types, **{each.type: each for each in sources}}, library.vocabulary)
