"""How the processes that make a film fail."""

from manim_nodes.render.failures import RenderError


class ManimFailedError(RenderError):
    """The manim command failed."""


class ProcessCrashedError(RenderError):
    """A process was ended by somebody else, so that another try may succeed."""
