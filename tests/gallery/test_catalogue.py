import os
from pathlib import Path

import pytest

from manim_nodes.document.files import save_document
from manim_nodes.document.model import new_document
from manim_nodes.gallery.catalogue import GalleryError, find_template, load_templates

CARD = 'name = "Rings"\ncategory = "Mine"\ndescription = "d"\ninstructions = "i"\n'


def add(folder: Path, name: str, card: str = CARD) -> Path:
    path = folder / "mine" / f"{name}.mnodes"
    path.parent.mkdir(parents=True, exist_ok=True)
    save_document(new_document(name), path)
    path.with_suffix(".toml").write_text(card)
    return path


def test_templates_are_found_by_category_and_name(tmp_path: Path) -> None:
    add(tmp_path, "a", CARD.replace("Rings", "Waves"))
    add(tmp_path, "b")
    path = add(tmp_path, "c", CARD.replace("Mine", "Arts") + 'keywords = ["x"]\n')
    templates, faults = load_templates(tmp_path)

    assert faults == []
    assert [each.id for each in templates] == ["c", "b", "a"]
    assert (templates[0].path, templates[0].keywords) == (path, ("x",))


def test_what_is_written_anew_is_read_again(tmp_path: Path) -> None:
    path = add(tmp_path, "a")
    ((first,), _) = load_templates(tmp_path)
    assert load_templates(tmp_path)[0][0] is first  # hundreds are not read whenever one is kept
    path.with_suffix(".toml").write_text(CARD.replace("Rings", "Waves"))
    assert load_templates(tmp_path)[0][0].name == "Waves"
    path.write_bytes(b"{")
    templates, (broken,) = load_templates(tmp_path)
    assert (templates, broken.name) == ([], "a")
    save_document(new_document("a"), path)
    assert load_templates(tmp_path)[0][0].name == "Waves"


def test_of_the_same_id_the_first_folders_counts(tmp_path: Path) -> None:
    own = add(tmp_path / "own", "a")
    add(tmp_path / "built-in", "a")
    ((template,), _) = load_templates(tmp_path / "own", tmp_path / "built-in")

    assert template.path == own


def test_folders_need_not_be_there(tmp_path: Path) -> None:
    assert load_templates(tmp_path / "no") == ([], [])


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        ("name = 5\n" + CARD.partition("\n")[2], "name must be"),
        (CARD.replace("category", "kategory"), "category is missing"),
        (CARD + 'color = "red"\n', "color does not exist"),
        ("=", "Invalid"),
        ("x = " + "[" * 90_000, "nested too deeply"),
        (CARD + "#" * 200_000, "longer than 100,000 bytes"),
    ],
)
def test_a_card_that_cannot_be_read_is_named_and_left_out(
    card: str, reason: str, tmp_path: Path
) -> None:
    path = add(tmp_path, "a", card)
    templates, (broken,) = load_templates(tmp_path)
    fault = broken.fault

    assert templates == []
    assert fault is not None
    assert broken.name == "a"
    assert fault.where == str(path.with_suffix(".toml"))
    assert reason in fault.message


def test_a_card_that_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    card = add(tmp_path, "a").with_suffix(".toml")
    card.unlink()
    os.mkfifo(card)
    _, (broken,) = load_templates(tmp_path)

    assert "it is not a file" in broken.description


def test_a_project_without_a_card_is_no_template(tmp_path: Path) -> None:
    add(tmp_path, "a").with_suffix(".toml").unlink()
    _, (broken,) = load_templates(tmp_path)

    assert "No such file" in broken.description


@pytest.mark.parametrize(
    ("project", "reason"),
    [
        (b"", "It is empty."),
        (b"{", "This is no manim-nodes project"),
        (b"\xff", "It is not UTF-8 text"),
        (b'{"format": 99}', "reads formats up to"),
        (b'{"format": 2, "name": 5}', "must be text"),
        (None, "It is not a file."),
    ],
)
def test_a_project_that_cannot_be_read_is_named_and_breaks_nothing_else(
    tmp_path: Path, project: bytes | None, reason: str
) -> None:
    add(tmp_path, "good")
    path = add(tmp_path, "a")
    path.unlink()
    if project is None:
        os.mkfifo(path)
    else:
        path.write_bytes(project)
    (template,), (broken,) = load_templates(tmp_path)

    assert template.id == "good"
    assert reason in broken.description
    assert broken.fault is not None
    assert str(path) in str(broken.fault.where)


def test_templates_of_one_name_in_two_categories_are_both_there(tmp_path: Path) -> None:
    first = add(tmp_path, "a")
    second = tmp_path / "other" / first.name
    second.parent.mkdir()
    for suffix in (".mnodes", ".toml"):
        second.with_suffix(suffix).write_bytes(first.with_suffix(suffix).read_bytes())
    templates, broken = load_templates(tmp_path)

    assert broken == []
    assert [each.id for each in templates] == ["a", "other/a"]


def test_an_unknown_id_is_told_the_known_ones(tmp_path: Path) -> None:
    add(tmp_path, "a")
    templates, _ = load_templates(tmp_path)

    assert find_template(templates, "a") == templates[0]
    with pytest.raises(GalleryError, match=r"There is no template 'b'\. There are: a"):
        find_template(templates, "b")
