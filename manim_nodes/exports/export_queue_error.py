"""What can be wrong with the queue itself."""

from manim_nodes.errors import ManimNodesError


class ExportQueueError(ManimNodesError):
    """The queue cannot be opened, or has no such job."""
