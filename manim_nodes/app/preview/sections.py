"""Where the sections of a film begin, and what a presentation does with each."""

import re
from collections.abc import Iterator, Mapping
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


def section_kinds(script: Script) -> Mapping[int, SectionKind]:
    """Return the kinds of the sections, by the index of the play that each begins with."""
    plays = script.source_map.plays
    lines = script.source.splitlines()
    found = {0: SectionKind.NORMAL}
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith(_BEGINS):
            start = next((at for at, play in enumerate(plays) if play.line > number), None)
            if start is not None:
                found[start] = _kind("".join(_call(lines, number - 1)))
    return found


def section_starts(script: Script) -> tuple[int, ...]:
    """Return the indices of the plays that sections begin with, the first of the film left out."""
    return tuple(sorted(start for start in section_kinds(script) if start))


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
