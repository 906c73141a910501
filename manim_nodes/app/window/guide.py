"""The user guide, in a window of its own."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root


class GuideWindow(QDialog):
    """Shows docs/guide.md, which the installed program brings along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("User guide"))
        self.resize(820, 700)
        text = QTextBrowser(self)
        text.setAccessibleName(tr("User guide"))
        text.setOpenExternalLinks(True)
        folder = data_root() / "docs"
        text.setSearchPaths([str(folder)])
        text.document().setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
        text.setMarkdown((folder / "guide.md").read_text(encoding="utf-8"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(text)
