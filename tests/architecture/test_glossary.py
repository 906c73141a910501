"""The glossary can be looked things up in."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text()
WORDS = re.findall(r"^\| (\S[^|]*?) \|", PAGE, re.MULTILINE)[1:]


def test_words_are_in_order_and_stand_once() -> None:
    words = [word for word in WORDS if not word.startswith("-")]

    assert words == sorted(set(words))
    assert len(words) > 30
