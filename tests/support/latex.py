"""Which tests need LaTeX."""

import shutil
from collections.abc import Mapping
from typing import Any

import pytest

from manim_nodes.library.node_type import NodeType
from manim_nodes.library.template import Argument

NEEDS_LATEX = (
    pytest.mark.latex,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("latex") is None, reason="LaTeX is not installed"),
)


def needs_latex(node_type: NodeType, parameters: Mapping[str, Any] | None = None) -> bool:
    """Return whether a node of a type, with its defaults but for ``parameters``, is drawn by LaTeX."""
    if node_type.latex_template is None:
        return False
    defaults = {name: each.default for name, each in node_type.parameters.items()}
    arguments = {
        name: Argument(value=each) for name, each in {**defaults, **(parameters or {})}.items()
    }
    needed = node_type.latex_template.fill_expression(arguments)
    return bool(getattr(needed, "value", True))
