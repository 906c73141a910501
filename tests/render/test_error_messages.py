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
        ("TypeError", "can only concatenate str", "A value does not fit: can only concatenate str"),
        ("AttributeError", "'int' object has no attribute 'shift'", "A int has no 'shift'."),
        ("NameError", "name 'circel' is not defined", "The name 'circel' is not known here."),
        ("ZeroDivisionError", "division by zero", "Something is divided by zero."),
        ("CustomError", "whatever", "CustomError: whatever"),
        ("AssertionError", "", "AssertionError"),
    ],
)
def test_common_errors_are_said_in_words_of_people(kind: str, message: str, words: str) -> None:
    assert explain(kind, message)[0] == words


def test_what_latex_logged_is_part_of_the_message() -> None:
    notes = ["LaTeX compilation error: Undefined control sequence.\n", "Context of error"]
    words, hint = explain("ValueError", "latex error converting to dvi. See log output", notes)
    assert words == "LaTeX cannot typeset this: Undefined control sequence."
    assert hint is not None


def test_braces_in_a_message_do_no_harm() -> None:
    assert explain("ValueError", "{broken} {0}")[0] == "A value does not fit: {broken} {0}"
