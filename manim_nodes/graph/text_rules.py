"""What can be wrong with texts, as far as their letters alone show it."""

import re
from collections.abc import Iterator

from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.type_names import plain_type
from manim_nodes.library.writing import is_shaped
from manim_nodes.translation import tr

_SEARCH = ".text.index("  # how the code of a node finds a word among the letters of a text
_TEXT = "text"
_SYNTAX = "syntax"
_LATEX = re.compile(r"(?<!\\)\\[A-Za-z]{2,}")
_IN_TYPST = "frac(a, b)"
_LISTING = "Code"
_WORDS = ("t2c", "t2g", "t2f", "t2s", "t2w")  # what looks different in a text, by its words
_PLACE = re.compile(r"\[-?\d*:-?\d*\]")


def shaped_program_code(graph: Graph) -> Iterator[Problem]:
    """Find listings of program code with letters that join: manim colors them by counting, and loses some."""
    for node, node_type in graph.active:
        if node_type.type != _LISTING or node.parameters.get("code_file"):
            continue
        text = graph.parameter(node, node_type, "code_string")
        if (
            isinstance(text, str)
            and is_shaped(text)
            and not graph.sources[node.id].get("code_string")
        ):
            letters = "".join(sorted({each for each in text if is_shaped(each)}))
            yield Problem(
                "joined-letters",
                tr(
                    "Program code cannot show letters that join or run from right to left: {letters}.",
                    letters=letters,
                ),
                node.id,
                "code_string",
                hint=tr("Write them in a text beside the code."),
            )


def words_among_joined_letters(graph: Graph) -> Iterator[Problem]:
    """Find nodes that look for a word by counting letters where the letters join, or run from right to left."""
    for node, node_type in graph.active:
        if _SEARCH not in node_type.code:
            continue
        for name in node_type.inputs:
            for source in graph.sources[node.id].get(name, ()):
                maker = graph.maker(source).node_id
                maker_type = graph.type_of(maker)
                if maker_type is None or _TEXT not in maker_type.parameters:
                    continue
                text = graph.parameter(graph.node(maker), maker_type, _TEXT)
                if isinstance(text, str) and is_shaped(text):
                    yield Problem(
                        "joined-letters",
                        tr(
                            "The letters of '{text}' join or run from right to left, so no word is found by counting them.",
                            text=graph.title_of(maker),
                        ),
                        node.id,
                        name,
                        hint=tr("Color the word by 'Color words' of the text itself."),
                    )


def latex_in_typst(graph: Graph) -> Iterator[Problem]:
    """Find formulas in Typst's language with commands of LaTeX's, of which Typst would take the first letter as it is."""
    for node, node_type in graph.active:
        if "MathTypst" not in node_type.code:
            continue
        if _SYNTAX in node_type.parameters and graph.parameter(node, node_type, _SYNTAX) != "typst":
            continue
        for name in node.parameters.keys() & node_type.parameters.keys():
            is_formula = plain_type(node_type.parameters[name].type) in ("math", "label")
            found = _LATEX.search(str(node.parameters[name])) if is_formula else None
            if found and not graph.sources[node.id].get(name):
                yield Problem(
                    "latex-in-typst",
                    tr(
                        "'{command}' in '{node}' is LaTeX's, and Typst's language is chosen.",
                        command=found[0],
                        node=graph.title_of(node.id),
                    ),
                    node.id,
                    name,
                    Severity.WARNING,
                    _how_in_typst(node_type),
                )


def _how_in_typst(node_type: NodeType) -> str:
    if _SYNTAX not in node_type.parameters:
        return tr("Write it without backslashes, as in {example}.", example=_IN_TYPST)
    return tr(
        "Write it without backslashes, as in {example}, or choose LaTeX as '{syntax}'.",
        syntax=tr(node_type.parameters[_SYNTAX].display_title),
        example=_IN_TYPST,
    )


def words_not_there(graph: Graph) -> Iterator[Problem]:
    """Find words that shall look different and do not occur in the text."""
    for node, node_type in graph.active:
        if _TEXT not in node_type.parameters or graph.sources[node.id].get(_TEXT):
            continue
        names = [name for name in _WORDS if node.parameters.get(name)]
        text = graph.parameter(node, node_type, _TEXT)
        for name in names:
            pairs = graph.parameter(node, node_type, name)
            listed = pairs if isinstance(pairs, list | tuple) else ()
            words = [each[0] for each in listed if isinstance(each, list | tuple) and each]
            for word in words:
                if not isinstance(text, str) or not isinstance(word, str) or not word:
                    continue
                if word not in text and not _PLACE.fullmatch(word):
                    yield Problem(
                        "word-not-there",
                        tr("'{word}' does not occur in the text.", word=word),
                        node.id,
                        name,
                        Severity.WARNING,
                        tr("Write it as it stands there: capital letters count."),
                    )
