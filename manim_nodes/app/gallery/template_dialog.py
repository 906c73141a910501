"""A window with the templates, to choose one from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from manim_nodes.app.gallery.templates_view import MakeTrial, TemplatesView
from manim_nodes.app.kit.theme import Theme
from manim_nodes.document.model import Document
from manim_nodes.gallery.catalogue import Template
from manim_nodes.translation import tr

_SIZE = 860, 560


class TemplateDialog(QDialog):
    """Lets the user choose a template.

    Parameters
    ----------
    take : called with the one that is chosen
    take_project : called with the project that one has become by its knobs
    make_trial, type_title : see `TemplatesView`
    """

    def __init__(
        self,
        templates: Sequence[Template],
        take: Callable[[Template], object],
        take_project: Callable[[Document], object],
        *,
        make_trial: MakeTrial | None,
        type_title: Callable[[str], str] = lambda name: name,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Insert template"))
        self._take, self._take_project = take, take_project
        self.templates = TemplatesView(
            templates,
            theme=theme,
            make_trial=make_trial,
            may_open=False,
            may_insert=lambda: True,
            type_title=type_title,
            parent=self,
        )
        self.templates.chosen.connect(self._choose)
        self.templates.insert_asked.connect(self._choose_project)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 8, 16)
        layout.addWidget(self.templates)
        self.resize(*_SIZE)

    def done(self, result: int) -> None:
        """Stop moving pictures, and close."""
        self.templates.close()
        super().done(result)

    def _choose(self, template: Template) -> None:
        self.accept()
        self._take(template)

    def _choose_project(self, project: Document) -> None:
        self.accept()
        self._take_project(project)
