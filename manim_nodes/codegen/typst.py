"""LaTeX formulas become Typst where there is no LaTeX, said out loud and never guessed at."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import tex2typst

from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.wire_rules import incompatible_types
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.template import Argument

SYNTAX = "syntax"
GET_LATEX = "Install LaTeX and dvisvgm (manim-nodes doctor says how), or write it in Typst."

# The converter turns these into something that looks different, without a word.
_UNSAFE = re.compile(
    r"\\(color|textcolor|colorbox|fcolorbox|def|let|newcommand|renewcommand|providecommand|"
    r"DeclareMathOperator|usepackage|require|input|include|href|tag|label|ref|phantom|"
    r"rule|hspace|vspace|kern|raisebox|scalebox)(?![a-zA-Z])"
)
_GROUP = re.compile(r"\{\{(.*?)\}\}")


class ConversionError(ValueError):
    """A LaTeX formula has no certain Typst equivalent."""


@dataclass(frozen=True)
class WithoutLatex:
    """A document that needs no LaTeX, as far as that is possible.

    Parameters
    ----------
    problems : a warning for each converted formula, an error for each that LaTeX alone can set
    """

    document: Document
    problems: list[Problem]


def latex_nodes(graph: Graph) -> list[tuple[Node, NodeType]]:
    """Give the nodes that cannot be rendered without LaTeX."""
    return [
        (node, node_type)
        for node, node_type in graph.active
        if _needs_latex(graph, node, node_type)
    ]


def _needs_latex(graph: Graph, node: Node, node_type: NodeType) -> bool:
    if node_type.latex_template is None:
        return False
    arguments = {
        name: Argument(value=graph.parameter(node, node_type, name), given=True)
        for name in node_type.parameters
    }
    answer = node_type.latex_template.fill_expression(arguments)
    return bool(getattr(answer, "value", True))


def without_latex(graph: Graph) -> WithoutLatex:
    """Convert what can be converted to Typst, for a machine without LaTeX."""
    formulas: dict[str, dict[str, str]] = {}
    reasons: dict[str, str] = {}
    for node, node_type in latex_nodes(graph):
        try:
            formulas[node.id] = _converted(node, node_type)
        except ConversionError as cause:
            reasons[node.id] = str(cause)
    for node_id, taker in _refusals(_written_in_typst(graph, formulas), formulas).items():
        del formulas[node_id]
        reasons[node_id] = f"'{taker}' takes only what LaTeX has set."
    problems = [
        _needs(node, reasons[node.id])
        if node.id in reasons
        else _was_converted(node, list(formulas[node.id].values()))
        for node, _ in latex_nodes(graph)
    ]
    return WithoutLatex(_written_in_typst(graph, formulas).document, problems)


def _written_in_typst(graph: Graph, formulas: Mapping[str, Mapping[str, str]]) -> Graph:
    document = graph.document
    for node_id, values in formulas.items():
        for name, value in {**values, SYNTAX: "typst"}.items():
            document = set_parameter(document, node_id, name, value)
    return build(document, graph.library)


def _refusals(graph: Graph, formulas: Collection[str]) -> dict[str, str]:
    """Find the converted nodes that feed an input which refuses them now, and whose input it is."""
    refusals = {}
    for problem in incompatible_types(graph):
        node = graph.node(problem.node_id or "")
        for source in graph.sources[node.id].get(problem.port or "", ()):
            maker = graph.maker(source).node_id
            if maker in formulas:
                refusals[maker] = node.label or node.id
    return refusals


def _converted(node: Node, node_type: NodeType) -> dict[str, str]:
    formulas = [name for name, known in node_type.parameters.items() if known.type == "math"]
    if SYNTAX not in node_type.parameters or not formulas:
        raise ConversionError("it can only be set by LaTeX.")
    return {
        name: to_typst(str(node.parameters.get(name, node_type.parameters[name].default)))
        for name in formulas
    }


def _needs(node: Node, reason: str) -> Problem:
    message = f"Node '{node.label or node.id}' needs LaTeX, which is not installed: {reason}"
    return Problem("needs-latex", message, node.id, hint=GET_LATEX)


def _was_converted(node: Node, formulas: list[str]) -> Problem:
    return Problem(
        "latex-converted",
        f"Node '{node.label or node.id}' was converted to Typst, since LaTeX is not installed: "
        + "; ".join(formulas),
        node.id,
        severity=Severity.WARNING,
        hint="Compare the picture. To keep the LaTeX as it is, install LaTeX.",
    )


def to_typst(formula: str) -> str:
    r"""Convert a LaTeX formula to Typst; ``{{ ... }}`` groups stay groups.

    Raises
    ------
    ConversionError : it holds a command that would change silently, or is not understood
    """
    if unsafe := _UNSAFE.search(formula):
        raise ConversionError(f"{unsafe[0]} has no sure equivalent in Typst.")
    pieces = _GROUP.split(formula)
    converted = [_convert(piece) for piece in pieces]
    return "".join(
        f"{{{{ {piece} }}}}" if index % 2 else f" {piece} "
        for index, piece in enumerate(converted)
        if piece
    ).strip()


def _convert(piece: str) -> str:
    if not piece.strip():
        return ""
    try:
        return str(tex2typst.tex2typst(piece)).strip()
    except ValueError as cause:
        reason = str(cause).splitlines()[0]
        raise ConversionError(f"'{piece}' cannot be converted ({reason}).") from cause
