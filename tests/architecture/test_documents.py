"""What the documents point to is there."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
OURS = r"(?:manim_nodes|nodes|templates|resources|tests|benchmarks|script|docs|\.ci)/[\w./-]*\w/?"
PLANNED: set[str] = set()
MADE = {"resources/translations/manim_nodes.pot"}  # by a script, and in no checkout


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_path_named_is_there(document: Path) -> None:
    named = {path.rstrip("/") for path in re.findall(rf"`(?:\./)?({OURS})`", document.read_text())}

    assert [path for path in named - PLANNED - MADE if not (ROOT / path).exists()] == []


def test_what_is_planned_is_not_there_yet() -> None:
    assert [path for path in PLANNED if (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_module_is_named_from_the_top(document: Path) -> None:
    modules = set(re.findall(r"`([\w-]+(?:/[\w-]+)+\.py)`", document.read_text()))

    assert [module for module in modules if not re.fullmatch(OURS, module)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)", document.read_text())

    assert [path for path, _ in links if not (document.parent / path).exists()] == []
    assert [
        f"{path}#{anchor}"
        for path, anchor in links
        if anchor and anchor not in anchors(document.parent / path if path else document)
    ] == []


@cache
def anchors(document: Path) -> frozenset[str]:
    """Return what the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings)
