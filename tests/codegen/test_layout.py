"""Layout: how long statements are broken."""

import ast

from manim_nodes.codegen.layout import lines


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
