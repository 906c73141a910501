"""The row of buttons under the picture, with the time and what the preview is doing."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TypeVar

import qtawesome
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.time_field import TimeField
from manim_nodes.translation import tr

_BUTTONS = (
    "player.start",
    "player.previous_step",
    "player.back",
    "player.play",
    "player.forward",
    "player.next_step",
    "player.loop",
)
_MUTE = "player.mute"
_RIGHT_BUTTONS = (_MUTE, "player.overlay", "player.full_screen")
_LEFT_OUT_FIRST = (
    "player.overlay",
    "player.start",
    "player.previous_step",
    "player.next_step",
    "player.loop",
    _MUTE,
    "speed",
    "player.full_screen",
    "format",
    "quality",
    "player.back",
    "player.forward",
)
_NOTICE_PX, _GAPS_PX = 96, 14
_LEAST_WIDTH = 240
_Choice = TypeVar("_Choice", float, int, str)
_PAUSE_ICON, _MUTED_ICON = "mdi6.pause", "mdi6.volume-off"


class Transport(QWidget):
    """Buttons for commands, and menus of choices; in a narrow place some are in a menu instead.

    Parameters
    ----------
    commands : those of the player
    """

    speed_chosen = Signal(float)
    lines_chosen = Signal(int)
    fps_chosen = Signal(int)
    format_chosen = Signal(str)

    def __init__(
        self, commands: Iterable[Command], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = {command.id: command for command in commands}
        self._theme = theme
        self._buttons: dict[str, QToolButton] = {}
        self._is_playing = self._has_sound = False
        self._left_out: Collection[str] = ()
        self._notice = ""
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 4)
        row.setSpacing(2)
        for name in _BUTTONS:
            row.addWidget(self._button(name))
        self.time = TimeField(self)
        self.notice = self._label(tr("Preview"))
        self.notice.setProperty("dim", True)
        self.notice.installEventFilter(self)
        self.notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addSpacing(_GAPS_PX // 2)
        row.addWidget(self.time)
        row.addSpacing(_GAPS_PX // 2)
        row.addWidget(self.notice, 1)
        self.speed = self._menu_button(tr("Speed"))
        self.format = self._menu_button(tr("Picture format"))
        self.quality = self._menu_button(tr("Quality"))
        row.addWidget(self.speed)
        row.addWidget(self.format)
        row.addWidget(self.quality)
        for name in _RIGHT_BUTTONS:
            row.addWidget(self._button(name))
        self.more = self._menu_button(tr("More"))
        self.more.setProperty("dots", True)
        self.more.menu().aboutToShow.connect(self._list_left_out)
        row.addWidget(self.more)
        self.set_theme(theme)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the most needed buttons."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_notice(self, text: str) -> None:
        """Show what the preview is doing; what there is no room for is in the tooltip."""
        self._notice = text
        self.notice.setToolTip(plain_tip(text))
        self._elide_notice()

    def _elide_notice(self) -> None:
        end = Qt.TextElideMode.ElideRight
        shown = self.notice.fontMetrics().elidedText(self._notice, end, self.notice.width())
        if shown != self.notice.text():
            self.notice.setText(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._elide_notice()
        return super().eventFilter(watched, event)

    def show_time(self, text: str) -> None:
        """Show where in the film the picture is."""
        self.time.show_time(text)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        for name, button in self._buttons.items():
            icon = self._commands[name].icon
            if name == "player.play" and self._is_playing:
                icon = _PAUSE_ICON
            if name == _MUTE and button.isChecked():
                icon = _MUTED_ICON
            button.setIcon(qtawesome.icon(icon, color=theme.text))
        self.more.setIcon(qtawesome.icon("mdi6.dots-horizontal", color=theme.text))

    def show_playing(self, is_playing: bool) -> None:
        """Make the play button one to pause, or one to play, and check what is switched on."""
        if is_playing is not self._is_playing:
            self._is_playing = is_playing
            self.set_theme(self._theme)
        for name, button in self._buttons.items():
            is_checked = self._commands[name].is_checked
            if is_checked is not None and button.isCheckable():
                button.setChecked(is_checked())

    def show_sound(self, has_sounds: bool, is_muted: bool) -> None:
        """Offer to mute the film if it has sounds."""
        self._has_sound = has_sounds
        self._buttons[_MUTE].setChecked(is_muted)
        self.set_theme(self._theme)
        self._fit()

    def offer_speeds(self, speeds: Sequence[float], current: float) -> None:
        """Fill the menu of speeds."""
        self.speed.setText(f"{current:g}\N{MULTIPLICATION SIGN}")
        choices = [(f"{speed:g}\N{MULTIPLICATION SIGN}", speed) for speed in speeds]
        _fill(self.speed, choices, current, self.speed_chosen.emit)

    def offer_formats(self, formats: Sequence[tuple[str, str]], current: str) -> None:
        """Fill the menu of picture formats.

        Parameters
        ----------
        formats : each with its title and its name
        current : a name; empty for a shape of its own
        """
        self.format.setText(current or tr("Custom"))
        _fill(self.format, formats, current, self.format_chosen.emit)

    def offer_quality(
        self, lines: Sequence[int], current_lines: int, rates: Sequence[int], current_fps: int
    ) -> None:
        """Fill the menu of sizes and frame rates."""
        self.quality.setText(f"{current_lines}p{current_fps}")
        _fill(self.quality, [(f"{n}p", n) for n in lines], current_lines, self.lines_chosen.emit)
        self.quality.menu().addSeparator()
        rate_choices = [(tr("{fps} frames a second", fps=fps), fps) for fps in rates]
        _fill(self.quality, rate_choices, current_fps, self.fps_chosen.emit, keep=True)

    def _fit(self) -> None:
        """Leave out what there is no room for, the least needed first."""
        parts = {
            **self._buttons,
            "speed": self.speed,
            "format": self.format,
            "quality": self.quality,
        }
        parts[_MUTE].setVisible(self._has_sound)
        if not self._has_sound:
            del parts[_MUTE]
        spacing = self._row.spacing()
        widths = {name: part.sizeHint().width() + spacing for name, part in parts.items()}
        margins = self._row.contentsMargins()
        around = margins.left() + margins.right() + 4 * spacing + _GAPS_PX
        room = self.width() - around - self.time.minimumWidth() - _NOTICE_PX
        taken = sum(widths.values())
        left_out: list[str] = []
        if taken > room:
            room -= self.more.sizeHint().width() + spacing
        for name in _LEFT_OUT_FIRST:
            if taken > room and name in parts:
                left_out.append(name)
                taken -= widths[name]
        for name in tuple(reversed(left_out)):
            if taken + widths[name] <= room:
                left_out.remove(name)
                taken += widths[name]
        for name, part in parts.items():
            part.setVisible(name not in left_out)
        self.more.setVisible(bool(left_out))
        self._left_out = left_out

    def _list_left_out(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for name in (*_BUTTONS, *_RIGHT_BUTTONS):
            if name in self._left_out:
                menu.addAction(self._action(self._commands[name], menu))
        for name, button in (
            ("speed", self.speed),
            ("format", self.format),
            ("quality", self.quality),
        ):
            if name in self._left_out:
                choices = menu.addMenu(f"{button.accessibleName()}  {button.text()}")
                choices.addActions(button.menu().actions())

    @staticmethod
    def _action(command: Command, menu: QMenu) -> QAction:
        action = QAction(command.title, menu, checkable=command.is_checked is not None)
        if command.is_checked is not None:
            action.setChecked(command.is_checked())
        action.triggered.connect(lambda _checked=False: command.run())
        return action

    def _button(self, name: str) -> QToolButton:
        command = self._commands[name]
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setAccessibleName(command.title)
        keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(plain_tip(f"{command.title} ({keys})" if keys else command.title))
        button.setCheckable(command.is_checked is not None and name != "player.play")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: command.run())
        self._buttons[name] = button
        return button

    def _menu_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(name))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button

    def _label(self, name: str) -> Label:
        label = Label(self)
        label.setAccessibleName(name)
        return label


def _fill(
    button: QToolButton,
    choices: Iterable[tuple[str, _Choice]],
    current: _Choice,
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


def _choose(choose: Callable[..., object], value: object, _checked: bool = False) -> None:
    choose(value)
