"""Texts with all of their letters, whatever the size of the picture.

manim sets a text on an area as large as the picture in pixels, a marked-up one on a small fixed one: lines are broken
at its edge, and letters beyond it are dropped without a word.
"""

from collections.abc import Callable
from typing import Any

_ENOUGH = 16_384
# Among the arguments of Pango's functions; lines of marked-up texts are broken by a width of their own.
_WIDTH, _HEIGHT, _MARKUP_HEIGHT = 7, 8, 11


def set_texts_whole() -> Callable[[], None]:
    """Have manim set texts on an area that holds them; return what undoes it."""
    import manimpango
    from manimpango import MarkupUtils

    set_text, set_markup = manimpango.text2svg, MarkupUtils.text2svg

    def set_whole_text(*arguments: Any, **options: Any) -> Any:
        return set_text(*_enlarged(arguments, _WIDTH, _HEIGHT), **options)

    def set_whole_markup(*arguments: Any, **options: Any) -> Any:
        return set_markup(*_enlarged(arguments, _MARKUP_HEIGHT), **options)

    def undo() -> None:
        manimpango.text2svg = set_text
        MarkupUtils.text2svg = staticmethod(set_markup)

    manimpango.text2svg = set_whole_text
    MarkupUtils.text2svg = staticmethod(set_whole_markup)
    return undo


def _enlarged(arguments: tuple[Any, ...], *places: int) -> list[Any]:
    return [
        max(argument, _ENOUGH) if place in places else argument
        for place, argument in enumerate(arguments)
    ]
