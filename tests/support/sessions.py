"""Sessions without an analyzer: what their projects mean is worked out when a test says so."""

from manim_nodes.editing.analysis import analyze_with_errors
from manim_nodes.editing.session import Session
from manim_nodes.graph.expand import expand


def analyze_now(session: Session) -> None:
    """Do what the analyzer does, at once."""
    session.set_analysis(
        analyze_with_errors(
            session.document,
            session.library,
            folder=session.folder,
            permissions=session.trust.permissions(expand(session.document), session.library),
            has_latex=lambda: True,
        )
    )
