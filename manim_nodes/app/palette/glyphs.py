"""The small marks that stand for categories and kinds of nodes, ready to be painted."""

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from manim_nodes.app.kit.markers import category_color, category_icon
from manim_nodes.app.kit.row_painting import draw_glyph, glyph
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import Kind
from manim_nodes.translation import tr, tr_later

_KINDS = {
    Kind.VALUE: ("mdi6.plus-box-outline", tr_later("Makes something")),
    Kind.MODIFY: ("mdi6.tune-variant", tr_later("Changes what comes in")),
    Kind.QUERY: ("mdi6.comment-question-outline", tr_later("Asks something about what comes in")),
    Kind.ANIMATION: ("mdi6.play-outline", tr_later("Plays an animation")),
    Kind.COMPOSE: ("mdi6.layers-triple-outline", tr_later("Puts animations together")),
    Kind.STEP: ("mdi6.step-forward", tr_later("A step that the scene takes")),
    Kind.SCENE: ("mdi6.movie-cog-outline", tr_later("Sets the scene up")),
    Kind.REROUTE: ("mdi6.circle-medium", tr_later("Leads a wire round a corner")),
    Kind.LOOP: ("mdi6.repeat", tr_later("Begins a loop")),
    Kind.COLLECT: ("mdi6.tray-arrow-down", tr_later("Ends a loop")),
}


def kind_description(kind: Kind) -> str:
    """Return what nodes of a kind do."""
    return tr(_KINDS[kind][1])


def kind_glyph(kind: Kind, color: str, size: int, ratio: float) -> QPixmap:
    """Return the mark of a kind, ``size`` logical pixels wide on a screen of ``ratio``."""
    return glyph(_KINDS[kind][0], color, size, ratio)


@cache
def category_glyph(category: Category, color: str, size: int, ratio: float) -> QPixmap:
    """Return the mark of a category."""
    return category_icon(category, color).pixmap(QSize(size, size), ratio)


def draw_stand_in(painter: QPainter, category: Category, frame: QRectF, size: int) -> None:
    """Draw a category's mark on its color, where a node type has no picture."""
    color = category_color(category)
    ground = QColor(color)
    ground.setAlpha(46)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(frame, 4, 4)
    ratio = painter.device().devicePixelRatioF()
    draw_glyph(painter, category_glyph(category, color.lighter(115).name(), size, ratio), frame)
