"""NodeGraphQt's viewer with all that would act by itself taken out: menus, shortcuts, search, connections."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from manim_nodes.app.canvas.distutils_loan import distutils_lent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView as NodeViewer
else:
    with distutils_lent():
        from NodeGraphQt.widgets.viewer import NodeViewer


class Viewer(NodeViewer):
    """A view of a scene that does nothing until a subclass does it."""

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
