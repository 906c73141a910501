"""Words of a text and parts of a formula have colors, which the script gives them by manim's own means."""

from collections.abc import Callable

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.editing.formula_parts import ColoredSpan
from manim_nodes.editing.own_text import OwnText, own_text, write
from manim_nodes.editing.session import Session
from manim_nodes.editing.wiring import Wiring
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from tests.support.library import body_of, node, toy_document
from tests.support.sessions import analyze_now

MakeSession = Callable[..., Session]


def text_of(session: Session, node_id: str) -> OwnText:
    text = own_text(Wiring(session.content, session.library), node_id)
    assert text is not None
    return text


def colored(words: str, *parts: tuple[str, str], name: str = "") -> list[ColoredSpan]:
    places = [(words.index(part), part, color) for part, color in parts]
    return [ColoredSpan(start, start + len(part), color, name) for start, part, color in places]


def script_of(session: Session) -> str:
    return body_of(generate(build(session.document, session.library)))


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Area of a circle", "Area", (("Area", "RED"),)),
        ("no no", "no", (("[0:2]", "RED"),)),  # the word would be colored twice
        ("[1:3] x", "[1:3]", (("[0:5]", "RED"),)),  # manim would take it for places
    ],
)
def test_a_word_of_a_text_is_colored_where_it_stands(
    make_session: MakeSession, text: str, part: str, expected: object
) -> None:
    session = make_session(toy_document([node("text_1", {"text": text})]))
    write(session, text_of(session, "text_1"), text, colored(text, (part, "RED")))
    assert session.document.node("text_1").parameters["t2c"] == expected
    found = text_of(session, "text_1")
    assert [(text[each.start : each.end], each.color) for each in found.spans] == [(part, "RED")]

    write(session, found, text, [])
    assert "t2c" not in session.document.node("text_1").parameters
    session.undo()
    session.undo()
    assert "t2c" not in session.document.node("text_1").parameters


def test_colors_of_words_that_are_not_there_yet_are_kept(make_session: MakeSession) -> None:
    later = {"text": "a b", "t2c": [["later", "BLUE"], ["b", "GREEN"]]}
    session = make_session(toy_document([node("text_1", later)]))
    write(session, text_of(session, "text_1"), "a b", colored("a b", ("a", "RED")))
    assert session.document.node("text_1").parameters["t2c"] == (("later", "BLUE"), ("a", "RED"))


def test_a_part_of_a_formula_is_colored_in_one_step(make_session: MakeSession) -> None:
    session = make_session(toy_document("math_1 write_1", "math_1.mobject > write_1.mobject"))
    analyze_now(session)
    formula = "a^2 + b^2 = c^2"
    write(session, text_of(session, "math_1"), formula, colored(formula, ("c^2", "RED")))
    lines = script_of(session).splitlines()
    named = next(line for line in lines if "MathTypst" in line)
    name = named.split(" = ")[0]
    assert '"a^2 + b^2 = {{ c^2 : part_1 }}"' in named.replace("'", '"')
    coloring = next(place for place, line in enumerate(lines) if "select(" in line)
    assert lines[coloring].replace("'", '"') == f'{name}.select("part_1").set_color(RED)'
    assert coloring < next(place for place, line in enumerate(lines) if "Write(" in line)
    assert session.undo_label == "Undo color a part of the text"

    seen = text_of(session, "math_1")
    assert seen.value == formula
    assert [formula[each.start : each.end] for each in seen.spans] == ["c^2"]
    session.undo()
    assert {each.type for each in session.document.nodes} == {"Math", "Write"}


def test_another_color_and_other_words_keep_the_node_and_no_color_takes_it_away(
    make_session: MakeSession,
) -> None:
    session = make_session(toy_document("math_1 write_1", "math_1.mobject > write_1.mobject"))
    formula = "a^2 + b^2 = c^2"
    write(session, text_of(session, "math_1"), formula, colored(formula, ("c^2", "RED")))
    (coloring,) = [each.id for each in session.document.nodes if each.type == "ColorFormulaPart"]

    spans = colored("x + d^2", ("d^2", "BLUE"), name="part_1")
    write(session, text_of(session, "math_1"), "x + d^2", spans)
    assert session.document.node("math_1").parameters["source"] == "x + {{ d^2 : part_1 }}"
    assert session.document.node(coloring).parameters == {"name": "part_1", "color": "BLUE"}

    write(session, text_of(session, "math_1"), "x", [])
    assert session.document.node("math_1").parameters["source"] == "x"
    assert {each.type for each in session.document.nodes} == {"Math", "Write"}
    (edge,) = session.document.edges
    assert (edge.source, edge.target) == ("math_1", "write_1")


def test_only_what_is_colored_can_hide_its_braces(make_session: MakeSession) -> None:
    source = "{{ a : lhs }} = {{ b : rhs }}"
    nodes = [
        node("math_1", {"source": source}),
        node("color_formula_part_1", {"name": "rhs", "color": "RED"}),
        node("math_2", {"source": source}),
    ]
    session = make_session(toy_document(nodes, "math_1.mobject > color_formula_part_1.mobject"))
    assert text_of(session, "math_1").value == "{{ a : lhs }} = b"
    assert text_of(session, "math_2").value == source
    write(
        session,
        text_of(session, "math_1"),
        "{{ a : lhs }} = b + c",
        text_of(session, "math_1").spans,
    )
    assert (
        session.document.node("math_1").parameters["source"] == "{{ a : lhs }} = {{ b : rhs }} + c"
    )


def test_a_formula_of_latex_is_written_as_it_is(make_session: MakeSession) -> None:
    session = make_session(toy_document([node("math_1", {"syntax": "latex", "source": "a"})]))
    assert not text_of(session, "math_1").can_color
    write(session, text_of(session, "math_1"), "b")
    assert session.document.node("math_1").parameters["source"] == "b"


@pytest.mark.parametrize(("type_name", "name"), [("Math", "source"), ("Text", "text")])
def test_what_is_longer_than_people_write_is_taken_as_it_is(
    make_session: MakeSession, type_name: str, name: str
) -> None:
    endless = "{{ " + " " * 100_000 + "x"
    session = make_session(toy_document([node("it", {name: endless}, type=type_name)]))
    assert text_of(session, "it").value == endless
    assert not text_of(session, "it").can_color


@pytest.mark.parametrize("colors", [(True,), True, (("a",),), ("ab", 1)])
def test_what_is_no_list_of_colored_words_colors_nothing(
    make_session: MakeSession, colors: object
) -> None:
    session = make_session(toy_document([node("it", {"text": "a", "t2c": colors}, type="Text")]))
    assert text_of(session, "it").spans == ()
    assert validate(build(session.document, session.library))
