"""Make the program's icon in the sizes and formats of all systems: ``python script/packaging/icons.py FOLDER``."""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parents[2] / "resources" / "style" / "icon.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_OF_WINDOWS = [(size, size) for size in SIZES if size <= 256]


def make_icons(folder: Path) -> None:
    """Write PNGs, laid out as themes of icons are, and one file each for Windows and macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manim-nodes.svg").write_bytes(DRAWING.read_bytes())
    for size in SIZES:
        picture(size).save(folder / f"manim-nodes-{size}.png", optimize=True)
    largest = picture(1024)
    largest.save(folder / "manim-nodes.ico", sizes=_OF_WINDOWS)
    largest.save(folder / "manim-nodes.icns")


def picture(size: int) -> Image.Image:
    """Return the icon, drawn for a size in pixels rather than shrunk to it."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6 takes text
    return Image.open(io.BytesIO(content.data())).convert("RGBA")


if __name__ == "__main__":
    application = QGuiApplication(["icons", "-platform", "offscreen"])
    make_icons(Path(sys.argv[1]))
