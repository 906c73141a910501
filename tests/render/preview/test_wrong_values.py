"""What is drawn, or said, where the values of a node are unusual: every type is switched, and gets lists that do not fit."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import analyze
from manim_nodes.graph.build import build
from manim_nodes.graph.examples import example_of
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Severity
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root
from tests.support.sources import built_in_library

LIBRARY = built_in_library()[0]
SAMPLES = data_root() / "resources" / "samples"
PYTHONS_WORDS = ("Some values do not fit together", "cannot be drawn", "single value where")
"""What is said of errors that no rule of ours knows better."""

Said = Callable[[Document], list[str]]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    cache = tmp_path_factory.mktemp("cache")
    settings = PreviewSettings(
        cache_dir=cache, quality=Quality(214, 120, 5), assets_dir=SAMPLES, time_limit_s=60
    )

    def errors_of(document: Document) -> list[str]:
        analysis = analyze(
            document,
            LIBRARY,
            folder=SAMPLES,
            permissions=ALL_PERMISSIONS,
            has_latex=lambda: False,
        )
        if analysis.render_script is None:
            errors = [each for each in analysis.problems if each.severity is Severity.ERROR]
            return [each.message for each in errors if "LaTeX" not in each.message]
        error = render_preview(analysis.render_script, settings, on_frame=lambda _: None).error
        return [error.message] if error else []

    return errors_of


def with_value(node_type: NodeType, name: str, value: Any) -> Document | None:
    """Return the example of a type with a value of its node, or None where the node is in a group."""
    example = example_of(node_type, LIBRARY)
    ids = [node.id for node in example.nodes if node.type == node_type.type]
    nodes = tuple(
        node.model_copy(update={"parameters": {**node.parameters, name: value}})
        if node.id in ids[:1]
        else node
        for node in example.nodes
    )
    return example.model_copy(update={"nodes": nodes}) if ids else None


def unusual(parameter: Parameter) -> Iterator[Any]:
    """Return lists that are empty, too short, too long or ragged."""
    usual = list(parameter.default or ())
    yield []
    if usual:
        yield usual[:1]
        yield [*usual, usual[0]]
    if usual and parameter.type.startswith("list[list["):
        yield [usual[0], usual[0][:1]]
        yield [[], []]


@pytest.mark.slow
@pytest.mark.parametrize("switch", ["animated", "live"])
def test_every_type_that_can_be_switched_is_drawn_so(said: Said, switch: str) -> None:
    wrong = {}
    for each in LIBRARY.types.values():
        # In its example it is animated, and cannot be both.
        if switch not in each.parameters or (switch, each.type) == ("live", "ChangeLayout"):
            continue
        document = with_value(each, switch, True)
        if document and (errors := said(document)):
            wrong[each.type] = errors
    assert wrong == {}


@pytest.mark.slow
def test_what_is_said_of_lists_that_do_not_fit_needs_no_python(said: Said) -> None:
    wrong = {}
    for each in LIBRARY.types.values():
        for parameter in each.parameters.values():
            for value in unusual(parameter) if parameter.type.startswith("list[") else ():
                document = with_value(each, parameter.name, value)
                for message in said(document) if document else ():
                    if any(words in message for words in PYTHONS_WORDS):
                        wrong[each.type, parameter.name, str(value)] = message
    assert wrong == {}


@pytest.mark.parametrize("type_name", ["AddEdges", "AddVertices", "RemoveEdges", "RemoveVertices"])
def test_changes_that_manim_animates_in_its_own_way_are_offered_no_arc(type_name: str) -> None:
    parameters = LIBRARY.types[type_name].parameters
    assert "animated" in parameters
    assert "path_arc" not in parameters


def test_a_step_may_give_the_background_any_color(said: Said) -> None:
    document = with_value(LIBRARY.types["SetBackgroundColor"], "color", "#3366aa")
    assert document is not None
    assert said(document) == []


@pytest.mark.parametrize("type_name", ["Graph", "DiGraph", "ChangeLayout"])
def test_what_another_layout_needs_is_kept_but_does_not_count(said: Said, type_name: str) -> None:
    known = LIBRARY.types[type_name]
    example = example_of(known, LIBRARY)
    node = next(each for each in example.nodes if each.type == type_name)
    values = {
        "root_vertex": 1,
        "vertex_spacing": [1, 1],
        "partitions": [[1, 2]],
        "layout": "spiral",
    }
    circular = node.model_copy(update={"parameters": {**node.parameters, **values}})
    nodes = tuple(circular if each.id == node.id else each for each in example.nodes)

    assert said(example.model_copy(update={"nodes": nodes})) == []


def test_what_a_layout_needs_is_said() -> None:
    document = with_value(LIBRARY.types["Graph"], "root_vertex", 1)
    assert document is not None
    (graph,) = (node for node in document.nodes if node.type == "Graph")
    tree = graph.model_copy(update={"parameters": {**graph.parameters, "layout": "tree"}})
    nodes = tuple(tree if node.id == graph.id else node for node in document.nodes)

    def script_of(each: Document) -> str:
        return generate(build(each, LIBRARY)).source

    assert "root_vertex" not in script_of(document)
    assert "root_vertex=1" in script_of(document.model_copy(update={"nodes": nodes}))
