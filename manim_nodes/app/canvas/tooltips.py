"""Tooltips of nodes, ports and wires."""

from PySide6.QtCore import QPointF

from manim_nodes.app.canvas.hit import hit
from manim_nodes.app.canvas.node_view import tooltip_of
from manim_nodes.app.canvas.scene_items import SceneItems
from manim_nodes.editing.presence import presence_sentence
from manim_nodes.translation import tr


def tooltip_at(items: SceneItems, point: QPointF, zoom: float) -> str:
    """Return the text for a point of the canvas; empty where nothing is."""
    found = hit(items, point, zoom)
    if found.port is not None:
        item = items.nodes[found.port.node_id]
        port = item.port_view(found.port.port, is_output=found.port.is_output)
        return tooltip_of(port) if port is not None else ""
    if found.node is not None:
        view, steps = items.nodes[found.node].view, items.nodes[found.node].steps
        head = view.title
        if steps:
            head += "\n" + tr("Step {number} of the story", number=steps)
        if found.is_eye and view.presence is not None:
            return tr("{presence}. Click to change it.", presence=presence_sentence(view.presence))
        return f"{head}\n{view.problems}" if view.problems else head
    return items.wires[found.wire].view.tooltip if found.wire is not None else ""
