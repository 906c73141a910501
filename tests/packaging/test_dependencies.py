"""What the code imports is declared, not left to what another package happens to bring."""

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNNING = PROJECT["project"]["dependencies"]
APP = PROJECT["project"]["optional-dependencies"]["app"]
GROUPS = PROJECT["dependency-groups"]
OURS = {"manim_nodes", "tests", "benchmarks", "script"}
DISTRIBUTIONS = packages_distributions()


def imported(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Return each package of others that is imported anywhere in some files, with the file."""
    for path in paths:
        for name in _top_names(ast.parse(path.read_text())):
            if name not in OURS and name not in sys.stdlib_module_names:
                yield name, path.relative_to(ROOT).as_posix()


def _top_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def undeclared(paths: Iterable[Path], requirements: Iterable[str]) -> list[str]:
    declared = {canonicalize_name(Requirement(each).name) for each in requirements}
    return [
        f"{path} imports {name}"
        for name, path in imported(paths)
        if declared.isdisjoint(map(canonicalize_name, DISTRIBUTIONS.get(name, [name])))
    ]


def test_what_the_program_imports_is_declared() -> None:
    app = ROOT / "manim_nodes" / "app"
    paths = [path for path in ROOT.glob("manim_nodes/**/*.py") if not path.is_relative_to(app)]

    assert undeclared(paths, RUNNING) == []


def test_what_the_app_imports_is_declared() -> None:
    assert undeclared(ROOT.glob("manim_nodes/app/**/*.py"), [*RUNNING, *APP]) == []


def test_what_tests_and_scripts_import_is_declared() -> None:
    paths = [path for name in OURS - {"manim_nodes"} for path in ROOT.glob(f"{name}/**/*.py")]
    requirements = [*RUNNING, *APP, *GROUPS["dev"], *GROUPS["gui"]]

    assert undeclared(paths, requirements) == []
