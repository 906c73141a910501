"""Projects of format 1 show what they showed, and are read wherever projects are."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.graph.build import build
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import has_errors
from manim_nodes.graph.validate import validate
from tests.support.reference import (
    ReferenceFilm,
    example_script,
    film_of,
    first_difference,
    keeping_time,
)
from tests.support.scripts import script_from
from tests.support.sources import ROOT, built_in_library

OLD = ROOT / "tests" / "data" / "formats" / "format_1"
TEMPLATES = sorted((OLD / "templates").glob("*.mnodes"))
REFERENCES = sorted((OLD / "reference").glob("*.mnodes"))


MENDED = {"projectile", "standing_wave", "CoordSysExample"}
"""A path was a frame late behind its ball; curves of which it is not known whether they have gaps have other samples."""


@cache
def migrated(path: Path) -> Document:
    return load_document(path, migrations=migrations(built_in_library()[0]))


def leaving_axes(document: Document) -> Document:
    """Let curves leave their axes, as all did in format 1."""
    types = built_in_library()[0].types
    plots = [node.id for node in document.nodes if "clip" in types[node.type].parameters]
    for plot in plots:
        document = set_parameter(document, plot, "clip", False)
    return document


def script_of(document: Document) -> Script:
    return generate(build(document, built_in_library()[0]), permissions=ALL_PERMISSIONS)


@pytest.mark.parametrize("path", [*TEMPLATES, *REFERENCES], ids=lambda path: path.stem)
def test_a_project_of_format_1_has_no_errors(path: Path) -> None:
    graph = build(migrated(path), built_in_library()[0])
    assert not has_errors(validate(graph, permissions=ALL_PERMISSIONS))


@pytest.mark.slow
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_of_format_1_shows_what_it_showed(path: Path, tmp_path: Path) -> None:
    source = path.with_suffix(".txt").read_text(encoding="utf-8")
    new = script_of(leaving_axes(migrated(path)))
    old = script_from(source, new.scene_name)
    one = film_of(keeping_time(old, new), tmp_path)
    other = film_of(new, tmp_path)
    assert (one.plays, len(one.frames)) == (other.plays, len(other.frames))
    assert_same(path.stem, one, other)


def assert_same(name: str, one: ReferenceFilm, other: ReferenceFilm) -> None:
    if name in MENDED:
        pairs = zip(one.frames, other.frames, strict=True)
        assert max(np.abs(before - after.astype(float)).mean() for before, after in pairs) < 0.5
    else:
        assert first_difference(one, other) is None


@pytest.mark.slow
@pytest.mark.latex
@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_a_reference_of_format_1_shows_what_its_example_shows(path: Path, tmp_path: Path) -> None:
    script = script_of(leaving_axes(migrated(path)))
    one = film_of(keeping_time(example_script(path.stem), script), tmp_path)
    other = film_of(script, tmp_path)
    assert (one.plays, len(one.frames)) == (other.plays, len(other.frames))
    assert_same(path.stem, one, other)
