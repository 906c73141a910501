"""Colors, pens and fonts of the canvas, made once a theme, so that painting makes none."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPen

from manim_nodes.app.kit.contrast import GRAPHICS, TEXT, standing_out
from manim_nodes.app.kit.theme import Theme

NAMED = 0.25
"""Below this zoom not even titles can be read."""

FAR = 0.4
"""Below this zoom nodes are plain boxes."""

MIDDLE = 0.62
"""Below this zoom names of ports and values are left out: nobody could read them."""


class Pens:
    """What the items of the canvas are drawn with."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.is_dark = QColor(theme.canvas).lightness() < 128
        self.canvas, self.node = QColor(theme.canvas), QColor(theme.node)
        self.text, self.dim_text = QColor(theme.node_text), QColor(theme.dim_text)
        self.error, self.warning = QColor(theme.error), QColor(theme.warning)
        self.accent = QColor(theme.accent)
        self.header_text = QColor("#ffffff")
        self.grid, self.strong_grid = (
            QPen(QColor(theme.grid), 0),
            QPen(QColor(theme.grid_strong), 0),
        )
        self.border = QPen(QColor(theme.node_border), 1.2)
        self.muted_border = QPen(self.dim_text, 1.2, Qt.PenStyle.DashLine)
        self.selected_border = QPen(QColor(theme.wire_selected), 2)
        self.focus_border = QPen(self.accent, 2)
        self.error_border = QPen(self.error, 2)
        self.warning_border = QPen(self.warning, 1.6)
        self.glow = QPen(_faint(self.accent, 130), 7)
        self.passthrough = QPen(self.dim_text, 1.4)
        self.title_font = _font(12, bold=True)
        self.text_font = _font(11)
        self.small_font = _font(9)
        self.title_metrics = QFontMetricsF(self.title_font)
        self.text_metrics = QFontMetricsF(self.text_font)
        self.small_metrics = QFontMetricsF(self.small_font)

    @lru_cache(maxsize=256)  # noqa: B019  (few are made, and all live as long as the canvas)
    def of_type(self, color: str) -> QColor:
        """Return the color of a port type as it can be seen on this canvas."""
        return standing_out(QColor(color), (self.canvas, self.node), GRAPHICS)

    @lru_cache(maxsize=256)  # noqa: B019
    def header(self, color: QColor | str) -> QColor:
        """Return a header of this color, dark enough for white text."""
        return standing_out(QColor(color), (self.header_text,), TEXT)


def _font(size_px: int, *, bold: bool = False) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(size_px)
    font.setBold(bold)
    return font


def _faint(color: QColor, alpha: int) -> QColor:
    faint = QColor(color)
    faint.setAlpha(alpha)
    return faint
