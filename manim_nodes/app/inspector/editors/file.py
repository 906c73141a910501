"""The editor of files."""

from pathlib import Path

import qtawesome
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

from manim_nodes.app.inspector.editors.editor import EditorContext, is_alive
from manim_nodes.app.inspector.editors.texts import StringEditor
from manim_nodes.app.kit.images import read_image
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr

_THUMBNAIL = (160, 90)


class FileEditor(StringEditor):
    """A path, relative to the project's folder where it can be, and a look at pictures."""

    is_wide = True

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        browse = self._field.addAction(
            qtawesome.icon("mdi6.folder-open-outline", color=context.theme.dim_text),
            self._field.ActionPosition.TrailingPosition,
        )
        browse.setText(tr("Choose a file"))
        browse.setToolTip(tr("Choose a file"))
        browse.triggered.connect(self._browse)
        for button in self._field.findChildren(QToolButton):
            button.setAccessibleName(tr("Choose a file"))
        self._thumbnail = Label(self)
        self._thumbnail.setAccessibleName(tr("The picture"))
        self._thumbnail.hide()
        self._column.addWidget(self._thumbnail)
        self._thumbnail_path: Path | None = None
        self._field.textChanged.connect(self._update_thumbnail)
        self._is_typed = False
        self._field.typed.connect(self._on_typed)
        self._field.left.connect(self._allow_typed)

    def choose(self, path: Path) -> None:
        """Take a file, named relative to the project's folder if it is inside."""
        name = self.context.files.name_of(path)
        self.context.files.allow(name)
        self.change_to(name)

    def _allow_typed(self) -> None:
        # Merely to go through the field allows nothing.
        if self._is_typed:
            self._is_typed = False
            self.context.files.allow(self._field.text())

    def _on_typed(self, _: str) -> None:
        self._is_typed = True

    def _browse(self) -> None:
        dialog = QFileDialog(
            self, tr("Choose a file"), str(self.context.files.folder or Path.home())
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def _on_file_selected(self, name: str) -> None:
        self.choose(Path(name))

    def _update_thumbnail(self, name: str) -> None:
        path = self.context.files.readable(name) if name else None
        if path == self._thumbnail_path:
            return
        self._thumbnail_path = path
        if path is None:
            self._thumbnail.hide()
            return
        self.context.background.run(
            lambda: read_image(path, *_THUMBNAIL), lambda image: self._show(path, image)
        )

    def _show(self, path: Path, image: QImage) -> None:
        if is_alive(self) and path == self._thumbnail_path:
            self._thumbnail.setVisible(not image.isNull())
            self._thumbnail.setPixmap(QPixmap.fromImage(image))
