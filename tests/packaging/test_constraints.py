"""constraints.txt pins all that pyproject.toml asks for."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LINES = (ROOT / "constraints.txt").read_text().splitlines()


def asked_for() -> Iterator[str]:
    yield from PROJECT["build-system"]["requires"]
    yield from PROJECT["project"]["dependencies"]
    for extra in PROJECT["project"]["optional-dependencies"].values():
        yield from extra
    for group in PROJECT["dependency-groups"].values():
        yield from group


def pinned() -> dict[str, str]:
    pins = (Requirement(line) for line in LINES)
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_one_exact_version(line: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+==[\w.+]+( ; [\w' .<>=!()]+)?", line)


@pytest.mark.parametrize("text", sorted(set(asked_for())))
def test_a_requirement_is_pinned_within_its_bounds(text: str) -> None:
    requirement = Requirement(text)

    assert requirement.specifier.contains(pinned()[canonicalize_name(requirement.name)])
