"""Sounds that do not fit into their film are said before anything is drawn."""

from itertools import pairwise
from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.render.media.timing import timed_problems
from tests.support.documents import make_document, wire
from tests.support.sounds import write_sound


def problems(tmp_path: Path, library: Library, *before: Node, offset_s: float) -> list[Problem]:
    """Find what is said of a sound of a second, with what comes before, and two seconds after it."""
    write_sound(tmp_path / "a.wav", 0.5, 0.5)
    sound = Node(id="s", type="AddSound", parameters={"file": "a.wav", "time_offset": offset_s})
    after = Node(id="after", type="Wait", parameters={"duration": 2})
    nodes = [*before, sound, after]
    edges = [wire(f"{one.id}.flow", f"{other.id}.flow") for one, other in pairwise(nodes)]
    graph = build(make_document(*nodes, edges=edges), library)
    return list(timed_problems(graph, generate(graph), tmp_path))


@pytest.mark.parametrize("offset_s", [0.0, 0.5, 1.0])
def test_a_sound_that_fits_is_left_alone(tmp_path: Path, library: Library, offset_s: float) -> None:
    assert problems(tmp_path, library, offset_s=offset_s) == []


def test_a_sound_cannot_begin_before_the_film(tmp_path: Path, library: Library) -> None:
    (found,) = problems(tmp_path, library, offset_s=-0.5)

    assert (found.node_id, found.port, found.severity) == ("s", "time_offset", Severity.ERROR)
    assert "0.5 s before the film" in found.message


def test_how_long_comes_before_a_sound_may_be_an_estimate(tmp_path: Path, library: Library) -> None:
    wait = Node(id="w", type="Wait", parameters={"duration": 1})

    (found,) = problems(tmp_path, library, wait, offset_s=-1.5)

    assert (found.port, found.severity) == ("time_offset", Severity.WARNING)
    assert problems(tmp_path, library, wait, offset_s=-1) == []


def test_a_sound_that_ends_after_the_film_is_said(tmp_path: Path, library: Library) -> None:
    (found,) = problems(tmp_path, library, offset_s=1.5)

    assert (found.port, found.severity) == ("file", Severity.WARNING)
    assert "would end at 2.5 s, but the film ends at 2 s" in found.message
