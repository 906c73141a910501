import math
import re
import sys
from collections.abc import Callable

import numpy as np
import pytest

from manim_nodes.render.error_messages import explain


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [
        (
            "FileNotFoundError",
            "[Errno 2] No such file or directory: 'latex'",
            "latex is not installed.",
        ),
        (
            "FileNotFoundError",
            "[Errno 2] No such file or directory: 'a.csv'",
            "The file a.csv was not found.",
        ),
        (
            "OSError",
            "From: /x, could not find cat.png at either of these locations: []",
            "The file cat.png was not found.",
        ),
        (
            "ImportError",
            "libxcb.so.1: cannot open shared object file: No such file or directory",
            "libxcb.so.1 cannot be loaded here: it is missing, or does not fit.",
        ),
        (
            "ImportError",
            "DLL load failed while importing cmanimpango: The module was not found.",
            "cmanimpango cannot be loaded here: it is missing, or does not fit.",
        ),
        (
            "ImportError",
            "dlopen(x.so, 0x0002): Library not loaded: @rpath/libcairo.2.dylib",
            "libcairo.2.dylib cannot be loaded here: it is missing, or does not fit.",
        ),
        ("OSError", "[Errno 28] No space left on device", "The disk is full."),
        (
            "RuntimeError",
            "Failed to encode video segment: [Errno 28] No space left on device: 'x'",
            "The disk is full.",
        ),
        ("TypstError", "unclosed delimiter", "Typst cannot typeset this: unclosed delimiter"),
        (
            "ValueError",
            "Scene.play() has a total run_time of -1 <= 0 seconds which Manim",
            "A duration must be greater than 0.",
        ),
        (
            "ValueError",
            "The run_time of Create cannot be negative. The given value was -1.",
            "A duration must be greater than 0.",
        ),
        ("ValueError", "math domain error", "A function gets a value that it is not defined for."),
        (
            "TypeError",
            "Circle.__init__() got an unexpected keyword argument 'rdius'",
            "There is no setting called 'rdius' here.",
        ),
        (
            "TypeError",
            "f() missing 1 required positional argument: 'mobject'",
            "Something is missing: 'mobject'.",
        ),
        ("TypeError", "can only concatenate str", "Some values do not fit together here."),
        (
            "AttributeError",
            "'int' object has no attribute 'shift'",
            "This does not fit here: a number has no 'shift'.",
        ),
        (
            "AttributeError",
            "'NoneType' object has no attribute 'shift'",
            "Something that is needed here is not there.",
        ),
        (
            "ValueError",
            "zip() argument 2 is shorter than argument 1",
            "A thing has other parts in the middle of its animation than at the beginning.",
        ),
        (
            "ValueError",
            "could not convert string to float: 'abc'",
            "A text is no number, where one is needed.",
        ),
        (
            "TypeError",
            "cannot unpack non-iterable float object",
            "There is a single value where a list is needed, or the other way round.",
        ),
        ("OverflowError", "math range error", "A number gets too large."),
        ("KeyError", "'nose'", "There is nothing called 'nose' here."),
        ("NameError", "name 'circel' is not defined", "The name 'circel' is not known here."),
        ("ZeroDivisionError", "division by zero", "Something is divided by zero."),
        ("ValueError", "low >= high", "The lowest number must be less than the highest."),
        (
            "ValueError",
            "The lines are parallel, there is no unique intersection point.",
            "The two lines are parallel: they do not cross.",
        ),
        ("ValueError", "Need at least one color", "A list is empty, where something is needed."),
        (
            "ValueError",
            "Expected 1 or more reference colors. Got 0 colors.",
            "A list is empty, where something is needed.",
        ),
        (
            "ValueError",
            "could not broadcast input array from shape (0,) into shape (0,3)",
            "A list is empty, where something is needed.",
        ),
        (
            "ValueError",
            "not enough values to unpack (expected at least 1, got 0)",
            "A list is empty, where something is needed.",
        ),
        (
            "ValueError",
            "max() arg is an empty sequence",
            "A list is empty, where something is needed.",
        ),
        (
            "ValueError",
            "Too few rows and columns to fit all submobjetcs.",
            "A list has not as many entries as there are rows or columns.",
        ),
        (
            "ValueError",
            "Not all rows in table have the same length.",
            "Rows do not have the same number of entries.",
        ),
        ("LinAlgError", "Singular matrix", "This matrix has no inverse: it makes everything flat."),
        (
            "ValueError",
            "Matrix has bad dimensions",
            "This matrix must have two rows of two numbers, or three of three.",
        ),
        (
            "LinAlgError",
            "Last 2 dimensions of the array must be square",
            "This matrix must have two rows of two numbers, or three of three.",
        ),
        (
            "ValueError",
            "Could not find zz in vertices or edges",
            "There is nothing called 'zz' here.",
        ),
        (
            "ValueError",
            "Vertex identifier '5' is already used for a vertex in this graph.",
            "There is a vertex 5 already.",
        ),
        (
            "ValueError",
            "The graph does not contain a vertex with identifier '1'",
            "There is nothing called 1 here.",
        ),
        (
            "KeyError",
            "\"The given key 'b' is not present in the VDict\"",
            "There is nothing called 'b' here.",
        ),
        (
            "KeyError",
            "\"No group with label 'b' found. Available labels: ['_grp-0']\"",
            "There is nothing called 'b' here.",
        ),
        ("KeyError", "('a', 'zz')", "Nothing leads from a to zz here."),
        ("KeyError", "(1, 7)", "Nothing leads from 1 to 7 here."),
        ("KeyError", "''", "Something is asked for without its name."),
        ("KeyError", "4", "A list has fewer entries than are asked for."),
        (
            "AttributeError",
            "DiGraph object has no attribute 'edges'",
            "An edge leads to a vertex that there is not.",
        ),
        (
            "AttributeError",
            "Circle object has no attribute 'get_tip'",
            "This does not fit here: what is given has no 'get_tip'.",
        ),
        (
            "TypeError",
            "circular_layout() got an unexpected keyword argument 'partitions'",
            "The chosen layout cannot use all settings that are given.",
        ),
        (
            "TypeError",
            "ufunc 'invert' not supported for the input types",
            "Something that is true or false is needed here.",
        ),
        ("CustomError", "whatever", "This step cannot be drawn."),
        ("AssertionError", "", "This step cannot be drawn."),
    ],
)
def test_common_errors_are_said_in_words_of_people(kind: str, message: str, words: str) -> None:
    assert explain(kind, message)[0] == words


def test_lists_of_different_lengths_are_not_taken_for_an_animation() -> None:
    def said(place: str) -> str:
        error = 'File "{}", line 1, in f\nValueError: zip() argument 2 is shorter than argument 1'
        return explain("ValueError", "zip() argument 2 is shorter than argument 1", trace=error.format(place))[0]  # fmt: skip

    assert said("manim/animation/transform.py") == (
        "A thing has other parts in the middle of its animation than at the beginning."
    )
    assert said("manim/mobject/graphing/coordinate_systems.py") == (
        "Lists that belong together do not have the same number of entries."
    )


def test_a_word_in_a_formula_is_said_with_the_quotes_that_it_needs() -> None:
    message, hint = explain("TypstError", "unknown variable: slope")
    assert message == "Typst knows nothing called slope."
    assert hint is not None
    assert '"slope"' in hint


def test_what_latex_logged_is_part_of_the_message() -> None:
    notes = ["LaTeX compilation error: Undefined control sequence.\n", "Context of error"]
    words, hint = explain("ValueError", "latex error converting to dvi. See log output", notes)
    assert words == "LaTeX cannot typeset this: Undefined control sequence."
    assert hint is not None


def test_braces_in_a_message_do_no_harm() -> None:
    assert explain("ValueError", "{broken} {0}")[0] == "Some values do not fit together here."


PYTHON = re.compile(
    r"\b\w*(Error|Exception)\b|NoneType|object has no|argument|\bzip\b|__|<class|Traceback|\b(int|str|float|dict)\b"
)
FAULTS = [
    lambda: list(zip([1, 2], [1], strict=True)),
    lambda: 1 / 0,
    lambda: math.sqrt(-1),
    lambda: math.exp(1000),
    lambda: [][0],
    lambda: dict[str, int]()["nose"],
    lambda: float("abc"),
    lambda: int("abc"),
    lambda: (None).shift,  # type: ignore[attr-defined]
    lambda: (1).shift,  # type: ignore[attr-defined]
    lambda: "a" + 1,  # type: ignore[operator]
    lambda: len(1),  # type: ignore[arg-type]
    lambda: (lambda a: a)(),  # type: ignore[call-arg]
    lambda: (lambda: 1)(1),  # type: ignore[call-arg]
    lambda: np.array([1, 2]) + np.array([1, 2, 3]),
    lambda: np.array([[1, 2], [3]]),
    lambda: np.linalg.inv(np.zeros((2, 2))),
    lambda: next(iter(())),
    lambda: compile("1 +", "x", "eval"),
    lambda: open("/no/such/file"),  # noqa: PTH123, SIM115
    lambda: __import__("no_such_package"),
    lambda: sys.exit(),
    lambda: (_ for _ in ()).throw(AssertionError("x.__init__")),
    lambda: (_ for _ in ()).throw(NotImplementedError("<class 'Mobject'>")),
]


@pytest.mark.parametrize("fault", FAULTS, ids=range(len(FAULTS)))
def test_no_error_of_python_reaches_a_user_in_its_own_words(fault: Callable[[], object]) -> None:
    with pytest.raises(BaseException) as caught:  # noqa: PT011  whatever it is
        fault()
    message, hint = explain(type(caught.value).__name__, str(caught.value))
    assert hint
    assert message.endswith((".", "eval, line 1)")) or "Python" in message
    if not isinstance(caught.value, SyntaxError):  # that is about code which the user has typed
        assert not PYTHON.search(message), message
    assert not PYTHON.search(hint)
