"""The colors of the app, dark and light, and how they reach Qt."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from manim_nodes.workspace.places import data_root


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colors, each as ``#rrggbb``.

    Parameters
    ----------
    window, panel, field : grounds, from the outermost to what is typed into
    raised, hover, pressed : a button, at rest and under the mouse
    line : between parts
    text, dim_text, disabled_text : by weight; all but the last stand 4.5 to 1 against ``panel``
    accent, accent_text : what is selected or primary, and text on it
    error, warning, success : always shown with an icon or a word as well
    canvas, grid, grid_strong : the ground of the graph
    node, node_text, node_border : a node's body
    wire_selected : outline of what is selected on the canvas
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


DARK = Theme(
    name="dark",
    window="#17191d",
    panel="#1f2227",
    field="#15171a",
    raised="#2c3038",
    hover="#363b45",
    pressed="#242830",
    line="#0f1114",
    text="#e6e8ec",
    dim_text="#a3a9b4",
    disabled_text="#666c77",
    accent="#4c8dff",
    accent_text="#ffffff",
    error="#ff6b6b",
    warning="#f2b84b",
    success="#58c48d",
    canvas="#1a1c20",
    grid="#22252a",
    grid_strong="#2a2e35",
    node="#2a2e35",
    node_text="#e6e8ec",
    node_border="#0f1114",
    wire_selected="#ffffff",
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
    dim_text="#59616d",
    disabled_text="#9aa1ac",
    accent="#2468d8",
    accent_text="#ffffff",
    error="#c62f2f",
    warning="#8a5a00",
    success="#1d7a4a",
    canvas="#eceef1",
    grid="#e7eaee",
    grid_strong="#dfe3e8",
    node="#ffffff",
    node_text="#1d2127",
    node_border="#b9c0ca",
    wire_selected="#111418",
)


def chosen_theme(choice: str) -> Theme:
    """Return the theme for a preference: ``dark``, ``light`` or ``system``."""
    if choice == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return LIGHT if scheme == Qt.ColorScheme.Light else DARK
    return LIGHT if choice == "light" else DARK


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Apply a theme to the whole application."""
    application.setPalette(_palette(theme))
    application.setStyleSheet(_style_sheet(asdict(theme)))


def _style_sheet(colors: Mapping[str, str]) -> str:
    folder = data_root() / "resources" / "style"
    text = (folder / "app.qss").read_text(encoding="utf-8")
    return Template(text).substitute(colors, pictures=folder.as_posix())


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, color in (
        ((role.Window, role.AlternateBase), theme.panel),
        ((role.Base, role.ToolTipBase), theme.field),
        ((role.Button,), theme.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), theme.text),
        ((role.PlaceholderText,), theme.dim_text),
        ((role.Highlight, role.Link), theme.accent),
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
