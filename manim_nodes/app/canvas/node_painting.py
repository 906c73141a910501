"""How a node is drawn, from afar and from near."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from manim_nodes.app.canvas.node_form import ICON, MARGIN, NodeForm
from manim_nodes.app.canvas.node_view import NodeView
from manim_nodes.app.canvas.pens import MIDDLE, NAMED, Pens
from manim_nodes.app.kit.markers import category_icon, port_path, severity_icon
from manim_nodes.graph.problems import Severity
from manim_nodes.library.node_type import FLOW

_PORT, _GROWN, _FLOW_PORT = 5.0, 7.0, 4.2
_FADED = 0.25
_TITLE_PX = 9.5


class Drawn(Protocol):
    """What is to be known of a node to draw it; see `manim_nodes.app.canvas.node_item`."""

    facts: NodeView
    form: NodeForm
    paints: Pens
    outline: QPainterPath
    header_path: QPainterPath
    header_color: QColor
    picture: QPixmap | None
    fitting: dict[tuple[str, bool], bool] | None
    is_chosen: bool
    is_playing: bool

    @property
    def is_faulty(self) -> bool: ...


def paint_box(painter: QPainter, item: Drawn) -> None:
    """Draw what stands for a node until there is time for more."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(item.form.rect, item.paints.node)
    header = QRectF(0, 0, item.form.size[0], item.form.header)
    painter.fillRect(header, item.header_color)


def paint_far(painter: QPainter, item: Drawn, zoom: float) -> None:
    """Draw a node as a plain box, with its title as large as can be read."""
    rect, paints = item.form.rect, item.paints
    if item.facts.form == "dot":
        painter.fillRect(rect, paints.dim_text)
        return
    paint_box(painter, item)
    if item.facts.muted:
        painter.fillRect(QRectF(0, 0, rect.width(), item.form.header), paints.dim_text)
    pen = QPen(_outline(item))
    pen.setWidthF(pen.widthF() * 2)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    if zoom >= NAMED:
        font = QFont(paints.text_font)
        font.setPixelSize(round(_TITLE_PX / zoom))
        painter.setFont(font)
        painter.setPen(paints.text)
        below = QRectF(6, item.form.header, rect.width() - 8, rect.height() - item.form.header)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, int(flags | Qt.TextFlag.TextWordWrap), item.facts.title)


def paint_near(painter: QPainter, item: Drawn, zoom: float) -> None:
    """Draw a node as it is read and worked with."""
    if item.is_playing:
        painter.setPen(item.paints.glow)
        painter.drawPath(item.outline)
    if item.facts.form == "dot":
        _paint_dot(painter, item)
        return
    faded = item.fitting is not None and not any(item.fitting.values())
    painter.setOpacity(0.6 if item.facts.muted or faded else 1.0)
    painter.fillPath(item.outline, item.paints.node)
    header = item.paints.dim_text if item.facts.muted else item.header_color
    painter.fillPath(item.header_path, header)
    _paint_header(painter, item)
    if item.facts.form == "node" and not item.facts.collapsed:
        if zoom >= MIDDLE:
            _paint_texts(painter, item)
        _paint_picture(painter, item)
    if item.facts.muted and item.facts.passage is not None:
        _paint_passage(painter, item, *item.facts.passage)
    painter.setOpacity(1.0)
    painter.setPen(_outline(item))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(item.outline)
    _paint_ports(painter, item)


def _outline(item: Drawn) -> QPen:
    paints = item.paints
    if item.is_chosen:
        return paints.selected_border
    if item.is_faulty or not item.facts.is_known:
        return paints.error_border
    if item.facts.muted:
        return paints.muted_border
    if item.facts.severity is Severity.WARNING:
        return paints.warning_border
    return paints.border


def _paint_dot(painter: QPainter, item: Drawn) -> None:
    port = item.facts.outputs[0] if item.facts.outputs else None
    color = item.paints.of_type(port.color) if port else item.paints.dim_text
    painter.setPen(_outline(item))
    painter.setBrush(color)
    painter.drawEllipse(item.form.rect.adjusted(4, 4, -4, -4))


def _paint_header(painter: QPainter, item: Drawn) -> None:
    facts, form, paints = item.facts, item.form, item.paints
    painter.setPen(paints.header_text)
    if facts.form == "node":
        icon = category_icon(facts.category, "#ffffff")
        top = (form.header - ICON) / 2
        icon.paint(painter, QRectF(MARGIN - 2, top, ICON, ICON).toRect())
    if form.title is not None:
        painter.setFont(paints.title_font)
        painter.drawStaticText(form.title.at, form.title.text)
    if form.subtitle is not None:
        painter.setFont(paints.small_font)
        painter.setPen(QColor(255, 255, 255, 190))
        painter.drawStaticText(form.subtitle.at, form.subtitle.text)
    if facts.severity is not None and facts.form == "node":
        is_error = facts.severity is Severity.ERROR
        color = paints.theme.error if is_error else paints.theme.warning
        badge = QRectF(form.size[0] - 36, -10, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.canvas)
        painter.drawEllipse(badge)
        icon = severity_icon(facts.severity, color)
        icon.paint(painter, badge.adjusted(2, 2, -2, -2).toRect())


def _paint_texts(painter: QPainter, item: Drawn) -> None:
    form, paints = item.form, item.paints
    painter.setFont(paints.text_font)
    painter.setPen(paints.text)
    for placed in form.labels:
        painter.drawStaticText(placed.at, placed.text)
    for placed in form.values:
        painter.drawStaticText(placed.at, placed.text)
    painter.setPen(paints.dim_text)
    for placed in form.names:
        painter.drawStaticText(placed.at, placed.text)
    for rect, color in form.swatches:
        painter.setBrush(QColor(color))
        painter.drawRect(rect)


def _paint_picture(painter: QPainter, item: Drawn) -> None:
    room, picture = item.form.picture, item.picture
    if room is None or picture is None or picture.isNull():
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    scale = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    target = QRectF(0, 0, width, height)
    target.moveCenter(room.center())
    painter.drawPixmap(target, picture, QRectF(picture.rect()))


def _paint_passage(painter: QPainter, item: Drawn, taken: str, given: str) -> None:
    start, end = item.form.ports.get((taken, False)), item.form.ports.get((given, True))
    if start is not None and end is not None:
        painter.setPen(item.paints.passage)
        painter.drawLine(start, end)


def _paint_ports(painter: QPainter, item: Drawn) -> None:
    facts = item.facts
    for port in (*facts.inputs, *facts.outputs):
        at = item.form.ports[port.name, port.is_output]
        color = item.paints.error if port.faulty else item.paints.of_type(port.color)
        _paint_port(painter, item, (port.name, port.is_output), at, port.shape, color, port.wired)
    if facts.has_flow:
        color = item.paints.of_type("#F0F0F0")
        for is_output in (False, True):
            at = item.form.ports[FLOW, is_output]
            wired = facts.flow_wired[is_output]
            _paint_port(painter, item, (FLOW, is_output), at, "triangle", color, wired)


def _paint_port(
    painter: QPainter,
    item: Drawn,
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
    painter.setBrush(color if wired else item.paints.canvas)
    painter.drawPath(port_path(shape, at, radius))
    painter.setOpacity(1.0)
