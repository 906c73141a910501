"""Where the parts of a node are, in the node's own coordinates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText

from manim_nodes.app.canvas.node_view import NodeView, PortView
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.library.node_type import FLOW

GRID = 20
HEADER = 26.0
TALL_HEADER = 36.0
LINE = 17.0
MARGIN = 12.0
ICON = 16.0
DOT = 20.0
PICTURE_RATIO = 9 / 16
_NARROWEST, _WIDEST = 120.0, 200.0
_RIGHT = Qt.TextElideMode.ElideRight
_PLAIN = Qt.TextFormat.PlainText


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text, and where its top left corner is."""

    text: QStaticText
    at: QPointF


@dataclass
class NodeForm:
    """A node's measures.

    Parameters
    ----------
    ports : where each port is, by name and by whether it is an output
    labels, values, names : names of ports, and values and names of parameters
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
    picture: QRectF | None = None

    @property
    def rect(self) -> QRectF:
        """The node's body."""
        return QRectF(0, 0, *self.size)


def form_of(facts: NodeView, paints: Pens, *, has_picture: bool) -> NodeForm:
    """Measure a node."""
    if facts.form == "dot":
        return _dot(facts)
    if facts.form == "door":
        return _door(facts, paints)
    return _node(facts, paints, has_picture=has_picture)


def _dot(facts: NodeView) -> NodeForm:
    form = NodeForm((DOT, DOT), DOT)
    _place_side(form, facts.inputs, 0.0, [DOT / 2])
    _place_side(form, facts.outputs, DOT, [DOT / 2])
    return form


def _door(facts: NodeView, paints: Pens) -> NodeForm:
    width = _rounded(paints.title_metrics.horizontalAdvance(facts.title) + 2 * MARGIN + ICON)
    form = NodeForm((max(width, 80.0), HEADER), HEADER)
    form.title = _text(facts.title, MARGIN, (HEADER - paints.title_metrics.height()) / 2, paints)
    _place_side(form, facts.inputs, 0.0, [HEADER / 2])
    _place_side(form, facts.outputs, form.size[0], [HEADER / 2])
    return form


def _node(facts: NodeView, paints: Pens, *, has_picture: bool) -> NodeForm:
    width = _width(facts, paints)
    header = TALL_HEADER if facts.subtitle else HEADER
    form = NodeForm((width, header), header)
    _place_titles(form, facts, paints)
    if facts.has_flow:
        form.ports[FLOW, False] = QPointF(0, 11)
        form.ports[FLOW, True] = QPointF(width, 11)
    if facts.collapsed:
        low = header - 9
        _place_side(form, facts.inputs, 0.0, [low])
        _place_side(form, facts.outputs, width, [low])
        return form
    lines = max(len(facts.inputs), len(facts.outputs))
    middles = [header + 4 + LINE * (row + 0.5) for row in range(lines)]
    _place_side(form, facts.inputs, 0.0, middles)
    _place_side(form, facts.outputs, width, middles)
    _place_labels(form, facts, paints)
    bottom = _place_rows(form, facts, paints, header + 4 + LINE * lines)
    if has_picture:
        height = (width - 2 * 8) * PICTURE_RATIO
        form.picture = QRectF(8, bottom + 4, width - 16, height)
        bottom += height + 8
    form.size = width, float(ceil((bottom + 4) / 2) * 2)
    return form


def _width(facts: NodeView, paints: Pens) -> float:
    title = paints.title_metrics.horizontalAdvance(facts.title) + ICON + 3 * MARGIN + 16
    subtitle = paints.small_metrics.horizontalAdvance(facts.subtitle) + ICON + 3 * MARGIN
    measure = paints.text_metrics.horizontalAdvance
    sides = [_widest(paints.text_metrics, side) for side in (facts.inputs, facts.outputs)]
    ports = sum(sides) + 2 * MARGIN + (2 * MARGIN if all(sides) else 0)
    rows = [measure(row.name) + measure(row.value) + 4 * MARGIN + 8 for row in facts.rows]
    widest = max(title, subtitle, 0 if facts.collapsed else max(ports, *rows, 0.0))
    return min(max(_rounded(widest), _NARROWEST), _WIDEST)


def _widest(metrics: QFontMetricsF, ports: Iterable[PortView]) -> float:
    return max((metrics.horizontalAdvance(port.label) for port in ports), default=0.0)


def _rounded(width: float) -> float:
    return float(ceil(width / GRID) * GRID)


def _place_side(form: NodeForm, ports: Iterable[PortView], x: float, middles: list[float]) -> None:
    for row, port in enumerate(ports):
        form.ports[port.name, port.is_output] = QPointF(x, middles[min(row, len(middles) - 1)])


def _place_titles(form: NodeForm, facts: NodeView, paints: Pens) -> None:
    left = MARGIN + ICON + 6
    room = form.size[0] - left - MARGIN - 12
    title = paints.title_metrics.elidedText(facts.title, _RIGHT, room)
    top = 3.0 if facts.subtitle else (HEADER - paints.title_metrics.height()) / 2
    form.title = _text(title, left, top, paints)
    if facts.subtitle:
        subtitle = paints.small_metrics.elidedText(facts.subtitle, _RIGHT, room)
        below = top + paints.title_metrics.height()
        form.subtitle = PlacedText(_static(subtitle), QPointF(left, below))


def _place_labels(form: NodeForm, facts: NodeView, paints: Pens) -> None:
    half = paints.text_metrics.height() / 2
    room = form.size[0] - 2 * MARGIN
    for port in (*facts.inputs, *facts.outputs):
        at = form.ports[port.name, port.is_output]
        label = paints.text_metrics.elidedText(port.label, _RIGHT, room)
        width = paints.text_metrics.horizontalAdvance(label)
        x = form.size[0] - MARGIN - width if port.is_output else MARGIN
        form.labels.append(PlacedText(_static(label), QPointF(x, at.y() - half)))


def _place_rows(form: NodeForm, facts: NodeView, paints: Pens, top: float) -> float:
    metrics, width = paints.text_metrics, form.size[0]
    inset = (LINE - metrics.height()) / 2
    for row in facts.rows:
        name_room = min(metrics.horizontalAdvance(row.name), width * 0.55)
        name = metrics.elidedText(row.name, _RIGHT, name_room + 1)
        left = MARGIN + (16 if row.swatch else 0) + name_room + MARGIN
        value = metrics.elidedText(row.value, _RIGHT, max(20.0, width - MARGIN - left))
        x = width - MARGIN - metrics.horizontalAdvance(value)
        form.names.append(PlacedText(_static(name), QPointF(MARGIN, top + inset)))
        form.values.append(PlacedText(_static(value), QPointF(x, top + inset)))
        if row.swatch:
            form.swatches.append((QRectF(x - 16, top + 5, 10, 10), row.swatch))
        top += LINE
    if facts.more_rows:
        more = PlacedText(_static(f"… {facts.more_rows} more"), QPointF(MARGIN, top + inset - 2))
        form.names.append(more)
        top += LINE - 3
    return top


def _text(text: str, x: float, y: float, paints: Pens) -> PlacedText:
    placed = _static(text)
    placed.prepare(font=paints.title_font)
    return PlacedText(placed, QPointF(x, y))


def _static(text: str) -> QStaticText:
    static = QStaticText(text)
    static.setTextFormat(_PLAIN)
    static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return static
