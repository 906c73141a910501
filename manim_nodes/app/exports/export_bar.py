"""The bar that says how far an export is, and what came of it."""

from collections.abc import Callable
from pathlib import Path

import qtawesome
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.export_work.outputs import (
    OpenPath,
    copy_path,
    open_on_desktop,
    open_output,
    show_in_folder,
)
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.export.progress import time_left
from manim_nodes.translation import tr

_DETAIL_PX = 140
_PROGRESS_PX = 200
_STEPS = 1000
_PLAYED = tuple(f".{each.value}" for each in ExportFormat if each.is_film)


class ExportBar(QWidget):
    """Shows one export.

    Parameters
    ----------
    open_path : opens a file or folder as the user's desktop does
    """

    cancel_asked = Signal()
    still_asked = Signal()
    queue_asked = Signal()
    play_asked = Signal(Path)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        open_path: OpenPath = open_on_desktop,
    ) -> None:
        super().__init__(parent)
        self._theme, self._open_path = theme, open_path
        self._output: Path | None = None
        self._icon = ""
        self._color = ""
        self.icon = Label(self)
        self.text = Label(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar(self, maximum=_STEPS, textVisible=False)
        self.progress.setAccessibleName(tr("Progress of the export"))
        self.progress.setMinimumWidth(_PROGRESS_PX)
        self.left = Label(self)
        self.left.setProperty("dim", True)
        self.cancel = self._button(tr("Cancel"), self.cancel_asked.emit)
        self.play = self._button(tr("Play"), self._play_output)
        self.play.setToolTip(tr("Plays the film here, without another program."))
        self.open = self._button(tr("Open"), self._open_output)
        self.show_folder = self._button(tr("Show in folder"), self._open_folder)
        # Without words: with five buttons of them, the bar would be wider than a small window.
        self.copy_path = self._button("", self._copy_path)
        self.copy_path.setAccessibleName(tr("Copy path"))
        self.copy_path.setToolTip(tr("Copy path"))
        self.as_still = self._button(tr("Export as PNG"), self.still_asked.emit)
        self.all = self._button(tr("All exports"), self.queue_asked.emit)
        self.all.setToolTip(tr("Shows all exports: those to come, and what came of the others."))
        self.more = self._button(tr("Details"), self._toggle_detail)
        self.more.setCheckable(True)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("flat", True)
        self.close_button.setAccessibleName(tr("Close"))
        self.close_button.setToolTip(tr("Close"))
        self.close_button.clicked.connect(self.hide)
        self.detail = QPlainTextEdit(self, readOnly=True)
        self.detail.setAccessibleName(tr("Details"))
        self.detail.setFixedHeight(_DETAIL_PX)
        self._lay_out()
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.close_button.setIcon(qtawesome.icon("mdi6.close", color=theme.text))
        self.copy_path.setIcon(qtawesome.icon("mdi6.content-copy", color=theme.text))
        self._show_icon()

    def show_progress(self, text: str, fraction: float, remaining_s: float | None) -> None:
        """Show an export that runs."""
        self._show_parts(
            "mdi6.movie-open-outline", "text", self.progress, self.left, self.cancel, self.all
        )
        self.text.setText(text)
        self.progress.setValue(round(fraction * _STEPS))
        self.left.setText(time_left(remaining_s))

    def show_output(self, output: Path) -> None:
        """Show an export that went well."""
        self._output = output
        playing = [self.play] if output.suffix in _PLAYED else []
        others = (self.open, self.show_folder, self.copy_path, self.all)
        self._show_parts("mdi6.check-circle", "success", *playing, *others)
        self.text.setText(tr("Saved {name}", name=output.name))
        self.text.setToolTip(plain_tip(str(output)))

    def show_message(self, text: str, *, offers_still: bool = False) -> None:
        """Show a text that is no failure."""
        self._show_parts(
            "mdi6.information-outline", "text", *([self.as_still] if offers_still else [])
        )
        self.text.setText(text)

    def show_failure(self, text: str, detail: str, *, offers_still: bool = False) -> None:
        """Show an export that failed.

        Parameters
        ----------
        detail : what a programmer wants to see, behind a fold
        """
        parts = [
            *([self.as_still] if offers_still else []),
            *([self.more] if detail else []),
            self.all,
        ]
        self._show_parts("mdi6.close-octagon", "error", *parts)
        self.text.setText(text)
        self.detail.setPlainText(detail)

    def _show_parts(self, icon: str, color: str, *parts: QWidget) -> None:
        self._icon, self._color = icon, color
        self._show_icon()
        self.text.setToolTip("")
        # Those that go first: together they would be so wide that the docks beside shrink.
        for part in self._changing:
            part.hide()
        for part in parts:
            part.show()
        self.close_button.setVisible(self.cancel not in parts)
        self.more.setChecked(False)
        self.detail.hide()
        self.show()

    def _show_icon(self) -> None:
        if self._icon:
            color = getattr(self._theme, self._color)
            self.icon.setPixmap(qtawesome.icon(self._icon, color=color).pixmap(18, 18))

    def _lay_out(self) -> None:
        self._changing: tuple[QWidget, ...] = (
            self.progress,
            self.left,
            self.cancel,
            self.play,
            self.open,
            self.show_folder,
            self.copy_path,
            self.as_still,
            self.more,
            self.all,
        )
        row = QHBoxLayout()
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        for part in (*self._changing, self.close_button):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addLayout(row)
        layout.addWidget(self.detail)

    def _button(self, title: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(lambda _checked=False: clicked())
        return button

    def _play_output(self) -> None:
        if self._output is not None:
            self.play_asked.emit(self._output)

    def _open_output(self) -> None:
        if self._output is not None:
            open_output(self._output, self._open_path, self._say)

    def _open_folder(self) -> None:
        if self._output is not None:
            show_in_folder(self._output, self._open_path, self._say)

    def _copy_path(self) -> None:
        if self._output is not None:
            copy_path(self._output)

    def _say(self, text: str) -> None:
        self.text.setText(text)

    def _toggle_detail(self) -> None:
        self.detail.setVisible(self.more.isChecked())
