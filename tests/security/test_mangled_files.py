"""A mangled project is opened, or refused with words; ``python -m benchmarks.mangled_files`` tries 40,000."""

from collections import Counter

from benchmarks.mangled_files import open_many
from manim_nodes.library.catalogue import Library

MANY = 100


def test_mangled_projects_are_opened_or_refused_with_words(library: Library) -> None:
    outcomes: Counter[str] = Counter()
    open_many(MANY, library, lambda each: outcomes.update([each]))
    assert sum(outcomes.values()) == MANY
    assert set(outcomes) == {"opened", "opened, with problems", "refused with words"}
