"""Templates of the user's own: kept, found, replaced, removed."""

from pathlib import Path

import pytest

from manim_nodes.document.files import load_document
from manim_nodes.document.knob_edits import add_constant
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.gallery.own_templates import (
    OwnTemplateError,
    OwnTemplateExistsError,
    remove_template,
    save_template,
)
from manim_nodes.workspace.places import data_root
from tests.support.documents import make_document
from tests.support.library import node

CARD = {
    "name": 'My "first" — film',
    "category": "School",
    "description": "A \\ back slash,\na line\tand \x7f more.",
    "instructions": "Change it.",
}
DOCUMENT = add_constant(make_document(node("disc_1")), "size", value=2)


def the_template(folder: Path) -> Template:
    (template,), faults = load_templates(folder)
    assert faults == []
    return template


def test_a_project_becomes_a_template(tmp_path: Path) -> None:
    path = save_template(DOCUMENT, tmp_path, CARD, picture=b"PNG")
    template = the_template(tmp_path)
    assert (template.name, template.category) == (CARD["name"], "School")
    assert template.description == "A \\ back slash,\na line\tand  more."
    assert template.path == path
    assert path.with_suffix(".png").read_bytes() == b"PNG"
    kept = load_document(path)
    assert (kept.nodes, kept.constants, kept.knobs) == (
        DOCUMENT.nodes,
        DOCUMENT.constants,
        DOCUMENT.knobs,
    )
    assert kept.id != DOCUMENT.id


def test_another_is_replaced_only_if_allowed(tmp_path: Path) -> None:
    save_template(DOCUMENT, tmp_path, CARD)
    with pytest.raises(OwnTemplateExistsError, match="already"):
        save_template(make_document(), tmp_path, CARD)
    assert load_document(the_template(tmp_path).path).nodes == DOCUMENT.nodes
    save_template(make_document(), tmp_path, CARD, overwrite=True)
    assert load_document(the_template(tmp_path).path).nodes == ()


@pytest.mark.parametrize("name", ["../../x", "a/b", "...", "日本", "x" * 300, "CON"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = save_template(DOCUMENT, tmp_path / "own", {**CARD, "name": name, "category": name})
    assert path.resolve().is_relative_to((tmp_path / "own").resolve())
    assert the_template(tmp_path / "own").name == name


def test_without_a_name_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(OwnTemplateError, match="needs a name"):
        save_template(DOCUMENT, tmp_path, {**CARD, "name": "  "})


def test_only_ones_own_are_removed(tmp_path: Path) -> None:
    save_template(DOCUMENT, tmp_path, CARD, picture=b"PNG")
    remove_template(the_template(tmp_path), tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    built_in = load_templates(data_root() / "templates")[0][0]
    with pytest.raises(OwnTemplateError, match="stays"):
        remove_template(built_in, tmp_path)
    assert built_in.path.exists()
