"""What is wrong with a file of a project."""

from manim_nodes.errors import ManimNodesError


class MediaError(ManimNodesError):
    """A file cannot be what a node takes it for."""
