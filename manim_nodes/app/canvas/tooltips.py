"""What is said of the thing under the mouse."""

from PySide6.QtCore import QPointF

from manim_nodes.app.canvas.hit import hit
from manim_nodes.app.canvas.node_view import tooltip_of
from manim_nodes.app.canvas.scene_items import SceneItems


def tooltip_at(board: SceneItems, point: QPointF, zoom: float) -> str:
    """Return the words for a point of the canvas; none where nothing is."""
    found = hit(board, point, zoom)
    if found.port is not None:
        item = board.nodes[found.port.node_id]
        port = item.port_facts(found.port.port, is_output=found.port.is_output)
        return tooltip_of(port) if port is not None else ""
    if found.node is not None:
        facts = board.nodes[found.node].facts
        head = f"{facts.title} ({facts.id})"
        return f"{head}\n{facts.problems}" if facts.problems else head
    return board.wires[found.wire].facts.tooltip if found.wire is not None else ""
