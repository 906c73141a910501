"""The example scenes of the installed manim's own documentation, and our projects that show the same.

``python -m tests.support.reference NAME`` says where the two films differ, for who writes such a project.
"""

import ast
import inspect
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import numpy as np
import numpy.typing as npt

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.files import load_document
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.validate import validate
from manim_nodes.render.preview.frames import save_png
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.scripts import script_from
from tests.support.sources import ROOT, built_in_library

FOLDER = ROOT / "tests" / "scenes" / "reference"
SMALL = Quality(160, 90, 10)
TIME_LIMIT_S = 240

Pixels = npt.NDArray[np.uint8]

_DIRECTIVE = re.compile(r"^( *)\.\. manim:: *(\w+)[^\n]*\n((?:\1 +[^\n]*\n|\s*\n)*)", re.MULTILINE)
_CONSTRUCT = re.compile(r"^( *)def construct\(self\):$", re.MULTILINE)
_OF_TIME = "keep_updaters_on_time", "keep_time"
_OPTION = re.compile(r"^\s*(?::\w+:.*)?$")


# A scene draws its random numbers from the seed; so does what an example draws before its scene.
_HEADER = """\
import random

from manim import *

random.seed(0)
np.random.seed(0)


"""


# ---- the examples


def example_script(name: str) -> Script:
    """Find an example in the docstrings of the installed manim.

    Parameters
    ----------
    name : of its Scene class; ``Name-2`` is the second one of that name, by file and line

    Raises
    ------
    LookupError : there is none of that name
    """
    scene_name, _, number = name.partition("-")
    found = _examples().get(scene_name, [])
    if len(found) < int(number or 1):
        raise LookupError(f"manim has no example {name}.")
    return script_from(f"{_HEADER}{found[int(number or 1) - 1]}\n", scene_name)


def keeping_time(script: Script, ours: Script) -> Script:
    """Return a script in which time passes as in ours: manim makes two frames of 0.1 s of 0.3 s, and loses some."""
    helpers = built_in_library()[0].vocabulary.helpers.by_name
    for name in _OF_TIME:
        call = f"{name}(self)"
        if call in ours.source and call not in script.source:
            head, scene, body = script.source.partition("class ")
            body = _CONSTRUCT.sub(rf"\g<0>\n\1    {call}", body)
            source = f"{head}{helpers[name].source}\n\n{scene}{body}"
            script = script_from(source, script.scene_name)
    return script


@cache
def _examples() -> dict[str, list[str]]:
    spec = find_spec("manim")
    assert spec is not None
    assert spec.origin is not None
    examples: dict[str, list[str]] = {}
    for path in sorted(Path(spec.origin).parent.rglob("*.py")):
        for docstring in _docstrings(path.read_text(encoding="utf-8")):
            for match in _DIRECTIVE.finditer(f"{docstring}\n"):
                examples.setdefault(match[2], []).append(_code(match[3]))
    return examples


def _docstrings(source: str) -> Iterator[str]:
    if ".. manim::" in source:
        strings = (
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        yield from (inspect.cleandoc(text) for text in strings if ".. manim::" in text)


def _code(block: str) -> str:
    lines = block.splitlines()
    while lines and _OPTION.match(lines[0]):
        lines.pop(0)
    return dedent("\n".join(lines)).strip("\n")


# ---- our projects


@dataclass(frozen=True)
class Reference:
    """A project that shows what the example of its name shows."""

    name: str

    @property
    def path(self) -> Path:
        """Return its file."""
        return FOLDER / f"{self.name}.mnodes"

    @cached_property
    def graph(self) -> Graph:
        """Return its graph, of the built-in node types."""
        return build(load_document(self.path), built_in_library()[0])

    @property
    def errors(self) -> list[Problem]:
        """Return what keeps it from being rendered."""
        problems = validate(self.graph, folder=FOLDER, permissions=ALL_PERMISSIONS)
        return [problem for problem in problems if problem.severity is Severity.ERROR]

    @property
    def code_nodes(self) -> list[str]:
        """Return the ids of its Python code nodes."""
        return [node.id for node, kind in self.graph.active if kind.category.title == "Python"]

    @property
    def script(self) -> Script:
        """Return the script that is generated from it."""
        return generate(self.graph, permissions=ALL_PERMISSIONS)


def references() -> list[Reference]:
    """Find all projects that have an example to equal."""
    return [Reference(path.stem) for path in sorted(FOLDER.glob("*.mnodes"))]


# ---- their films


@dataclass(frozen=True)
class ReferenceFilm:
    """What a script shows.

    Parameters
    ----------
    frames : a picture that is shown for several frames is there as often
    """

    plays: int
    frames: tuple[Pixels, ...]


def film_of(script: Script, cache_dir: Path) -> ReferenceFilm:
    """Render a script, small; two scripts of the same seed draw the same random numbers."""
    settings = PreviewSettings(cache_dir, SMALL, FOLDER, time_limit_s=TIME_LIMIT_S)
    frames: list[Pixels] = []
    result = render_preview(
        script,
        settings,
        on_frame=lambda frame: frames.extend([frame.pixels] * frame.count),
    )
    if result.error is not None:
        raise AssertionError(f"{result.error}\n{result.error.detail}")
    return ReferenceFilm(len(result.steps), tuple(frames))


def first_difference(one: ReferenceFilm, other: ReferenceFilm) -> int | None:
    """Return the number of the first frame that is not the same in both, or None."""
    pairs = zip(one.frames, other.frames, strict=False)
    different = (number for number, (a, b) in enumerate(pairs) if not np.array_equal(a, b))
    shorter, longer = sorted((len(one.frames), len(other.frames)))
    return next(different, None if shorter == longer else shorter)


# ---- for who writes one


def _report(name: str) -> str:
    reference = Reference(name)
    problems = validate(reference.graph, folder=FOLDER, permissions=ALL_PERMISSIONS)
    scripts = keeping_time(example_script(name), reference.script), reference.script
    parts = [script.source for script in scripts] + [str(problem) for problem in problems]
    folder = Path(tempfile.gettempdir()) / "manim-nodes-reference" / name
    folder.mkdir(parents=True, exist_ok=True)
    theirs, ours = (film_of(script, folder / "cache") for script in scripts)
    for title, film in (("the example", theirs), ("our project", ours)):
        parts.append(f"{title}: {film.plays} plays, {len(film.frames)} frames")
    number = first_difference(theirs, ours)
    if number is None and theirs.plays == ours.plays:
        return "\n".join([*parts, "EQUAL"])
    return "\n".join([*parts, "DIFFERENT", *_show(number, (theirs, ours), folder / "both.png")])


def _show(
    number: int | None, films: tuple[ReferenceFilm, ReferenceFilm], picture: Path
) -> Iterator[str]:
    if number is None or any(number >= len(film.frames) for film in films):
        yield f"one ends at frame {number}; the frames before are equal"
        return
    one, other = (film.frames[number] for film in films)
    most = np.abs(one.astype(int) - other).max()
    save_png(np.hstack([one, other]), picture)
    yield f"first different frame: {number}; most by {most}; both, the example left: {picture}"


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        sys.stdout.write(f"{_report(wanted)}\n")
