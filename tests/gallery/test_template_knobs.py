"""The knobs of built-in templates: each changes what it says, over its whole range."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.document.values import JSON
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.gallery.knobs import KnobField, knob_fields, set_knob
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.sources import ROOT, built_in_library

LIBRARY = built_in_library()[0]
TEMPLATES, _ = load_templates(ROOT / "templates")
KNOBS = (3, 8)
PREVIEW = Quality(426, 240, 2)  # manim clips long programs in smaller pictures
LINES = 12
COLORS, TEXTS, FUNCTIONS = (
    ("RED", "#00FF88"),
    ("A", "A title of some more words"),
    ("x", "cos(2*x)"),
)

DOCUMENTS = {template.id: load_document(template.path) for template in TEMPLATES}
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


def fields_of(template: Template) -> tuple[KnobField, ...]:
    return knob_fields(DOCUMENTS[template.id], LIBRARY)


def values_of(field: KnobField) -> Sequence[JSON]:
    """Return a value at either end of a knob's range, and some between."""
    parameter = field.parameter
    match parameter.type:
        case "number" | "integer" | "angle":
            low, high = parameter.minimum, parameter.maximum
            assert low is not None, f"{field.title} has no smallest value"
            assert high is not None, f"{field.title} has no largest value"
            values = (low, (low + high) / 2, high)
            is_whole = parameter.type == "integer"
            return tuple(map(round, values)) if is_whole else values
        case "color":
            return COLORS
        case "boolean":
            return (False, True)
        case "choice" | "constant":
            return parameter.choices
        case "function" | "expression":
            return FUNCTIONS
        case "text" if "\n" in str(field.value):
            return tuple("\n".join([text] * LINES) for text in TEXTS)
        case "string" | "text" | "label":
            return TEXTS
        case "list[number]" | "list[string]" | "list[color]" if isinstance(field.value, tuple):
            first, *_ = field.value
            return ((first,) * len(field.value), field.value[::-1])
    pytest.fail(f"{field.title} is a {parameter.type}: say here what its ends are")


def script_of(document: Document) -> str:
    graph = build(document, LIBRARY)
    assert [str(problem) for problem in validate(graph)] == []
    source = generate(graph).source
    compile(source, "scene.py", "exec")
    return source


@each_template
def test_each_knob_changes_the_script_at_both_ends_and_in_the_middle(template: Template) -> None:
    document, fields = DOCUMENTS[template.id], fields_of(template)
    assert len(fields) == len(document.knobs)
    assert KNOBS[0] <= len(fields) <= KNOBS[1]
    assert len({field.title for field in fields}) == len(fields)
    for field in fields:
        scripts = [script_of(set_knob(document, field, value)) for value in values_of(field)]
        assert len(set(scripts)) == len(scripts), field.title


@pytest.mark.slow
@pytest.mark.parametrize("end", [0, -1], ids=["smallest", "largest"])
@each_template
def test_a_template_is_drawn_with_all_knobs_at_an_end(
    template: Template, end: int, tmp_path: Path
) -> None:
    document = DOCUMENTS[template.id]
    before = last_frame(document, tmp_path)
    for field in fields_of(template):
        document = set_knob(document, field, values_of(field)[end])
    assert np.abs(last_frame(document, tmp_path) - before).max() > 20


def last_frame(document: Document, folder: Path) -> np.ndarray:
    frames: list[PreviewFrame] = []
    settings = PreviewSettings(cache_dir=folder / "cache", quality=PREVIEW)
    script = generate(build(document, LIBRARY))
    result = render_preview(script, settings, on_frame=frames.append)
    assert result.error is None
    return np.asarray(frames[-1].pixels).astype(int)
