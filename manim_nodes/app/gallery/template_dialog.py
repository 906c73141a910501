"""Templates in a dialog, for when the welcome page has long been left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from manim_nodes.app.gallery.templates_view import TemplatesView
from manim_nodes.app.theme import Theme
from manim_nodes.gallery.catalogue import Template


class TemplateDialog(QDialog):
    """Closes when a template was chosen.

    Attributes
    ----------
    chosen : with a Template
    """

    chosen = Signal(Template)

    def __init__(
        self, templates: Sequence[Template], *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New from Template"))
        self.resize(900, 620)
        self._view = TemplatesView(templates, theme=theme, parent=self)
        self._view.chosen.connect(self._on_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 4, 12)
        layout.addWidget(self._view)

    def done(self, result: int) -> None:
        self._view.shut_down()
        super().done(result)

    def _on_chosen(self, template: Template) -> None:
        self.accept()
        self.chosen.emit(template)
