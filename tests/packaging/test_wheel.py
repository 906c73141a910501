"""The wheel, made from the source distribution, works in an empty environment elsewhere."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import manim_nodes

ROOT = Path(__file__).parents[2]
DATA = ["nodes", "templates", "resources"]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path) -> str:
    return subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, and give its command."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "venv", cwd=folder)
    pip = folder / "venv" / "bin" / "pip"
    run(pip, "install", "-q", "-c", ROOT / "constraints.txt", wheel, cwd=folder)
    return folder / "venv" / "bin" / "manim-nodes"


@pytest.fixture(autouse=True)
def _no_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)


def test_it_carries_all_data(wheel: Path) -> None:
    files = [path for folder in DATA for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [ROOT / "docs" / "guide.md", ROOT / "docs" / "images" / "app-editor.png"]
    carried = zipfile.ZipFile(wheel).namelist()

    expected = {f"manim_nodes/data/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert expected == {name for name in carried if name.startswith("manim_nodes/data/")}


def test_it_carries_no_tests(wheel: Path) -> None:
    top = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert top == {"manim_nodes", f"manim_nodes-{manim_nodes.__version__}.dist-info"}


def test_it_says_its_version(program: Path, tmp_path: Path) -> None:
    assert manim_nodes.__version__ in run(program, "--version", cwd=tmp_path)


def test_it_finds_its_node_types(program: Path, tmp_path: Path) -> None:
    assert "Circle" in run(program, "nodes", cwd=tmp_path)


def test_it_makes_a_project_from_a_template(program: Path, tmp_path: Path) -> None:
    run(program, "new", "Proof", "--template", "pythagoras", cwd=tmp_path)

    (project,) = tmp_path.glob("*.mnodes")
    run(program, "check", project, cwd=tmp_path)
