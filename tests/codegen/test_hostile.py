"""A project from anywhere: whatever stands in it, no word of it becomes code.

A script holds no name, attribute, call or import that node types, the scene around them and the
functions of expressions do not bring; or there is no script, and an error of ours says why.
"""

import json
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Edge, Node, Settings
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.parameter_rules import EXPRESSIONS
from manim_nodes.graph.problems import has_errors
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, NodeType, Parameter
from manim_nodes.library.type_names import mapping_types
from tests.support.documents import json_values, make_document
from tests.support.safety import allowed_words, foreign_words
from tests.support.sources import built_in_library, source_name, source_output, with_sources

LIBRARY, _ = built_in_library()
TYPES = list(LIBRARY.types.values())
ATTACKS = [
    "'); import os; os.system('id') #",
    '"""\nimport os\nos.system("id")\n"""',
    "\\",
    "\\'",
    "\n    import os",
    "\r\nimport os",
    "\u2028import os",
    "\x0cimport os",
    "{os.system('id')}",
    "{a.__class__.__init__.__globals__}",
    "%s%n",
    "__import__('os').system('id')",
    "os",
    "self",
    "lambda: 0",
    "x if x else __import__('os')",
    "()",
    "#",
    "../../etc/passwd",
    "\u202e'); import os",
]
hostile = st.sampled_from(ATTACKS) | st.text(max_size=20)
expressions = hostile | st.sampled_from(
    ["sin(x)", "a + b", "(cos(t), sin(t), 0)", "i*z", "x;import os"]
)


def value_for(parameter: Parameter) -> SearchStrategy[Any]:
    """Draw what a project may hold for a parameter: mostly of its type, for it to get far."""
    number = st.integers(-3, 9) | st.sampled_from([0.5, "pi/2", "2^3", "1;import os"])
    by_type: dict[str, SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(0, 5),
        "choice": st.sampled_from(parameter.choices or ("",)),
        "constant": st.sampled_from(parameter.choices or ("",)),
        "color": st.sampled_from(["RED", "#ff0000"]) | hostile,
        "rate_function": st.sampled_from(["smooth", "linear"]) | hostile,
        "vector": st.tuples(number, number),
        "point": st.tuples(number, number, number),
        "complex": st.tuples(number, number),
        "range": st.sampled_from([(0, 1), (-1, "pi", 0.5), ("0);import os", 1)]),
        **dict.fromkeys(("number", "angle"), number),
        **dict.fromkeys(("python", *EXPRESSIONS), expressions),
    }
    type_name = parameter.type
    if type_name.startswith("list["):
        inner = parameter.model_copy(update={"type": type_name[5:-1]})
        return st.lists(value_for(inner), max_size=3).map(tuple) | json_values
    if parts := mapping_types(type_name):
        key, value = (parameter.model_copy(update={"type": part}) for part in parts)
        pairs = st.tuples(value_for(key), value_for(value))
        return st.lists(pairs, max_size=3).map(tuple) | json_values
    return by_type.get(type_name, hostile) | json_values


@st.composite
def nodes_of(draw: DrawFn, node_type: NodeType, node_id: str) -> Node:
    known = list(node_type.parameters.values())
    some = draw(st.lists(st.sampled_from(known), max_size=4, unique_by=id)) if known else []
    parameters = {parameter.name: draw(value_for(parameter)) for parameter in some}
    parameters |= draw(st.dictionaries(hostile, json_values, max_size=1))
    return Node(
        id=node_id,
        type=node_type.type,
        label=draw(st.just("") | hostile),
        parameters=parameters,
        position=(draw(st.integers(0, 3)), 0),
        muted=draw(st.sampled_from([False, False, False, True])),
    )


def fed(node: Node, node_type: NodeType) -> tuple[list[Node], list[Edge]]:
    """Return a source for each input that a node needs."""
    sources, wires = [], []
    for name, port in node_type.inputs.items():
        if port.required:
            source = Node(id=f"{node.id} {name}", type=source_name(node_type, port))
            output = source_output(port.type)
            sources.append(source)
            wires.append(Edge(source=source.id, output=output, target=node.id, input=name))
    return sources, wires


def with_type(library: Library, node_type: NodeType) -> Library:
    """Add a type and its sources to a library: a small one is quick."""
    more = Library({**library.types, node_type.type: node_type}, library.vocabulary)
    return with_sources(more, node_type)


@st.composite
def wires_between(draw: DrawFn, nodes: list[Node], library: Library) -> Edge:
    source, target = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
    gives, takes = library.types[source.type], library.types[target.type]
    outputs = [*gives.outputs, FLOW, "nothing"]
    inputs = [*takes.inputs, *takes.parameters, FLOW, "nothing"]
    return Edge(
        source=source.id,
        output=draw(st.sampled_from(outputs)),
        target=target.id,
        input=draw(st.sampled_from(inputs)),
    )


scene_settings = st.builds(
    Settings,
    background=st.sampled_from(["#000000", "BLUE"]) | hostile,
    frame_width=st.floats(0.1, 1e3),
    style=st.sampled_from(["default", "paper"]) | hostile,
    seed=st.integers(0, 99),
)


@st.composite
def graphs(draw: DrawFn) -> Graph:
    library, nodes, edges = Library({}, LIBRARY.vocabulary), [], []
    for index in range(draw(st.integers(1, 4))):
        node_type = draw(st.sampled_from(TYPES))
        library = with_type(library, node_type)
        node = draw(nodes_of(node_type, draw(hostile.filter(bool)) + str(index)))
        sources, wires = fed(node, node_type)
        nodes += [*sources, node]
        edges += wires if draw(st.sampled_from([True, True, True, False])) else []
    edges += draw(st.lists(wires_between(nodes, library), max_size=3))
    document = make_document(
        *nodes, edges=edges, name=draw(hostile.filter(bool)), settings=draw(scene_settings)
    )
    return build(document, library)


def written(graph: Graph, *, guard: bool = False) -> str | None:
    try:
        return generate(graph, guard=guard).source
    except CodegenError:
        return None


def check_safe(graph: Graph, source: str) -> None:
    types = [node_type for _, node_type in graph.active]
    assert foreign_words(source, allowed_words(types, graph.library)) == [], source


# A drawn graph that failed is shown whole, however long it is.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=100)
@given(graphs(), st.booleans())
def test_no_word_of_a_project_becomes_code(graph: Graph, guard: bool) -> None:
    problems = validate(graph)
    source = written(graph, guard=guard)
    event("written" if source else "refused")
    if source is None:
        assert has_errors(problems)
    else:
        check_safe(graph, source)


TEXTS = ("string", "text", "math", "font", "name")


@pytest.mark.parametrize("node_type", TYPES, ids=lambda node_type: node_type.type)
def test_texts_and_labels_of_every_type_stay_texts(node_type: NodeType) -> None:
    texts = [each.name for each in node_type.parameters.values() if each.type in TEXTS]
    library = with_type(Library({}, LIBRARY.vocabulary), node_type)
    allowed = allowed_words(library.types.values(), library)
    for attack in (ATTACKS[0], ATTACKS[1], "".join(ATTACKS)):
        parameters = dict.fromkeys(texts, attack)
        node = Node(id=attack, type=node_type.type, label=attack, parameters=parameters)
        sources, wires = fed(node, node_type)
        document = make_document(*sources, node, edges=wires, name=attack[:100])
        source = generate(build(document, library)).source
        assert foreign_words(source, allowed) == []


def test_a_script_with_a_foreign_word_would_be_found() -> None:
    allowed = allowed_words([LIBRARY.types["Circle"]], LIBRARY)
    source = generate(build(make_document(Node(id="it", type="Circle")), LIBRARY)).source
    assert foreign_words(source, allowed) == []
    for line in ("os.system('id')", "import os", "eval('1')", "it.__class__", "global it"):
        more = source.replace("        self.add(it)", f"        {line}\n        self.add(it)")
        assert foreign_words(more, allowed) != [], line


def test_all_that_is_typed_stands_in_the_file_as_text() -> None:
    graph = build(make_document(Node(id="it", type="Text", parameters={"text": "x'); y"})), LIBRARY)
    assert json.dumps("x'); y") in generate(graph).source.replace('\\"', '"')


def test_what_a_scene_is_told_is_no_foreign_word() -> None:
    scene = "LinearTransformationScene"
    options = Node(id="scene", type=scene, parameters={"include_background_plane": False})
    source = generate(build(make_document(options), LIBRARY)).source
    assert "super().__init__(" in source
    assert foreign_words(source, allowed_words([LIBRARY.types[scene]], LIBRARY)) == []
