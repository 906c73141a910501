from pathlib import Path

import pytest

from manim_nodes.document.files import load_document
from tests.support.commands import run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["My scene", "My scene.mnodes"])
def test_a_new_project_is_called_as_its_file(name: str) -> None:
    assert run("new", name) == (0, "My scene.mnodes\n", "")

    document = load_document(Path("My scene.mnodes"))
    assert (document.name, document.nodes) == ("My scene", ())


def test_a_template_is_copied_under_an_id_and_a_name_of_its_own() -> None:
    run("new", "one", "--template", "pythagoras")
    run("new", "two", "--template", "pythagoras")

    one, two = load_document(Path("one.mnodes")), load_document(Path("two.mnodes"))
    assert one.nodes
    assert one.nodes == two.nodes
    assert (one.name, two.name) == ("one", "two")
    assert one.id != two.id


def test_a_name_may_begin_with_a_folder() -> None:
    Path("films").mkdir()

    assert run("new", "films/one").out == "films/one.mnodes\n"


def test_a_project_is_never_replaced() -> None:
    Path("one.mnodes").write_text("mine")

    said = run("new", "one")
    assert said == (1, "", "error: one.mnodes: It is there already. Choose another name.\n")
    assert Path("one.mnodes").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["one", "--template", "nonsense"], "There is no template 'nonsense'. There are: "),
        (["no/one"], "no/one.mnodes: There is no such folder."),
        (["x" * 101], "name must have 100 characters or fewer"),
        (["x" * 300], "File name too long"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(arguments: list[str], message: str) -> None:
    said = run("new", *arguments)

    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert message in said.err
    assert list(Path().iterdir()) == []
