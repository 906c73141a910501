"""Keeping the project as a template of the user's own, and saying how that went."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.project.card_pictures_job import draw_card_pictures
from manim_nodes.app.project.template_card_dialog import TemplateCardDialog
from manim_nodes.document.model import Document
from manim_nodes.document.part import part_of
from manim_nodes.editing.session import Session
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import Template
from manim_nodes.gallery.knobs import knob_fields
from manim_nodes.gallery.own_templates import (
    OwnTemplateExistsError,
    remove_template,
    save_template,
)
from manim_nodes.gallery.template_files import SUFFIX, pack_template, unpack_template
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.graph.problems import Severity
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.sandbox.readable import project_paths
from manim_nodes.translation import tr, tr_later

_PICTURE_WIDTH = 640
_NOTICE = "own template"
_LONGEST_S = 300.0


class OwnTemplates(QObject):
    """Asks for the card of a template, and keeps it.

    Parameters
    ----------
    folder : of the templates of the user's own
    templates : returns those there are
    picture : returns what the player shows
    reload_templates : lets all windows know the new one
    typeset : where outlines of texts are kept
    draw : draws what the card of a new template shows
    files_folder : returns where file dialogs begin
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        notices: Notices,
        *,
        folder: Path,
        templates: Callable[[], Sequence[Template]],
        picture: Callable[[], QImage],
        reload_templates: Callable[[], object],
        typeset: Path,
        draw: Callable[..., bool] = draw_card_pictures,
        files_folder: Callable[[], Path] = Path.home,
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._notices = session, window, notices
        self._folder, self._templates = folder, templates
        self._picture, self._reload = picture, reload_templates
        self._typeset, self._draw, self._background = typeset, draw, Background(self)
        self._cancel = CancelToken()
        self._files_folder = files_folder

    @command(
        "file.save_template",
        tr_later("Save as template…"),
        panel="",
        menu="File",
        help=tr_later("Keeps the project among the templates that new projects start from."),
        icon="mdi6.content-save-cog-outline",
    )
    def ask(self) -> None:
        """Ask for the card, then keep the project as a template."""
        categories = sorted({template.category for template in self._templates()})
        session = self._session
        selected = session.selection & session.content.nodes_by_id.keys()
        part = part_of(session.document, session.content, selected)
        knobs, part_knobs = (
            [field.title for field in knob_fields(each, session.library)]
            for each in (session.document, part)
        )
        dialog = TemplateCardDialog(
            session.document.name,
            categories,
            self._window,
            selected=len(selected),
            knobs=knobs,
            selected_knobs=part_knobs,
        )
        dialog.accepted.connect(
            lambda: self._keep(
                part if dialog.only_selected.isChecked() else session.document, dialog.card
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, document: Document, card: dict[str, str]) -> None:
        picture, session = _png(self._picture()), self._session
        analysis = session.analysis
        files = named_files(analysis.graph, session.folder) if analysis is not None else []

        def keep(overwrite: bool) -> str:
            path = save_template(document, self._folder, card, picture=picture, overwrite=overwrite)
            # Of a film that is at its very beginning there is little to be seen.
            is_chosen = session.playhead.time_s > 0
            self._draw_pictures(path, document, session.folder, files, keeps_still=is_chosen)
            return tr("Kept as the template “{name}”.", name=card["name"].strip())

        self._add(keep)

    def _draw_pictures(
        self,
        path: Path,
        document: Document,
        folder: Path | None = None,
        files: Sequence[Path] = (),
        *,
        keeps_still: bool = True,
    ) -> None:
        """Have what the card shows drawn in a thread: until then it shows the player's picture, if it is of that.

        Parameters
        ----------
        folder, files : of the project that it was made of, which may be read
        keeps_still : the picture that it has stays
        """
        settings = PreviewSettings(
            self._typeset,
            assets_dir=folder,
            seed=document.settings.seed,
            time_limit_s=_LONGEST_S,
            is_confined=True,
            readable=tuple(project_paths(folder, files)),
        )
        work = partial(
            self._draw,
            path,
            document,
            self._session.library,
            settings,
            self._cancel,
            keeps_still=keeps_still,
        )
        self._background.run(work, lambda is_drawn: self._reload() if is_drawn else None)

    def close(self) -> None:
        """Draw no more pictures."""
        self._cancel.cancel()
        self._background.close()

    def _add(self, keep: Callable[[bool], str], *, overwrite: bool = False) -> None:
        """Keep a template, and say how that went; replace one of its name only where the user wants that.

        Parameters
        ----------
        keep : does so, given whether another may be replaced, and returns what is said then
        """
        try:
            text = keep(overwrite)
        except OwnTemplateExistsError as error:
            actions = [(tr("Replace it"), partial(self._add, keep, overwrite=True))]
            self._notices.put(_NOTICE, error.message, Severity.WARNING, actions)
        except ManimNodesError as error:
            self._notices.put(_NOTICE, str(error), Severity.ERROR)
        else:
            self._notices.put(_NOTICE, text)
            self._reload()

    @command(
        "file.import_template",
        tr_later("Import template…"),
        panel="",
        menu="File",
        help=tr_later("Takes in a template that somebody has saved as a file."),
        icon="mdi6.package-down",
    )
    def ask_to_import(self) -> None:
        """Ask for the file of a template, then keep it among those of the user's own."""
        kinds = tr("Templates") + f" (*{SUFFIX})"
        start = str(self._files_folder())
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Import template"), start, kinds)
        if path:
            self._import(Path(path))

    def _import(self, path: Path) -> None:
        def keep(overwrite: bool) -> str:
            taken = unpack_template(path, self._folder, overwrite=overwrite)
            self._draw_pictures(taken.path, taken.document)  # whoever has made it: confined
            return tr("Taken in as the template “{name}”.", name=taken.name)

        self._add(keep)

    def ask_to_pack(self, template: Template) -> None:
        """Ask where to save a template as a file for others, and do."""
        beginning = str(self._files_folder() / f"{template.id}{SUFFIX}")
        kinds = tr("Templates") + f" (*{SUFFIX})"
        title = tr("Save as a file for others")
        path, _ = QFileDialog.getSaveFileName(self._window, title, beginning, kinds)
        if not path:
            return
        try:
            pack_template(template, Path(path))
        except ManimNodesError as error:
            self._notices.put(_NOTICE, str(error), Severity.ERROR)
        else:
            self._notices.put(_NOTICE, tr("Saved as {path}.", path=path))

    def ask_to_remove(self, template: Template) -> None:
        """Remove a template of the user's own, once they have said so."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Remove template"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Remove the template “{name}” from the disk?", name=template.name))
        remove = box.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is not remove:
            return
        try:
            remove_template(template, self._folder)
        except ManimNodesError as error:
            self._notices.put(_NOTICE, str(error), Severity.ERROR)
        self._reload()


def _png(image: QImage) -> bytes | None:
    if image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    scaled = image.scaledToWidth(_PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)
    scaled.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes a text
    return bytes(buffer.data().data())
