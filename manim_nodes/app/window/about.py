"""What the program is, in a small box."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from manim_nodes import __version__
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.translation import tr

_DOCS = "https://docs.manim.community"


class AboutBox(QDialog):
    """Versions to name in a report, the license, and where to read more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About manim-nodes"))
        title = Label("manim-nodes", self)
        title.setProperty("title", True)
        slogan = Label(tr("Build Manim scenes by wiring nodes."), self)
        slogan.setProperty("dim", True)
        versions = Label("\n".join(_versions()), self)
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        more = QLabel(
            tr('MIT License. Animations by <a href="{docs}">Manim Community</a>.', docs=_DOCS),
            self,
        )
        more.setOpenExternalLinks(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 18)
        layout.setSpacing(12)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        for widget in (title, slogan, versions, more, buttons):
            layout.addWidget(widget)


def _versions() -> list[str]:
    try:
        manim = version("manim")
    except PackageNotFoundError:  # as in a frozen build without metadata
        manim = "?"
    return [  # names, which are the same in every language
        f"manim-nodes {__version__}",
        f"manim {manim}",
        f"Qt for Python {pyside_version}",
        f"Python {platform.python_version()}",
    ]
