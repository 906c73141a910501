"""Keeping groups and snippets of the user's own, removing them, and saying how that went."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from manim_nodes.app.kit.notices import Notices
from manim_nodes.document.grouping import rename_group
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import MAX_NAME_LENGTH
from manim_nodes.document.part import part_of
from manim_nodes.editing.session import Session
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.own_nodes import (
    OwnNodeExistsError,
    remove_own_node,
    save_own_node,
    save_snippet,
)
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr

_NO_NAMES = ("", "Group")  # what groups are called that nobody has named


class OwnNodes(QObject):
    """Keeps what is selected for other projects.

    Parameters
    ----------
    folder : of what the user keeps
    reload_library : lets all windows know of it
    """

    def __init__(
        self,
        session: Session,
        window: QWidget,
        notices: Notices,
        *,
        folder: Path,
        reload_library: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._notices = session, window, notices
        self._folder, self._reload = folder, reload_library

    def keep_group(self, full_id: str) -> None:
        """Keep a group as a node, to be found in any project; ask for a name if it has none of its own.

        Parameters
        ----------
        full_id : of a node of the group
        """
        content = self._session.content
        group_id = group_id_of(content.node(self._session.local_id(full_id) or "")) or ""
        if content.group(group_id).name.strip() not in _NO_NAMES:
            self._keep_group(group_id)
            return

        def keep(typed: str) -> None:
            if name := typed.strip()[:MAX_NAME_LENGTH]:
                self._session.edit(
                    lambda document: rename_group(document, group_id, name),
                    label=tr("rename the group"),
                )
                self._keep_group(group_id)

        title, label = tr("Save as own node"), tr("Name of the node, by which the search finds it:")
        self._ask_for_name(title, label, keep)

    def _keep_group(self, group_id: str) -> None:
        content = self._session.content

        def keep(overwrite: bool) -> str:
            path = save_own_node(content, group_id, self._folder, overwrite=overwrite)
            return tr(
                "Kept as the node “{name}”, to be found under My nodes in any project.",
                name=path.stem,
            )

        self._keep(f"own node {group_id}", keep)

    def ask_for_snippet(self, node_ids: Collection[str]) -> None:
        """Ask what to call some nodes of what is shown, and keep them."""
        session = self._session
        part = part_of(session.document, session.content, node_ids)

        def keep(title: str, overwrite: bool) -> str:
            path = save_snippet(part, title, self._folder, overwrite=overwrite)
            return tr(
                "Kept as the snippet “{name}”, to be found under My snippets in any project.",
                name=path.stem,
            )

        self._ask_for_name(
            tr("Save as snippet"),
            tr("Name of the snippet, by which the search finds it:"),
            lambda title: self._keep("snippet", partial(keep, title)),
        )

    def _ask_for_name(self, title: str, label: str, take: Callable[[str], object]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setOkButtonText(tr("Save"))
        dialog.setCancelButtonText(tr("Cancel"))
        dialog.textValueSelected.connect(take)
        dialog.open()

    def ask_to_remove(self, type_name: str) -> None:
        """Remove what the user has kept, by the type that stands for it, once they have said so."""
        own = self._session.own_nodes[type_name]
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Remove from the disk"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Remove “{name}” from the disk?", name=own.title))
        box.setInformativeText(tr("Projects that hold a copy of it keep that."))
        remove = box.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)

        def finish() -> None:
            if box.clickedButton() is not remove:
                return
            try:
                remove_own_node(own)
            except ManimNodesError as error:
                self._notices.put("own node", str(error), Severity.ERROR)
            self._reload()

        box.finished.connect(finish)
        box.open()

    def _keep(self, name: str, keep: Callable[[bool], str], *, overwrite: bool = False) -> None:
        """Keep something, and say how that went; replace one of its name only where the user wants that.

        Parameters
        ----------
        name : of the notice
        keep : does so, given whether another may be replaced, and returns what is said then
        """
        try:
            text = keep(overwrite)
        except OwnNodeExistsError as error:
            again = partial(self._keep, name, keep, overwrite=True)
            actions = [(tr("Replace it"), again)]
            self._notices.put(name, error.message, Severity.WARNING, actions)
        except ManimNodesError as error:
            self._notices.put(name, str(error), Severity.ERROR)
        else:
            self._notices.put(name, text)
            self._reload()
