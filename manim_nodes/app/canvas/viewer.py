"""NodeGraphQt's viewer, reduced to a view of a scene.

What is used of NodeGraphQt is this one base class: a ``QGraphicsView`` with its scene. Its nodes, ports, pipes, graph,
undo stack, sessions, menus, search and shortcuts are not: there the widgets are the model, whereas here a canvas shows
an immutable document, follows its edits (`manim_nodes.app.canvas.scene_items`), and paints thousands of nodes from
pictures of them. So what would act by itself is taken out below, the items are plain ``QGraphicsItem``, and the mouse
is left to gestures.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from manim_nodes.app.canvas.distutils_stub import distutils_stub

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView as NodeViewer
else:
    with distutils_stub():
        from NodeGraphQt.widgets.viewer import NodeViewer


class Viewer(NodeViewer):
    """A view of a scene that does nothing by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own = vars(self)
        for name in ("_ctx_graph_menu", "_ctx_node_menu", "_ctx_menu_bar", "_search_widget"):
            own.pop(name).deleteLater()
        for name in ("_LIVE_PIPE", "_SLICER_PIPE", "_cursor_text"):
            self.scene().removeItem(own.pop(name))
        self.resetTransform()

    def scene(self) -> QGraphicsScene:
        """Return the scene, which there always is."""
        return QGraphicsView.scene(self)

    # NodeGraphQt fills a hidden menu bar here, and zooms when the widget is resized.

    def focusInEvent(self, event: QFocusEvent) -> None:
        QGraphicsView.focusInEvent(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QGraphicsView.focusOutEvent(self, event)
