"""A plan becomes the text of one module, with its source map."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx

from manim_nodes.codegen.layout import INDENT, lines
from manim_nodes.codegen.plan import (
    Block,
    FunctionBlock,
    LoopBlock,
    Plan,
    SceneBlock,
    statements_in,
    with_statements,
)
from manim_nodes.codegen.planner import make_plan
from manim_nodes.codegen.script import Play, Script, SourceMap, Span
from manim_nodes.codegen.whole_numbers import bounding
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Settings
from manim_nodes.graph.build import Graph
from manim_nodes.graph.order import order
from manim_nodes.graph.permissions import NO_PERMISSIONS, Permissions
from manim_nodes.graph.style import background_of, style_of
from manim_nodes.library.helpers import Helper
from manim_nodes.library.styles import MANIM_INK
from manim_nodes.translation import tr

# What scripts import beside manim, by the names that the code of node types says it with.
MODULES = {"nx": "networkx", "np": "numpy"}

_DEFAULT = Settings()
_CALL = re.compile(r"\b(\w+)\(")
_LONGEST_FRAME_S = 1 / 15
_NUMBERS_AS = "numbers_as"
_MOST_PLAYS = 10_000  # of a loop: loops in one another could have more than any list holds


def generate(
    graph: Graph,
    *,
    guard: bool = False,
    permissions: Permissions = NO_PERMISSIONS,
    folder: Path | None = None,
) -> Script:
    """Write the Scene class of a graph without errors.

    Parameters
    ----------
    guard : wrap the scene in a try that prints what went wrong before raising it again
    permissions : Python code that may not run is left out, and does nothing
    folder : where the files are that the project names, if their whole paths are to be written: manim would look for
        bare names in the working folder first

    Raises
    ------
    CodegenError : the graph has errors that validation would have shown
    """
    try:
        sequence = order(graph)
    except nx.NetworkXUnfeasible as cause:
        raise CodegenError(
            tr("The graph has a circle of wires."), where=graph.document.name
        ) from cause
    return write_scene(make_plan(graph, sequence, permissions, folder), graph, guard=guard)


def write_scene(plan: Plan, graph: Graph, *, guard: bool = False) -> Script:
    """Write a plan out."""
    if bounded := bounding(graph):
        plan = replace(plan, blocks=[with_statements(block, bounded) for block in plan.blocks])
    body = _construct(plan, graph, guard=guard)
    is_random = any(node_type.random for _, node_type in graph.active)
    helpers = _helpers(graph, body)
    text = _SourceText()
    text.add(*_imports(plan, graph, body, helpers))
    if header := [*_header(graph, is_random=is_random), *_style_defaults(graph, body)]:
        text.add("", *header)
    for helper in helpers:
        text.add("", "", *helper.source.splitlines())
    text.add("", "", f"class {plan.scene_name}({plan.base}):")
    if plan.making is not None:
        text.add(f"{INDENT}def __init__(self, **kwargs):")
        text.add_blocks([plan.making], INDENT * 2)
        text.add("")
    text.add_text(body)
    for method in plan.methods:
        text.add("")
        text.add_span(method.node_id, list(method.lines))
    source = "\n".join(text.lines) + "\n"
    source_map = SourceMap(tuple(text.spans), tuple(text.plays), _players(graph))
    return Script(source, plan.scene_name, source_map)


def _players(graph: Graph) -> dict[str, str]:
    return {node_id: graph.player(node_id) for node_id in graph.handed_on}


def _helpers(graph: Graph, body: "_SourceText") -> list[Helper]:
    """Return the functions that the code calls and that manim does not have."""
    helpers = graph.library.vocabulary.helpers
    calls = set(_CALL.findall("\n".join(body.lines)))
    return helpers.needed(sorted(calls & helpers.by_name.keys()))


def _imports(plan: Plan, graph: Graph, body: "_SourceText", helpers: list[Helper]) -> Iterator[str]:
    names = {name for helper in helpers for name in helper.names}
    known = graph.library.vocabulary.helpers.imports
    own = [known[name] for name in sorted(names & known.keys()) if name not in MODULES]
    yield from [*own, ""] if own else []
    yield "from manim import *"
    for name, module in MODULES.items():
        if name in names or _uses(plan, body, name):
            yield f"import {module} as {name}"
    for module in sorted({node_type.imports for _, node_type in graph.active} - {""}):
        if _uses(plan, body, module.partition(".")[0]):
            yield f"import {module}"


def _uses(plan: Plan, body: "_SourceText", name: str) -> bool:
    dotted = f"{name}."
    if any(dotted in line for method in plan.methods for line in method.lines):
        return True
    # Walking every tree takes as long as writing it, so the text decides whether it is worth it.
    return any(dotted in line for line in body.lines) and any(
        isinstance(part, ast.Name) and part.id == name
        for statement in statements_in(plan.blocks)
        for part in ast.walk(statement)
    )


class _SourceText:
    """The lines so far, and whose they are."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.spans: list[Span] = []
        self.plays: list[Play] = []

    def add(self, *new: str) -> None:
        self.lines += new

    def add_span(self, node_id: str, new: list[str]) -> None:
        first = len(self.lines) + 1
        self.lines += new
        self.spans.append(Span(node_id, first, len(self.lines)))

    def add_text(self, other: "_SourceText", *, rounds: int = 1) -> None:
        """Add all of another text, whose plays run ``rounds`` times."""
        above = len(self.lines)
        self.lines += other.lines
        self.spans += _spans_below(above, other.spans)
        plays = _plays_below(above, other.plays)
        self.plays += plays * min(rounds, _MOST_PLAYS // max(1, len(plays)))

    def insert(self, place: int, line: str) -> None:
        """Add a line above all that nodes have written."""
        self.lines.insert(place, line)
        self.spans = _spans_below(1, self.spans)
        self.plays = _plays_below(1, self.plays)

    def add_blocks(self, blocks: Iterable[Block], indent: str) -> None:
        for block in blocks:
            match block:
                case LoopBlock():
                    self._add_loop(block, indent)
                case FunctionBlock():
                    self._add_function(block, indent)
                case SceneBlock():
                    self._add_block(block, indent)

    def _add_block(self, block: SceneBlock, indent: str) -> None:
        first = len(self.lines) + 1
        new = [line for statement in block.statements for line in lines(statement, indent)]
        self.add_span(block.node_id, new)
        self.plays += [Play(block.node_id, first, duration) for duration in block.durations_s]

    def _add_loop(self, block: LoopBlock, indent: str) -> None:
        self.add_span(block.node_id, [f"{indent}{_first_line(block.head)}"])
        inside = _SourceText()
        inside.add_blocks(block.blocks, indent + INDENT)
        if not inside.lines:
            inside.add(f"{indent}{INDENT}pass")
        self.add_text(inside, rounds=block.rounds)

    def _add_function(self, block: FunctionBlock, indent: str) -> None:
        if self.lines and not self.lines[-1].endswith(":"):
            self.add("")
        head = f"def {block.head.name}({ast.unparse(block.head.args)}):"
        self.add_span(block.node_id, [f"{indent}{head}"])
        self.add_blocks(block.blocks, indent + INDENT)
        self.add_span(block.node_id, lines(block.result, indent + INDENT))
        self.add("")


def _spans_below(lines: int, spans: Iterable[Span]) -> list[Span]:
    """Return spans with so many more lines above."""
    return [Span(node_id, first + lines, last + lines) for node_id, first, last in spans]


def _plays_below(lines: int, plays: Iterable[Play]) -> list[Play]:
    """Return plays with so many more lines above."""
    return [Play(node_id, line + lines, duration) for node_id, line, duration in plays]


def _first_line(head: ast.For | ast.If) -> str:
    if isinstance(head, ast.If):
        return f"if {ast.unparse(head.test)}:"
    return f"for {ast.unparse(head.target).strip('()')} in {ast.unparse(head.iter)}:"


def _header(graph: Graph, *, is_random: bool) -> list[str]:
    """Return the settings that must hold before the scene is made."""
    settings = graph.document.settings
    header = []
    if background := _background(graph):
        header.append(f"config.background_color = {background}")
    if settings.frame_width != _DEFAULT.frame_width:
        header.append(f"config.frame_width = {settings.frame_width!r}")
    if settings.frame_height != _DEFAULT.frame_height:
        header.append(f"config.frame_height = {settings.frame_height!r}")
    if is_random or settings.seed != _DEFAULT.seed:
        header.append(f"config.seed = {settings.seed!r}")
    return header


def _background(graph: Graph) -> str | None:
    color = background_of(graph.document.settings, graph.library)
    if color == _DEFAULT.background:
        return None
    return color if color in graph.library.names.colors else repr(color)


def _style_defaults(graph: Graph, body: "_SourceText") -> Iterator[str]:
    """Return what gives the style's ink and typeface to what no parameter says them of."""
    style = style_of(graph.document.settings, graph.library)
    if style.palette.text != graph.library.names.colors.get(MANIM_INK):
        yield f"VMobject.set_default(color={style.palette.text!r})"
    if not style.font:
        return
    # manim knows typefaces by single names, where Pango takes the first of several that is there.
    options = f"font={style.font!r}, warn_missing_font=False"
    yield f"Text.set_default({options})"
    if any("MarkupText" in line for line in body.lines):
        yield f"MarkupText.set_default({options})"


def _must_keep_time(plan: Plan, plays: Iterable[Play]) -> bool:
    """Return whether manim, which rounds each step to frames by itself, may be wrong by more than one in the end."""
    uneven = [play for play in plays if play.node_id in plan.uneven]
    return len(uneven) > 1 or any(0 < play.duration_s < _LONGEST_FRAME_S for play in uneven)


def _must_keep_updaters_on_time(graph: Graph, text: "_SourceText") -> bool:
    """Return whether something changes by the time that passes, over more than one play."""
    timed = {node.id for node, node_type in graph.active if node_type.timed}
    if not timed:
        return False
    begin = next((span.first_line for span in text.spans if span.node_id in timed), None)
    return begin is not None and sum(play.line >= begin for play in text.plays) > 1


def _mixes_digits(graph: Graph) -> bool:
    """Return whether numbers are set in more than one way, which manim would mix up."""
    ways = {
        graph.parameter(node, node_type, _NUMBERS_AS)
        for node, node_type in graph.active
        if _NUMBERS_AS in node_type.parameters
    }
    return len(ways) > 1


def _construct(plan: Plan, graph: Graph, *, guard: bool) -> _SourceText:
    text = _SourceText()
    text.add(f"{INDENT}def construct(self):")
    indent = INDENT * (3 if guard else 2)
    if guard:
        text.add(f"{INDENT * 2}try:")
    first = len(text.lines)
    text.add_blocks(plan.blocks, indent)
    if _must_keep_updaters_on_time(graph, text):
        text.insert(first, f"{indent}keep_updaters_on_time(self)")
    if _must_keep_time(plan, text.plays):
        text.insert(first, f"{indent}keep_time(self)")
    if _mixes_digits(graph):
        text.insert(first, f"{indent}keep_digits_apart()")
    if not plan.blocks:
        text.add(f"{indent}pass")
    if guard:
        text.add(
            f"{INDENT * 2}except Exception as error:",
            f'{INDENT * 3}print(f"Animation error: {{error}}")',
            f"{INDENT * 3}raise",
        )
    return text
