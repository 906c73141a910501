"""Typefaces and letters that this machine does not have: Pango takes others without a word, or draws boxes."""

import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.type_names import mapping_types
from manim_nodes.translation import tr

_ALIASES = frozenset(
    {"cursive", "fantasy", "monospace", "sans", "sans-serif", "serif", "system-ui"}
)
_SETS_TEXT = re.compile(r"(?:Text|Paragraph|Code)\(")
_TEXTS = ("list[string]", "string", "text")
_TAG = re.compile(r"<[^<>]*>|&\w+;")
_SEARCH_S = 5
_LATIN = 0x250  # all typefaces have the letters before this one
_MOST_LETTERS = 400
_SHOWN_LETTERS = 6
# What is drawn of a letter that no typeface has, and of one that is a picture.
_BOX, _PICTURE = "stroke-width:", "<image"


def font_problems(graph: Graph) -> Iterator[Problem]:
    """Find typefaces that are not installed, and letters that no typeface has."""
    for node, node_type in graph.active:
        for parameter in node_type.parameters.values():
            if graph.sources[node.id].get(parameter.name):
                continue
            yield from _missing_fonts(node, parameter)
        if _SETS_TEXT.search(node_type.code):
            yield from _missing_letters(graph, node, node_type)


def is_installed(font: str) -> bool:
    """Return whether a typeface, or one of several that are separated by commas, is on this machine."""
    names = [name.strip().casefold() for name in font.split(",") if name.strip()]
    return not names or any(name in _ALIASES or name in _installed() for name in names)


@lru_cache(maxsize=200)
def font_used_for(font: str) -> str:
    """Return which typeface is taken for one that is not installed; empty where nothing tells."""
    program = shutil.which("fc-match")
    if program is None:
        return ""
    pattern = re.sub(r"([\\\-:,])", r"\\\1", font.split(",")[0].strip())
    try:
        found = subprocess.run(  # noqa: S603 (a pattern without any of its signs)
            [program, "--format=%{family[0]}", pattern],
            capture_output=True,
            timeout=_SEARCH_S,
            check=True,
            text=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""
    return found.stdout.strip()


def missing_font_note(font: str) -> str:
    """Return that a typeface is not installed, and which one is taken; empty if it is."""
    if is_installed(font):
        return ""
    used = font_used_for(font)
    if not used:
        return tr("The typeface {font} is not installed: another one is used instead.", font=font)
    return tr("The typeface {font} is not installed: {used} is used instead.", font=font, used=used)


def letters_without_font(text: str) -> frozenset[str]:
    """Return the letters of a text that no installed typeface has."""
    letters = _unusual(text)
    if not letters or _BOX not in _drawn("".join(letters)):
        return frozenset()
    return frozenset(letter for letter in letters if _is_box(letter))


def missing_letters_note(letters: Iterable[str]) -> str:
    """Return that no typeface has some letters."""
    return tr(
        "No installed typeface has {letters}: boxes are drawn instead.",
        letters=_listed(sorted(letters)),
    )


def pictures_in(text: str) -> bool:
    """Return whether signs of a text, such as emoji, are pictures here, of which manim draws nothing."""
    letters = _unusual(text)
    return bool(letters) and _PICTURE in _drawn(" ".join(letters))


def _missing_fonts(node: Node, parameter: Parameter) -> Iterator[Problem]:
    value = node.parameters.get(parameter.name)
    fonts: list[object] = []
    if parameter.type == "font":
        fonts = [value]
    elif (
        (pair := mapping_types(parameter.type))
        and pair[1] == "font"
        and isinstance(value, list | tuple)
    ):
        fonts = [each[1] for each in value if isinstance(each, list | tuple) and len(each) == 2]
    for font in dict.fromkeys(fonts):
        if isinstance(font, str) and (note := missing_font_note(font)):
            yield Problem(
                "missing-font",
                note,
                node.id,
                parameter.name,
                Severity.WARNING,
                tr("Choose another one, or install it."),
            )


def _missing_letters(graph: Graph, node: Node, node_type: NodeType) -> Iterator[Problem]:
    for parameter in node_type.parameters_of(*_TEXTS):
        if graph.sources[node.id].get(parameter.name):
            continue
        value = graph.parameter(node, node_type, parameter.name)
        lines = [value] if isinstance(value, str) else value
        if not isinstance(lines, list | tuple):
            continue
        text = _TAG.sub("", "\n".join(str(line) for line in lines))
        if missing := letters_without_font(text):
            yield Problem(
                "missing-letters",
                missing_letters_note(missing),
                node.id,
                parameter.name,
                Severity.WARNING,
                tr(
                    "Install a typeface that has them, such as {font}.",
                    font=_font_for(min(missing)),
                ),
            )
        if pictures_in(text):
            yield Problem(
                "missing-letters",
                tr("Signs of this text are pictures in colors here, which Manim leaves out."),
                node.id,
                parameter.name,
                Severity.WARNING,
                tr(
                    "Install a typeface that draws them as outlines, such as {font}.",
                    font="Noto Emoji",
                ),
            )


def _listed(letters: list[str]) -> str:
    words = " ".join(letters[:_SHOWN_LETTERS])
    return words if len(letters) <= _SHOWN_LETTERS else f"{words} …"


def _font_for(letter: str) -> str:
    """Return a typeface that has a letter, by the script that its name begins with."""
    script = unicodedata.name(letter, "").split(" ")[0]
    if script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL"):
        return "Noto Sans CJK"
    if unicodedata.category(letter) == "So":
        return "Noto Emoji"
    return f"Noto Sans {script.title()}" if letter.isalpha() else "Noto Sans"


@cache
def _installed() -> frozenset[str]:
    from manimpango import list_fonts

    return frozenset(name.casefold() for name in list_fonts())


def _unusual(text: str) -> list[str]:
    letters: Iterable[str] = dict.fromkeys(
        letter
        for letter in text
        if ord(letter) >= _LATIN and unicodedata.category(letter)[0] not in "CZM"
    )
    return list(letters)[:_MOST_LETTERS]


@lru_cache(maxsize=4000)
def _is_box(letter: str) -> bool:
    return _BOX in _drawn(letter)


@lru_cache(maxsize=100)
def _drawn(text: str) -> str:
    """Return what Pango draws of a text, as SVG: of a letter that no typeface has, a box with its number."""
    from manimpango import MarkupUtils

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text.svg"
        MarkupUtils.text2svg(
            text, "sans-serif", "NORMAL", "NORMAL", 12, 12, False, str(file), 0, 0, 32000, 4000
        )
        return file.read_text(encoding="utf-8")
