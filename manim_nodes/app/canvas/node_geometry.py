"""Where the parts of a node are, in the node's own coordinates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText

from manim_nodes.app.canvas.node_view import NodeView, PortView
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.library.node_type import FLOW
from manim_nodes.translation import tr

GRID = 20
HEADER = 26.0
TALL_HEADER = 36.0
LINE = 17.0
MARGIN = 12.0
ICON = 16.0
EYE = 14.0
DOT = 20.0
PICTURE_RATIO = 9 / 16
_NARROWEST, _WIDEST = 120.0, 200.0
_WIDEST_TITLE = 300.0
"""Wide enough for the title of every built-in node type."""
_RIGHT = Qt.TextElideMode.ElideRight
_PLAIN = Qt.TextFormat.PlainText
_LEAST_VALUE = 18.0


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text, and where its top left corner is."""

    text: QStaticText
    at: QPointF


@dataclass
class NodeGeometry:
    """Where the parts of a node are, and their texts, laid out once for painting.

    Parameters
    ----------
    ports : where each port is, by name and by whether it is an output
    eye : where the icon of its presence is, and can be clicked
    labels, values, names : names of ports, and values and names of parameters
    value_areas : where values can be changed in place, by their parameters
    """

    size: tuple[float, float]
    header: float
    title: PlacedText | None = None
    subtitle: PlacedText | None = None
    ports: dict[tuple[str, bool], QPointF] = field(default_factory=dict)
    labels: list[PlacedText] = field(default_factory=list)
    names: list[PlacedText] = field(default_factory=list)
    values: list[PlacedText] = field(default_factory=list)
    swatches: list[tuple[QRectF, str]] = field(default_factory=list)
    value_areas: dict[str, QRectF] = field(default_factory=dict)
    picture: QRectF | None = None
    eye: QRectF | None = None

    @property
    def rect(self) -> QRectF:
        """The node's body."""
        return QRectF(0, 0, *self.size)


def geometry_of(view: NodeView, pens: Pens, *, has_picture: bool) -> NodeGeometry:
    """Measure a node."""
    if view.shape == "dot":
        return _dot(view)
    if view.shape == "boundary":
        return _boundary(view, pens)
    return _node(view, pens, has_picture=has_picture)


def _dot(view: NodeView) -> NodeGeometry:
    geometry = NodeGeometry((DOT, DOT), DOT)
    _place_side(geometry, view.inputs, 0.0, [DOT / 2])
    _place_side(geometry, view.outputs, DOT, [DOT / 2])
    return geometry


def _boundary(view: NodeView, pens: Pens) -> NodeGeometry:
    width = _rounded(pens.title_metrics.horizontalAdvance(view.title) + 2 * MARGIN + ICON)
    geometry = NodeGeometry((max(width, 80.0), HEADER), HEADER)
    geometry.title = _text(view.title, MARGIN, (HEADER - pens.title_metrics.height()) / 2, pens)
    _place_side(geometry, view.inputs, 0.0, [HEADER / 2])
    _place_side(geometry, view.outputs, geometry.size[0], [HEADER / 2])
    return geometry


def _node(view: NodeView, pens: Pens, *, has_picture: bool) -> NodeGeometry:
    width = _width(view, pens)
    header = TALL_HEADER if view.subtitle else HEADER
    geometry = NodeGeometry((width, header), header)
    _place_titles(geometry, view, pens)
    if view.presence is not None:
        geometry.eye = QRectF(width - MARGIN - EYE, (header - EYE) / 2, EYE, EYE)
    if view.has_flow:
        geometry.ports[FLOW, False] = QPointF(0, 11)
        geometry.ports[FLOW, True] = QPointF(width, 11)
    if view.collapsed:
        low = header - 9
        _place_side(geometry, view.inputs, 0.0, [low])
        _place_side(geometry, view.outputs, width, [low])
        return geometry
    lines = max(len(view.inputs), len(view.outputs))
    middles = [header + 4 + LINE * (row + 0.5) for row in range(lines)]
    _place_side(geometry, view.inputs, 0.0, middles)
    _place_side(geometry, view.outputs, width, middles)
    _place_labels(geometry, view, pens)
    bottom = _place_rows(geometry, view, pens, header + 4 + LINE * lines)
    if has_picture:
        height = (width - 2 * 8) * PICTURE_RATIO
        geometry.picture = QRectF(8, bottom + 4, width - 16, height)
        bottom += height + 8
    geometry.size = width, float(ceil((bottom + 4) / 2) * 2)
    return geometry


def _width(view: NodeView, pens: Pens) -> float:
    title = pens.title_metrics.horizontalAdvance(view.title) + ICON + 3 * MARGIN + 16
    subtitle = pens.small_metrics.horizontalAdvance(view.subtitle) + ICON + 3 * MARGIN
    measure = pens.text_metrics.horizontalAdvance
    sides = [_widest(pens.text_metrics, side) for side in (view.inputs, view.outputs)]
    ports = sum(sides) + 2 * MARGIN + (2 * MARGIN if all(sides) else 0)
    ports = max(ports, *_widths_with_values(view, pens.text_metrics), 0.0)
    rows = [measure(row.name) + measure(row.value) + 4 * MARGIN + 8 for row in view.rows]
    widest = max(subtitle, 0 if view.collapsed else max(ports, *rows, 0.0))
    needed = max(min(widest, _WIDEST), min(title, _WIDEST_TITLE), _NARROWEST)
    return _rounded(needed)


def _widths_with_values(view: NodeView, metrics: QFontMetricsF) -> Iterator[float]:
    """Return how wide the lines of inputs are that show a value, with the output on the other side."""
    for port, beside in zip_longest(view.inputs, view.outputs):
        if port is not None and port.value:
            other = metrics.horizontalAdvance(beside.label) + MARGIN if beside is not None else 0
            own = metrics.horizontalAdvance(port.label) + metrics.horizontalAdvance(port.value)
            yield own + other + 3 * MARGIN + 1


def _widest(metrics: QFontMetricsF, ports: Iterable[PortView]) -> float:
    return max((metrics.horizontalAdvance(port.label) for port in ports), default=0.0)


def _rounded(width: float) -> float:
    return float(ceil(width / GRID) * GRID)


def _place_side(
    geometry: NodeGeometry, ports: Iterable[PortView], x: float, middles: list[float]
) -> None:
    for row, port in enumerate(ports):
        geometry.ports[port.name, port.is_output] = QPointF(x, middles[min(row, len(middles) - 1)])


def _place_titles(geometry: NodeGeometry, view: NodeView, pens: Pens) -> None:
    left = MARGIN + ICON + 6
    room = geometry.size[0] - left - MARGIN - (EYE + 2 if view.presence is not None else 12)
    title = pens.title_metrics.elidedText(view.title, _RIGHT, room)
    top = 3.0 if view.subtitle else (HEADER - pens.title_metrics.height()) / 2
    geometry.title = _text(title, left, top, pens)
    if view.subtitle:
        subtitle = pens.small_metrics.elidedText(view.subtitle, _RIGHT, room)
        below = top + pens.title_metrics.height()
        geometry.subtitle = PlacedText(_static(subtitle), QPointF(left, below))


def _place_labels(geometry: NodeGeometry, view: NodeView, pens: Pens) -> None:
    for port, beside in zip_longest(view.inputs, view.outputs):
        end = geometry.size[0] - MARGIN
        if beside is not None:
            end -= _place_label(geometry, beside, pens) + MARGIN
        if port is not None:
            width = _place_label(geometry, port, pens)
            if port.value:
                _place_port_value(geometry, port, MARGIN + width, end, pens)


def _place_label(geometry: NodeGeometry, port: PortView, pens: Pens) -> float:
    """Write the name of a port beside it; return how wide that is."""
    room = geometry.size[0] - 2 * MARGIN
    at = geometry.ports[port.name, port.is_output]
    label = pens.text_metrics.elidedText(port.label, _RIGHT, room)
    width = pens.text_metrics.horizontalAdvance(label)
    x = geometry.size[0] - MARGIN - width if port.is_output else MARGIN
    top = at.y() - pens.text_metrics.height() / 2
    geometry.labels.append(PlacedText(_static(label), QPointF(x, top)))
    return width


def _place_port_value(
    geometry: NodeGeometry, port: PortView, left: float, right: float, pens: Pens
) -> None:
    """Write between the name of an input and what is beside it what it has while nothing is wired there."""
    metrics, middle = pens.text_metrics, geometry.ports[port.name, port.is_output].y()
    room = right - left - MARGIN
    if room < _LEAST_VALUE:
        return
    value = metrics.elidedText(port.value, _RIGHT, room)
    x = right - metrics.horizontalAdvance(value)
    geometry.values.append(PlacedText(_static(value), QPointF(x, middle - metrics.height() / 2)))
    area = QRectF(left + MARGIN / 2, middle - LINE / 2, right - left, LINE)
    geometry.value_areas[port.name] = area


def _place_rows(geometry: NodeGeometry, view: NodeView, pens: Pens, top: float) -> float:
    metrics, width = pens.text_metrics, geometry.size[0]
    inset = (LINE - metrics.height()) / 2
    for row in view.rows:
        name_room = min(metrics.horizontalAdvance(row.name), width * 0.55)
        name = metrics.elidedText(row.name, _RIGHT, name_room + 1)
        left = MARGIN + (16 if row.swatch else 0) + name_room + MARGIN
        value = metrics.elidedText(row.value, _RIGHT, max(20.0, width - MARGIN - left))
        x = width - MARGIN - metrics.horizontalAdvance(value)
        geometry.names.append(PlacedText(_static(name), QPointF(MARGIN, top + inset)))
        geometry.values.append(PlacedText(_static(value), QPointF(x, top + inset)))
        if row.parameter:
            edge = min(x, width / 2) - (16 if row.swatch else 0)
            geometry.value_areas[row.parameter] = QRectF(edge, top, width - edge - 2, LINE)
        if row.swatch:
            geometry.swatches.append((QRectF(x - 16, top + 5, 10, 10), row.swatch))
        top += LINE
    if view.more_rows:
        more = PlacedText(
            _static(tr("… {count} more", count=view.more_rows)), QPointF(MARGIN, top + inset - 2)
        )
        geometry.names.append(more)
        top += LINE - 3
    return top


def _text(text: str, x: float, y: float, pens: Pens) -> PlacedText:
    placed = _static(text)
    placed.prepare(font=pens.title_font)
    return PlacedText(placed, QPointF(x, y))


def _static(text: str) -> QStaticText:
    static = QStaticText(text)
    static.setTextFormat(_PLAIN)
    static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return static
