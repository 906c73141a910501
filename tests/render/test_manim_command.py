import subprocess
import sys
from pathlib import Path

import pytest

from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.manim_command import manim_command
from manim_nodes.sandbox.own_program import MODULE_FOLDERS
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

PROGRAM = f"""#!{sys.executable}
import sys
sys.frozen = True
sys.executable = __file__
from manim_nodes.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let this process be a frozen program, which has no Python beside it: only itself to start."""
    program = tmp_path / "program"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    # A real one has all modules in it; this one has them where the tests are.
    for variable in ("PYTHONPATH", MODULE_FOLDERS):
        monkeypatch.setenv(variable, str(Path(__file__).parents[2]))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def test_a_checkout_runs_manim_with_its_own_python() -> None:
    assert manim_command() == [sys.executable, "-m", "manim"]


@pytest.mark.slow
def test_a_frozen_program_is_manim_when_it_starts_itself_again(frozen: Path) -> None:
    said = subprocess.run(
        [*manim_command(), "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("Manim Community")
    bad = subprocess.run(
        [*manim_command(), "render", "--nonsense"], capture_output=True, check=False
    )
    assert bad.returncode == 2
    assert manim_command()[0] == str(frozen)


@pytest.mark.slow
@pytest.mark.usefixtures("frozen")
def test_a_frozen_program_exports(tmp_path: Path) -> None:
    settings = ExportSettings(ExportFormat.PNG, SMALL, tmp_path / "a.png", tmp_path / "cache")
    export(make_script("self.add(Circle())"), settings)
    assert (tmp_path / "a.png").exists()
