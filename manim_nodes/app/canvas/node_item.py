"""A node on the canvas."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from manim_nodes.app.canvas import node_painting
from manim_nodes.app.canvas.node_geometry import NodeGeometry, geometry_of
from manim_nodes.app.canvas.node_view import NodeView, PortView
from manim_nodes.app.canvas.pens import FAR, Pens
from manim_nodes.app.canvas.pixmap_cache import FrameBudget, ItemPixmap
from manim_nodes.app.kit.markers import category_color
from manim_nodes.editing.wiring import WireEnd
from manim_nodes.graph.problems import Severity
from manim_nodes.graph.wire_legality import FLOW_TYPE
from manim_nodes.library.node_type import FLOW

_OVERHANG = 14.0  # ports, outline and glow reach beyond the body
_FLOW_COLOR = "#F0F0F0"


class NodeItem(QGraphicsItem):
    """Draws a node; all that it shows comes from `NodeView`.

    Attributes
    ----------
    geometry : where its parts are
    document_point : where the document has it; it is elsewhere only while it is dragged
    steps : its number in the story, or those of the steps in a group; empty for none
    draw_time : how long drawing what it plays took; empty for nothing
    position : the same as the document writes it, which may be out of bounds
    body : the node without its ports, on the canvas
    fitting : while a wire is dragged, whether each port may take it; None at other times
    """

    def __init__(self, view: NodeView, pens: Pens, budget: FrameBudget) -> None:
        super().__init__()
        self.view, self.pens = view, pens
        self._pixmap = ItemPixmap(budget)
        self.is_selected = self.is_playing = False
        self.picture: QPixmap | None = None
        self.fitting: dict[tuple[str, bool], bool] | None = None
        self.steps = self.draw_time = ""
        self.document_point, self.position = QPointF(), (0.0, 0.0)
        self.geometry: NodeGeometry
        self.outline: QPainterPath
        self.header_path: QPainterPath
        self.header_color: QColor
        self.set_view(view)

    # what it shows

    def set_view(self, view: NodeView) -> None:
        """Show this view from now on."""
        self.prepareGeometryChange()
        self.view = view
        has_picture = self.picture is not None and view.shows_picture and not view.collapsed
        self.geometry = geometry_of(view, self.pens, has_picture=has_picture)
        self.body = QRectF(self.pos(), QSizeF(*self.geometry.size))
        self._make_paths()
        own_color = QColor(view.color)
        has_color = bool(view.color) and own_color.isValid()
        self.header_color = self.pens.header(
            view.color if has_color else category_color(view.category).name()
        )
        self._redraw()

    def setPos(self, position: QPointF, /) -> None:  # type: ignore[override]  # in its one form that is used
        super().setPos(position)
        self.body = QRectF(position, self.body.size())

    def set_pens(self, pens: Pens) -> None:
        """Apply a theme."""
        self.pens = pens
        self.set_view(self.view)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture of what the node makes, or none."""
        self.picture = picture
        self.set_view(self.view)

    def set_selected(self, *, selected: bool) -> None:
        """Draw it as selected, or not."""
        if selected is not self.is_selected:
            self.is_selected = selected
            self.setZValue(1 if selected else 0)
            self._redraw()

    def set_playing(self, *, playing: bool) -> None:
        """Draw it as being played, or not."""
        if playing is not self.is_playing:
            self.is_playing = playing
            self._redraw()

    def show_steps(self, steps: str) -> None:
        """Draw its number in the story on it, or none."""
        if steps != self.steps:
            self.steps = steps
            self._redraw()

    def show_draw_time(self, text: str) -> None:
        """Draw on it how long drawing what it plays took, or nothing."""
        if text != self.draw_time:
            self.draw_time = text
            self._redraw()

    def show_fitting(self, fitting: dict[tuple[str, bool], bool] | None) -> None:
        """Draw ports that fit apart from those that do not; None for all alike."""
        self.fitting = fitting
        self._redraw()

    def _make_paths(self) -> None:
        body, radius = self.geometry.rect, 6.0
        if self.view.shape != "node":
            radius = body.height() / 2
        self.outline = QPainterPath()
        self.outline.addRoundedRect(body, radius, radius)
        header = QPainterPath()
        header.addRect(QRectF(0, 0, body.width(), self.geometry.header))
        self.header_path = self.outline.intersected(header)

    def value_at(self, point: QPointF) -> str:
        """Return the parameter whose value is at a point of the canvas; empty if none is."""
        local = self.mapFromScene(point)
        areas = self.geometry.value_areas
        return next((name for name, area in areas.items() if area.contains(local)), "")

    # ports

    def port_point(self, name: str, *, is_output: bool) -> QPointF:
        """Return where a port is, on the canvas; a hidden one is at the header's side."""
        local = self.geometry.ports.get((name, is_output))
        if local is None:
            x = self.geometry.size[0] if is_output else 0.0
            local = QPointF(x, self.geometry.header / 2)
        return self.mapToScene(local)

    def port_near(self, point: QPointF, reach: float) -> WireEnd | None:
        """Return the port nearest to a point of the canvas, if one is within reach."""
        local = self.mapFromScene(point)
        nearest, best = None, reach
        for (name, is_output), at in self.geometry.ports.items():
            distance = (at - local).manhattanLength()
            if distance <= best:
                nearest, best = WireEnd(self.view.id, name, is_output), distance - 1e-9
        return nearest

    def has_eye_at(self, point: QPointF) -> bool:
        """Return whether the icon of its presence is at a point of the canvas."""
        eye = self.geometry.eye
        return eye is not None and eye.adjusted(-2, -4, 2, 4).contains(self.mapFromScene(point))

    def port_view(self, name: str, *, is_output: bool) -> PortView | None:
        """Return what is known of a port that is shown."""
        if name == FLOW and self.view.has_flow:
            wired = self.view.flow_wired[is_output]
            return PortView(FLOW, is_output, FLOW_TYPE, _FLOW_COLOR, "triangle", wired)
        ports = self.view.outputs if is_output else self.view.inputs
        return next((port for port in ports if port.name == name), None)

    @property
    def summary(self) -> tuple[object, ...]:
        """What is seen of the node from afar, and what wires need to know."""
        return self.geometry.size, self.geometry.ports, self.header_color, self.is_faulty

    @property
    def is_faulty(self) -> bool:
        """Return whether something keeps it from being rendered."""
        return self.view.severity is Severity.ERROR

    # Qt

    def boundingRect(self) -> QRectF:
        return self.geometry.rect.adjusted(-_OVERHANG, -_OVERHANG, _OVERHANG, _OVERHANG)

    def shape(self) -> QPainterPath:
        return self.outline

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        if not self._pixmap.paint(painter, self.boundingRect(), self._draw):
            node_painting.paint_box(painter, self)

    def _draw(self, painter: QPainter, zoom: float) -> None:
        if zoom < FAR:
            node_painting.paint_far(painter, self, zoom)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        node_painting.paint_near(painter, self, zoom)

    def _redraw(self) -> None:
        self._pixmap.invalidate()
        self.update()
