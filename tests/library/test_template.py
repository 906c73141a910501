"""Templates: what filling their holes gives."""

import ast

from manim_nodes.library.template import Argument, Template

CORNERS = Argument((ast.parse("[UP, LEFT]", mode="eval").body,), given=True)
A_LIST = Argument((ast.Name("corners", ast.Load()),), given=True)


def filled(template: Template, **arguments: Argument) -> str:
    return ast.unparse(template.fill_expression(arguments))


def test_a_starred_list_parameter_is_spread() -> None:
    template = Template("Polygon(*vertices)", ["vertices"], frozenset({"vertices"}))
    assert filled(template, vertices=CORNERS) == "Polygon(UP, LEFT)"


def test_a_wire_into_a_starred_list_parameter_is_spread() -> None:
    template = Template("Polygon(*vertices)", ["vertices"], frozenset({"vertices"}))
    assert filled(template, vertices=A_LIST) == "Polygon(*corners)"


def test_an_input_that_takes_lists_keeps_them_whole() -> None:
    template = Template("MobjectTable([*rows])", ["rows"])
    assert filled(template, rows=CORNERS) == "MobjectTable([[UP, LEFT]])"


def test_a_name_bound_by_the_template_is_its_own() -> None:
    template = Template("VGroup(*[Text(each) for each in items])", ["items"])
    assert template.free_names == {"VGroup", "Text"}


def test_a_place_counted_from_one_is_written_as_counted_from_zero() -> None:
    template = Template("table.get_rows()[row - 1]", ["table", "row"])
    table = Argument((ast.Name("table", ast.Load()),), given=True)
    third = Argument((ast.Constant(3),), 3, given=True)
    assert filled(template, table=table, row=third) == "table.get_rows()[2]"


def test_a_place_that_comes_by_wire_keeps_its_sum() -> None:
    template = Template("cells[row - 1]", ["cells", "row"])
    cells, count = (
        Argument((ast.Name(name, ast.Load()),), given=True) for name in ("cells", "count")
    )
    assert filled(template, cells=cells, row=count) == "cells[count - 1]"


def test_a_condition_without_holes_stays_in_the_code() -> None:
    template = Template("lambda t: func(2 * t) if t < 0.5 else 1", ["func"])
    smooth = Argument((ast.Name("smooth", ast.Load()),), given=True)
    assert filled(template, func=smooth) == "lambda t: smooth(2 * t) if t < 0.5 else 1"


A_LAMBDA = Argument((ast.parse("lambda x, y: (x + y) * tracker", mode="eval").body,), given=True)


def test_a_call_of_a_lambda_becomes_its_body() -> None:
    template = Template("axes.plot(lambda t: func(2 * t, 1))", ["func"])
    assert filled(template, func=A_LAMBDA) == "axes.plot(lambda t: (2 * t + 1) * tracker)"


def test_a_point_given_to_a_lambda_is_taken_apart() -> None:
    template = Template("lambda point: func(*point)", ["func"])
    assert filled(template, func=A_LAMBDA) == "lambda point: (point[0] + point[1]) * tracker"


def test_a_call_of_a_named_function_stays() -> None:
    template = Template("lambda point: func(*point)", ["func"])
    assert filled(template, func=A_LIST) == "lambda point: corners(*point)"


def test_names_that_the_code_binds_are_known() -> None:
    template = Template("[item(each, lambda dt: dt) for each in items]", ["items"])
    assert template.bound_names == {"each", "dt"}


def test_a_template_says_which_names_it_binds() -> None:
    template = Template("[(lambda t: func(t))(each) for each in items]", ["func", "items"])
    assert template.bound_names == {"t", "each"}
