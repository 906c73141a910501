"""What a user can tell the player to do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.player.comparison import Comparison, Version
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.player.sound import Soundtrack
from manim_nodes.app.preview.preview import Preview

_MENU = "Play"


class PlayerControls(Protocol):
    """What the commands steer: the player."""

    playback: Playback
    preview: Preview
    view: FilmView
    sound: Soundtrack
    comparison: Comparison

    @property
    def is_live(self) -> bool: ...
    def toggle_grid(self) -> None: ...
    def toggle_checker(self) -> None: ...
    def toggle_live(self) -> None: ...
    def copy_point(self) -> None: ...
    def copy_frame(self) -> None: ...
    def save_frame(self) -> None: ...
    def show_full_screen(self) -> None: ...
    def present(self) -> None: ...
    def escape(self) -> None: ...
    def selected_step(self) -> int | None: ...
    def go_to_selected(self) -> None: ...
    def show_selected(self) -> None: ...
    def show_all(self) -> None: ...


def player_commands(player: PlayerControls) -> list[Command]:
    """Return the table of the player's commands."""
    return [
        _play(player),
        *(replace(command, panel="player") for command in _moving(player)),
        *(replace(command, panel="player") for command in _looking(player)),
        *_drawing(player),
    ]


def _play(player: PlayerControls) -> Command:
    return Command(
        "player.play",
        _tr("Play"),
        player.playback.toggle,
        ("Space",),
        menu=_MENU,
        icon="mdi6.play",
        help=_tr("Plays the film, or pauses it."),
        is_checked=lambda: player.playback.is_playing,
    )


def _moving(player: PlayerControls) -> list[Command]:
    playback = player.playback
    return [
        _move(
            "back", _tr("One frame back"), lambda: playback.step(-1), "Left", "mdi6.step-backward"
        ),
        _move(
            "forward", _tr("One frame on"), lambda: playback.step(1), "Right", "mdi6.step-forward"
        ),
        _move("back_10", _tr("Ten frames back"), lambda: playback.step(-10), "Shift+Left"),
        _move("forward_10", _tr("Ten frames on"), lambda: playback.step(10), "Shift+Right"),
        _move(
            "previous_step",
            _tr("Previous step"),
            lambda: playback.go_to_step(-1),
            "Ctrl+Left",
            "mdi6.rewind",
        ),
        _move(
            "next_step",
            _tr("Next step"),
            lambda: playback.go_to_step(1),
            "Ctrl+Right",
            "mdi6.fast-forward",
        ),
        _move("start", _tr("Go to the start"), playback.go_to_start, "Home", "mdi6.skip-previous"),
        _move("end", _tr("Go to the end"), playback.go_to_end, "End", "mdi6.skip-next"),
        Command(
            "player.loop",
            _tr("Loop"),
            playback.toggle_loop,
            ("L",),
            menu=_MENU,
            icon="mdi6.repeat",
            is_checked=lambda: playback.loops,
        ),
        Command(
            "player.mute",
            _tr("Mute"),
            player.sound.toggle_mute,
            ("Shift+M",),
            menu=_MENU,
            help=_tr("Plays films without their sounds."),
            icon="mdi6.volume-high",
            is_checked=lambda: player.sound.is_muted,
        ),
        _move("range_start", _tr("Play from here on"), playback.begin_range, "B"),
        _move("range_end", _tr("Play up to here"), playback.end_range, "N"),
        _move("range_clear", _tr("Play all"), playback.clear_range, "Shift+B"),
    ]


def _move(name: str, title: str, run: Callable[[], object], key: str, icon: str = "") -> Command:
    return Command(f"player.{name}", title, run, (key,), menu=_MENU, icon=icon)


def _comparing(player: PlayerControls, version: Version, title: str) -> Command:
    return Command(
        f"player.compare_{version.value}",
        title,
        lambda: player.comparison.toggle(version),
        menu="View/Player",
        is_checked=lambda: player.comparison.version is version,
    )


def _looking(player: PlayerControls) -> list[Command]:
    view = player.view
    return [
        Command(
            "player.overlay",
            _tr("Grid and safe areas"),
            player.toggle_grid,
            ("'",),
            menu="View/Player",
            icon="mdi6.grid",
            is_checked=lambda: view.shows_grid,
        ),
        Command(
            "player.checker",
            _tr("Checkered ground"),
            player.toggle_checker,
            menu="View/Player",
            help=_tr("Shows what is transparent."),
            is_checked=lambda: view.has_checker,
        ),
        Command(
            "player.fit",
            _tr("Fit the picture"),
            lambda: view.set_zoom(None),
            ("Ctrl+0",),
            menu="View/Player",
        ),
        Command(
            "player.actual_size",
            _tr("Picture at 100 %"),
            lambda: view.set_zoom(1.0),
            ("Ctrl+1",),
            menu="View/Player",
        ),
        _comparing(player, Version.SAVED, _tr("As saved last (hold C)")),
        _comparing(player, Version.EXPORTED, _tr("As exported last (hold Shift+C)")),
        Command(
            "player.copy_point",
            _tr("Copy the point under the mouse"),
            player.copy_point,
            ("P",),
            menu=_MENU,
            help=_tr("Copies its coordinates in the scene."),
        ),
        Command(
            "player.copy_frame",
            _tr("Copy the frame"),
            player.copy_frame,
            ("Ctrl+C",),
            menu=_MENU,
        ),
    ]


def _drawing(player: PlayerControls) -> list[Command]:
    preview = player.preview
    return [
        Command(
            "player.save_frame",
            _tr("Save the frame as PNG…"),
            player.save_frame,
            menu=_MENU,
        ),
        Command(
            "player.full_screen",
            _tr("Full screen"),
            player.show_full_screen,
            ("F11",),
            panel="player",
            menu=_MENU,
            icon="mdi6.fullscreen",
        ),
        Command(
            "player.present",
            _tr("Present"),
            player.present,
            ("Shift+F11",),
            menu=_MENU,
            help=_tr("Full screen; stops where a section ends, Space goes on."),
            icon="mdi6.presentation-play",
        ),
        Command(
            "player.draw",
            _tr("Draw the preview"),
            preview.draw_now,
            ("Ctrl+Return", "Ctrl+Enter"),
            menu=_MENU,
            icon="mdi6.refresh",
        ),
        Command(
            "player.stop",
            _tr("Stop drawing the preview"),
            preview.stop,
            ("Ctrl+.",),
            menu=_MENU,
        ),
        Command("player.escape", _tr("Stop"), player.escape, ("Esc",), panel="player"),
        Command(
            "player.live",
            _tr("Live preview"),
            player.toggle_live,
            menu=_MENU,
            help=_tr("Draws anew after each edit."),
            is_checked=lambda: player.is_live,
        ),
        Command(
            "player.to_selected",
            _tr("Go to the selected node's first step"),
            player.go_to_selected,
            menu=_MENU,
            is_enabled=lambda: player.selected_step() is not None,
        ),
        Command(
            "player.show_selected",
            _tr("Show the selected node alone"),
            player.show_selected,
            ("1",),
            panel="canvas",
            menu=_MENU,
            help=_tr("Show what the node makes, without the rest; so does Ctrl+Shift+click on it."),
        ),
        Command(
            "player.show_all",
            _tr("Show the whole film"),
            player.show_all,
            menu=_MENU,
            is_enabled=lambda: preview.isolated is not None,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Player", text)
