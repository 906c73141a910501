"""How a node is drawn, from afar and from near."""

from math import floor
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from manim_nodes.app.canvas.node_geometry import ICON, MARGIN, NodeGeometry
from manim_nodes.app.canvas.node_view import NodeView
from manim_nodes.app.canvas.pens import MIDDLE, NAMED, Pens
from manim_nodes.app.kit.markers import category_icon, port_path, presence_icon, severity_icon
from manim_nodes.app.kit.smooth_picture import draw_smoothly
from manim_nodes.graph.problems import Severity
from manim_nodes.library.node_type import FLOW

_PORT, _GROWN, _FLOW_PORT = 5.0, 7.0, 4.2
_FADED = 0.25
_TITLE_PX = (9.5, 8.0)  # of the screen, the larger of which it fits in
_TALL = "Hg"
_HIGHEST = 0.8  # of a folded node
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
)


class DrawnNode(Protocol):
    """What drawing a node needs of its item; see `manim_nodes.app.canvas.node_item`."""

    view: NodeView
    geometry: NodeGeometry
    pens: Pens
    outline: QPainterPath
    header_path: QPainterPath
    header_color: QColor
    picture: QPixmap | None
    steps: str
    draw_time: str
    fitting: dict[tuple[str, bool], bool] | None
    is_selected: bool
    is_playing: bool

    @property
    def is_faulty(self) -> bool: ...


def paint_box(painter: QPainter, item: DrawnNode) -> None:
    """Draw what stands for a node until there is time for more."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(item.geometry.rect, item.pens.node)
    header = QRectF(0, 0, item.geometry.size[0], item.geometry.header)
    painter.fillRect(header, item.header_color)


def paint_far(painter: QPainter, item: DrawnNode, zoom: float) -> None:
    """Draw a node as a plain box, with its title as large as can be read."""
    rect, pens = item.geometry.rect, item.pens
    if item.view.shape == "dot":
        painter.fillRect(rect, pens.dim_text)
        return
    paint_box(painter, item)
    if item.view.muted:
        painter.fillRect(QRectF(0, 0, rect.width(), item.geometry.header), pens.dim_text)
    pen = QPen(_outline(item))
    pen.setWidthF(pen.widthF() * 2)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    if zoom >= NAMED:
        _paint_far_title(painter, item, 1 / zoom)


def _paint_far_title(painter: QPainter, item: DrawnNode, scale: float) -> None:
    """Write the title below the header, or on it where a folded node has no other place."""
    rect, pens, header = item.geometry.rect, item.pens, item.geometry.header
    title = f"{item.steps}. {item.view.title}" if item.steps else item.view.title
    below = QRectF(6, header, rect.width() - 8, rect.height() - header)
    font = QFont(pens.text_font)
    font.setPixelSize(round(_TITLE_PX[-1] * scale))
    if below.height() >= QFontMetricsF(font).tightBoundingRect(_TALL).height():
        painter.setPen(pens.text)
        _paint_large_title(painter, title, below, pens.text_font, scale)
        return
    font.setPixelSize(floor(min(_TITLE_PX[-1] * scale, _HIGHEST * rect.height())))
    painter.fillRect(rect, pens.dim_text if item.view.muted else item.header_color)
    painter.setPen(pens.header_text)
    painter.setFont(font)
    width = rect.width() - 8
    line = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QRectF(6, 0, width, rect.height()), _WRAPPED, line)


def _paint_large_title(
    painter: QPainter, title: str, place: QRectF, font: QFont, scale: float
) -> None:
    """Write a title in as many lines as there is room for, whole if it can be."""
    font = QFont(font)
    for size in _TITLE_PX:
        font.setPixelSize(round(size * scale))
        metrics = QFontMetricsF(font)
        needed = metrics.boundingRect(place, _WRAPPED, title)
        if needed.height() <= place.height() and needed.width() <= place.width():
            break
    else:
        title = _shortened(title, place, metrics)
    painter.setFont(font)
    painter.drawText(place, _WRAPPED, title)


def _shortened(title: str, place: QRectF, metrics: QFontMetricsF) -> str:
    """Return as many lines of a title as there is room for, the last of which says that there is more."""
    count = max(int(place.height() / metrics.lineSpacing() + 0.1), 1)  # the letters of one have it
    words, lines = title.split(), [""]
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and len(lines) < count and metrics.horizontalAdvance(longer) > place.width():
            lines.append("")
        else:
            lines[-1] = longer
            words.pop(0)
    elided = [
        metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width()) for line in lines
    ]
    return "\n".join(elided)


def paint_near(painter: QPainter, item: DrawnNode, zoom: float) -> None:
    """Draw a node as it is read and worked with."""
    if item.is_playing:
        painter.setPen(item.pens.glow)
        painter.drawPath(item.outline)
    if item.view.shape == "dot":
        _paint_dot(painter, item)
        return
    faded = item.fitting is not None and not any(item.fitting.values())
    painter.setOpacity(0.6 if item.view.muted or faded else 1.0)
    painter.fillPath(item.outline, item.pens.node)
    header = item.pens.dim_text if item.view.muted else item.header_color
    painter.fillPath(item.header_path, header)
    _paint_header(painter, item)
    if item.view.shape == "node" and not item.view.collapsed:
        if zoom >= MIDDLE:
            _paint_texts(painter, item)
        _paint_picture(painter, item)
    if item.view.muted and item.view.passthrough is not None:
        _paint_passthrough(painter, item, *item.view.passthrough)
    painter.setOpacity(1.0)
    painter.setPen(_outline(item))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(item.outline)
    _paint_ports(painter, item)
    if zoom >= MIDDLE:
        if item.steps:
            _paint_badge(painter, item, item.steps, at_end=False)
        if item.draw_time:
            _paint_badge(painter, item, item.draw_time, at_end=True)


def _outline(item: DrawnNode) -> QPen:
    pens = item.pens
    if item.is_selected:
        return pens.selected_border
    if item.is_faulty or not item.view.is_known:
        return pens.error_border
    if item.view.muted:
        return pens.muted_border
    if item.view.severity is Severity.WARNING:
        return pens.warning_border
    return pens.border


def _paint_dot(painter: QPainter, item: DrawnNode) -> None:
    port = item.view.outputs[0] if item.view.outputs else None
    color = item.pens.of_type(port.color) if port else item.pens.dim_text
    painter.setPen(_outline(item))
    painter.setBrush(color)
    painter.drawEllipse(item.geometry.rect.adjusted(4, 4, -4, -4))


def _paint_header(painter: QPainter, item: DrawnNode) -> None:
    view, geometry, pens = item.view, item.geometry, item.pens
    painter.setPen(pens.header_text)
    if view.shape == "node":
        icon = category_icon(view.category, "#ffffff")
        top = (geometry.header - ICON) / 2
        icon.paint(painter, QRectF(MARGIN - 2, top, ICON, ICON).toRect())
    if geometry.title is not None:
        painter.setFont(pens.title_font)
        painter.drawStaticText(geometry.title.at, geometry.title.text)
    if geometry.subtitle is not None:
        painter.setFont(pens.small_font)
        painter.drawStaticText(geometry.subtitle.at, geometry.subtitle.text)
    if geometry.eye is not None and view.presence is not None:
        color = "#e0e0e0" if view.presence == "automatic" else "#ffffff"
        presence_icon(view.presence, color).paint(painter, geometry.eye.toRect())
    if view.severity is not None and view.shape == "node":
        color = pens.theme.of_severity(view.severity)
        badge = QRectF(geometry.size[0] - 12, -14, 22, 22)  # beside the eye, and above the flow
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pens.canvas)
        painter.drawEllipse(badge)
        icon = severity_icon(view.severity, color)
        icon.paint(painter, badge.adjusted(2, 2, -2, -2).toRect())


def _paint_badge(painter: QPainter, item: DrawnNode, text: str, *, at_end: bool) -> None:
    """Draw a few letters on the upper edge, on the left or at its end."""
    pens = item.pens
    width = max(pens.small_metrics.horizontalAdvance(text) + 10, 18.0)
    left = item.geometry.rect.right() - MARGIN - width if at_end else MARGIN
    area = QRectF(left, -9, width, 15)
    painter.setPen(pens.border)
    painter.setBrush(pens.canvas)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setFont(pens.small_font)
    painter.setPen(pens.text)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)


def _paint_texts(painter: QPainter, item: DrawnNode) -> None:
    geometry, pens = item.geometry, item.pens
    painter.setFont(pens.text_font)
    painter.setPen(pens.text)
    for placed in geometry.labels:
        painter.drawStaticText(placed.at, placed.text)
    for placed in geometry.values:
        painter.drawStaticText(placed.at, placed.text)
    painter.setPen(pens.dim_text)
    for placed in geometry.names:
        painter.drawStaticText(placed.at, placed.text)
    for rect, color in geometry.swatches:
        painter.setBrush(QColor(color))
        painter.drawRect(rect)


def _paint_picture(painter: QPainter, item: DrawnNode) -> None:
    room, picture = item.geometry.picture, item.picture
    if room is None or picture is None or picture.isNull():
        return
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    target = QRectF(0, 0, width, height)
    target.moveCenter(room.center())
    draw_smoothly(painter, target, picture)


def _paint_passthrough(painter: QPainter, item: DrawnNode, taken: str, given: str) -> None:
    start, end = item.geometry.ports.get((taken, False)), item.geometry.ports.get((given, True))
    if start is not None and end is not None:
        painter.setPen(item.pens.passthrough)
        painter.drawLine(start, end)


def _paint_ports(painter: QPainter, item: DrawnNode) -> None:
    view = item.view
    for port in (*view.inputs, *view.outputs):
        at = item.geometry.ports[port.name, port.is_output]
        color = item.pens.error if port.faulty else item.pens.of_type(port.color)
        _paint_port(painter, item, (port.name, port.is_output), at, port.shape, color, port.wired)
    if view.has_flow:
        color = item.pens.of_type("#F0F0F0")
        for is_output in (False, True):
            at = item.geometry.ports[FLOW, is_output]
            wired = view.flow_wired[is_output]
            _paint_port(painter, item, (FLOW, is_output), at, "triangle", color, wired)


def _paint_port(
    painter: QPainter,
    item: DrawnNode,
    key: tuple[str, bool],
    at: QPointF,
    shape: str,
    color: QColor,
    wired: bool,
) -> None:
    radius = _FLOW_PORT if key[0] == FLOW else _PORT
    if item.fitting is not None:
        fits = item.fitting.get(key, False)
        painter.setOpacity(1.0 if fits else _FADED)
        radius = _GROWN if fits else radius
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(color if wired else item.pens.canvas)
    painter.drawPath(port_path(shape, at, radius))
    painter.setOpacity(1.0)
