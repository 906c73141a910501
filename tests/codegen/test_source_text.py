"""Trees are written as Python's own writer writes them."""

import ast

import pytest

from manim_nodes.codegen.source_text import source_of
from tests.support.sources import ROOT


@pytest.mark.parametrize(
    "source",
    [
        "self.play(Create(circle, run_time=2.0), lag_ratio=-0.5)",
        "[1, 2.5, True, None, 'it\\'s', \"two\\nlines\", -3]",
        "f(*points, **options)",
        "(1).real",
        "f(1e999, -1e999, 2j, b'x', ...)",
        "(lambda x: x)(2)",
        "(a + b).shift(UP)",
        "f((yield))",
        "f(x for x in y)",
        "a[1:2].b",
        "f(a := 1, (1, 2), (3,))",
        "''.join([])",
        "'\\udc80 \\x00 é'",
    ],
)
def test_each_expression_is_written_as_python_writes_it(source: str) -> None:
    tree = ast.parse(source, mode="eval").body
    assert source_of(tree) == ast.unparse(tree)


def test_all_that_templates_say_is_written_as_python_writes_it() -> None:
    scripts = [*(ROOT / "tests" / "scenes" / "templates").glob("*.txt")]
    assert len(scripts) > 20
    for script in scripts:
        for statement in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            for part in ast.iter_child_nodes(statement):
                if isinstance(statement, ast.stmt) and isinstance(part, ast.expr):
                    assert source_of(part) == ast.unparse(part)
