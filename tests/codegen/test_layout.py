"""Layout: how long statements are broken."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.codegen.layout import WIDTH, lines


def laid_out(source: str) -> list[str]:
    return lines(ast.parse(source).body[0], "")


def test_a_long_chain_is_broken_at_each_call() -> None:
    source = (
        "axes = Axes(x_range=[0, 5, 1], y_range=[0, 2, 0.5], axis_config={'color': BLUE})"
        ".add_coordinates(font_size=24, num_decimal_places=1, color=BLUE, label_constructor=Text)"
    )
    assert laid_out(source) == [
        "axes = Axes(",
        "    x_range=[0, 5, 1],",
        "    y_range=[0, 2, 0.5],",
        "    axis_config={'color': BLUE},",
        ").add_coordinates(",
        "    font_size=24,",
        "    num_decimal_places=1,",
        "    color=BLUE,",
        "    label_constructor=Text,",
        ")",
    ]


def test_the_end_of_a_broken_chain_stays_on_one_line_where_it_fits() -> None:
    source = (
        "axes = Axes(x_range=[0, 5, 1], y_range=[0, 2, 0.5], axis_config={'color': BLUE})"
        ".add_coordinates(color=BLUE, label_constructor=MathTypst)"
    )
    assert laid_out(source)[-1] == ").add_coordinates(color=BLUE, label_constructor=MathTypst)"


def test_only_the_long_call_of_a_chain_is_broken() -> None:
    source = (
        "axes = Axes().add_coordinates("
        "font_size=24, num_decimal_places=1, color=BLUE, label_constructor=MathTypst)"
    )
    assert laid_out(source)[0] == "axes = Axes().add_coordinates("


def test_a_long_loop_is_broken_inside_its_brackets() -> None:
    source = (
        "dots = VGroup(*[Dot(axes.c2p(x, y), color=BLUE, radius=0.05)"
        " for x, y in zip([1, 2, 3], [2, 4, 6])])"
    )
    assert laid_out(source) == [
        "dots = VGroup(*[",
        "    Dot(axes.c2p(x, y), color=BLUE, radius=0.05)",
        "    for x, y in zip([1, 2, 3], [2, 4, 6])",
        "])",
    ]


def test_what_is_asked_of_a_long_call_follows_it() -> None:
    source = (
        "tangent = axes.get_secant_slope_group("
        "tracker.get_value(), curve, dx=0.001, secant_line_length=4).secant_line"
    )
    assert laid_out(source)[-1] == ").secant_line"


def test_a_long_loop_over_entries_is_broken_inside_its_braces() -> None:
    source = (
        "labels = {vertex: Text(str(vertex), font_size=30, color=BLACK)"
        " for vertex in ['one', 'two', 'three']}"
    )
    assert laid_out(source) == [
        "labels = {",
        "    vertex: Text(str(vertex), font_size=30, color=BLACK)",
        "    for vertex in ['one', 'two', 'three']",
        "}",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "group = (lambda x: VGroup(x))(Circle(radius=1.5, color=BLUE, fill_opacity=0.5, stroke_width=2))",
        "(Circle if is_round else Square)(color=BLUE, fill_opacity=0.5, stroke_width=2, stroke_color=RED)",
        "x = f([*(first_of_all_the_things if is_first_of_all_the_things else second_of_all_the_things)])",
        "f(*first_of_all_the_many_things_there_are or second_of_all_the_many_things_there_are_or_were)",
        "f({**(first_of_all_the_many_things_there_are or second_of_all_the_many_things_there_are), 1: 2})",
        "always_redraw(lambda: Text('lambda : means a function in Python', font_size=48, color=YELLOW))",
        "Text('lambda : means').move_to(always_redraw(lambda: Dot(radius=0.5, color=BLUE, fill_opacity=1)))",
        "if is_there:\n    self.wait(1)",
    ],
)
def test_nothing_changes_its_meaning(source: str) -> None:
    assert ast.dump(ast.parse("\n".join(laid_out(source)))) == ast.dump(ast.parse(source))


def test_what_fits_stays_on_one_line() -> None:
    source = "circle = Circle(radius=2, color=BLUE).shift(2 * RIGHT)"
    assert laid_out(source) == [source]


def test_a_bracket_hugs_the_one_long_thing_in_it() -> None:
    source = (
        "label = always_redraw(lambda: DecimalNumber(tracker.get_value(), num_decimal_places=3)"
        ".next_to(dot, UP))"
    )
    assert laid_out(source) == [
        "label = always_redraw(lambda: DecimalNumber(",
        "    tracker.get_value(),",
        "    num_decimal_places=3,",
        ").next_to(dot, UP))",
    ]


def test_dicts_are_broken_at_their_entries() -> None:
    source = "Axes(axis_config={'include_numbers': True, 'font_size': 24, 'tip_length': 0.2, 'tick_size': 1})"
    assert laid_out(source)[:3] == [
        "Axes(axis_config={",
        "    'include_numbers': True,",
        "    'font_size': 24,",
    ]


names = st.sampled_from(["a", "circle", "a_name_of_some_length", "Circle", "np"])
atoms = st.one_of(
    names,
    st.integers(0, 99).map(str),
    st.sampled_from(
        ["'lambda : text'", "'a\\n\\'b'", '"(unbalanced"', "None", "'" + "x" * 60 + "'"]
    ),
)


def larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(parts, max_size=4).map(", ".join)
    words = st.lists(
        st.builds("{}={}".format, names, parts), max_size=2, unique_by=lambda word: word[:4]
    )
    return st.one_of(
        st.builds("{}({})".format, names, some),
        st.builds("{}({})".format, names, words.map(", ".join)),
        st.builds("({}).shift({})".format, parts, some),
        st.builds("({}).{}".format, parts, names),
        st.builds("({})({})".format, parts, some),
        st.builds("({})[{}]".format, parts, parts),
        st.builds("[{}]".format, some),
        st.builds("{}(*({}))".format, names, parts),
        st.builds("[*({}), {}]".format, parts, parts),
        st.builds("({},)".format, parts),
        st.builds("{{{}: {}, **({})}}".format, parts, parts, parts),
        st.builds("{}(**({}))".format, names, parts),
        st.builds("(lambda: {})".format, parts),
        st.builds("(lambda x, y: {})".format, parts),
        st.builds("(lambda x=x: {})".format, parts),
        st.builds("({} if {} else {})".format, parts, parts, parts),
        st.builds("({} + {} ** -{})".format, parts, parts, parts),
        st.builds("(not {} or {} < {})".format, parts, parts, parts),
        st.builds("[{} for x in {} if {}]".format, parts, parts, parts),
        st.builds("{{{}: {} for x in {}}}".format, parts, parts, parts),
        st.builds("f({} for x in {})".format, parts, parts),
    )


short = atoms | larger(atoms)


@given(larger(short), st.sampled_from(["", "circle = "]))
def test_any_statement_keeps_its_meaning(expression: str, head: str) -> None:
    statement = ast.parse(head + expression).body[0]
    for indent in ("", " " * 8):
        new = lines(statement, indent)
        assert all(line.startswith(indent) for line in new)
        block = "if 1:\n" + "\n".join(new) if indent else "\n".join(new)
        (again,) = ast.parse(block).body
        found = again.body[0] if isinstance(again, ast.If) else again
        assert ast.dump(found) == ast.dump(statement)


@given(short)
def test_a_statement_that_fits_is_one_line(expression: str) -> None:
    statement = ast.parse(expression).body[0]
    assert (len(lines(statement, "")) == 1) >= (len(ast.unparse(statement)) <= WIDTH)
