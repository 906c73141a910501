"""A plan becomes the text of one module, with its source map."""

import ast

from manim_nodes.codegen.layout import INDENT, lines
from manim_nodes.codegen.plan import Block, Plan, make_plan
from manim_nodes.codegen.script import Play, Script, SourceMap, Span
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Settings
from manim_nodes.graph.build import Graph
from manim_nodes.graph.order import order

_DEFAULT = Settings()


def generate(graph: Graph, *, guard: bool = False, trusted: bool = False) -> Script:
    """Write the Scene class of a graph without errors.

    Parameters
    ----------
    guard : wrap the scene in a try that prints what went wrong before raising it again
    trusted : whether the code of Python code nodes is written out; otherwise it stays inert

    Raises
    ------
    CodegenError : the graph has errors that validation would have shown
    """
    if not graph.is_acyclic:
        raise CodegenError("The graph has a circle of wires.", where=graph.document.name)
    return write_scene(make_plan(graph, order(graph), trusted=trusted), graph, guard=guard)


def write_scene(plan: Plan, graph: Graph, *, guard: bool = False) -> Script:
    """Write a plan out."""
    text = _Text()
    is_random = any(node_type.random for _, node_type in graph.active)
    header = _header(graph, is_random=is_random)
    indent = INDENT * (3 if guard else 2)
    written = [(block, _lines_of(block, indent)) for block in plan.blocks]
    text.add("from manim import *")
    if _uses_numpy(plan, written):
        text.add("import numpy as np")
    if header:
        text.add("", *header)
    text.add("", "", f"class {plan.scene_name}({plan.base}):")
    text.add(f"{INDENT}def construct(self):")
    _write_construct(text, written, _background(graph), guard=guard)
    for method in plan.methods:
        text.add("")
        with_indent = [f"{INDENT}{line}" if line else "" for line in method.lines]
        text.add_span(method.node_id, with_indent)
    source = "\n".join(text.lines) + "\n"
    return Script(source, plan.scene_name, SourceMap(tuple(text.spans), tuple(text.plays)))


def _lines_of(block: Block, indent: str) -> list[str]:
    return [line for statement in block.statements for line in lines(statement, indent)]


def _uses_numpy(plan: Plan, written: list[tuple[Block, list[str]]]) -> bool:
    return any("np." in line for method in plan.methods for line in method.lines) or any(
        isinstance(part, ast.Name) and part.id == "np"
        for block, new in written
        if any(
            "np." in line for line in new
        )  # walking every tree would take longer than writing it
        for statement in block.statements
        for part in ast.walk(statement)
    )


class _Text:
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

    def add_block(self, block: Block, new: list[str]) -> None:
        first = len(self.lines) + 1
        self.add_span(block.node_id, new)
        self.plays += [Play(block.node_id, first, duration) for duration in block.durations_s]


def _header(graph: Graph, *, is_random: bool) -> list[str]:
    """Give the settings that must hold before the scene is made."""
    settings = graph.document.settings
    header = []
    if settings.frame_width != _DEFAULT.frame_width:
        header.append(f"config.frame_width = {settings.frame_width!r}")
    if settings.frame_height != _DEFAULT.frame_height:
        header.append(f"config.frame_height = {settings.frame_height!r}")
    if is_random or settings.seed != _DEFAULT.seed:
        header.append(f"config.seed = {settings.seed!r}")
    return header


def _background(graph: Graph) -> list[str]:
    settings = graph.document.settings
    color = settings.background
    style = graph.library.styles.get(settings.style)
    if color == _DEFAULT.background and style is not None:
        color = style.background
    if color == _DEFAULT.background:
        return []
    known = graph.library.names.colors
    written = color if color in known else repr(color)
    return [f"self.camera.background_color = {written}"]


def _write_construct(
    text: _Text, written: list[tuple[Block, list[str]]], background: list[str], *, guard: bool
) -> None:
    if guard:
        text.add(f"{INDENT * 2}try:")
    text.add(*(f"{INDENT * (3 if guard else 2)}{line}" for line in background))
    for block, new in written:
        text.add_block(block, new)
    if not written and not background:
        text.add(f"{INDENT * (3 if guard else 2)}pass")
    if guard:
        text.add(
            f"{INDENT * 2}except Exception as error:",
            f'{INDENT * 3}print(f"Animation error: {{error}}")',
            f"{INDENT * 3}raise",
        )
