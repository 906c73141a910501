"""What the worker does that sets formulas with Typst."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from manim_nodes.render.worker_main import Message


def compile_source(
    source: bytes, *, form: str, ppi: float | None, font_paths: list[str]
) -> Iterator[Message]:
    """Set a source of Typst's as one picture.

    Raises
    ------
    typst.TypstError : it is wrong
    TypeError : it has several pages, in the words of whoever writes a file
    """
    made = _compiler(tuple(font_paths)).compile(input=source, format=form, ppi=ppi)
    if not isinstance(made, bytes):
        raise TypeError(f"a bytes-like object is required, not '{type(made).__name__}'")
    yield {}, made


@cache
def _compiler(font_paths: tuple[str, ...]) -> Any:
    # It looks at every font when it is made, which takes longer than most formulas.
    import typst

    return typst.Compiler(font_paths=list(font_paths))
