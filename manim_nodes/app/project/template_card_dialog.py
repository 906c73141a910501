"""Asks for what stands on the card of a template."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.translation import tr, tr_plural


class TemplateCardDialog(QDialog):
    """Name, category, description, and what to change in it.

    Parameters
    ----------
    selected : how many nodes are, of which alone the template may be
    knobs, selected_knobs : what the knobs are called of all, and of these nodes
    """

    def __init__(
        self,
        name: str,
        categories: Sequence[str],
        parent: QWidget,
        *,
        selected: int = 0,
        knobs: Sequence[str] = (),
        selected_knobs: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save as template"))
        self.resize(460, 340)
        self.name, self.description = QLineEdit(name, self), QLineEdit(self)
        self.description.setPlaceholderText(tr("What the film shows, in a sentence"))
        self.category = QComboBox(self, editable=True)
        for category in categories:
            self.category.addItem(tr(category), category)
        self.instructions = QPlainTextEdit(self)
        self.instructions.setPlaceholderText(tr("What to change in it, and how"))
        self.instructions.setTabChangesFocus(True)
        self.only_selected = QCheckBox(
            tr_plural("Only the selected node", "Only the {count} selected nodes", selected), self
        )
        self.only_selected.setVisible(selected > 0)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.save = buttons.button(QDialogButtonBox.StandardButton.Save)
        self._knobs = {False: knobs, True: selected_knobs}
        self.knobs = Label(self, wordWrap=True)
        note = Label(
            tr(
                "Its picture is the one that the player shows, or a later one where that is at the start. "
                "Files that the project names stay where they are."
            ),
            self,
            wordWrap=True,
        )
        note.setProperty("dim", True)
        form = QFormLayout(self)
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Category"), self.category)
        form.addRow(tr("Description"), self.description)
        form.addRow(tr("Instructions"), self.instructions)
        form.addRow(tr("Knobs"), self.knobs)
        form.addRow(self.only_selected)
        form.addRow(note)
        form.addRow(buttons)
        self.only_selected.toggled.connect(self._show_knobs)
        self._show_knobs()
        self.name.textChanged.connect(self._judge)
        self._judge()

    @property
    def card(self) -> dict[str, str]:
        """Return what was written."""
        text = self.category.currentText().strip()
        known = self.category.findText(text)
        return {
            "name": self.name.text(),
            "category": self.category.itemData(known) if known >= 0 else text,
            "description": self.description.text(),
            "instructions": self.instructions.toPlainText(),
        }

    def _show_knobs(self) -> None:
        titles = self._knobs[self.only_selected.isChecked()]
        none = tr("None: a right click on the name of a parameter makes one.")
        self.knobs.setText(", ".join(titles) or none)

    def _judge(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()))
