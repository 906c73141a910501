"""Where the sections of a film begin, at which a presentation stops."""

from manim_nodes.codegen.script import Script

# Found in the script, not by the tables: the code of a Python code node begins sections, too.
_BEGINS = "self.next_section("


def section_starts(script: Script) -> tuple[int, ...]:
    """Return the indices of the plays that sections begin with, the first of the film left out."""
    plays = script.source_map.plays
    lines = [
        number
        for number, line in enumerate(script.source.splitlines(), start=1)
        if line.lstrip().startswith(_BEGINS)
    ]
    starts = {
        next((index for index, play in enumerate(plays) if play.line > line), None)
        for line in lines
    }
    return tuple(sorted(start for start in starts if start))
