"""A node on the canvas."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from manim_nodes.app.canvas import node_painting
from manim_nodes.app.canvas.node_form import NodeForm, form_of
from manim_nodes.app.canvas.node_view import NodeView, PortView
from manim_nodes.app.canvas.pens import FAR, Pens
from manim_nodes.app.canvas.pixmap_cache import FrameTime, ItemPixmap
from manim_nodes.app.kit.markers import category_color
from manim_nodes.editing.node_ports import FLOW_TYPE
from manim_nodes.editing.wiring import WireEnd
from manim_nodes.graph.problems import Severity
from manim_nodes.library.node_type import FLOW

_OVERHANG = 10.0  # ports, outline and glow reach beyond the body
_FLOW_COLOR = "#F0F0F0"


class NodeItem(QGraphicsItem):
    """Draws a node; all that it shows comes from `NodeView`.

    Attributes
    ----------
    form : where its parts are
    fitting : while a wire is dragged, whether each port may take it; None at other times
    """

    def __init__(self, facts: NodeView, paints: Pens, time: FrameTime) -> None:
        super().__init__()
        self.facts, self.paints = facts, paints
        self._raster = ItemPixmap(time)
        self.is_chosen = self.is_playing = False
        self.picture: QPixmap | None = None
        self.fitting: dict[tuple[str, bool], bool] | None = None
        self.home, self.position = QPointF(), (0.0, 0.0)
        self.form: NodeForm
        self.outline: QPainterPath
        self.header_path: QPainterPath
        self.header_color: QColor
        self.show_facts(facts)

    # what it shows

    def show_facts(self, facts: NodeView) -> None:
        """Show something else from now on."""
        self.prepareGeometryChange()
        self.facts = facts
        has_picture = self.picture is not None and facts.shows_picture and not facts.collapsed
        self.form = form_of(facts, self.paints, has_picture=has_picture)
        self._make_paths()
        chosen = QColor(facts.color)
        is_color = bool(facts.color) and chosen.isValid()
        self.header_color = self.paints.header(
            facts.color if is_color else category_color(facts.category).name()
        )
        self._redraw()

    def use_paints(self, paints: Pens) -> None:
        """Apply a theme."""
        self.paints = paints
        self.show_facts(self.facts)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture of what the node makes, or none."""
        self.picture = picture
        self.show_facts(self.facts)

    def choose(self, *, chosen: bool) -> None:
        """Look selected, or not."""
        if chosen is not self.is_chosen:
            self.is_chosen = chosen
            self.setZValue(1 if chosen else 0)
            self._redraw()

    def glow(self, *, playing: bool) -> None:
        """Look as if it were being played, or not."""
        if playing is not self.is_playing:
            self.is_playing = playing
            self._redraw()

    def show_fitting(self, fitting: dict[tuple[str, bool], bool] | None) -> None:
        """Let ports that fit stand out from those that do not; None for all alike."""
        self.fitting = fitting
        self._redraw()

    def _make_paths(self) -> None:
        body, radius = self.form.rect, 6.0
        if self.facts.form != "node":
            radius = body.height() / 2
        self.outline = QPainterPath()
        self.outline.addRoundedRect(body, radius, radius)
        header = QPainterPath()
        header.addRect(QRectF(0, 0, body.width(), self.form.header))
        self.header_path = self.outline.intersected(header)

    # ports

    def port_point(self, name: str, *, is_output: bool) -> QPointF:
        """Return where a port is, on the canvas; a hidden one is at the header's side."""
        local = self.form.ports.get((name, is_output))
        if local is None:
            x = self.form.size[0] if is_output else 0.0
            local = QPointF(x, self.form.header / 2)
        return self.mapToScene(local)

    def port_near(self, point: QPointF, reach: float) -> WireEnd | None:
        """Return the port nearest to a point of the canvas, if one is within reach."""
        local = self.mapFromScene(point)
        nearest, best = None, reach
        for (name, is_output), at in self.form.ports.items():
            distance = (at - local).manhattanLength()
            if distance <= best:
                nearest, best = WireEnd(self.facts.id, name, is_output), distance - 1e-9
        return nearest

    def port_facts(self, name: str, *, is_output: bool) -> PortView | None:
        """Return what is known of a port that is shown."""
        if name == FLOW and self.facts.has_flow:
            wired = self.facts.flow_wired[is_output]
            return PortView(FLOW, is_output, FLOW_TYPE, _FLOW_COLOR, "triangle", wired)
        ports = self.facts.outputs if is_output else self.facts.inputs
        return next((port for port in ports if port.name == name), None)

    @property
    def body(self) -> QRectF:
        """The node without its ports, on the canvas."""
        return self.form.rect.translated(self.pos())

    @property
    def is_faulty(self) -> bool:
        """Return whether something keeps it from being rendered."""
        return self.facts.severity is Severity.ERROR

    # Qt

    def boundingRect(self) -> QRectF:
        return self.form.rect.adjusted(-_OVERHANG, -_OVERHANG, _OVERHANG, _OVERHANG)

    def shape(self) -> QPainterPath:
        return self.outline

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        if not self._raster.paint(painter, self.boundingRect(), self._draw):
            node_painting.paint_box(painter, self)

    def _draw(self, painter: QPainter, zoom: float) -> None:
        if zoom < FAR:
            node_painting.paint_far(painter, self, zoom)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        node_painting.paint_near(painter, self, zoom)

    def _redraw(self) -> None:
        self._raster.forget()
        self.update()
