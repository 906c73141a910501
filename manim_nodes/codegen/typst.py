"""LaTeX formulas become Typst where there is no LaTeX, said out loud and never guessed at."""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import tex2typst

from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.wire_rules import incompatible_types
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.template import Argument
from manim_nodes.library.type_names import plain_type
from manim_nodes.translation import tr, tr_later

SYNTAX = "syntax"
# The choices between LaTeX and Typst; digits look the same in both.
SWITCHES = (SYNTAX, "numbers_as")
_FORMULAS = ("math", "label")
ONLY_LATEX = tr_later("it can only be set by LaTeX.")
GET_LATEX = tr_later(
    "Install LaTeX and dvisvgm (manim-nodes doctor says how), or write it in Typst."
)

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
    """Return the nodes that cannot be rendered without LaTeX."""
    return [
        (node, node_type)
        for node, node_type in graph.active
        if _needs_latex(graph, node, node_type)
    ]


def needs_latex(node_type: NodeType) -> bool:
    """Return whether a new node of this type cannot be rendered without LaTeX."""
    if node_type.latex_template is None:
        return False
    arguments = {
        name: Argument(value=parameter.default, given=True)
        for name, parameter in node_type.parameters.items()
    }
    return _is_true(node_type.latex_template.fill_expression(arguments))


def _needs_latex(graph: Graph, node: Node, node_type: NodeType) -> bool:
    if node_type.latex_template is None:
        return False
    arguments = {
        name: Argument(value=graph.parameter(node, node_type, name), given=True)
        for name in node_type.parameters
    }
    return _is_true(node_type.latex_template.fill_expression(arguments))


def _is_true(answer: ast.expr) -> bool:
    return bool(getattr(answer, "value", True))


def without_latex(graph: Graph) -> WithoutLatex:
    """Convert what can be converted to Typst, for a machine without LaTeX."""
    changes: dict[str, dict[str, Any]] = {}
    reasons: dict[str, str] = {}
    for node, node_type in latex_nodes(graph):
        try:
            changes[node.id] = _converted(graph, node, node_type)
        except ConversionError as cause:
            reasons[node.id] = str(cause)
    reasons |= _reasons_for_latex(_changed(graph, changes), changes)
    changes = {node_id: each for node_id, each in changes.items() if node_id not in reasons}
    problems = [
        _needs(graph, node, reasons[node.id])
        if node.id in reasons
        else _was_converted(graph, node, node_type, changes[node.id])
        for node, node_type in latex_nodes(graph)
    ]
    return WithoutLatex(_changed(graph, changes).document, problems)


def _changed(graph: Graph, changes: Mapping[str, Mapping[str, Any]]) -> Graph:
    document = graph.document
    for node_id, values in changes.items():
        for name, value in values.items():
            document = set_parameter(document, node_id, name, value)
    return build(document, graph.library)


def _reasons_for_latex(graph: Graph, converted: Collection[str]) -> dict[str, str]:
    """Find the converted nodes that need LaTeX nevertheless, or feed one that takes nothing else."""
    reasons = {node.id: tr(ONLY_LATEX) for node, _ in latex_nodes(graph) if node.id in converted}
    for problem in incompatible_types(graph):
        node = graph.node(problem.node_id or "")
        for source in graph.sources[node.id].get(problem.port or "", ()):
            maker = graph.maker(source).node_id
            if maker in converted:
                reasons[maker] = tr(
                    "'{node}' takes only what LaTeX has set.", node=graph.title_of(node.id)
                )
    return reasons


def _converted(graph: Graph, node: Node, node_type: NodeType) -> dict[str, Any]:
    """Return the parameters that change when a node is no longer set by LaTeX."""
    values = {name: graph.parameter(node, node_type, name) for name in node_type.parameters}
    switches = [
        name for name in SWITCHES if values.get(name) == "latex" and _knows_typst(node_type, name)
    ]
    formulas = {
        name: _each_in_typst(values[name])
        for name, known in node_type.parameters.items()
        if SYNTAX in switches and plain_type(known.type) in _FORMULAS
    }
    if not switches or (SYNTAX in switches and not formulas):
        raise ConversionError(tr(ONLY_LATEX))
    different = {name: value for name, value in formulas.items() if value != values[name]}
    return {**different, **dict.fromkeys(switches, "typst")}


def _knows_typst(node_type: NodeType, switch: str) -> bool:
    return "typst" in node_type.parameters[switch].choices


def _each_in_typst(formula: Any) -> Any:
    if isinstance(formula, tuple):
        return tuple(map(_each_in_typst, formula))
    return to_typst(formula) if isinstance(formula, str) else formula


def _needs(graph: Graph, node: Node, reason: str) -> Problem:
    message = tr(
        "Node '{node}' needs LaTeX, which is not installed: {reason}",
        node=graph.title_of(node.id),
        reason=reason,
    )
    return Problem("needs-latex", message, node.id, hint=tr(GET_LATEX))


def _was_converted(
    graph: Graph, node: Node, node_type: NodeType, changes: Mapping[str, Any]
) -> Problem:
    formulas = [changes[name] for name in changes if node_type.parameters[name].type in _FORMULAS]
    name = graph.title_of(node.id)
    message = (
        tr(
            "Node '{node}' was converted to Typst, since LaTeX is not installed: {formulas}",
            node=name,
            formulas="; ".join(formulas),
        )
        if formulas
        else tr("Node '{node}' was converted to Typst, since LaTeX is not installed.", node=name)
    )
    return Problem(
        "latex-converted",
        message,
        node.id,
        severity=Severity.WARNING,
        hint=tr("Compare the picture. To keep the LaTeX as it is, install LaTeX."),
    )


def to_typst(formula: str) -> str:
    r"""Convert a LaTeX formula to Typst; ``{{ ... }}`` groups stay groups.

    Raises
    ------
    ConversionError : it holds a command that would change silently, or is not understood
    """
    if unsafe := _UNSAFE.search(formula):
        raise ConversionError(tr("{command} has no sure equivalent in Typst.", command=unsafe[0]))
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
        raise ConversionError(
            tr("'{formula}' cannot be converted ({reason}).", formula=piece, reason=reason)
        ) from cause
