"""The row of buttons under the picture, with the time and what the preview is doing."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import qtawesome
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from manim_nodes.app.commands import Command
from manim_nodes.app.theme import Theme

_BUTTONS = (
    "player.start",
    "player.previous_step",
    "player.back",
    "player.play",
    "player.forward",
    "player.next_step",
    "player.loop",
)
_RIGHT_BUTTONS = ("player.overlay", "player.full_screen")
_PAUSE_ICON = "mdi6.pause"


class Transport(QWidget):
    """Buttons for commands, and menus of choices.

    Parameters
    ----------
    commands : those of the player
    """

    speed_chosen = Signal(float)
    lines_chosen = Signal(int)
    fps_chosen = Signal(int)

    def __init__(
        self, commands: Iterable[Command], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = {command.id: command for command in commands}
        self._theme = theme
        self._buttons: dict[str, QToolButton] = {}
        self._is_playing = False
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 4)
        row.setSpacing(2)
        for name in _BUTTONS:
            row.addWidget(self._button(name))
        self.time = self._label(self.tr("Time"))
        self.time.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notice = self._label(self.tr("Preview"))
        self.notice.setProperty("dim", True)
        self.notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addSpacing(6)
        row.addWidget(self.time)
        row.addSpacing(8)
        row.addWidget(self.notice, 1)
        self.speed = self._menu_button(self.tr("Speed"))
        self.quality = self._menu_button(self.tr("Quality"))
        row.addWidget(self.speed)
        row.addWidget(self.quality)
        for name in _RIGHT_BUTTONS:
            row.addWidget(self._button(name))
        self.use_theme(theme)

    def use_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        for name, button in self._buttons.items():
            icon = self._commands[name].icon
            if name == "player.play" and self._is_playing:
                icon = _PAUSE_ICON
            button.setIcon(qtawesome.icon(icon, color=theme.text))

    def show_playing(self, is_playing: bool) -> None:
        """Let the play button be one to pause, or one to play."""
        if is_playing is not self._is_playing:
            self._is_playing = is_playing
            self.use_theme(self._theme)
        for name, button in self._buttons.items():
            is_checked = self._commands[name].is_checked
            if is_checked is not None and button.isCheckable():
                button.setChecked(is_checked())

    def offer_speeds(self, speeds: Sequence[float], current: float) -> None:
        """Fill the menu of speeds."""
        self.speed.setText(f"{current:g}\N{MULTIPLICATION SIGN}")
        choices = [(f"{speed:g}\N{MULTIPLICATION SIGN}", speed) for speed in speeds]
        _fill(self.speed, choices, current, self.speed_chosen.emit)

    def offer_quality(
        self, lines: Sequence[int], current_lines: int, rates: Sequence[int], current_fps: int
    ) -> None:
        """Fill the menu of sizes and frame rates."""
        self.quality.setText(f"{current_lines}p{current_fps}")
        _fill(self.quality, [(f"{n}p", n) for n in lines], current_lines, self.lines_chosen.emit)
        self.quality.menu().addSeparator()
        rate_choices = [(self.tr("{} frames a second").format(fps), fps) for fps in rates]
        _fill(self.quality, rate_choices, current_fps, self.fps_chosen.emit, keep=True)

    def _button(self, name: str) -> QToolButton:
        command = self._commands[name]
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setAccessibleName(command.title)
        keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{command.title} ({keys})" if keys else command.title)
        button.setCheckable(command.is_checked is not None and name != "player.play")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: command.run())
        self._buttons[name] = button
        return button

    def _menu_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setAccessibleName(name)
        return label


def _fill(
    button: QToolButton,
    choices: Iterable[tuple[str, float]],
    current: float,
    choose: Callable[..., object],
    *,
    keep: bool = False,
) -> None:
    menu = button.menu()
    if not keep:
        menu.clear()
    for text, value in choices:
        action = QAction(text, menu, checkable=True, checked=value == current)
        action.triggered.connect(partial(_choose, choose, value))
        menu.addAction(action)


def _choose(choose: Callable[..., object], value: float, _checked: bool = False) -> None:
    choose(value)
