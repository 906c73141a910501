"""What Python, manim, TeX and the system report, in the words of someone who does not program."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from manim_nodes.translation import tr, tr_later

_GET_LATEX = tr_later(
    "Install LaTeX and dvisvgm, or switch the formula to Typst syntax, which needs neither."
)
_NOT_LOADED = tr_later("{library} cannot be loaded here: it is missing, or does not fit.")
_SET_UP_AGAIN = tr_later(
    "Run ./script/start again, which installs what is missing; manim-nodes doctor says more."
)
_CHECK_NAMES = tr_later("Check the names that pick parts or entries.")
_TOO_FEW = tr_later("A list has fewer entries than are asked for.")
_CHECK_NUMBERS = tr_later("Check the numbers that pick entries.")
# What is put together of several lists fails in the same words as an animation between shapes of different parts.
_NOT_IN_ANIMATIONS = r"(?s)^(?!.*[/\\]animation[/\\]).+"
_NOTE = re.compile(r"LaTeX compilation error: (?P<fault>.+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    message: str
    explanation: str
    hint: str | None = None
    trace: str = ""


# Tried from top to bottom; `kind` must match the exception's whole name, `message` and `trace` are searched for.
# What the groups of `message` found is put into the explanation; `{text}` is the message itself.
_RULES = (
    _Rule("FileNotFoundError", r"'(?P<tool>latex|pdflatex|xelatex|lualatex|dvisvgm)'", tr_later("{tool} is not installed."), _GET_LATEX),
    _Rule("RuntimeError", r"(?P<tool>\w*latex) failed but did not produce a log", tr_later("{tool} does not work here."), _GET_LATEX),
    _Rule("ValueError", r"latex error converting", tr_later("LaTeX cannot typeset this: {fault}"), tr_later("Check the formula's spelling and braces.")),
    _Rule("ValueError", r"does not support converting", tr_later("dvisvgm made no picture of this formula."), tr_later("Packages that draw with PostScript need their dvisvgm driver.")),
    _Rule("TypstError", r"unknown variable: (?P<word>\w+)", tr_later("Typst knows nothing called {word}."), tr_later('Put words of text in quotes, as "{word}", and a space between factors.')),
    _Rule("TypstError", r"file not found|failed to load|would escape|failed to download", tr_later("Typst reads no files and no packages here."), tr_later("Write what is needed into the formula itself.")),
    _Rule("TypstError", r"(?s)(?P<fault>.*)", tr_later("Typst cannot typeset this: {fault}"), tr_later("Check the formula's spelling and brackets.")),
    _Rule("TimeoutError", r"(?P<tool>Typst|LaTeX): (?P<limit>\S+) s", tr_later("{tool} did not finish this in {limit} seconds."), tr_later("Check that its loops end, or make it simpler.")),
    _Rule("JobError", r"ChildProcessError", tr_later("Typst failed at this."), tr_later("Make it simpler, or write it in another way.")),
    _Rule("TypeError", r"bytes-like object is required, not 'list'", tr_later("What Typst sets must fit on one page."), tr_later("Remove its page breaks.")),
    _Rule("MediaError", r"(?s)(?P<text>.+)", tr_later("{text}")),
    _Rule("DecompressionBombError", "", tr_later("A picture is too large."), tr_later("Save it smaller.")),
    _Rule("OSError|FileNotFoundError", r"could not find (?:.*[/\\])?(?P<name>.+) at either of", tr_later("The file {name} was not found."), tr_later("Choose the file again.")),
    _Rule("FileNotFoundError", r"No such file or directory: '(?:.*[/\\])?(?P<name>.+)'", tr_later("The file {name} was not found."), tr_later("Choose the file again.")),
    _Rule("UnidentifiedImageError", r"'(?P<name>[^']+)'", tr_later("{name} is not an image that can be read."), tr_later("Choose a PNG or JPEG file.")),
    _Rule("ParseError", "", tr_later("The SVG file is broken ({text})."), tr_later("Choose another file, or save it again as plain SVG.")),
    _Rule("", r"(?i)no space left on device|Errno 28", tr_later("The disk is full."), tr_later("Free some space and try again.")),
    _Rule("NotADirectoryError", r"'(?P<name>.+)'", tr_later("{name} cannot be made: what should be a folder on the way there is none."), tr_later("Check that HOME is a folder that may be written to.")),
    _Rule("OSError", r"Read-only file system: '(?P<name>.+)'", tr_later("{name} cannot be written: its disk is read-only."), tr_later("Choose another place, or set HOME to a folder that may be written to.")),
    _Rule("PermissionError", r"'(?P<name>.+)'", tr_later("{name} may not be opened."), tr_later("Check the permissions of the file.")),
    _Rule("MemoryError", "", tr_later("There is not enough memory for this."), tr_later("Use fewer or simpler objects, or a lower quality.")),
    _Rule("RecursionError", "", tr_later("A function calls itself without end."), tr_later("Check the code of this node.")),
    _Rule("ZeroDivisionError", "", tr_later("Something is divided by zero."), tr_later("Check the expressions and their ranges.")),
    _Rule("ValueError", r"(?P<fault>(?:Element|Entity|Unknown tag|Value of|Attribute|Character reference|Document|Invalid|Odd character)\b.* on line .*|(?<=: )(?:Element|Entity|Character|Document|Odd|Invalid|“).*)", tr_later("The markup of this text is broken: {fault}."), tr_later("Close each tag, as in <b>bold</b>, and write &lt; and &amp; for < and &.")),
    _Rule("ValueError", "math domain error|expected a (positive|nonnegative) input", tr_later("A function gets a value that it is not defined for."), tr_later("Check the expressions and their ranges.")),
    _Rule("ValueError", r"(run_time|duration|max_time) of (?P<value>\S+) <= 0|run_time of \w+ cannot be negative", tr_later("A duration must be greater than 0."), tr_later("Set a positive duration.")),
    _Rule("ValueError", "Adding sound at timestamp < 0", tr_later("A sound would begin before the film does."), tr_later("Give it a later offset.")),
    _Rule("ValueError", "substring not found", tr_later("The words that are looked for do not occur in the text."), tr_later("Check their spelling; leave out spaces.")),
    _Rule("ValueError", "Called Scene.play with no animations", tr_later("There is nothing to play here."), tr_later("Connect an animation.")),
    _Rule("RuntimeError", "has no play calls", tr_later("This scene plays nothing, so it cannot become a film."), tr_later("Export a PNG picture, or add an animation.")),
    _Rule("TypeError", "Animation only works on Mobjects|Unexpected argument .* passed to Scene.play", tr_later("An animation was given something that cannot be animated."), tr_later("Connect an object to it.")),
    _Rule("TypeError", r"_layout\(\) got an unexpected keyword argument", tr_later("The chosen layout cannot use all settings that are given."), tr_later("Reset the settings of the layout, or choose another layout.")),
    _Rule("TypeError", r"unexpected keyword argument '(?P<name>\w+)'", tr_later("There is no setting called '{name}' here."), tr_later("Remove it, or check its spelling.")),
    _Rule("TypeError", r"missing \d+ required (positional|keyword-only) arguments?: (?P<name>.+)", tr_later("Something is missing: {name}."), tr_later("Connect or fill in what is missing.")),
    _Rule("AttributeError", r"'NoneType' object has no attribute", tr_later("Something that is needed here is not there."), tr_later("Connect it, or let what makes it come first.")),
    _Rule("AttributeError", r"Graph'? object has no attribute 'edges'", tr_later("An edge leads to a vertex that there is not."), tr_later("Check the names of the vertices, and those at the ends of edges.")),
    _Rule("AttributeError", r"'?(?P<thing>\w+)'? object has no attribute '(?P<name>\w+)'", tr_later("This does not fit here: {thing} has no '{name}'."), tr_later("Connect something that has it, or check the spelling.")),
    _Rule("ValueError|IndexError", r"shape \(0,\)|zero-size|arg is an empty sequence|[Nn]eed at least one|1 or more reference colors|expected at least \d+, got 0|array is [01]-dimensional, but|input arrays must have same number of dimensions", tr_later("A list is empty, where something is needed."), tr_later("Give it one entry at least.")),
    _Rule("ValueError", r"zip\(\) argument \d+ is (shorter|longer)|broadcast", tr_later("Lists that belong together do not have the same number of entries."), tr_later("Give as many entries of one as of the other."), trace=_NOT_IN_ANIMATIONS),
    _Rule("ValueError", r"zip\(\) argument \d+ is (shorter|longer)|broadcast", tr_later("A thing has other parts in the middle of its animation than at the beginning."), tr_later("Play what changes it before or after the animation, not at the same time.")),
    _Rule("ValueError", r"could not convert string to float: (?P<text>.+)|invalid literal for \w+\(\)[^:]*: (?P<other>.+)", tr_later("A text is no number, where one is needed."), tr_later("Check the numbers of this node and what is connected to it.")),
    _Rule("ValueError", r"low >= high", tr_later("The lowest number must be less than the highest."), tr_later("Change one of the two.")),
    _Rule("ValueError", r"lines are parallel", tr_later("The two lines are parallel: they do not cross."), tr_later("Turn one of them, or let it end elsewhere.")),
    _Rule("ValueError", r"Too few rows and columns|has a mismatching size", tr_later("A list has not as many entries as there are rows or columns."), tr_later("Give one entry for each row or column, or none at all.")),
    _Rule("ValueError", r"Not all rows in table|inhomogeneous shape", tr_later("Rows do not have the same number of entries."), tr_later("Give each row as many entries as the others.")),
    _Rule("LinAlgError", r"Singular", tr_later("This matrix has no inverse: it makes everything flat."), tr_later("Change one of its numbers.")),
    _Rule("ValueError|LinAlgError", r"bad dimensions|[Aa]rray must be at least two|must be square", tr_later("This matrix must have two rows of two numbers, or three of three."), tr_later("Check the matrix that is connected.")),
    _Rule("ValueError", r"Not enough points supplied", tr_later("There are too few points to wrap."), tr_later("Give it more points.")),
    _Rule("ValueError", r"smaller than half the distance", tr_later("The radius is too small: the circle must reach both points."), tr_later("Make it half of their distance at least.")),
    _Rule("ValueError", r"[Cc]ould not find the perpendicular", tr_later("There is no line at right angles through this point: it lies on the line."), tr_later("Move the point off the line.")),
    _Rule("ValueError", r"Vertex identifier '(?P<name>.+)' is already used", tr_later("There is a vertex {name} already."), tr_later("Give the new one another name.")),
    _Rule("ValueError", r"does not contain a (vertex|edge)[^']*'(?P<name>.+)'", tr_later("There is nothing called {name} here."), _CHECK_NAMES),
    _Rule("TypeError", r"ufunc '(invert|logical_\w+|bitwise_\w+)'", tr_later("Something that is true or false is needed here."), tr_later("Compare two values, as in x > 0.")),
    _Rule("ValueError", r"Could not find (?P<name>.+) in vertices or edges", tr_later("There is nothing called '{name}' here."), _CHECK_NAMES),
    _Rule("TypeError|ValueError", r"unpack|not iterable|not subscriptable|has no len|sequence", tr_later("There is a single value where a list is needed, or the other way round."), tr_later("Check what is connected to this node.")),
    _Rule("NameError|UnboundLocalError", r"'(?P<name>\w+)'", tr_later("The name '{name}' is not known here."), tr_later("Check its spelling, and that it is defined before it is used.")),
    _Rule("ImportError|OSError", r"(?P<library>[^\s/]+): cannot open shared object file", _NOT_LOADED, _SET_UP_AGAIN),
    _Rule("ImportError", r"(?:DLL load failed while importing |Library not loaded: (?:\S*/)?)(?P<library>[^\s/:]+)", _NOT_LOADED, _SET_UP_AGAIN),
    _Rule("ModuleNotFoundError|ImportError", r"'(?P<name>[\w.]+)'", tr_later("The Python package {name} is not available."), tr_later("Install it, or remove its import.")),
    _Rule("SyntaxError|IndentationError|TabError", "", tr_later("This is not valid Python: {text}"), tr_later("Check the code of this node.")),
    _Rule("KeyError", r"^(''|\"\")?$", tr_later("Something is asked for without its name."), tr_later("Write the name of the part or entry that is meant.")),
    _Rule("KeyError", r"^-?\d+$", _TOO_FEW, _CHECK_NUMBERS),
    _Rule("KeyError", r"^\(['\"]?(?P<start>.+?)['\"]?, ['\"]?(?P<end>.+?)['\"]?\)$", tr_later("Nothing leads from {start} to {end} here."), _CHECK_NAMES),
    _Rule("KeyError", r"(The given key|No group with label) '(?P<name>.*)' (is not present|found)", tr_later("There is nothing called '{name}' here."), _CHECK_NAMES),
    _Rule("KeyError", r"(?P<text>.+)", tr_later("There is nothing called {text} here."), _CHECK_NAMES),
    _Rule("IndexError", "", _TOO_FEW, _CHECK_NUMBERS),
    _Rule("SystemExit|KeyboardInterrupt", "", tr_later("The code asked the program to quit."), tr_later("Remove exit() or quit() from the code.")),
    _Rule("ValueError|OverflowError", r"cannot convert float (NaN|infinity) to integer", tr_later("A number that is needed here has no value."), tr_later("Check what it is worked out from: a curve or formula may have no value there.")),
    _Rule("OverflowError", "", tr_later("A number gets too large."), tr_later("Check the expressions and their ranges.")),
    _Rule("ValueError", "A bar chart needs a number", tr_later("There are no numbers to show as bars."), tr_later("Give it one number at least.")),
    _Rule("TypeError|ValueError", "", tr_later("Some values do not fit together here."), tr_later("Check the values of this node and what is connected to it. The details have Python's own words.")),
    _Rule("RuntimeError", "Cairo only", tr_later("Previews are drawn with Cairo only."), tr_later("Remove config.renderer from the code.")),
    _Rule("", "", tr_later("This step cannot be drawn."), tr_later("Check the values of this node and what is connected to it. The details have Python's own words.")),
)  # fmt: skip

# Of a class of Manim's: its name would tell people nothing, and the details have it.
_A_THING = tr_later("what is given")
_THINGS = {
    **dict.fromkeys(("int", "float", "complex", "float64", "int64"), tr_later("a number")),
    "str": tr_later("a text"),
    "bool": tr_later("a yes or no"),
    **dict.fromkeys(("list", "tuple", "ndarray", "range"), tr_later("a list")),
    "dict": tr_later("a table of values"),
    **dict.fromkeys(("function", "method"), tr_later("a function")),
}


# In the same way; the first are what nodes/shared/helpers.py warns of.
_WARNINGS = (
    _Rule("UserWarning", r"A curve has no value in part of its range", tr_later("Its curve has no value in part of the range, and is not drawn there.")),
    _Rule("UserWarning", r"Nothing of a video plays", tr_later("Nothing of its video plays from its start to its end at its speed: one picture is shown.")),
    _Rule("UserWarning", r"A surface has no value in part of its range", tr_later("Its surface has no value in part of the range, and is not drawn there.")),
    _Rule("UserWarning", r"A vector field has no value at some points", tr_later("Its field has no value at some points, where nothing is drawn.")),
    _Rule("UserWarning", r"Names of bars are too small", tr_later("The names of its bars have so little room that they can hardly be read. Make the chart longer, or the names shorter.")),
    _Rule("UserWarning", r"A function has no value at some points", tr_later("Its function has no value at some points, or leaps there: lines are cut.")),
    _Rule("UserWarning", r"A curve has no tangent at some x", tr_later("The curve has no value at the x that is asked for, and no tangent or secant there.")),
    _Rule("UserWarning", r"A curve has no value at some x", tr_later("The curve has no value at the x that is asked for.")),
    _Rule("UserWarning", r"A curve does not reach some x", tr_later("The curve does not reach the x that is asked for.")),
    _Rule("UserWarning", r"Some numbers beside an axis would overlap", tr_later("Some of the chosen numbers would lie on others, and are left out.")),
    _Rule("UserWarning", r"A bar has no value", tr_later("A number has no value: its bar is left out.")),
    _Rule("UserWarning", r"A bar is cut off where its axis ends", tr_later("A bar is cut off where its axis ends. Give the axis a larger range.")),
    _Rule("UserWarning", r"A number has no value at some time", tr_later("Its number has no value at some time: a dash is shown then.")),
    _Rule("RuntimeWarning", "", tr_later("A value here is undefined or infinite at some time.")),
)  # fmt: skip


def explain_warning(kind: str, message: str) -> str:
    """Return in plain words what a warning of Python's means."""
    for rule in _WARNINGS:
        found = re.search(rule.message, message)
        if found and re.fullmatch(rule.kind, kind):
            return tr(rule.explanation, **{"text": message, **found.groupdict()})
    return message


def explain(
    kind: str, message: str, notes: Sequence[str] = (), *, trace: str = ""
) -> tuple[str, str | None]:
    """Return in plain words what an exception means, and what to do about it if that is known.

    Parameters
    ----------
    kind : the exception's class name
    notes : error messages that were logged before it
    trace : its traceback, if there is one
    """
    faults = (found["fault"].strip() for found in map(_NOTE.search, notes) if found)
    values = {"text": message.strip(), "fault": next(faults, tr("see the details."))}
    for rule in _RULES:
        found = re.search(rule.message, message)
        if found and re.fullmatch(rule.kind or ".*", kind) and re.search(rule.trace, trace):
            named = {**values, **_named(found)}
            return tr(rule.explanation, **named), tr(rule.hint, **named) if rule.hint else None
    return tr("This step cannot be drawn."), None


def _named(found: re.Match[str]) -> dict[str, str]:
    """Return what a message names, with people's words for Python's."""
    named = {name: text for name, text in found.groupdict().items() if text is not None}
    if "thing" in named:
        named["thing"] = tr(_THINGS.get(named["thing"], _A_THING))
    return named
