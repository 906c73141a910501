"""What Python, manim, TeX and the system complain about, in the words of someone who does not program."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_GET_LATEX = (
    "Install LaTeX and dvisvgm, or switch the formula to Typst syntax, which needs neither."
)
_NOTE = re.compile(r"LaTeX compilation error: (?P<fault>.+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    message: str
    words: str
    hint: str | None = None


# Tried from top to bottom; `kind` must match the exception's whole name, `message` is searched for.
# What a group of `message` or `kind` found is put into the words; `{text}` is the message itself.
_RULES = (
    _Rule("FileNotFoundError", r"'(?P<tool>latex|pdflatex|xelatex|lualatex|dvisvgm)'", "{tool} is not installed.", _GET_LATEX),
    _Rule("RuntimeError", r"(?P<tool>\w*latex) failed but did not produce a log", "{tool} does not work here.", _GET_LATEX),
    _Rule("ValueError", r"latex error converting", "LaTeX cannot typeset this: {fault}", "Check the formula's spelling and braces."),
    _Rule(
        "ValueError",
        r"does not support converting",
        "dvisvgm made no picture of this formula.",
        "Packages that draw with PostScript need their dvisvgm driver.",
    ),
    _Rule("TypstError", r"(?s)(?P<fault>.*)", "Typst cannot typeset this: {fault}", "Check the formula's spelling and brackets."),
    _Rule("OSError|FileNotFoundError", r"could not find (?P<name>.+) at either of", "The file {name} was not found.", "Choose the file again."),
    _Rule("FileNotFoundError", r"No such file or directory: '(?P<name>.+)'", "The file {name} was not found.", "Choose the file again."),
    _Rule("UnidentifiedImageError", r"'(?P<name>[^']+)'", "{name} is not an image that can be read.", "Choose a PNG or JPEG file."),
    _Rule("ParseError", "", "The SVG file is broken ({text}).", "Choose another file, or save it again as plain SVG."),
    _Rule("", r"(?i)no space left on device|Errno 28", "The disk is full.", "Free some space and try again."),
    _Rule("PermissionError", r"'(?P<name>.+)'", "{name} may not be opened.", "Check the permissions of the file."),
    _Rule("MemoryError", "", "There is not enough memory for this.", "Use fewer or simpler objects, or a lower quality."),
    _Rule("RecursionError", "", "A function calls itself without end.", "Check the code of this node."),
    _Rule("ZeroDivisionError", "", "Something is divided by zero.", "Check the expressions and their ranges."),
    _Rule("ValueError", "math domain error|expected a (positive|nonnegative) input", "A function gets a value that it is not defined for.", "Check the expressions and their ranges."),
    _Rule("ValueError", r"(run_time|duration|max_time) of (?P<value>\S+) <= 0|run_time of \w+ cannot be negative", "A duration must be greater than 0.", "Set a positive duration."),
    _Rule("ValueError", "Adding sound at timestamp < 0", "A sound would begin before the film does.", "Give it a later offset."),
    _Rule("ValueError", "Called Scene.play with no animations", "There is nothing to play here.", "Connect an animation."),
    _Rule("RuntimeError", "has no play calls", "This scene plays nothing, so it cannot become a film.", "Export a PNG picture, or add an animation."),
    _Rule("TypeError", "Animation only works on Mobjects|Unexpected argument .* passed to Scene.play", "An animation was given something that cannot be animated.", "Connect an object to it."),
    _Rule("TypeError", r"unexpected keyword argument '(?P<name>\w+)'", "There is no setting called '{name}' here.", "Remove it, or check its spelling."),
    _Rule("TypeError", r"missing \d+ required (positional|keyword-only) arguments?: (?P<name>.+)", "Something is missing: {name}.", "Connect or fill in what is missing."),
    _Rule("AttributeError", r"'?(?P<thing>\w+)'? object has no attribute '(?P<name>\w+)'", "A {thing} has no '{name}'.", "Connect a kind of object that has it, or check the spelling."),
    _Rule("NameError|UnboundLocalError", r"'(?P<name>\w+)'", "The name '{name}' is not known here.", "Check its spelling, and that it is defined before it is used."),
    _Rule("ModuleNotFoundError|ImportError", r"'(?P<name>[\w.]+)'", "The Python package {name} is not available.", "Install it, or remove its import."),
    _Rule("SyntaxError|IndentationError|TabError", "", "This is not valid Python: {text}", "Check the code of this node."),
    _Rule("KeyError", "", "There is no entry {text}.", None),
    _Rule("IndexError", "", "A list has fewer entries than are asked for.", "Check the numbers that pick entries."),
    _Rule("SystemExit|KeyboardInterrupt", "", "The code asked the program to quit.", "Remove exit() or quit() from the code."),
    _Rule("TypeError|ValueError", r"(?P<text>.+)", "A value does not fit: {text}", "Check the values of this node and what is connected to it."),
)  # fmt: skip


def explain(kind: str, message: str, notes: Sequence[str] = ()) -> tuple[str, str | None]:
    """Return in plain words what an exception means, and what to do about it if that is known.

    Parameters
    ----------
    kind : the exception's class name
    notes : error messages that were logged before it
    """
    faults = (found["fault"].strip() for found in map(_NOTE.search, notes) if found)
    values = {"text": message.strip(), "fault": next(faults, "see the details.")}
    for rule in _RULES:
        found = re.search(rule.message, message)
        if found and re.fullmatch(rule.kind or ".*", kind):
            return rule.words.format(**{**values, **found.groupdict()}), rule.hint
    return f"{kind}: {message}".rstrip(": "), None
