"""Sessions without an analyst: what their projects mean is worked out when a test says so."""

from manim_nodes.editing.analysis import analyze
from manim_nodes.editing.session import Session


def analyze_now(session: Session) -> None:
    """Do what the analyst does, at once."""
    session.take_analysis(
        analyze(
            session.document,
            session.library,
            folder=session.folder,
            trusted=session.trusted,
            has_latex=True,
        )
    )
