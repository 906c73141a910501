"""The import contracts name every package, and what they cannot see is tested here."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {each["name"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}


def packages() -> set[str]:
    top = ROOT / "manim_nodes"
    names = {module.stem for module in top.glob("[!_]*.py")}
    names |= {package.parent.name for package in top.glob("*/__init__.py")}
    return {f"manim_nodes.{name}" for name in names}


def test_no_package_but_app_may_import_qt() -> None:
    guarded = set(CONTRACTS["Qt under app only"]["source_modules"])

    assert guarded == packages() - {"manim_nodes.app"}


def test_no_package_but_render_may_import_manim() -> None:
    guarded = {
        source
        for name in ("manim under render only", "manim through render only")
        for source in CONTRACTS[name]["source_modules"]
    }

    assert guarded == packages() - {"manim_nodes.render"}


@pytest.mark.slow
def test_starting_loads_neither_manim_nor_qt() -> None:
    program = (
        "import sys, manim_nodes.__main__, manim_nodes.cli.main;"
        "print(*{'manim', 'PySide6'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)

    assert found.stdout.split() == []
