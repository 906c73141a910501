"""Templates that are inserted into one project stay what they are, whatever their constants are called."""

from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.editing.canvas_edits import insert_project
from manim_nodes.gallery.catalogue import load_templates
from manim_nodes.graph.build import build
from tests.support.documents import make_document
from tests.support.sources import ROOT, built_in_library

LIBRARY = built_in_library()[0]
TEMPLATES = load_templates(ROOT / "templates")[0]


def test_all_templates_in_one_project_have_the_values_that_each_has_alone() -> None:
    document = make_document(settings=load_document(TEMPLATES[0].path).settings)
    expected: dict[str, dict[str, object]] = {}
    for template in TEMPLATES:
        alone = load_document(template.path)
        document, added = insert_project(document, alone, library=LIBRARY)
        expected |= dict(zip(added, values(alone), strict=False))
    assert (
        dict(zip([node.id for node in document.nodes], values(document), strict=True)) == expected
    )
    assert len({knob.constant for knob in document.knobs}) > len(TEMPLATES)


def values(document: Document) -> list[dict[str, object]]:
    return [dict(node.parameters) for node in build(document, LIBRARY).document.nodes]
