"""A color as files of ours say it."""

from typing import Annotated

from manim_nodes.translation import tr_later
from manim_nodes.validation_errors import matching

HexColor = Annotated[
    str,
    matching(
        r"#[0-9a-fA-F]{6}", tr_later("must be a color of six hexadecimal digits, such as #FFD700")
    ),
]
"""A color such as ``#FFD700``."""
