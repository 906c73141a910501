"""Templates as files for others, and those of others."""

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from manim_nodes.document.files import load_document
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.gallery.own_templates import OwnTemplateExistsError, save_template
from manim_nodes.gallery.template_files import pack_template, unpack_template
from tests.support.library import toy_document

CARD = {
    "name": "My sun",
    "category": "School",
    "description": "It shines.",
    "instructions": "None.",
    "keywords": ("star", 'day "light"'),
}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (64).to_bytes(4, "big") + (36).to_bytes(4, "big") + b"rest"


@pytest.fixture
def template(tmp_path: Path) -> Template:
    save_template(toy_document("disc_1"), tmp_path / "mine", CARD, picture=PNG)
    (kept,), _ = load_templates(tmp_path / "mine")
    return kept


def packed(folder: Path, parts: Mapping[str, bytes]) -> Path:
    path = folder / "a.mnodes-template"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def parts_of(template: Template, folder: Path) -> dict[str, bytes]:
    pack_template(template, folder / "b.mnodes-template")
    with zipfile.ZipFile(folder / "b.mnodes-template") as file:
        return {name: file.read(name) for name in file.namelist()}


def test_somebody_else_has_it_with_card_and_picture(template: Template, tmp_path: Path) -> None:
    file, theirs = tmp_path / "sun.mnodes-template", tmp_path / "theirs"
    pack_template(template, file)
    unpacked = unpack_template(file, theirs)
    assert unpacked.name == "My sun"
    (taken,), faults = load_templates(theirs)
    assert faults == []
    assert taken.keywords == ("star", 'day "light"')
    assert taken.path == unpacked.path
    assert (taken.name, taken.category, taken.description) == ("My sun", "School", "It shines.")
    assert load_document(taken.path).nodes == load_document(template.path).nodes
    assert taken.path.with_suffix(".png").read_bytes() == PNG
    with pytest.raises(OwnTemplateExistsError):
        unpack_template(file, theirs)
    moving = taken.path.with_suffix(".gif")
    moving.write_bytes(b"GIF of the one before")
    assert unpack_template(file, theirs, overwrite=True).name == "My sun"
    assert not moving.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"template.mnodes": b"{"},
        {"template.mnodes": b"\xff\xfe"},
        {"template.mnodes": b" " * 21_000_000},
        {"template.toml": b"name = 3"},
        {"template.toml": b"\xff"},
        {"template.toml": b"#" * 200_000},
        {"template.png": b"\0" * 6_000_000},
    ],
)
def test_what_is_no_such_file_is_said_and_nothing_is_kept(
    template: Template, tmp_path: Path, change: dict[str, bytes]
) -> None:
    file = packed(tmp_path, parts_of(template, tmp_path) | change)
    with pytest.raises(ManimNodesError):
        unpack_template(file, tmp_path / "theirs")
    assert not (tmp_path / "theirs").exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", None])
def test_broken_files_are_said(template: Template, tmp_path: Path, data: bytes | None) -> None:
    file = packed(tmp_path, parts_of(template, tmp_path))
    file.write_bytes(file.read_bytes()[:200] if data is None else data)
    with pytest.raises(ManimNodesError, match="no template"):
        unpack_template(file, tmp_path / "theirs")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_to_pack_are_refused(template: Template, tmp_path: Path, method: int) -> None:
    file = tmp_path / "a.mnodes-template"
    with zipfile.ZipFile(file, "w", method) as packed_otherwise:
        for name, data in parts_of(template, tmp_path).items():
            packed_otherwise.writestr(name, data)
    # Its first part becomes noise, as LZMA that says that it needs gigabytes may be.
    noisy = bytearray(file.read_bytes())
    noisy[60:70] = bytes(10)
    file.write_bytes(noisy)
    with pytest.raises(ManimNodesError, match="no template"):
        unpack_template(file, tmp_path / "theirs")


def test_a_pipe_is_no_template(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mnodes-template")
    with pytest.raises(ManimNodesError, match="no template"):
        unpack_template(tmp_path / "a.mnodes-template", tmp_path / "theirs")


def test_no_name_in_it_leads_out_of_the_folder(template: Template, tmp_path: Path) -> None:
    parts = parts_of(template, tmp_path)
    parts["template.toml"] = parts["template.toml"].replace(b"My sun", b"../../outside")
    file = packed(tmp_path, {**parts, "../outside.mnodes": b"", "/tmp/outside": b""})
    theirs = tmp_path / "in" / "theirs"
    unpack_template(file, theirs)
    assert all(path.is_relative_to(theirs) for path in tmp_path.rglob("*outside*"))


@pytest.mark.parametrize("size", [(100_000, 100_000), (0, 9), (2**32 - 1, 1)])
def test_a_picture_that_claims_too_much_is_left_out(
    template: Template, tmp_path: Path, size: tuple[int, int]
) -> None:
    picture = PNG[:16] + b"".join(side.to_bytes(4, "big") for side in size)
    file = packed(tmp_path, parts_of(template, tmp_path) | {"template.png": picture})
    unpack_template(file, tmp_path / "theirs")
    assert not list((tmp_path / "theirs").rglob("*.png"))
