"""Templates: what filling their holes gives."""

import ast

import pytest

from manim_nodes.library.template import Argument, CodeTemplate

CORNERS = Argument((ast.parse("[UP, LEFT]", mode="eval").body,), given=True)
A_LIST = Argument((ast.Name("corners", ast.Load()),), given=True)


def filled(template: CodeTemplate, **arguments: Argument) -> str:
    return ast.unparse(template.fill_expression(arguments))


def test_a_starred_list_parameter_is_spread() -> None:
    template = CodeTemplate("Polygon(*vertices)", ["vertices"], frozenset({"vertices"}))
    assert filled(template, vertices=CORNERS) == "Polygon(UP, LEFT)"


def test_a_wire_into_a_starred_list_parameter_is_spread() -> None:
    template = CodeTemplate("Polygon(*vertices)", ["vertices"], frozenset({"vertices"}))
    assert filled(template, vertices=A_LIST) == "Polygon(*corners)"


def test_an_input_that_takes_lists_keeps_them_whole() -> None:
    template = CodeTemplate("MobjectTable([*rows])", ["rows"])
    assert filled(template, rows=CORNERS) == "MobjectTable([[UP, LEFT]])"


def test_a_name_bound_by_the_template_is_its_own() -> None:
    template = CodeTemplate("VGroup(*[Text(each) for each in items])", ["items"])
    assert template.free_names == {"VGroup", "Text"}


def test_a_place_counted_from_one_is_written_as_counted_from_zero() -> None:
    template = CodeTemplate("table.get_rows()[row - 1]", ["table", "row"])
    table = Argument((ast.Name("table", ast.Load()),), given=True)
    third = Argument((ast.Constant(3),), 3, given=True)
    assert filled(template, table=table, row=third) == "table.get_rows()[2]"


def test_a_place_that_comes_by_wire_keeps_its_sum() -> None:
    template = CodeTemplate("cells[row - 1]", ["cells", "row"])
    cells, count = (
        Argument((ast.Name(name, ast.Load()),), given=True) for name in ("cells", "count")
    )
    assert filled(template, cells=cells, row=count) == "cells[count - 1]"


def test_a_condition_without_holes_stays_in_the_code() -> None:
    template = CodeTemplate("lambda t: func(2 * t) if t < 0.5 else 1", ["func"])
    smooth = Argument((ast.Name("smooth", ast.Load()),), given=True)
    assert filled(template, func=smooth) == "lambda t: smooth(2 * t) if t < 0.5 else 1"


A_LAMBDA = Argument((ast.parse("lambda x, y: (x + y) * tracker", mode="eval").body,), given=True)


def test_a_call_of_a_lambda_becomes_its_body() -> None:
    template = CodeTemplate("axes.plot(lambda t: func(2 * t, 1))", ["func"])
    assert filled(template, func=A_LAMBDA) == "axes.plot(lambda t: (2 * t + 1) * tracker)"


def test_a_point_given_to_a_lambda_is_taken_apart() -> None:
    template = CodeTemplate("lambda point: func(*point)", ["func"])
    assert filled(template, func=A_LAMBDA) == "lambda point: (point[0] + point[1]) * tracker"


def test_a_call_of_a_named_function_stays() -> None:
    template = CodeTemplate("lambda point: func(*point)", ["func"])
    assert filled(template, func=A_LIST) == "lambda point: corners(*point)"


def test_names_that_the_code_binds_are_known() -> None:
    template = CodeTemplate("[item(each, lambda dt: dt) for each in items]", ["items"])
    assert template.bound_names == {"each", "dt"}


def test_a_template_says_which_names_it_binds() -> None:
    template = CodeTemplate("[(lambda t: func(t))(each) for each in items]", ["func", "items"])
    assert template.bound_names == {"t", "each"}


def given(source: str, value: object = None) -> Argument:
    return Argument((ast.parse(source, mode="eval").body,), value, given=True)


def default(source: str, value: object = None) -> Argument:
    return Argument((ast.parse(source, mode="eval").body,), value)


def statements(source: str, **arguments: Argument) -> list[str]:
    return [ast.unparse(each) for each in CodeTemplate(source, list(arguments)).fill(arguments)]


def result(source: str, **arguments: Argument) -> str:
    return filled(CodeTemplate(source, list(arguments)), **arguments)


def test_a_keyword_goes_away_while_it_is_at_its_default() -> None:
    code = "Circle(radius=r, color=RED, fill=style(a, b))"
    assert result(code, r=default("1"), a=default("2"), b=default("3")) == "Circle(color=RED)"
    assert result(code, r=given("1"), a=default("2"), b=given("4")) == (
        "Circle(radius=1, color=RED, fill=style(2, 4))"
    )


def test_an_entry_of_a_dict_goes_away_while_it_is_at_its_default() -> None:
    code = "Axes(config={'tip': tip, **more, 'kind': 1})"
    assert result(code, tip=default("True"), more=given("extra")) == (
        "Axes(config={**extra, 'kind': 1})"
    )


def test_a_positional_hole_is_always_written() -> None:
    assert result("Line(start, end)", start=default("LEFT"), end=given("UP")) == "Line(LEFT, UP)"


def test_a_positional_hole_goes_away_if_nothing_is_wired_into_it() -> None:
    assert result("Line(start, end)", start=Argument(), end=given("UP")) == "Line(UP)"


def test_nothing_wired_elsewhere_is_none() -> None:
    assert result("[each for each in things]", things=Argument()) == "[each for each in None]"


def test_dots_stand_for_all_that_the_code_does_not_name() -> None:
    template = CodeTemplate("Line(start, ..., buff=buff)", ["start", "buff", "color", "width"])
    arguments = {"start": given("UP"), "buff": given("0.1"), "color": default("RED")}
    assert filled(template, **arguments, width=given("2")) == "Line(UP, buff=0.1, width=2)"
    assert filled(template, **arguments) == "Line(UP, buff=0.1)"


def test_dots_in_a_branch_stand_for_what_only_another_branch_names() -> None:
    template = CodeTemplate(
        "Fade(thing, ..., shift=shift) if kind == 'fade' else Map(thing, run_time=run_time)",
        ["thing", "kind", "run_time", "shift"],
    )
    arguments = {"thing": given("dots"), "run_time": given("4"), "shift": given("UP")}
    fade = Argument((ast.Constant("fade"),), value="fade", given=True)
    assert filled(template, kind=fade, **arguments) == "Fade(dots, shift=UP, run_time=4)"
    assert filled(template, kind=given("other"), **arguments) == "Map(dots, run_time=4)"


def test_none_beside_dots_says_what_a_call_does_not_take() -> None:
    template = CodeTemplate(
        "Tex(..., preamble=None) if latex else Typst(..., preamble=preamble)",
        ["latex", "preamble", "size"],
    )
    latex = Argument((ast.Constant(True),), value=True, given=True)
    arguments = {"preamble": given("'x'"), "size": given("2")}
    assert filled(template, latex=latex, **arguments) == "Tex(size=2)"
    assert filled(template, **arguments) == "Typst(preamble='x', size=2)"


def test_dots_beside_a_choice_leave_out_what_both_its_branches_name() -> None:
    template = CodeTemplate(
        "Line(..., start=thing if thing is not None else start)", ["thing", "start", "width"]
    )
    arguments = {"thing": given("dot"), "start": given("UP"), "width": given("2")}
    assert filled(template, **arguments) == "Line(start=dot, width=2)"


def test_two_calls_with_dots_get_the_same() -> None:
    template = CodeTemplate("A(...).add(B(...))", ["size"])
    assert filled(template, size=given("2")) == "A(size=2).add(B(size=2))"


def test_dots_inside_a_keyword_keep_that_keyword() -> None:
    template = CodeTemplate("Axes(axis_config=dict(...))", ["tips"])
    assert filled(template, tips=given("False")) == "Axes(axis_config=dict(tips=False))"
    assert filled(template, tips=default("False")) == "Axes()"


def test_an_input_that_takes_many_is_spread() -> None:
    many = Argument((ast.Name("a", ast.Load()), ast.Name("b", ast.Load())), given=True)
    assert result("VGroup(*parts, last)", parts=many, last=given("c")) == "VGroup(a, b, c)"
    assert result("VGroup([*parts], (*parts, 1))", parts=many) == "VGroup([a, b], (a, b, 1))"


@pytest.mark.parametrize(
    ("test", "decision"),
    [
        ("on", True),
        ("off", False),
        ("not off", True),
        ("wired", True),
        ("unwired", False),
        ("unwired is None", True),
        ("unwired is not None", False),
        ("wired == None", False),
        ("wired != None", True),
        ("kind == 'a'", True),
        ("kind != 'a'", False),
        ("kind in ('a', 'b')", True),
        ("kind not in ('a', 'b')", False),
        ("kind not in ('b', 'c')", True),
        ("count == -1", True),
        ("on and off", False),
        ("on and kind == 'a'", True),
        ("off or unwired", False),
        ("off or on", True),
    ],
)
def test_a_condition_is_decided_while_the_script_is_written(test: str, decision: bool) -> None:
    chosen = result(
        f"Yes(kind) if {test} else No(kind)",
        on=given("True", value=True),
        off=default("False", value=False),
        wired=given("dot"),
        unwired=Argument(),
        kind=default("'a'", "a"),
        count=given("-1", -1),
    )
    assert chosen == ("Yes('a')" if decision else "No('a')")


def test_a_condition_in_a_keyword_goes_away_with_it() -> None:
    code = "Text(words, color=RED if hot else BLUE)"
    assert result(code, words=given("'a'"), hot=default("False", value=False)) == "Text('a')"
    assert result(code, words=given("'a'"), hot=given("True", value=True)) == "Text('a', color=RED)"


@pytest.mark.parametrize(
    "test",
    [
        *["n > 3", "n + 1", "n == m", "3 == n", "n in 5", "n < m < 3", "len(n)", "n()"],
        *["n and n > 3", "not n > 3", "m or (n and f(n))", "n == [m]"],
    ],
)
def test_a_condition_that_cannot_be_decided_is_refused(test: str) -> None:
    with pytest.raises(SyntaxError, match="cannot be decided"):
        CodeTemplate(f"Yes() if {test} else No()", ["n", "m"])


def test_a_condition_of_the_scene_stays_in_the_code() -> None:
    template = CodeTemplate("a if bool(n) else b", ["a", "b", "n"])
    names = {name: Argument((ast.Name(f"the_{name}"),), given=True) for name in "abn"}
    assert ast.unparse(template.fill_expression(names)) == "the_a if the_n else the_b"
    assert template.tested == frozenset()


def test_what_decides_is_known() -> None:
    template = CodeTemplate("A(x) if kind == 'a' and not off else B(y)", ["kind", "off", "x", "y"])
    assert template.tested == {"kind", "off"}


def test_a_step_may_have_several_statements() -> None:
    code = "self.add(mobject)\nself.wait(seconds) if seconds else None"
    assert statements(code, mobject=given("dot"), seconds=given("2", 2)) == [
        "self.add(dot)",
        "self.wait(2)",
    ]
    assert statements(code, mobject=given("dot"), seconds=default("0", 0)) == ["self.add(dot)"]


def test_the_same_template_can_be_filled_again() -> None:
    template = CodeTemplate("Circle(radius=r, color=RED)", ["r"])
    first = filled(template, r=given("1"))
    filled(template, r=given("2"))
    assert filled(template, r=given("1")) == first


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("mobject.shift(UP)", 2),
        ("mobject.set_fill(...).shift(UP)", 4),
        ("mobject.frame.shift(UP)", 3),
        ("mobject", None),
        ("shift(mobject)", None),
        ("other.shift(UP)", None),
        ("a = mobject.shift(UP)", None),
        ("mobject.shift(UP)\nmobject.rotate(PI)", None),
    ],
)
def test_a_chain_of_methods_knows_how_deep_its_object_is(source: str, depth: int | None) -> None:
    assert CodeTemplate(source, ["mobject"]).receiver_depth("mobject") == depth


@pytest.mark.parametrize(
    ("source", "is_expression"),
    [("Circle()", True), ("a = 1", False), ("a\nb", False), ("", False)],
)
def test_only_one_expression_has_a_value(source: str, is_expression: bool) -> None:
    assert CodeTemplate(source, []).is_expression is is_expression


def test_what_is_no_python_is_refused() -> None:
    with pytest.raises(SyntaxError):
        CodeTemplate("Circle(", [])


def test_names_bound_inside_a_lambda_that_is_written_out_stay_their_own() -> None:
    inner = given("lambda t: t * max([t for t in xs]) + (lambda t: t)(2)")
    assert result("lambda s: func(s + 1)", func=inner) == (
        "lambda s: (s + 1) * max([t for t in xs]) + (lambda t: t)(2)"
    )


@pytest.mark.parametrize(
    ("code", "written"),
    [("cells[row + 1]", "cells[3]"), ("cells[row * 2]", "cells[2 * 2]"), ("f(row - 2)", "f(0)")],
)
def test_sums_of_whole_numbers_are_worked_out(code: str, written: str) -> None:
    assert result(code, row=given("2")) == written


def test_a_choice_goes_away_while_what_it_chose_is_at_its_default() -> None:
    template = CodeTemplate("Graph(labels=size if labeled else False)", ["labeled", "size"])
    off = Argument((ast.Constant(False),), value=False)
    on = Argument((ast.Constant(True),), value=True, given=True)
    size = Argument((ast.Constant(24),), value=24, given=True)
    assert filled(template, labeled=off, size=size) == "Graph()"
    assert filled(template, labeled=on, size=size) == "Graph(labels=24)"


def test_a_dict_goes_away_with_its_last_entry() -> None:
    template = CodeTemplate("Axes(config={'scaling': Log(base) if log else 1})", ["log", "base"])
    off = Argument((ast.Constant(False),), value=False)
    base = Argument((ast.Constant(2),), value=2, given=True)
    assert filled(template, log=off, base=base) == "Axes()"


def test_asking_whether_anything_is_there_leaves_a_parameter_free_for_wires() -> None:
    template = CodeTemplate("f(x) if x is not None and y else g()", ["x", "y"])
    assert template.tested == {"y"}
