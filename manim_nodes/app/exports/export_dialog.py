"""The dialog that asks how a film is to be made."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.exports.export_choice import HEIGHTS, ExportChoice, last_choice, suffix_of
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.bounded_number import BoundedNumber
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.tiers import Tier
from manim_nodes.translation import tr, tr_later
from manim_nodes.workspace.state import LastExport

_GIF_FASTEST = 50
_FASTEST = 240


class ExportDialog(QDialog):
    """Asks for format, size, frame rate, transparency and output.

    Parameters
    ----------
    last : what was chosen before
    """

    def __init__(self, last: LastExport, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self._last, self._folder = last, folder
        self.format = QComboBox(self)
        for kind in ExportFormat:
            self.format.addItem(format_title(kind), kind)
        self.lines = QComboBox(self)
        for lines in HEIGHTS:
            self.lines.addItem(f"{lines}p", lines)
        self.fps = BoundedNumber(_rates(_FASTEST), unit=tr_later("frames a second"), parent=self)
        self.transparent = QCheckBox(tr("Leave the background out"), self)
        self.output = QLineEdit(self)
        self.output.setPlaceholderText(tr("A new file in {folder}", folder=folder))
        self.remember = QCheckBox(tr("Use these for the MP4 and GIF buttons, too"), self)
        self.remember.setChecked(True)
        self.fault = Label(self, visible=False, wordWrap=True)
        self.fault.setProperty("error", True)
        self.confinement = Label("…", self)
        self._background = Background(self)
        self._background.run(best_tier, self._show_tier)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._follow_format)
        self._show(last_choice(last))

    @property
    def choice(self) -> ExportChoice:
        """Return what the user has chosen."""
        path = self.output.text().strip()
        return ExportChoice(
            self._kind,
            self.lines.currentData(),
            self.fps.number,
            self.transparent.isChecked() and self._kind.carries_alpha,
            Path(path).expanduser() if path else None,
        )

    @property
    def _kind(self) -> ExportFormat:
        return ExportFormat(self.format.currentData())

    def accept(self) -> None:
        """Close, unless there is something at the output already."""
        path = self.choice.output
        if path is not None and path.exists():
            self._show_fault(tr("{path} is there already. Choose another name.", path=path))
        elif path is not None and not path.parent.is_dir():
            self._show_fault(tr("There is no folder {path}.", path=path.parent))
        else:
            super().accept()

    def done(self, result: int) -> None:
        """Close."""
        self._background.close(timeout_ms=0)
        super().done(result)

    def _show_tier(self, tier: Tier) -> None:
        self.confinement.setText(tr(tier.title))
        self.confinement.setToolTip(plain_tip(tr(tier.summary)))

    def _show_fault(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(True)

    def _lay_out(self) -> None:
        browse = QPushButton(tr("Choose…"), self)
        browse.setAccessibleName(tr("Choose the output"))
        browse.clicked.connect(self._browse)
        output = QHBoxLayout()
        output.addWidget(self.output, 1)
        output.addWidget(browse)
        form = QFormLayout()
        form.addRow(tr("&Format"), self.format)
        form.addRow(tr("&Quality"), self.lines)
        form.addRow(tr("Frame &rate"), self.fps)
        form.addRow("", self.transparent)
        label = Label(tr("&Output"), self)
        label.setBuddy(self.output)
        form.addRow(label, output)
        form.addRow("", self.remember)
        form.addRow(tr("Confined by"), self.confinement)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        export = buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setProperty("primary", True)
        export.style().polish(export)  # which Qt did when the box took the button
        export.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        self.output.setMinimumWidth(280)

    def _follow_format(self) -> None:
        self._show(last_choice(self._last, self._kind))

    def _show(self, choice: ExportChoice) -> None:
        self.format.setCurrentIndex(self.format.findData(choice.format))
        if self.lines.findData(choice.lines) < 0:
            self.lines.addItem(f"{choice.lines}p", choice.lines)
        self.lines.setCurrentIndex(self.lines.findData(choice.lines))
        self.fps.set_value(choice.fps)
        self.fps.set_steps(_rates(_GIF_FASTEST if choice.format is ExportFormat.GIF else _FASTEST))
        self.transparent.setEnabled(choice.format.carries_alpha)
        self.transparent.setChecked(choice.transparent)

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr("Export to"),
            str(self._folder),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            suffix = suffix_of(self._kind)
            self.output.setText(path if path.endswith(suffix) else path + suffix)


def _rates(fastest: float) -> Steps:
    return Steps(step=1, coarse=10, is_whole=False, low=1, above=None, high=fastest)


def format_title(kind: ExportFormat) -> str:
    """Return what a format is for."""
    return {
        ExportFormat.MP4: tr("MP4 film"),
        ExportFormat.GIF: tr("GIF"),
        ExportFormat.WEBP: tr("Animated WebP"),
        ExportFormat.WEBM: tr("WebM film"),
        ExportFormat.MOV: tr("MOV film, for editing"),
        ExportFormat.PNG: tr("PNG of the last frame"),
        ExportFormat.PNG_SEQUENCE: tr("Folder of PNG frames"),
    }[kind]
