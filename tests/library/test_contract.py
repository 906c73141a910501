"""Holds every table of nodes/ against the installed manim.

Run it for one type with ``pytest tests/library/test_contract.py -k Circle``.
"""

import ast
import builtins
from collections.abc import Iterator
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Document, Edge, Node
from manim_nodes.graph.build import build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Severity
from manim_nodes.graph.validate import validate
from manim_nodes.library.node_type import Kind, NodeType, Parameter
from manim_nodes.library.parameter_types import port_type_of
from manim_nodes.library.template import CodeTemplate
from tests.support.documents import make_document
from tests.support.evaluation import (
    default_value,
    has_comparable_default,
    is_same,
    run_node,
    snapshot,
)
from tests.support.latex import NEEDS_LATEX, needs_latex
from tests.support.manim_names import manim_names, run_script
from tests.support.signatures import (
    calls,
    find_parameter,
    passes_keywords_on,
    port_class,
    written_keywords,
)
from tests.support.sources import ROOT, built_in_library, source_name, source_output, with_sources

LIBRARY, FAULTS = built_in_library()
TYPES = list(LIBRARY.types.values())
BUILTINS = frozenset(
    {"abs", "bool", "complex", "dict", "enumerate", "float", "int", "len", "list", "map"}
    | {"max", "min", "print", "range", "reversed", "round", "set", "sorted", "str", "sum"}
    | {"tuple", "zip"}
)

# What a parameter without a default holds in these tests: by its type, unless it is named here.
FILES = ROOT / "tests" / "support" / "files"
BY_TYPE = {"file": str(FILES / "picture.png")}
EXAMPLES = {
    ("Code", "code_file"): "",
    ("SVGMobject", "file_name"): str(FILES / "drawing.svg"),
    ("NumbersFromFile", "file"): str(FILES / "data.csv"),
    ("TextsFromFile", "file"): str(FILES / "data.csv"),
    ("AddSound", "file"): str(FILES / "sound.wav"),
    ("Video", "file"): str(ROOT / "resources" / "samples" / "film.gif"),
}

# What has to come before a type can work.
BEFORE = {"RestoreCamera": "SaveCamera"}

# Keywords that manim takes out of **kwargs by hand, for something else than a parent class.
TAKEN_BY_HAND = {
    ("TransformMatchingShapes", "TransformMatchingTex"): (
        *("path_arc", "path_arc_axis", "path_arc_centers", "path_func"),
    ),
    ("LaggedStartMap",): ("shift", "scale"),
    ("Arrow", "Vector", "LabeledArrow", "CurvedArrow"): ("tip_shape",),
    ("DoubleArrow", "CurvedDoubleArrow"): ("tip_shape_start", "tip_shape_end"),
    ("Paragraph",): (
        *("font", "font_size", "slant", "weight", "color", "gradient", "fill_opacity"),
        *("stroke_width", "disable_ligatures", "t2c", "t2g", "t2f", "t2s", "t2w"),
    ),
}
PASSED_ON = {
    f"{name}({keyword}=)"
    for names, keywords in TAKEN_BY_HAND.items()
    for name in names
    for keyword in keywords
}


# Methods that manim gives to single objects, not to their class.
SET_LATER = {"ParametricFunction.underlying_function"}  # by Axes.plot


def example_of(node_type: NodeType) -> dict[str, Any]:
    """Return the parameters without which a node of this type has nothing to show."""
    examples = {
        name: EXAMPLES.get((node_type.type, name), BY_TYPE.get(parameter.type))
        for name, parameter in node_type.parameters.items()
        if parameter.default is None
    }
    return {name: value for name, value in examples.items() if value is not None}


def holds_python(node_type: NodeType) -> bool:
    return any(parameter.type == "python" for parameter in node_type.parameters.values())


def cases(types: list[NodeType], *marks: pytest.MarkDecorator) -> list[Any]:
    return [
        pytest.param(
            each, id=each.type, marks=(*marks, *(NEEDS_LATEX if needs_latex(each) else ()))
        )
        for each in types
    ]


every_type = pytest.mark.parametrize("node_type", cases(TYPES))


@pytest.fixture(autouse=True, scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    manim_names()
    from manim import tempconfig

    with tempconfig({"media_dir": str(tmp_path_factory.mktemp("media")), "verbosity": "ERROR"}):
        yield


def templates(node_type: NodeType) -> Iterator[CodeTemplate]:
    yield node_type.template
    yield from (each for each in (node_type.play_template, node_type.latex_template) if each)
    yield from node_type.other_templates
    yield from node_type.output_templates.values()


def test_all_tables_can_be_read() -> None:
    assert [str(fault) for fault in FAULTS] == []


@every_type
def test_what_plays_says_how_long(node_type: NodeType) -> None:
    assert node_type.plays == 0 or node_type.duration


@every_type
def test_names_exist(node_type: NodeType) -> None:
    used = frozenset(name for each in templates(node_type) for name in each.free_names)
    known = manim_names().keys() | BUILTINS | LIBRARY.vocabulary.helpers.by_name.keys()
    assert used - known - {"self", "result"} == set()
    constants = [
        str(choice)
        for parameter in node_type.parameters.values()
        if parameter.type == "constant"
        for choice in parameter.choices
    ]
    assert [name for name in constants if not is_known(name)] == []


def is_known(dotted: str) -> bool:
    first, *rest = dotted.split(".")
    known: Any = manim_names().get(first)
    for name in rest:
        known = getattr(known, name, None)
    return known is not None


@every_type
def test_methods_exist(node_type: NodeType) -> None:
    missing = {call.missing for each in templates(node_type) for call in calls(each, node_type)}
    assert missing - {"", *SET_LATER} == set()


@every_type
def test_keywords_exist(node_type: NodeType) -> None:
    unknown = {
        f"{ast.unparse(call.node.func)}({keyword}=)"
        for template in templates(node_type)
        for call in calls(template, node_type)
        if call.function is not None and not passes_keywords_on(call.function)
        for keyword, _ in written_keywords(call, template, node_type)
        if find_parameter(call.function, keyword)[0] is None
    }
    assert unknown - PASSED_ON == set()


@every_type
def test_defaults_agree_with_signatures(node_type: NodeType) -> None:
    disagreeing = [
        f"{parameter.name} = {parameter.default!r}, but {ast.unparse(call.node.func)} has "
        f"{keyword}={declared!r}"
        for template in templates(node_type)
        for call in calls(template, node_type)
        if call.function is not None
        for keyword, placeholder in written_keywords(call, template, node_type)
        if placeholder
        for parameter in [node_type.parameters[placeholder]]
        for declared in direct_default(call.function, keyword)
        if not agrees(parameter, declared)
    ]
    assert disagreeing == []


def direct_default(function: Any, keyword: str) -> Iterator[Any]:
    """Return the default in the called signature itself; what **kwargs reach may be overridden."""
    found, depth = find_parameter(function, keyword)
    if found is not None and depth == 0 and found.default is not found.empty:
        yield found.default


def agrees(parameter: Parameter, declared: Any) -> bool:
    if parameter.always or parameter.type == "python" or declared is None:
        return True  # None: manim decides, and test_defaults_change_nothing looks at what it did
    if parameter.default is None:
        return not isinstance(declared, bool | int | float | str) or declared == ""
    ours = default_value(parameter, LIBRARY.names)
    if parameter.type in ("function", "complex_function"):
        return True
    return is_same(snapshot(ours), snapshot(declared)) or looks_same(ours, declared)


def looks_same(ours: Any, declared: Any) -> bool:
    """Compare colors, and lists with tuples and arrays, by what they hold."""
    names = manim_names()
    try:
        if isinstance(declared, names["ManimColor"]):
            return bool(names["ManimColor"].parse(ours) == declared)
        if isinstance(declared, list) and isinstance(declared[0], str):
            return bool(names["color_gradient"](ours, 9) == names["color_gradient"](declared, 9))
        return bool(names["np"].allclose(ours, declared))
    except (TypeError, ValueError):
        return False


# These say something about the graph, or the scene, instead of making a thing.
UNEVALUATED = {Kind.STEP, Kind.SCENE, Kind.REROUTE, Kind.LOOP, Kind.COLLECT}
HELPERS = LIBRARY.vocabulary.helpers.by_name
CARRIED = [each for each in TYPES if each.template.free_names & HELPERS.keys()]
EVALUATED = [
    each
    for each in TYPES
    if each.kind not in UNEVALUATED and not holds_python(each) and each not in CARRIED
]


@pytest.mark.parametrize("node_type", cases(CARRIED))
def test_defaults_are_those_of_what_scripts_carry_along(node_type: NodeType) -> None:
    table = {name: each.default for name, each in node_type.parameters.items()}
    for name in node_type.template.free_names & HELPERS.keys():
        (tree,) = ast.parse(HELPERS[name].source).body
        if isinstance(tree, ast.ClassDef):
            tree = next(part for part in tree.body if isinstance(part, ast.FunctionDef))
        assert isinstance(tree, ast.FunctionDef)
        defaults = [ast.literal_eval(each) for each in tree.args.defaults]
        names = [each.arg for each in tree.args.args][len(tree.args.args) - len(defaults) :]
        declared = dict(zip(names, defaults, strict=True))
        assert {each: declared[each] for each in names if each in table} == {
            each: value for each, value in table.items() if each in names
        }


@pytest.mark.slow
@pytest.mark.parametrize("node_type", cases(EVALUATED))
def test_defaults_change_nothing(node_type: NodeType) -> None:
    """What the code leaves out must be what manim does by itself."""
    example = example_of(node_type)
    written = frozenset(
        name
        for name, parameter in node_type.parameters.items()
        if name not in example and has_comparable_default(parameter)
        if name not in node_type.kind_parameters
    )
    left_out = run_node(node_type, LIBRARY, frozenset(), example)
    if not is_same(left_out, run_node(node_type, LIBRARY, written, example)):
        different = [
            f"{name} = {node_type.parameters[name].default!r}"
            for name in sorted(written)
            if not is_same(left_out, run_node(node_type, LIBRARY, frozenset({name}), example))
        ]
        pytest.fail(f"manim has another default than {different or sorted(written)}")


@pytest.mark.slow
@pytest.mark.parametrize("node_type", cases(TYPES))
def test_default_node_renders(node_type: NodeType) -> None:
    graph = build(around(node_type), with_sources(LIBRARY, node_type))
    errors = [
        each
        for each in validate(graph, permissions=ALL_PERMISSIONS)
        if each.severity is Severity.ERROR
    ]
    assert errors == []
    script = generate(graph, permissions=ALL_PERMISSIONS)
    try:
        run_script(script.source, script.scene_name)
    except Exception as error:
        error.add_note(script.source)
        raise


def around(node_type: NodeType) -> Document:
    """Return a document with one node of a type, and a source for each input that it needs."""
    nodes = [Node(id="it", type=node_type.type, parameters=example_of(node_type))]
    edges = []
    if node_type.type in BEFORE:
        nodes.insert(0, Node(id="before", type=BEFORE[node_type.type]))
    for name, port in node_type.inputs.items():
        for index in range((2 if port.many else 1) if port.required else 0):
            source_type = source_name(node_type, port)
            source = Node(id=f"{name}_{index}", type=source_type, position=(-1, index))
            nodes.append(source)
            edges.append(
                Edge(source=source.id, output=source_output(port.type), target="it", input=name)
            )
    return make_document(*nodes, edges=edges)


@every_type
def test_example_code_is_python_that_manim_knows(node_type: NodeType) -> None:
    tree = ast.parse(node_type.example_code)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    plain = set(node_type.inputs) | {"self", *dir(builtins)}
    unknown = {node.id for node in names} - own - plain - manim_names().keys()
    unknown -= LIBRARY.vocabulary.helpers.by_name.keys()
    assert {name for name in unknown if not name.islower()} == set()


# Where one parent cannot say what manim's several say.
OTHER_PARENTS = {
    ("CoordinateSystem", "Mobject"): "a mixin in manim; all that use it are VMobjects",
    ("CoordinateSystem", "VMobject"): "a mixin in manim; all that use it are VMobjects",
    ("Axes", "VGroup"): "what can be done to a VGroup would break axes",
    ("CameraFrame", "Polygram"): "its corners are the camera's business",
    ("ScreenRectangle", "CameraFrame"): "a rectangle, not the camera's own",
}


@pytest.mark.parametrize("name", sorted(LIBRARY.port_types.types))
def test_port_types_have_manims_parents(name: str) -> None:
    types = LIBRARY.port_types
    for other in types.types:
        one, parent = port_class(name), port_class(other)
        if one is None or parent is None or is_declared_otherwise(name, other):
            continue
        ours, theirs = types.is_a(name, other), issubclass(one, parent)
        assert ours == theirs, f"{name} is {'a' if theirs else 'no'} {other} in manim"


def is_declared_otherwise(name: str, other: str) -> bool:
    ones, others = (LIBRARY.port_types.ancestors(each) for each in (name, other))
    return any(child in ones and parent in others for child, parent in OTHER_PARENTS)


def test_remedies_make_of_one_type_the_other() -> None:
    types = LIBRARY.port_types
    for remedy in types.remedies:
        node_type = LIBRARY.types[remedy.node]
        taken = [port.type for port in node_type.inputs.values()]
        taken += [port_type_of(known.type) for known in node_type.parameters.values()]
        given = [output.type for output in node_type.outputs.values()]
        assert any(types.fits(remedy.source, each) for each in taken)
        assert any(types.is_a(each, remedy.target) for each in given)


def test_colors_are_manims() -> None:
    names = manim_names()
    ours = {name: names[name].to_hex() for name in LIBRARY.names.colors}
    assert ours == LIBRARY.names.colors
    colors = vars(names["manim_colors"])
    theirs = {name for name, each in colors.items() if isinstance(each, names["ManimColor"])}
    assert theirs == set(ours)


def test_rate_functions_are_manims() -> None:
    known = manim_names()["rate_functions"]
    makers = {"RateFunction", "not_quite_there", "squish_rate_func", "unit_interval", "zero"}
    theirs = {each.__name__ for each in vars(known).values() if is_defined_in(known, each)}
    assert theirs - makers == LIBRARY.names.rate_functions.keys()
    for name, written in LIBRARY.names.rate_functions.items():
        function = eval(written, manim_names())
        assert function is getattr(known, name)
        assert isinstance(float(function(0.25)), float)


def is_defined_in(module: Any, thing: Any) -> bool:
    return callable(thing) and getattr(thing, "__module__", "") == module.__name__


def test_scenes_are_manims() -> None:
    names = manim_names()
    for name, parent in LIBRARY.vocabulary.scenes.items():
        assert names[name].__bases__[0] is (names[parent] if parent else object)


def test_what_a_role_stands_for_are_colors_of_manims() -> None:
    standing = [name for names in LIBRARY.vocabulary.roles.values() for name in names]
    assert set(standing) <= LIBRARY.names.colors.keys()
    assert len(set(standing)) == len(standing)


def test_a_style_moves_by_a_rate_function() -> None:
    assert {
        style.rate_func for style in LIBRARY.styles.values()
    } <= LIBRARY.names.rate_functions.keys()
