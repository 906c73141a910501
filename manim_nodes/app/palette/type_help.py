"""Help for a node type: what it does, its ports and parameters, a picture and an example."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from manim_nodes.app.kit.markers import draw_port
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.glyphs import kind_description
from manim_nodes.gallery.pictures import picture_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Input, NodeType, Output, Parameter
from manim_nodes.library.parameter_types import shown
from manim_nodes.library.port_types import PortTypes
from manim_nodes.translation import tr

_PICTURE_WIDTH, _PORT_SIZE, _NAMES = 256, 14, 130


class TypeHelp(QTextBrowser):
    """The page of one node type at a time; its text can be selected and copied."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[NodeType, Library] | None = None
        self.setAccessibleName(tr("Help for node type"))
        self.setOpenLinks(False)
        self.setFrameStyle(0)
        self.document().setDocumentMargin(14)

    def show_type(self, node_type: NodeType, library: Library) -> None:
        """Show the page of ``node_type``."""
        self._shown = (node_type, library)
        self.document().setDefaultStyleSheet(_style(self._theme))
        self.setHtml("".join(_page(node_type, library.port_types, self._theme)))

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        if self._shown:
            self.show_type(*self._shown)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value and url.scheme() == "port":
            shape, color = url.path().split("/")
            return _port_picture(shape, f"#{color}", self.devicePixelRatioF())
        return super().loadResource(kind, url)


class TypeHelpWindow(QWidget):
    """The page of a node type in a window of its own, closed by Esc."""

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._help = TypeHelp(theme=theme, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._help)
        self.resize(520, 640)

    def show_type(self, node_type: NodeType, library: Library) -> None:
        """Open the window with the page of ``node_type``, or show that page in it."""
        self.setWindowTitle(tr("Help: {title}", title=tr(node_type.title)))
        self._help.show_type(node_type, library)
        self.show()
        self.raise_()
        self._help.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._help.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _style(theme: Theme) -> str:
    return (
        f"h1 {{ font-size: 20px; color: {theme.text}; margin: 0; }}"
        f".heading {{ font-weight: 600; color: {theme.link}; }}"
        f".dim {{ color: {theme.dim_text}; }}"
        f"pre {{ background-color: {theme.field}; margin: 0; }}"
        "td { padding: 3px 12px 5px 0; vertical-align: top; }"
    )


def _page(node_type: NodeType, port_types: PortTypes, theme: Theme) -> Iterator[str]:
    yield f"<h1>{escape(tr(node_type.title))}</h1>"
    yield (
        f'<p class="dim">{escape(tr(node_type.category.title))} · {escape(kind_description(node_type.kind))}'
        f" · {escape(node_type.type)}</p>"
    )
    if path := picture_of(node_type):
        yield f"<p>{_picture(path)}</p>"
    yield f"<p>{escape(tr(node_type.summary))} {escape(tr(node_type.documentation))}</p>"
    yield from _table(
        tr("Inputs"), (_input(port, port_types) for port in node_type.inputs.values())
    )
    outputs = node_type.outputs.values()
    yield from _table(tr("Outputs"), (_output(port, node_type, port_types) for port in outputs))
    yield from _table(tr("Parameters"), map(_parameter, node_type.parameters.values()))
    if node_type.example_code:
        code = escape(node_type.example_code.strip())
        yield f"<p class='heading'>{escape(tr('Example'))}</p>"
        yield (
            f'<table width="100%" bgcolor="{theme.field}" cellpadding="8"><tr><td>'
            f"<pre>{code}</pre></td></tr></table>"
        )


def _picture(path: Path) -> str:
    return f'<img src="{escape(path.as_posix())}" width="{_PICTURE_WIDTH}">'


def _table(title: str, rows: Iterable[str]) -> Iterator[str]:
    if joined := "".join(rows):
        yield f'<p class="heading">{escape(title)}</p><table width="100%">{joined}</table>'


def _row(name: str, notes: Iterable[str], description: str) -> str:
    joined = escape(", ".join(filter(None, notes)))
    return (
        f'<tr><td width="{_NAMES}">{name}</td>'
        f'<td>{escape(description)} <span class="dim">{joined}</span></td></tr>'
    )


def _input(port: Input, port_types: PortTypes) -> str:
    notes = [
        port.type,
        tr("any number of wires") * port.many,
        tr("optional") * (not port.required),
    ]
    return _row(_port(port.name, port.type, port_types), notes, tr(port.description))


def _output(port: Output, node_type: NodeType, port_types: PortTypes) -> str:
    known = node_type.inputs.get(port.input_name)
    as_input = tr("as {name}", name=port.input_name)
    type_name = port.type or (known.type if known else "")
    name = _port(port.name, type_name, port_types)
    return _row(name, [port.type or as_input], tr(port.description))


def _port(name: str, type_name: str, port_types: PortTypes) -> str:
    color, shape = port_types.appearance(type_name)
    return f'<img src="port:{shape}/{color.lstrip("#")}"> <b>{escape(name)}</b>'


def _parameter(parameter: Parameter) -> str:
    title = tr(parameter.display_title)
    return _row(f"<b>{escape(title)}</b>", _notes(parameter), tr(parameter.description))


def _notes(parameter: Parameter) -> Iterator[str]:
    yield parameter.type
    yield tr("required") * parameter.required
    yield from parameter.limits
    if parameter.default is not None:
        value = f"{shown(parameter.default)} {tr(parameter.unit)}".strip()
        yield tr("{value} by default", value=value)
    elif parameter.unit:
        yield tr("in {unit}", unit=tr(parameter.unit))


def _port_picture(shape: str, color: str, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(_PORT_SIZE, _PORT_SIZE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    center = QPointF(_PORT_SIZE / 2, _PORT_SIZE / 2)
    draw_port(painter, shape, QColor(color), center, _PORT_SIZE * 0.32, wired=True)
    painter.end()
    return pixmap
