"""Node packages on the command line: listed, trusted, drawn, and not before."""

from pathlib import Path

import pytest

from manim_nodes.document.files import save_document
from manim_nodes.document.model import Node
from manim_nodes.workspace.places import places
from tests.support.commands import PROGRAM, run, run_apart
from tests.support.documents import make_document
from tests.support.films import probe
from tests.support.packages import put_folder, put_wheel


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "die.mnodes"
    save_document(make_document(Node(id="die", type="Die", parameters={"dots": 5})), path)
    return path


def test_they_are_listed_and_trusted_by_their_names(tmp_path: Path) -> None:
    folder = put_folder(places().packages, tmp_path / "trace")

    assert run("packages").out == f"not trusted  dice  1 node type  {folder}\n"
    assert run("packages", "--trust", "dice").out.startswith("trusted")
    assert run("packages").out.startswith("trusted")
    assert run("packages", "--distrust", "dice").out.startswith("not trusted")
    assert run("packages", "--trust", "nothing").code == 1


def test_without_any_it_says_where_they_go() -> None:
    assert str(places().packages) in run("packages").out


def test_doctor_lists_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("manim_nodes.render.doctor.diagnose", list)
    put_wheel(places().packages, tmp_path / "trace")
    (places().packages / "broken.whl").write_bytes(b"")
    said = run("doctor")

    assert said.code == 0
    assert "absent  dice-nodes  1.2" in said.out
    assert "absent  broken.whl" in said.out


def test_before_it_is_trusted_no_script_has_its_code(project: Path, tmp_path: Path) -> None:
    put_folder(places().packages, tmp_path / "trace")
    checked, written = run("check", project), run("code", project)

    assert (checked.code, written.code, written.out) == (1, 1, "")
    assert "node package 'dice', which you have not said to trust" in checked.out
    assert "manim-nodes packages" in checked.out
    assert not (tmp_path / "trace").exists()


@pytest.mark.slow
@pytest.mark.parametrize("put", [put_folder, put_wheel])
def test_what_is_trusted_is_drawn(project: Path, tmp_path: Path, put: type) -> None:
    put(places().packages, tmp_path / "trace")
    name = run("packages").out.split()[2]
    assert run("packages", "--trust", name).code == 0
    picture, frames = tmp_path / "die.png", tmp_path / "frames"
    rendered = run_apart(*PROGRAM, "render", project, "-o", picture, "--quality", "480p")
    drawn = run_apart(*PROGRAM, "preview", project, "--frames", frames)

    assert (rendered.code, drawn.code) == (0, 0), rendered.err + drawn.err
    assert probe(picture).width == 854
    assert list(frames.glob("*.png"))
