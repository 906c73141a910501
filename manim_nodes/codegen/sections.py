"""Where the sections of a film begin, and what a presentation does with each."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from manim_nodes.codegen.script import Script

# Found in the script, not by the tables: the code of a Python code node begins sections, too.
_BEGINS = "self.next_section("
_KIND = re.compile(r"presentation\.(complete_loop|loop|skip)", re.IGNORECASE)
_MOST_LINES = 5  # that a call is written on


class SectionKind(Enum):
    """What a presentation does at the end of a section."""

    NORMAL = "normal"
    """It stops."""
    SKIP = "skip"
    """It goes on."""
    LOOP = "loop"
    """It begins the section again, and leaves it as soon as the user goes on."""
    COMPLETE_LOOP = "complete_loop"
    """It begins the section again; when the user goes on, it leaves it at its end."""


@dataclass(frozen=True, slots=True)
class ScriptSection:
    """What plays from one call of ``next_section`` to the one after it.

    Parameters
    ----------
    name : empty for what comes before the first call, and where only the run knows it
    first, last : the indices of its first play, and of the first after it; None for the end
    """

    name: str
    kind: SectionKind
    first: int
    last: int | None


def script_sections(script: Script) -> tuple[ScriptSection, ...]:
    """Return the sections of a film that play anything, in their order."""
    plays = script.source_map.plays
    lines = script.source.splitlines()
    found = {0: ("", SectionKind.NORMAL)}
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith(_BEGINS):
            start = next((at for at, play in enumerate(plays) if play.line > number), None)
            if start is not None:
                call = "".join(_call(lines, number - 1))
                found[start] = _name(call), _kind(call)
    starts = sorted(found)
    ends: list[int | None] = [*starts[1:], None]
    return tuple(
        ScriptSection(*found[start], start, end) for start, end in zip(starts, ends, strict=True)
    )


def section_kinds(script: Script) -> Mapping[int, SectionKind]:
    """Return the kinds of the sections, by the index of the play that each begins with."""
    return {section.first: section.kind for section in script_sections(script)}


def _call(lines: list[str], first: int) -> Iterator[str]:
    depth = 0
    for line in lines[first : first + _MOST_LINES]:
        yield line
        depth += line.count("(") - line.count(")")
        if depth <= 0:
            return


def _kind(call: str) -> SectionKind:
    match = _KIND.search(call.partition("section_type")[2])
    return SectionKind(match[1].lower()) if match else SectionKind.NORMAL


def _name(call: str) -> str:
    try:
        made = ast.parse(call.strip(), mode="eval").body
    except SyntaxError:
        return ""
    first = made.args[0] if isinstance(made, ast.Call) and made.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""
