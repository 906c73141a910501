"""Node tables: what they become, and what is said of one that is not right."""

from pathlib import Path

import pytest

from manim_nodes.library.node_tables import read_node_types
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.toml_files import NodeTableError
from manim_nodes.library.vocabulary import read_vocabulary
from tests.support.library import TOY_NODES, TOYS

VOCABULARY = read_vocabulary(TOY_NODES / "shared")
DISC = "category = 'Own'\n\n[Disc]\nkind = 'value'\noutput = 'Circle'\nsummary = 'Round.'\n"


def read(folder: Path, text: str) -> list[NodeType]:
    path = folder / "nodes" / "own.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_node_types(path, path.parent, VOCABULARY)


def fault_of(folder: Path, text: str) -> str:
    with pytest.raises(NodeTableError) as caught:
        read(folder, text)
    return str(caught.value)


def test_what_is_not_said_is_completed(tmp_path: Path) -> None:
    disc = read(tmp_path, DISC)[0]
    assert (disc.type, disc.title, disc.category.title, disc.kind) == (
        "Disc",
        "Disc",
        "Own",
        Kind.VALUE,
    )
    assert (disc.code, disc.plays, disc.duration) == ("Disc(...)", 0, 1.0)
    assert disc.source == "nodes/own.toml"
    assert list(disc.outputs) == ["mobject"]
    assert list(disc.parameters) == ["live"]


def test_a_constructor_takes_the_required_inputs(tmp_path: Path) -> None:
    inputs = "inputs.of = {type='Circle'}\ninputs.to = {type='Circle', many=true}\n"
    optional = "inputs.at = {type='Point', required=false}\n"
    assert read(tmp_path, DISC + inputs + optional)[0].code == "Disc(of, *to, ...)"


@pytest.mark.parametrize(
    ("output", "name", "parameters"),
    [
        ("Circle", "mobject", ["live"]),
        ("Circle | Text", "mobject", ["live"]),
        ("Circle | Number", "value", []),
        ("Number", "value", []),
    ],
)
def test_a_mobject_is_called_so_and_can_be_live(
    tmp_path: Path, output: str, name: str, parameters: list[str]
) -> None:
    disc = read(tmp_path, DISC.replace("'Circle'", f"'{output}'"))[0]
    assert list(disc.outputs) == [name]
    assert list(disc.parameters) == parameters


def test_live_can_be_refused(tmp_path: Path) -> None:
    assert "live" not in read(tmp_path, DISC + "live = false\n")[0].parameters


def test_shared_parameters_come_after_the_own_and_are_changed_by_them(tmp_path: Path) -> None:
    more = "uses = ['color', 'timing']\n[Disc.parameters]\nsize = {type='number'}\n"
    parameters = read(tmp_path, DISC + more + "color = {default='RED'}\n")[0].parameters
    assert list(parameters) == ["size", "color", "run_time", "rate_func", "live"]
    assert parameters["color"].default == "RED"
    assert parameters["color"].description == "Color of everything."


def test_lists_are_kept_as_documents_keep_them(tmp_path: Path) -> None:
    more = "parameters.at = {type='list[point]', default=[[1, 2], [3, 4]]}\n"
    assert read(tmp_path, DISC + more)[0].parameters["at"].default == ((1, 2), (3, 4))


def test_an_output_by_choice_is_any_of_its_types_until_it_is_made() -> None:
    formula = TOYS.types["Formula"].outputs["mobject"]
    assert formula.type == "Typst | Tex"
    assert [formula.type_for(each) for each in ("typst", "latex", None)] == [
        *("Typst", "Tex", "Typst | Tex")
    ]


def test_a_choice_that_decides_the_type_cannot_be_wired(tmp_path: Path) -> None:
    made = "outputs.it = {by='kind', types={one='Circle', other='Text'}}\n"
    kind = "parameters.kind = {type='choice', choices=['one', 'other'], default='one'}\n"
    disc = read(tmp_path, DISC.replace("output = 'Circle'\n", made + kind))[0]
    assert "kind" in disc.fixed_parameters


def test_a_modifier_passes_its_mobject_on() -> None:
    move = TOYS.types["Move"]
    assert move.inputs["mobject"].changes
    assert move.outputs["mobject"].of == "mobject"
    assert move.outputs["animation"].type == "Animation"
    assert move.fixed_parameters == {"animated", "live"}


def test_a_modifier_that_is_no_chain_cannot_be_animated() -> None:
    front = TOYS.types["Front"]
    assert list(front.outputs) == ["mobject"]
    assert list(front.parameters) == []


def test_an_animation_plays_once_as_long_as_it_says() -> None:
    draw = TOYS.types["Draw"]
    assert (draw.plays, draw.duration, list(draw.outputs)) == (
        1,
        "run_time",
        ["mobject", "animation"],
    )


def test_a_step_passes_its_mobject_on() -> None:
    assert list(TOYS.types["Bounds"].outputs) == ["mobject", "box", "corner"]


def test_what_decides_or_is_judged_cannot_be_wired() -> None:
    assert TOYS.types["Words"].fixed_parameters == {"live", "syntax"}
    assert TOYS.types["Picture"].fixed_parameters == {"live", "file"}
    assert TOYS.types["Macro"].fixed_parameters == {"code"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("category = \n", "nodes/own.toml: cannot be read: Invalid value (at line 1, column 12)"),
        (DISC + DISC[17:], "nodes/own.toml: cannot be read: Cannot declare ('Disc',) twice"),
        ("[Disc]\n", "nodes/own.toml, line 1: 'category' is missing: the family"),
        ("category = 1\n", "nodes/own.toml, line 1: 'category' is missing: the family"),
        ("category = 'Own'\nDisc = 1\n", "nodes/own.toml, line 2: 'Disc' must be a table."),
        (
            "category = 'Own'\n\n[class]\nkind = 'value'\nsummary=''",
            "line 3: 'class' must be a plain",
        ),
        (
            "category = 'Own'\n\n['a b']\nkind = 'value'\nsummary=''",
            "line 3: 'a b' must be a plain",
        ),
        ("category = 'Own'\n\n[Disc]\nkind = 'value'\n", "line 3: 'summary' is missing."),
        (DISC + "sumary = ''\n", "line 7: 'sumary' does not exist; perhaps summary is meant."),
        (DISC.replace("'value'", "'thing'"), "line 4: 'kind' must be one of value, modify,"),
        (DISC + "keywords = 'a, b'\n", "line 7: 'keywords' must be a list."),
        (DISC + "inputs = 5\n", "line 7: 'inputs' must be a table of keys"),
        (DISC + "inputs.of = 5\n", "line 7: 'of' must be a table of keys and values."),
        (
            DISC + "uses = ['color', 'colour']\n",
            "line 7: 'colour' is not in nodes/shared/parameters",
        ),
        (DISC + "output = 'Circle'\n", "cannot be read: Cannot overwrite a value (at line 7"),
        (DISC + "scene = 'Stage'\n", "line 7: 'Stage' is not in names.toml."),
        (DISC + "duration = 'runtime'\n", "line 7: 'runtime' is no parameter of it."),
        (DISC + "code = 'Disc('\n", "line 7: the code is not Python: '(' was never closed."),
        (DISC + 'code = "Disc(\\u0000)"\n', "line 7: the code is not Python: source code"),
        (DISC + "code = 'a = 1'\n", "line 7: the code must be one expression, except in a step."),
        (DISC + "play = 'Disc('\n", "line 7: the code is not Python: '(' was never closed."),
        (DISC + "latex = '=='\n", "line 7: the code is not Python: invalid syntax."),
        (DISC + 'latex = "kind == 1"\n', "line 7: latex asks for 'kind', which it does not have."),
        (
            DISC + "placement = 'fixed'\n",
            "line 7: 'placement' must be one of absolute, relative, position.",
        ),
        (
            DISC + "timeline = {flag='flag', text='of'}\n",
            "line 7: 'flag' must be one of section,",
        ),
        (DISC + "timeline = {flag='sound', text='of'}\n", "line 7: 'of' is no parameter of it."),
        (DISC.replace("'Own'", "{color='#123456'}"), "line 1: 'title' is missing."),
        (
            DISC.replace("'Own'", "{title='Own', color='red'}"),
            "line 1: 'color' must be a color of six",
        ),
        (
            DISC.replace("'Own'", "{title='Own', icon='atom'}"),
            "line 1: 'icon' must be the name of an icon",
        ),
        (
            DISC.replace("'Own'", "{title='Own', size=1}"),
            "line 1: 'size' does not exist; there are title, color,",
        ),
        (DISC.replace("'Circle'", "'Ring'"), "line 3: 'Ring' is not in nodes/shared/port_types"),
        (DISC.replace("output = 'Circle'\n", ""), "line 3: a value must have an output."),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, text: str, fault: str) -> None:
    assert fault in fault_of(tmp_path, text)


@pytest.mark.parametrize(
    ("port", "fault"),
    [
        ("inputs.of = {}", "'type' is missing."),
        ("inputs.of = {type='Circle', much=true}", "'much' does not exist; there are name, type,"),
        ("inputs.of = {type='Circle', many='lots'}", "'many' must be true or false."),
        ("inputs.of = {type='Circle', name='to'}", "'name' does not exist."),
        ("inputs.of = {type='Ring'}", "'Ring' is not in nodes/shared/port_types.toml."),
        (
            "inputs.of = {type='List[Ring]'}",
            "'List[Ring]' is not in nodes/shared/port_types.toml.",
        ),
        ("inputs.flow = {type='Circle'}", "'flow' cannot be a name here."),
        ("inputs.lambda = {type='Circle'}", "'lambda' cannot be a name here."),
        ("inputs.self = {type='Circle'}", "'self' cannot be a name here."),
        ("outputs.of = {}", "output 'of' needs a type, or an input"),
        ("outputs.of = {of='it'}", "output 'of' needs a type, or an input"),
        ("outputs.of = {type='Number', like='it'}", "output 'of' needs a type, or an input"),
        ("outputs.of = {by='it', types={a='Number'}}", "output 'of' needs a type for each choice"),
        ("outputs.of = {by='it', type='Number', types={a='Number'}}", "output 'of' needs a type"),
        ("outputs.of = {by='it', types={a='Ring'}}", "'Ring' is not in nodes/shared/port_types"),
        ("outputs.of = {by='it', types=['Number']}", "'types' must be a table of keys"),
        ("inputs.of = {type='Circle', at_least=0}", "'at_least' must be 1 or more."),
        (
            "parameters.of = {type='number', at_least=2}",
            "'at_least' is for lists, and 'of' is none.",
        ),
        ("parameters.of = {type='mapping[string, choice]'}", "'of' has no choices."),
        ("parameters.of = {type='mapping[color, number]'}", "'mapping[color, number]' is no param"),
        ("outputs.of = {type='Number', code='result.'}", "the code is not Python: invalid syntax."),
        ("parameters.of = {}", "'type' is missing."),
        (
            "parameters.of = {type='numbre'}",
            "'numbre' is no parameter type. Known: number, integer",
        ),
        ("parameters.of = {type='number', minimun=1}", "'minimun' does not exist; perhaps minimum"),
        ("parameters.of = {type='number', minimum='low'}", "'minimum' must be a number."),
        ("parameters.of = {type='number', default='low'}", "the default of 'of' must be a number"),
        ("parameters.of = {type='choice', choices=['a'], default='b'}", "the default of 'of' must"),
        ("parameters.of = {type='choice'}", "'of' has no choices."),
        (
            "parameters.of = {type='number', section='rare'}",
            "'section' must be one of '', animation",
        ),
        ("parameters.of = {type='point', transform='go'}", "'transform' must be one of '', move"),
        (
            "parameters.of = {type='point', transform='move', transform_unless=['at']}",
            "'at' is no input or parameter of it.",
        ),
        ("parameters.import = {type='number'}", "'import' cannot be a name here."),
        ("parameters.'a b' = {type='number'}", "'a b' cannot be a name here."),
        (
            "parameters.of = {type='number'}\ninputs.of={type='Number'}",
            "'of' is both an input and a",
        ),
    ],
)
def test_a_fault_in_a_port_or_parameter_names_its_line(
    tmp_path: Path, port: str, fault: str
) -> None:
    assert f"nodes/own.toml, line 7: {fault}" in fault_of(tmp_path, DISC + port).replace(
        "line 3: 'of' is both", "line 7: 'of' is both"
    )


def test_a_fault_below_a_header_names_its_own_line(tmp_path: Path) -> None:
    lists = "[Disc.parameters.at]\ntype = 'list[point]'\ndefault = [\n  [1, 2],\n  [3, 4]\n]\n"
    fault = fault_of(tmp_path, DISC + lists + "minimun = 1\n")
    assert "line 13: 'minimun' does not exist; perhaps minimum is meant." in fault


def test_a_table_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nodes" / "own.toml"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(NodeTableError, match="cannot be read: 'utf-8' codec"):
        read_node_types(path, path.parent, VOCABULARY)


def test_a_modifier_with_broken_code_is_named(tmp_path: Path) -> None:
    text = "category = 'Own'\n[Own]\nkind = 'modify'\nsummary = ''\ncode = 'mobject.'\n"
    assert "line 5: the code is not Python: invalid syntax." in fault_of(tmp_path, text)


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        (
            "parameters.toml",
            "[timing]\nrun_time = 1\n",
            "line 2: 'run_time' must be a table of keys",
        ),
        ("names.toml", "[colors]\n", "names.toml, line 1: 'rate_functions' is missing."),
        (
            "port_types.toml",
            "[types]\nA = { shape = 'star' }\n",
            "port_types.toml, line 2: 'shape' must be one of circle",
        ),
    ],
)
def test_a_fault_in_the_language_names_file_and_line(
    tmp_path: Path, file: str, text: str, fault: str
) -> None:
    for path in (TOY_NODES / "shared").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(NodeTableError, match="line") as caught:
        read_vocabulary(tmp_path)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("type_name", "title"),
    [
        ("FadeInFrom3D", "Fade in from 3D"),
        ("SVGMobject", "SVG mobject"),
        ("NextTo", "Next to"),
        ("Text", "Text"),
    ],
)
def test_a_type_gets_a_title_of_its_name(tmp_path: Path, type_name: str, title: str) -> None:
    assert read(tmp_path, DISC.replace("[Disc]", f"[{type_name}]"))[0].title == title
