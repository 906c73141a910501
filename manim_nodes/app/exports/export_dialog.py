"""The dialog that asks how a film is to be made."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.export_work.job_words import size_in_words, time_in_words
from manim_nodes.app.exports.export_choice import HEIGHTS, ExportChoice, last_choice, suffix_of
from manim_nodes.app.exports.range_field import FilmParts, RangeField
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.bounded_number import BoundedNumber
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.exports.expected import ExpectedFilm
from manim_nodes.exports.presets import ExportPreset
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.hardware_encoders import HARDWARE_ENCODERS, usable_encoders
from manim_nodes.render.quality import FEWEST_LINES, MOST_LINES, Quality
from manim_nodes.sandbox.probe import best_tier
from manim_nodes.sandbox.tiers import Tier
from manim_nodes.translation import tr, tr_later, tr_plural
from manim_nodes.workspace.state import LastExport

_TIMES = (0, 1, 2, 3, 5, 10)
_MB = Steps(step=0.5, coarse=5, is_whole=False, low=0.1, above=None, high=1000)
_LINES = Steps(step=2, coarse=10, is_whole=True, low=FEWEST_LINES, above=None, high=MOST_LINES)


class ExportDialog(QDialog):
    """Asks for format, size, frame rate, what else a format can be told, the steps that are shown, and output.

    Parameters
    ----------
    last : what was chosen before
    presets : settings to choose from, by their names
    preset_faults : what is wrong with others of the user's, by their names
    own_names : of those that are the user's, which can be removed
    expect : returns what to expect of a film, or None if nothing is known
    parts : what the film can be cut into
    shape : the width of its picture by its height

    Attributes
    ----------
    preset_saved : emitted with the name of a new preset, and what was chosen
    preset_removed : emitted with the name of one of the user's
    """

    preset_saved = Signal(str, object)
    preset_removed = Signal(str)

    def __init__(
        self,
        last: LastExport,
        folder: Path,
        parent: QWidget | None = None,
        *,
        presets: Mapping[str, ExportPreset] = MappingProxyType({}),
        preset_faults: Mapping[str, str] = MappingProxyType({}),
        own_names: Collection[str] = (),
        expect: Callable[[ExportChoice], ExpectedFilm | None] = lambda _: None,
        parts: FilmParts = FilmParts(),  # noqa: B008 (it cannot be changed)
        shape: float = 16 / 9,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self._last, self._folder = last, folder
        self._presets, self._own_names = dict(presets), set(own_names)
        self._preset_faults = dict(preset_faults)
        self._expect, self._is_showing, self._shape = expect, False, shape
        self.preset = QComboBox(self)
        self.save_preset = QPushButton(tr("Save as preset…"), self, autoDefault=False)
        self.save_preset.clicked.connect(self._save_preset)
        self.remove_preset = QPushButton(tr("Remove"), self, autoDefault=False)
        self.remove_preset.setAccessibleName(tr("Remove the preset"))
        self.remove_preset.clicked.connect(self._remove_preset)
        self._list_presets("")
        self.expected = Label(self)
        self.format = QComboBox(self)
        for kind in ExportFormat:
            self.format.addItem(format_title(kind), kind)
        self.lines = QComboBox(self)
        for lines in HEIGHTS:
            self.lines.addItem(f"{lines}p", lines)
        self.lines.addItem(tr("Own size"), None)
        self.own_lines = BoundedNumber(_LINES, unit=tr_later("lines"), parent=self)
        self.own_lines.setAccessibleName(tr("Lines of the picture"))
        self.pixels = Label(self)
        self.pixels.setProperty("dim", True)
        self.fps = BoundedNumber(
            _rates(ExportFormat.MP4), unit=tr_later("frames a second"), parent=self
        )
        self.range = RangeField(parts, self)
        self.transparent = QCheckBox(tr("Leave the background out"), self)
        self._make_options()
        self.output = QLineEdit(self)
        self.output.setPlaceholderText(tr("A new file in {folder}", folder=folder))
        self.remember = QCheckBox(tr("Use these for the MP4 and GIF buttons, too"), self)
        self.remember.setChecked(True)
        self.fault = Label(self, visible=False, wordWrap=True)
        self.fault.setProperty("error", True)
        self.confinement = Label("…", self)
        self._background = Background(self)
        self._background.run(best_tier, self._show_tier)
        self._background.run(usable_encoders, self._offer_encoders)
        self._form = QFormLayout()
        self._lay_out()
        self.format.currentIndexChanged.connect(self._follow_format)
        self.lines.currentIndexChanged.connect(self._follow_lines)
        self.own_lines.settled.connect(self._follow_change)
        self.range.changed.connect(self._follow_range)
        self.fps.textChanged.connect(self._follow_change)
        self.transparent.toggled.connect(self._follow_change)
        self.most_mb.settled.connect(self._follow_change)
        self.preset.currentIndexChanged.connect(self._follow_preset)
        self._show(last_choice(last))

    def _make_options(self) -> None:
        """Make the fields of what single formats can be told."""
        self.plays = QComboBox(self)
        for times in _TIMES:
            title = tr_plural("{count} time", "{count} times", times) if times else tr("For ever")
            self.plays.addItem(title, times)
        self.most_mb = BoundedNumber(_MB, unit=tr_later("MB"), is_optional=True, parent=self)
        self.most_mb.setPlaceholderText(tr("Any size"))
        self.most_mb.setToolTip(
            plain_tip(
                tr(
                    "A GIF that is larger gets fewer frames, then a smaller picture, then fewer colors."
                )
            )
        )
        self.encoder = QComboBox(self)
        self.encoder.addItem(tr("Processor: the smallest films"), None)

    @property
    def choice(self) -> ExportChoice:
        """Return what the user has chosen."""
        path = self.output.text().strip()
        return ExportChoice(
            self._kind,
            self._chosen_lines,
            self.fps.number,
            self.transparent.isChecked() and self._kind.carries_alpha,
            Path(path).expanduser() if path else None,
            self.range.ranges,
            self.plays.currentData() if self._kind.is_animated_picture else 0,
            self.most_mb.number if self._kind is ExportFormat.GIF else None,
            self.encoder.currentData() if self._kind is ExportFormat.MP4 else None,
        )

    @property
    def _chosen_lines(self) -> int:
        lines = self.lines.currentData()
        if lines is None:
            # The shorter side of a film is even, too.
            return int(self.own_lines.number) // 2 * 2
        return int(lines)

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
        elif self.range.fault:
            self._show_fault(self.range.fault)
        else:
            super().accept()

    def done(self, result: int) -> None:
        """Close."""
        self._background.close(timeout_ms=0)
        super().done(result)

    def _show_tier(self, tier: Tier) -> None:
        self.confinement.setText(tr(tier.title))
        self.confinement.setToolTip(plain_tip(tr(tier.summary)))

    def _offer_encoders(self, names: Collection[str]) -> None:
        for name in names:
            card = HARDWARE_ENCODERS[name].title
            self.encoder.addItem(tr("{card}: larger, and faster to make", card=card), name)
        if names and self.format.currentData() == ExportFormat.MP4:
            self._form.setRowVisible(self.encoder, True)

    def _show_rows(self, kind: ExportFormat) -> None:
        """Show what can be asked of a format."""
        form = self._form
        form.setRowVisible(self.transparent, kind.carries_alpha)
        form.setRowVisible(self.fps, kind is not ExportFormat.PNG)
        form.setRowVisible(self.plays, kind.is_animated_picture)
        form.setRowVisible(self.most_mb, kind is ExportFormat.GIF)
        form.setRowVisible(self.encoder, kind is ExportFormat.MP4 and self.encoder.count() > 1)
        QTimer.singleShot(0, self, self.adjustSize)

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
        form = self._form
        row = QHBoxLayout()
        row.addWidget(self.preset, 1)
        row.addWidget(self.save_preset)
        row.addWidget(self.remove_preset)
        label = Label(tr("&Preset"), self)
        label.setBuddy(self.preset)
        form.addRow(label, row)
        form.addRow(tr("&Format"), self.format)
        size = QHBoxLayout()
        size.addWidget(self.lines, 1)
        size.addWidget(self.own_lines, 1)
        size.addWidget(self.pixels)
        label = Label(tr("&Quality"), self)
        label.setBuddy(self.lines)
        form.addRow(label, size)
        form.addRow(tr("Frame &rate"), self.fps)
        form.addRow(tr("&Encoder"), self.encoder)
        form.addRow(tr("Pla&ys"), self.plays)
        form.addRow(tr("At &most"), self.most_mb)
        form.addRow("", self.transparent)
        form.addRow(tr("&Show"), self.range)
        label = Label(tr("&Output"), self)
        label.setBuddy(self.output)
        form.addRow(label, output)
        form.addRow("", self.remember)
        form.addRow(tr("Expected"), self.expected)
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
        layout.addSpacing(8)
        layout.addWidget(buttons)
        self.output.setMinimumWidth(280)

    def show_expected(self) -> None:
        """Show how large the film will be and how long it takes, if films that were made before tell that."""
        choice = self.choice
        picture = Quality.of_shape(self._shape, 1.0, lines=choice.lines, fps=choice.fps)
        self.pixels.setText(f"{picture.width} × {picture.height}")  # noqa: RUF001
        film = self._expect(choice)
        if film is None:
            self.expected.setText(tr("No estimate yet: none of this format was made so far."))
        else:
            size, time = size_in_words(film.size), time_in_words(film.seconds)
            self.expected.setText(tr("about {size}, in about {time}", size=size, time=time))

    # presets

    def _list_presets(self, selected: str) -> None:
        with QSignalBlocker(self.preset):
            self.preset.clear()
            self.preset.addItem(tr("None"), "")
            for name, preset in self._presets.items():
                title = name if name in self._own_names else tr(preset.title)
                self.preset.addItem(title, name)
            for name in self._preset_faults:
                self.preset.addItem(tr("{name} cannot be used", name=name), name)
            self.preset.setCurrentIndex(max(0, self.preset.findData(selected)))
        self.remove_preset.setEnabled(selected in self._own_names)

    def _follow_preset(self) -> None:
        name = self.preset.currentData()
        self.remove_preset.setEnabled(name in self._own_names)
        self._show_fault(self._preset_faults.get(name, ""))
        if name in self._presets:
            preset = self._presets[name]
            alpha = preset.transparent and preset.format.carries_alpha
            self._show(ExportChoice(preset.format, preset.lines, preset.fps, alpha))

    def _save_preset(self) -> None:
        name, is_given = QInputDialog.getText(self, tr("Save as preset"), tr("Name of the preset"))
        name = name.strip()
        if not is_given or not name:
            return
        if name in self._presets and name not in self._own_names:
            self._show_fault(
                tr("There is a preset {name} already. Choose another name.", name=name)
            )
            return
        choice = self.choice
        self._preset_faults.pop(name, None)
        self._presets[name] = ExportPreset(
            title=name,
            format=choice.format,
            lines=choice.lines,
            fps=choice.fps,
            transparent=choice.transparent,
        )
        self._own_names.add(name)
        self._list_presets(name)
        self.preset_saved.emit(name, choice)

    def _remove_preset(self) -> None:
        name = self.preset.currentData()
        self._presets.pop(name, None)
        if self._preset_faults.pop(name, None):
            self._show_fault("")
        self._own_names.remove(name)
        self._list_presets("")
        self.preset_removed.emit(name)

    # fields

    def _follow_format(self) -> None:
        if not self._is_showing:
            self._show(last_choice(self._last, self._kind))
            self._follow_change()

    def _follow_lines(self) -> None:
        self.own_lines.setVisible(self.lines.currentData() is None)
        self._follow_change()

    def _follow_range(self) -> None:
        self.fault.hide()
        self.show_expected()
        # The list of sections comes and goes.
        QTimer.singleShot(0, self, self.adjustSize)

    def _follow_change(self) -> None:
        """Name no preset any more as soon as something is otherwise."""
        if not self._is_showing:
            self._list_presets("")
            self.show_expected()

    def _show(self, choice: ExportChoice) -> None:
        self._is_showing = True
        self.format.setCurrentIndex(self.format.findData(choice.format))
        row = self.lines.findData(choice.lines)
        self.lines.setCurrentIndex(row if row >= 0 else self.lines.count() - 1)
        self.own_lines.set_value(choice.lines)
        self.own_lines.setVisible(row < 0)
        self.fps.set_value(choice.fps)
        self.fps.set_steps(_rates(choice.format))
        self.transparent.setEnabled(choice.format.carries_alpha)
        self.transparent.setChecked(choice.transparent)
        self.plays.setCurrentIndex(max(0, self.plays.findData(choice.plays)))
        self.most_mb.set_value(choice.most_mb)
        self._show_rows(choice.format)
        self._is_showing = False
        self.show_expected()

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


def _rates(kind: ExportFormat) -> Steps:
    low, high = kind.frame_rates
    return Steps(step=1, coarse=10, is_whole=False, low=low, above=None, high=high)


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
