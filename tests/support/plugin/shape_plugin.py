"""A manim plugin, as small as one can be."""

from typing import Any

from manim import Circle  # noqa: TID253  as plugins do


class Coin(Circle):
    """A circle of the plugin's own."""

    def __init__(self, worth: int = 1, **options: Any) -> None:
        super().__init__(radius=worth / 10, **options)
        self.worth = worth
