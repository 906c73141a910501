"""Scripts written by hand, with the source map that the code generator would have made."""

import re
from textwrap import dedent, indent

from manim_nodes.codegen.script import Play, Script, SourceMap, Span

_MARK = re.compile(r"\s*# node: (\w+)")
_PLAY = re.compile(r"self\.(play|wait|move_camera)\(")


def make_script(
    construct: str, *, scene: str = "Scene", header: str = "", name: str = "Example"
) -> Script:
    """Make a script from the body of ``construct``; a line ``# node: circle_1`` begins the lines of that node."""
    source = f"from manim import *\n{dedent(header)}\n\nclass {name}({scene}):\n    def construct(self):\n"
    source += indent(dedent(construct).strip("\n"), " " * 8) + "\n"
    return script_from(source, name)


def script_from(source: str, name: str = "Example") -> Script:
    """Make a script from a whole module."""
    spans, plays, node, first = [], [], None, 0
    lines = source.splitlines()
    for number, line in enumerate([*lines, "# node: end"], start=1):
        if mark := _MARK.match(line):
            if node is not None:
                spans.append(Span(node, first, number - 1))
            node, first = mark[1], number
        elif node is not None and _PLAY.search(line):
            plays.append(Play(node, number, 1.0))
    return Script(source, name, SourceMap(tuple(spans), tuple(plays)))
