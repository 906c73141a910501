"""The frame rate that the script of a film is written for."""

from manim_nodes.document.edits import set_settings
from manim_nodes.document.model import Document


def at_rate(document: Document, fps: float) -> Document:
    """Return a project as a script for films of that frame rate is written of it.

    Films of all whole rates have one script. Of others, steps of whole seconds are no whole number of frames, and the
    script keeps their time.
    """
    usual = document.settings.frame_rate
    if fps == usual or fps % 1 == usual % 1 == 0:
        return document
    return set_settings(document, frame_rate=fps)
