"""The colors of the app, dark and light, and how they reach Qt."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from manim_nodes.graph.problems import Severity
from manim_nodes.workspace.places import data_root

_FONT_SIZE = re.compile(r"font-size: (\d+)px")


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colors, each as ``#rrggbb``.

    Parameters
    ----------
    window, panel, field : grounds, from the outermost to what is typed into
    raised, hover, pressed : a button, at rest and under the mouse
    line : between parts
    text, dim_text, disabled_text : by weight
    accent, accent_text : what is selected or primary, and text on it
    link : text that is colored as the accent is
    error, warning, success : always shown with an icon or a word as well
    canvas, grid, grid_strong : the ground of the graph
    node, node_text, node_border : a node's body
    wire_selected : outline of what is selected on the canvas
    around_frame, frame_edge : around the frame of the film, and its edge, which stands 3 to 1 against it and black
    """

    name: str
    window: str
    panel: str
    field: str
    raised: str
    hover: str
    pressed: str
    line: str
    text: str
    dim_text: str
    disabled_text: str
    accent: str
    accent_text: str
    link: str
    error: str
    warning: str
    success: str
    canvas: str
    grid: str
    grid_strong: str
    node: str
    node_text: str
    node_border: str
    wire_selected: str
    around_frame: str
    frame_edge: str

    def of_severity(self, severity: Severity) -> str:
        """Return the color of what is so bad."""
        match severity:
            case Severity.ERROR:
                return self.error
            case Severity.WARNING:
                return self.warning
        return self.dim_text


DARK = Theme(
    name="dark",
    window="#17191d",
    panel="#1f2227",
    field="#15171a",
    raised="#282c33",
    hover="#363b45",
    pressed="#242830",
    line="#0f1114",
    text="#e6e8ec",
    dim_text="#b2b8c2",
    disabled_text="#9197a2",
    accent="#3070e2",
    accent_text="#ffffff",
    link="#7eb0ff",
    error="#ff6b6b",
    warning="#f2b84b",
    success="#58c48d",
    canvas="#1a1c20",
    grid="#22252a",
    grid_strong="#2a2e35",
    node="#272b31",
    node_text="#e6e8ec",
    node_border="#6f7682",
    wire_selected="#ffffff",
    around_frame="#30343b",
    frame_edge="#9aa1ac",
)

LIGHT = Theme(
    name="light",
    window="#e9ebee",
    panel="#f6f7f9",
    field="#ffffff",
    raised="#ffffff",
    hover="#eef2f9",
    pressed="#dde3ec",
    line="#cfd4db",
    text="#1d2127",
    dim_text="#4b535f",
    disabled_text="#626a76",
    accent="#2468d8",
    accent_text="#ffffff",
    link="#1f5cc0",
    error="#c62f2f",
    warning="#8a5a00",
    success="#1a7546",
    canvas="#eceef1",
    grid="#e7eaee",
    grid_strong="#dfe3e8",
    node="#ffffff",
    node_text="#1d2127",
    node_border="#7f8793",
    wire_selected="#111418",
    around_frame="#d3d8df",
    frame_edge="#6b7380",
)


def chosen_theme(choice: str) -> Theme:
    """Return the theme for a preference: ``dark``, ``light`` or ``system``."""
    if choice == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return LIGHT if scheme == Qt.ColorScheme.Light else DARK
    return LIGHT if choice == "light" else DARK


TEXT_SCALES = {"normal": 1.0, "large": 1.15, "larger": 1.3, "largest": 1.5}
"""How much larger text is, by the preference."""


def apply_theme(application: QApplication, theme: Theme, text_size: str = "normal") -> None:
    """Apply a theme, and a size of text, to the whole application."""
    scale = TEXT_SCALES[text_size]
    application.setPalette(_palette(theme))
    application.setStyleSheet(_style_sheet(asdict(theme), scale))


def _style_sheet(colors: Mapping[str, str], scale: float) -> str:
    folder = data_root() / "resources" / "style"
    text = (folder / "app.qss").read_text(encoding="utf-8")
    sheet = Template(text).substitute(colors, pictures=folder.as_posix())
    if scale == 1:
        return sheet
    sheet = _FONT_SIZE.sub(lambda found: f"font-size: {round(int(found[1]) * scale)}px", sheet)
    usual = QFontInfo(QGuiApplication.font()).pixelSize()
    return f"QWidget {{ font-size: {round(usual * scale)}px; }}\n{sheet}"


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, color in (
        ((role.Window, role.AlternateBase), theme.panel),
        ((role.Base, role.ToolTipBase), theme.field),
        ((role.Button,), theme.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), theme.text),
        ((role.PlaceholderText,), theme.dim_text),
        ((role.Highlight,), theme.accent),
        ((role.Link,), theme.link),
        ((role.HighlightedText, role.BrightText), theme.accent_text),
        ((role.Light,), theme.hover),
        ((role.Midlight, role.Mid), theme.line),
        ((role.Dark, role.Shadow), theme.window),
    ):
        for each in roles:
            palette.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.disabled_text))
    return palette
