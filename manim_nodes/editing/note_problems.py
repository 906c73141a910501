"""What a scene has warned of in a preview, as problems of its nodes."""

from collections.abc import Iterable

from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.render.preview.results import PreviewNote


def note_problems(known: Iterable[Problem], notes: Iterable[PreviewNote]) -> list[Problem]:
    """Return what to tell of a preview's notes.

    Parameters
    ----------
    known : what was found before anything was drawn; of a node that has a problem nothing more is said
    """
    noted = {problem.node_id for problem in known}
    return [
        Problem("preview-note", note.message, note.node_id, severity=Severity.WARNING)
        for note in notes
        if note.node_id not in noted
    ]
