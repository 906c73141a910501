"""Graphs that no one draws by hand: chains of thousands, nests, expressions of expressions. All have a script, or words at a node."""

import ast
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.document.files import SaveError, save_document
from manim_nodes.document.groups import GROUP_INPUT
from manim_nodes.document.model import Document, DocumentError, Group, Knob
from manim_nodes.document.text import loads
from manim_nodes.editing.analysis import Analysis, analyze_with_errors
from manim_nodes.gallery.knobs import knob_fields
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.library.catalogue import Library
from tests.support.commands import run, save_project
from tests.support.documents import boundary, group_node, make_document, wire
from tests.support.library import node, toy_document


def analysis(library: Library, document: Document) -> Analysis:
    return analyze_with_errors(
        document, library, folder=None, permissions=NO_PERMISSIONS, has_latex=lambda: True
    )


def chain(
    length: int, type_name: str, output: str, into: str, parameters: dict[str, Any] | None = None
) -> Document:
    nodes = [node(f"it_{number}", parameters, type=type_name) for number in range(length)]
    wires = [
        wire(f"it_{number}.{output}", f"it_{number + 1}.{into}") for number in range(length - 1)
    ]
    return make_document(*nodes, edges=wires)


CHAINS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("Expression", "value", "a", {"expression": "a+a"}),
    ("Expression", "value", "a", {"expression": "a"}),
    ("ListItem", "value", "items", {}),
    ("Choose", "value", "condition", {}),
    ("FormatText", "value", "a", {"text": "{a}"}),
    ("JoinLists", "value", "lists", {}),
    ("GetPart", "mobject", "mobject", {}),
    ("VGroup", "mobject", "mobjects", {}),
    ("Shift", "mobject", "mobject", {}),
    ("Shift", "mobject", "mobject", {"animated": True}),
    ("Shift", "mobject", "mobject", {"live": True}),
    ("ReplacementTransform", "mobject", "mobject", {}),
    ("AnimationGroup", "animation", "animations", {}),
    ("ReverseRateFunction", "value", "func", {}),
    ("Wait", "flow", "flow", {}),
    ("NoSuchType", "value", "value", {}),
]


@pytest.mark.parametrize(("type_name", "output", "into", "parameters"), CHAINS)
def test_a_chain_of_thousands_has_a_script_or_words(
    library: Library, type_name: str, output: str, into: str, parameters: dict[str, Any]
) -> None:
    found = analysis(library, chain(1200, type_name, output, into, parameters))

    if found.script is None:
        assert all(problem.message for problem in found.problems)
        assert found.problems[0].node_id
    else:
        ast.parse(found.script.source)


def test_an_expression_of_too_many_others_is_said_at_its_node(library: Library) -> None:
    doubled = chain(100, "Expression", "value", "a", {"expression": "a+a"})
    nodes = [*doubled.nodes, node("number_1", type="NumberValue"), node("wait_1", type="Wait")]
    wires = [wire("number_1.value", "it_0.a"), wire("it_99.value", "wait_1.duration")]
    document = make_document(*nodes, edges=[*doubled.edges, *wires])
    first = analysis(library, document).problems[0]

    assert first.code == "unwritable"
    assert first.node_id is not None
    assert first.node_id.startswith("it_")
    assert "too many nodes" in first.message


def test_loops_are_in_one_another_only_as_deep_as_python_reads(library: Library) -> None:
    deep = analysis(library, chain(15, "ForEach", "item", "list"))
    assert deep.script is not None
    compile(deep.script.source, "scene.py", "exec")

    (problem,) = analysis(library, chain(16, "ForEach", "item", "list")).problems
    assert (problem.code, problem.node_id) == ("too-deep", "it_15")
    assert "15 loops" in problem.message


def test_more_loops_than_can_be_told_apart_are_said_with_the_number(library: Library) -> None:
    document = make_document(*(node(f"it_{number}", type="ForEach") for number in range(201)))
    found = [each for each in analysis(library, document).problems if each.severity == "error"]

    assert [(each.code, each.node_id) for each in found] == [("too-many", "it_200")]
    assert "201 loops" in found[0].message


def test_groups_a_thousand_deep_are_said(library: Library) -> None:
    groups = tuple(
        Group(id=f"g{number}", nodes=(group_node("in", f"g{number + 1}"),))
        for number in range(1000)
    )
    document = make_document(group_node("in", "g0"), groups=groups)

    assert "too-large-group" in {each.code for each in analysis(library, document).problems}


def in_many_ways(group_id: str, inner: Sequence[str]) -> Group:
    """Make a group whose one input leads to that of each of some others."""
    ways = [group_node(f"in_{number}", inside) for number, inside in enumerate(inner)]
    wires = tuple(wire("x.value", f"{way.id}.x") for way in ways)
    return Group(id=group_id, nodes=(boundary("x", GROUP_INPUT, "x"), *ways), edges=wires)


def reroutes_in_many_ways() -> Group:
    """Make a group whose one input leads to a parameter through 4 reroutes in each of 200 columns."""
    nodes = [node(f"r{column}_{row}", type="Reroute") for column in range(200) for row in range(4)]
    wires = [wire("x.value", f"r0_{row}.value") for row in range(4)]
    wires += [
        wire(f"r{column}_{row}.value", f"r{column + 1}_{other}.value")
        for column in range(199)
        for row in range(4)
        for other in range(4)
    ]
    wires.append(wire("r199_3.value", "circle_1.radius"))
    nodes += [boundary("x", GROUP_INPUT, "x"), node("circle_1", {"radius": 3}, type="Circle")]
    return Group(id="g", nodes=tuple(nodes), edges=tuple(wires))


NESTS: dict[str, tuple[Group, ...]] = {
    "in itself": (in_many_ways("g", ["g"] * 4),),
    "in one another": (
        in_many_ways("g", ["g0"] * 4),
        *(in_many_ways(f"g{number}", [f"g{number + 1}"] * 4) for number in range(100)),
        in_many_ways("g100", []),
    ),
    "through reroutes": (reroutes_in_many_ways(),),
}


@pytest.mark.parametrize("nest", NESTS)
def test_what_an_input_of_a_group_leads_to_is_found_without_going_all_ways(
    library: Library, nest: str
) -> None:
    knobs = (Knob(node="it", parameter="x"), Knob(node="in_0", parameter="x", within="g"))
    document = make_document(group_node("it", "g"), groups=NESTS[nest], knobs=knobs)

    assert analysis(library, document).problems
    values = [field.value for field in knob_fields(document, library)]
    assert values == ([3] if nest == "through reroutes" else [])


@pytest.mark.parametrize("depth", [100, 5000])
def test_values_in_one_another_are_said(film: Path, depth: int) -> None:
    project = json.dumps(
        {
            "format": 2,
            "name": "x",
            "nodes": [
                {"id": "s", "type": "Square", "position": [0, 0], "parameters": {"color": 0}}
            ],
        }
    )
    film.write_text(project.replace('"color": 0', f'"color": {"[" * depth}{"]" * depth}'))
    said = run("check", film)

    assert said.code == 1
    assert "nested" in said.out + said.err


def test_repeated_rate_functions_go_through_one_another(library: Library) -> None:
    document = chain(4, "RepeatRateFunction", "value", "func")
    draw = node("fade_1", type="FadeIn")
    square = node("square_1", type="Square")
    wires = [
        *document.edges,
        wire("it_3.value", "fade_1.rate_func"),
        wire("square_1.mobject", "fade_1.mobject"),
    ]
    script = analysis(library, make_document(*document.nodes, square, draw, edges=wires)).script

    assert script is not None
    assert script.source.count("there_and_back(") == 1


# how much a project can hold


def raw(nodes: int, edges: int = 0, in_groups: int = 0, constants: int = 0, knobs: int = 0) -> str:
    circles = [{"id": f"c{each}", "type": "Circle", "position": [0, 0]} for each in range(nodes)]
    inside = [{"id": f"c{each}", "type": "Circle", "position": [0, 0]} for each in range(in_groups)]
    wires = [{"source": "c0", "output": "mobject", "target": "c1", "input": "x"}] * edges
    groups = [{"id": "g", "nodes": inside}] if in_groups else []
    content = {"format": 2, "name": "x", "nodes": circles, "edges": wires, "groups": groups}
    content["constants"] = [{"name": f"c{each}", "value": 1} for each in range(constants)]
    content["knobs"] = [{"constant": "c0"}] * knobs
    return json.dumps(content)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (raw(20_001), "20,001 nodes, frames and groups; a project can hold 20,000"),
        (raw(10_000, in_groups=10_000), "20,001 nodes, frames and groups"),
        (raw(2, edges=100_001), "100,001 wires; a project can hold 100,000"),
        (raw(2, constants=1_001), "1,001 constants; a project can hold 1,000"),
        (raw(2, knobs=1_001), "1,001 knobs; a project can hold 1,000"),
    ],
)
def test_a_project_that_is_too_large_is_refused_with_the_number(text: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        loads(text)


def test_a_project_that_could_not_be_opened_again_is_not_saved(tmp_path: Path) -> None:
    document = loads(raw(20_000))
    document = document.model_copy(update={"nodes": (*document.nodes, node("one_more"))})
    with pytest.raises(SaveError, match="20,001"):
        save_document(document, tmp_path / "film.mnodes")
    assert not any(tmp_path.iterdir())


def test_thousands_of_unknown_names_are_not_each_compared_with_all_that_are_known(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manim_nodes.graph import suggestions

    compared: list[str] = []

    def get_close_matches(name: str, _known: list[str], **_how: int) -> list[str]:
        compared.append(name)
        return []

    monkeypatch.setattr(suggestions, "get_close_matches", get_close_matches)
    unknown = {f"value_{number}": 1 for number in range(300)}
    nodes = [node(f"n_{number}", unknown, type=f"Circel{number}") for number in range(300)]
    save_project(film, [*nodes, node("circle_1", unknown, type="Circle")])
    run("check", film)

    assert len(compared) == 200


def test_one_slip_of_the_pen_is_guessed(library: Library) -> None:
    nodes = [node("it_1", type="Circel"), node("it_2", {"radiu": 1}, type="Circle")]
    hints = {each.hint for each in analysis(library, toy_document(nodes)).problems}

    assert {"Did you mean 'Circle'?", "Did you mean 'radius'?"} <= hints
