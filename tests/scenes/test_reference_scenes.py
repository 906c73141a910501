"""Projects that show, pixel for pixel, what the examples of manim's own documentation show."""

from pathlib import Path

import numpy as np
import pytest

from tests.support.reference import (
    Reference,
    example_script,
    film_of,
    first_difference,
    keeping_time,
    references,
)

MOST_PROJECTS_WITH_CODE = 5
FEWEST = 60
# Those that the language was to be proved by before any other.
DEMANDED = [
    "CoordSysExample",
    "GetRiemannRectanglesExample",
    "AntiderivativeExample",
    "UnionExample",
    "DifferenceExample",
    "VariablesWithValueTracker",
    "AngleExample",
    "ArcPolygonExample",
    "TableExamples",
    "DeterminantOfAMatrix",
    "ImportNetworkxGraph",
    "LinearNN",
    "MovingVertices",
    "ContinuousMotion",
    "TracedPathExample",
    "DissipatingPathExample",
    "LaggedStartExample",
    "SpeedModifierExample",
    "HomotopyExample",
    "MatchingEquationParts",
    "Anagram",
    "FadeTransformSubmobjects",
    "MovingCameraOnGraph",
    "ChangingZoomScale",
    "LinearTransformationSceneExample",
    "ParaSurface",
    "FillByValueExample",
    "ThreeDParametricSpring",
    "PolyhedronSubMobjects",
    "TypstSelectExample",
]


OTHER_SAMPLES = {"CoordSysExample"}
"""Whether x to a power has a value everywhere is not known in a loop over powers: its curves have other samples."""


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep what LaTeX typesets: an example and its project need the same formulas."""
    return tmp_path_factory.mktemp("typeset")


@pytest.mark.parametrize("reference", references(), ids=lambda reference: reference.name)
def test_a_reference_has_no_errors(reference: Reference) -> None:
    assert [str(problem) for problem in reference.errors] == []


@pytest.mark.slow
@pytest.mark.latex
@pytest.mark.parametrize("reference", references(), ids=lambda reference: reference.name)
def test_a_reference_shows_what_its_example_shows(reference: Reference, cache_dir: Path) -> None:
    theirs = film_of(keeping_time(example_script(reference.name), reference.script), cache_dir)
    ours = film_of(reference.script, cache_dir)
    assert (ours.plays, len(ours.frames)) == (theirs.plays, len(theirs.frames))
    if reference.name in OTHER_SAMPLES:
        pairs = zip(theirs.frames, ours.frames, strict=True)
        assert max(np.abs(one - other.astype(float)).mean() for one, other in pairs) < 0.5
    else:
        assert first_difference(theirs, ours) is None


def test_hardly_anything_needs_python() -> None:
    with_code = [each.name for each in references() if each.code_nodes]
    assert len(with_code) <= MOST_PROJECTS_WITH_CODE, with_code


def test_all_demanded_examples_are_there() -> None:
    names = {each.name for each in references()}
    assert set(DEMANDED) <= names
    assert len(names) >= FEWEST
