"""Texts in the user's language."""

from collections.abc import Iterator

import pytest

from manim_nodes.translation import PSEUDO, set_language, tr, tr_plural


@pytest.fixture
def pseudo() -> Iterator[None]:
    set_language(PSEUDO)
    yield
    set_language("")


def test_english_is_the_source() -> None:
    assert tr("Undo {label}", label="move") == "Undo move"


def test_a_count_chooses_the_form() -> None:
    forms = [tr_plural("{count} node", "{count} nodes", count) for count in (0, 1, 2)]
    assert forms == ["0 nodes", "1 node", "2 nodes"]


@pytest.mark.usefixtures("pseudo")
def test_the_pseudo_language_is_longer_and_keeps_values_and_tags() -> None:
    text = tr("<b>Open</b> {name}", name="a {b}")
    assert "<b>Öpéñ</b> a {b}" in text
    assert len(text) >= 1.4 * len("<b>Open</b> ")


@pytest.mark.usefixtures("pseudo")
def test_plurals_are_translated_too() -> None:
    assert tr_plural("{count} node", "{count} nodes", 2).startswith("2 ñödés")
