"""Typefaces and letters that this machine does not have: Pango takes others without a word, or draws boxes."""

import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
_TEXTS = ("label", "list[list[string]]", "list[string]", "string", "text")
_TAG = re.compile(r"<[^<>]*>|&\w+;")
_SEARCH_S = 5
_FACE_FORMAT = "--format=%{family[0]}\t%{weight}\t%{charset}\n"
_BOLD = 180  # fontconfig's number for half bold letters
_BOLD_WEIGHTS = ("SEMIBOLD", "BOLD", "ULTRABOLD", "HEAVY", "ULTRAHEAVY")
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
            yield from _missing_fonts(graph, node, node_type, parameter)
        if _SETS_TEXT.search(node_type.code):
            yield from _missing_letters(graph, node, node_type)


def is_installed(font: str) -> bool:
    """Return whether a typeface, or one of several that are separated by commas, is on this machine."""
    names = [name.strip().casefold() for name in font.split(",") if name.strip()]
    return not names or any(name in _ALIASES or name in _installed() for name in names)


@lru_cache(maxsize=200)
def font_used_for(font: str) -> str:
    """Return which typeface is taken for one that is not installed; empty where nothing tells."""
    pattern = _escaped(font.split(",")[0].strip())
    return _said_by("fc-match", "--format=%{family[0]}", pattern).strip()


def missing_font_note(font: str) -> str:
    """Return that a typeface is not installed, and which one is taken; empty if it is."""
    if is_installed(font):
        return ""
    used = font_used_for(font)
    if not used:
        return tr("The typeface {font} is not installed: another one is used instead.", font=font)
    return tr("The typeface {font} is not installed: {used} is used instead.", font=font, used=used)


def bold_font_note(font: str) -> str:
    """Return that a typeface has no letters of the usual weight; empty if it has, or where nothing tells."""
    weights = {face.weight for face in _faces(_first_installed(font))}
    if not weights or min(weights) < _BOLD:
        return ""
    return tr("The typeface {font} has bold letters only.", font=font)


def letters_beyond_font(text: str, font: str) -> dict[str, str]:
    """Return the letters of a text that a typeface does not have, each with the typeface that is used instead."""
    faces = _faces(_first_installed(font))
    letters = [
        letter for letter in dict.fromkeys(text) if unicodedata.category(letter)[0] in "LNPS"
    ]
    missing = [each for each in letters if faces and not any(face.has(each) for face in faces)]
    others = _faces_in_order(font) if missing else ()
    found = {}
    for letter in missing[:_MOST_LETTERS]:
        used = next((face.family for face in others if face.has(letter)), "")
        if used:
            found[letter] = used
    return found


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


@dataclass(frozen=True, slots=True)
class _Face:
    """A face of a typeface, with the letters that it has as ranges of their numbers."""

    family: str
    weight: int
    letters: tuple[tuple[int, int], ...]

    def has(self, letter: str) -> bool:
        """Return whether it has a letter."""
        return any(first <= ord(letter) <= last for first, last in self.letters)


def _first_installed(font: str) -> str:
    names = (name.strip() for name in font.split(","))
    return next((name for name in names if name.casefold() in _installed()), "")


@lru_cache(maxsize=100)
def _faces(family: str) -> tuple[_Face, ...]:
    """Return the faces of a typeface; none where nothing tells."""
    if not family or family.casefold() in _ALIASES:
        return ()
    return _asked("fc-list", f":family={_escaped(family)}", _FACE_FORMAT)


@lru_cache(maxsize=20)
def _faces_in_order(font: str) -> tuple[_Face, ...]:
    """Return the faces in which letters are looked for that a typeface does not have."""
    return _asked("fc-match", "--sort", _escaped(_first_installed(font)), _FACE_FORMAT)


def _asked(name: str, *options: str) -> tuple[_Face, ...]:
    rows = (row.split("\t") for row in _said_by(name, *options).splitlines())
    return tuple(_Face(row[0], _weight(row[1]), _ranges(row[2])) for row in rows if len(row) == 3)


def _said_by(name: str, *options: str) -> str:
    """Return what a program of Fontconfig says; nothing where it is not there, or fails."""
    program = shutil.which(name)
    if program is None:
        return ""
    try:
        found = subprocess.run(  # noqa: S603 (a pattern without any of its signs)
            [program, *options],
            capture_output=True,
            timeout=_SEARCH_S,
            check=True,
            text=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""
    return found.stdout


def _escaped(family: str) -> str:
    return re.sub(r"([\\\-:,])", r"\\\1", family)


def _weight(text: str) -> int:
    numbers = re.findall(r"\d+", text)  # of a variable typeface, from which to which
    return int(numbers[0]) if numbers else 0


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    parts = (part.split("-") for part in text.split())
    return tuple((int(part[0], 16), int(part[-1], 16)) for part in parts)


def _missing_fonts(
    graph: Graph, node: Node, node_type: NodeType, parameter: Parameter
) -> Iterator[Problem]:
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
        if not isinstance(font, str):
            continue
        note = missing_font_note(font)
        if not note and "weight" in node_type.parameters:
            is_light = graph.parameter(node, node_type, "weight") not in _BOLD_WEIGHTS
            note = bold_font_note(font) if is_light and parameter.type == "font" else ""
        if note:
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
        text = _TAG.sub("", "\n".join(_strings(value)))
        if "syntax" in node_type.parameters:
            text = _set_by_system(text, graph.parameter(node, node_type, "syntax"))
        yield from _letters_of_others(graph, node, node_type, parameter, text)
        if missing := letters_without_font(text):
            yield Problem(
                "missing-letters",
                missing_letters_note(missing),
                node.id,
                parameter.name,
                Severity.WARNING,
                tr(
                    "Install a typeface that has them, such as {font}.",
                    font=_font_for(min(missing, key=lambda letter: (not letter.isalpha(), letter))),
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


def _strings(value: object) -> Iterator[str]:
    """Return the texts of a parameter: one, several, or those of a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _set_by_system(text: str, syntax: object) -> str:
    """Return the letters of a text for which typefaces of the system are needed: Typst and LaTeX bring some along."""
    if syntax == "latex":
        return ""  # which says by itself what it lacks
    if syntax == "typst":
        return "".join(letter for letter in text if unicodedata.category(letter) in ("Lo", "Mc"))
    return text


def _letters_of_others(
    graph: Graph, node: Node, node_type: NodeType, parameter: Parameter, text: str
) -> Iterator[Problem]:
    """Find letters that the chosen typeface does not have, so that another one is used for them."""
    if "font" not in node_type.parameters or graph.sources[node.id].get("font"):
        return
    font = graph.parameter(node, node_type, "font")
    others = letters_beyond_font(text, font) if isinstance(font, str) else {}
    if others:
        yield Problem(
            "missing-letters",
            tr(
                "The typeface {font} does not have {letters}: {others} is used instead.",
                font=font,
                letters=_listed(sorted(others)),
                others=", ".join(dict.fromkeys(others.values())),
            ),
            node.id,
            parameter.name,
            Severity.WARNING,
            tr("Choose a typeface that has them."),
        )


def _listed(letters: list[str]) -> str:
    words = " ".join(letters[:_SHOWN_LETTERS])
    return words if len(letters) <= _SHOWN_LETTERS else f"{words} …"


def _font_for(letter: str) -> str:
    """Return a typeface that has a letter, by the script that its name begins with."""
    script = unicodedata.name(letter, "").split(" ")[0]
    if script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL"):
        return "Noto Sans CJK"
    if unicodedata.category(letter) in ("So", "Sk"):  # a sign, or the color of a skin
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
        if ord(letter) >= _LATIN and unicodedata.category(letter)[0] not in "CZ"
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
