"""Names are those that the field uses: words that were private to us do not come back.

`docs/glossary.md` has the words that we use.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("manim_nodes", "tests", "benchmarks", "script")
PATHS = [path for name in FOLDERS for path in sorted(ROOT.glob(f"{name}/**/*.py"))]

# A word of a name -> what is said instead.
WORDS = {
    "analyst": "analyzer",
    "blame": "failures",
    "deed": "action, operation or edit",
    "deeds": "actions, operations or edits",
    "deliver": "publish",
    "delivery": "publish",
    "desk": "host",
    "door": "boundary",
    "doors": "boundaries",
    "examine": "check, or doctor",
    "facts": "view",
    "hole": "placeholder or argument",
    "holes": "placeholders or arguments",
    "leap": "fast forward",
    "leaps": "fast forward",
    "mailbox": "queue",
    "noting": "provenance",
    "outlining": "outline",
    "pace": "debounce",
    "paints": "pens",
    "raster": "pixmap cache, or grid",
    "reel": "frames",
    "refusal": "rejection_reason",
    "refusals": "rejection_reasons",
    "solo": "isolated",
    "spot": "playhead, point or position",
    "spots": "points or positions",
    "steered": "controls",
    "surroundings": "context",
    "tell": "notify",
    "tells": "notifies",
    "theater": "full screen",
    "told": "notified",
    "untold": "pending",
}
# Words that go together, or that mean something else elsewhere.
PHRASES = {
    "can_leap": "can_fast_forward",
    "look_soon": "schedule_refresh",
    "shut_down": "close",
    "turn_of": "manim_session",
    "use_theme": "set_theme",
}
# Whole names of classes and modules, which as words of other names are good.
NAMES = {
    "Board": "SceneItems",
    "FactReader": "NodeViewBuilder",
    "Footage": "FilmSnapshot",
    "Hand": "Manipulator",
    "Handling": "Manipulation",
    "Held": "a dragged position",
    "Job": "ExportFolder",
    "Memory": "AppState",
    "Orders": "CanvasActions",
    "Stage": "OutlineTracker, or a host",
    "Surface": "Panel",
    "hand": "manipulator, or mouse",
    "plain_words": "error_messages",
    "stage": "tracker, or host",
}
# Names of modules only: as names of other things they are good.
MODULES = {
    "appearance": "markers",
    "arrange": "flow_order",
    "assembly": "project_window",
    "engine": "scene_run",
    "formulas": "formula_images",
    "job": "export_folder",
    "orders": "actions",
    "plug": "drag_wire",
    "pulls": "drag_math",
    "revise": "record_edits",
    "shown": "additions",
    "stroke": "slice_wires",
    "surface": "panel",
    "together": "merged_changes",
    "turns": "manim_session",
}
# Where a word is the right one: there it is what is explained. Names of tests are sentences.
RIGHT = {
    "manim_nodes/library/template.py": {"hole", "holes"},
    "tests/library/test_template.py": {"hole", "holes"},
}
IN_SENTENCES = {"tell", "tells", "told"}


def names_defined(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Return each name that a module gives to something, and the line."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.ClassDef(name=name) | ast.alias(asname=str(name)):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters: ``FadeIn`` and ``fade_in`` have the same."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)


def retired(name: str) -> Iterator[str]:
    """Return what is wrong with a name, and what is said instead."""
    words = [word.lower() for word in words_of(name)]
    joined = f"_{'_'.join(words)}_"
    for word in words:
        if word in WORDS:
            yield f"'{word}': say {WORDS[word]}"
    for phrase, new in PHRASES.items():
        if f"_{phrase}_" in joined:
            yield f"'{phrase}': say {new}"
    if name.lstrip("_") in NAMES:
        yield f"'{name}': say {NAMES[name.lstrip('_')]}"


def offenders(path: Path) -> list[str]:
    place = path.relative_to(ROOT).as_posix()
    named = [(path.stem, 1), *names_defined(ast.parse(path.read_text()))]
    return [
        f"{place}:{line}: {name}: {fault}"
        for name, line in named
        if set(words_of(name)).isdisjoint(right_words(place, name))
        for fault in retired(name)
    ] + [f"{place}: say {MODULES[path.stem]}" for _ in [path] if path.stem in MODULES]


def right_words(place: str, name: str) -> set[str]:
    return RIGHT.get(place, set()) | (IN_SENTENCES if name.startswith("test_") else set())


def test_no_name_has_a_retired_word() -> None:
    assert [each for path in PATHS for each in offenders(path)] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("_node_deed", "action, operation or edit"),
        ("NodeFacts", "view"),
        ("shut_down_all", "close"),
        ("_Surface", "Panel"),
    ],
)
def test_a_retired_word_is_named_with_the_one_to_say(name: str, said: str) -> None:
    assert [said in fault for fault in retired(name)] == [True]


@pytest.mark.parametrize("name", ["plotted_surface", "handle", "whole", "indoor", "tellurium"])
def test_other_words_are_fine(name: str) -> None:
    assert list(retired(name)) == []
