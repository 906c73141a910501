"""What a person finds who looks for a node type on this machine."""

from collections.abc import Container

from manim_nodes.codegen.typst import needs_latex
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.search import search
from manim_nodes.render.doctor import latex_is_missing
from manim_nodes.translation import tr


def find_types(library: Library, query: str, *, fitting: Container[str] = ()) -> list[NodeType]:
    """Return the node types that ``query`` may mean, best first; what lacks LaTeX comes last.

    Parameters
    ----------
    fitting : names of the types that what is selected can be wired to
    """
    return search(library, query, is_last=lacks_latex, fitting=fitting)


def lacks_latex(node_type: NodeType) -> bool:
    """Return whether a type needs LaTeX, which is not installed."""
    return bool(node_type.latex) and latex_is_missing() and needs_latex(node_type)


def notes_on(node_type: NodeType) -> tuple[str, ...]:
    """Return what is to be known of a type before it is added."""
    return (tr("needs LaTeX"),) if lacks_latex(node_type) else ()
