"""Letters that are not set one after another from left to right: they join, stack, or run the other way."""

import unicodedata


def runs_from_right(text: str) -> bool:
    """Return whether a text has letters that are written from right to left, such as Arabic or Hebrew ones."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def is_shaped(text: str) -> bool:
    """Return whether letters of a text change with those beside them, as in Arabic or Hindi."""
    return runs_from_right(text) or any(
        unicodedata.category(letter) in ("Mn", "Mc") or letter == "\u200d" for letter in text
    )
