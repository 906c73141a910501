"""A formula looks as before when a piece of it that was selected has become a part, and manim can find the part in it."""

import numpy as np
import pytest

from manim_nodes.editing.formula_parts import ColoredSpan, whole_part, write_parts

# What is selected stands between < and >.
PIECES = [
    ("a^2 +< b^>2 = c^2", "a^2 + {{ b : part_1 }}^2 = c^2"),
    ("a^<2 + b>^2", "{{ a^2 + b^2 : part_1 }}"),
    ("<(a+b)>/2", "({{ a+b : part_1 }})/2"),
    ("<(a + b)>^2", "{{ (a + b) : part_1 }}^2"),
    ("a^<(2+x)>", "a^({{ 2+x : part_1 }})"),
    ("a_<(i j)>^2", "a_({{ i j : part_1 }})^2"),
    ("1/<(2)>^2", "1/({{ 2 : part_1 }})^2"),
    ("x = (1)/<(2)>", "x = (1)/({{ 2 : part_1 }})"),
    ("sqrt<(x+1)>", "{{ sqrt(x+1) : part_1 }}"),
    ("hat(<x>)", "{{ hat(x) : part_1 }}"),
    ("dot.double(x + <y>)", "{{ dot.double(x + y) : part_1 }}"),
    ("hat(x + (<y>))", "{{ hat(x + (y)) : part_1 }}"),
    ("overline(<x>)", "overline({{ x : part_1 }})"),
    ("<sum>_(k=1)^n k", "{{ sum_(k=1)^n : part_1 }} k"),
    ("sum_(<k=1>)^n k", "sum_({{ k=1 : part_1 }})^n k"),
    ("<x''>(t)", "{{ x'' : part_1 }}(t)"),
    ("mat(1, <2>; 3, 4)", "mat(1, {{ 2 : part_1 }}; 3, 4)"),
    ("e^(i <pi>) + 1 = 0", "e^(i {{ pi : part_1 }}) + 1 = 0"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("selected", "expected"), PIECES)
def test_a_part_changes_nothing_of_what_is_drawn(selected: str, expected: str) -> None:
    from manim import MathTypst

    start, end = selected.index("<"), selected.index(">") - 1
    formula = selected.replace("<", "").replace(">", "")
    whole = whole_part(formula, start, end)
    assert whole is not None
    written, _ = write_parts(formula, [ColoredSpan(*whole, "RED")], ())
    assert written == expected
    before, after = MathTypst(formula), MathTypst(written)
    assert 0 < len(after.select("part_1")) <= len(after)
    for old, new in zip(before, after, strict=True):
        assert np.allclose(old.points, new.points, atol=0.02)
