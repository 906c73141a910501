"""The player: the picture, the scrub_bar and the buttons under it, and the live preview behind them."""

from functools import partial
from operator import attrgetter

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command, commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.clock import SPEEDS
from manim_nodes.app.player.comparison import Comparison, Version
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.full_screen import FullScreen
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.player.scrub_bar import ScrubBar
from manim_nodes.app.player.sound import Soundtrack
from manim_nodes.app.player.speaker import OpenDevice
from manim_nodes.app.player.transport import Transport
from manim_nodes.app.preview.frame_loader import FrameLoader
from manim_nodes.app.preview.node_pictures import NodePictures
from manim_nodes.app.preview.preview import Preview, PreviewState
from manim_nodes.app.preview.requests import Engine
from manim_nodes.editing.session import DocumentChanged, Event, Session
from manim_nodes.errors import ManimNodesError
from manim_nodes.translation import tr, tr_later

_LINES = (240, 480, 720, 1080)
_RATES = (10, 15, 24, 30, 60)
_COMPARE_KEY = Qt.Key.Key_C
_COMPARED = {
    Qt.KeyboardModifier.NoModifier: Version.SAVED,
    Qt.KeyboardModifier.ShiftModifier: Version.EXPORTED,
}


class FrameNotSavedError(ManimNodesError):
    """A frame cannot be written to where the user said."""


class Player(Panel):
    """Shows the film while it is wired, and plays it.

    Parameters
    ----------
    engine : what draws; another in tests
    open_device : opens what plays sounds; without, films are silent

    Attributes
    ----------
    picture_ready : a node's id with its groups, and a small QImage of what it makes, or None
    point : the point of the scene under the mouse
    """

    NAME = "player"
    picture_ready = Signal(str, object)

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        engine: Engine | None = None,
        open_device: OpenDevice | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile, self._theme = session, profile, theme
        self.point: QPointF | None = None
        self._fault: Exception | None = None
        self._full_screen: FullScreen | None = None
        self._background = Background(self)
        self.preview = Preview(session, profile, engine=engine, parent=self)
        self.playback = Playback(
            lambda: self.preview.timeline, sections=lambda: self.preview.sections, parent=self
        )
        self.sound = Soundtrack(self.preview, self.playback, profile, open_device, parent=self)
        self.comparison = Comparison(session, self.preview, profile)
        self.pictures = NodePictures(session, profile, self.preview.worker, parent=self)
        self._loader = FrameLoader(self)
        self.view = FilmView(self)
        self.scrub_bar = ScrubBar(theme, self)
        self.error = QLabel(self, wordWrap=True, visible=False)
        self.error.setAccessibleName(tr("What is wrong"))
        self.error.setProperty("error", True)
        self.error.setContentsMargins(8, 4, 8, 4)
        self._commands = commands_of(
            self.playback,
            self.sound,
            self.view,
            self.comparison,
            self.preview,
            self,
            panel=self.NAME,
        )
        self.transport = Transport(self._commands, theme, self)
        self._lay_out()
        self._connect()
        self._unlisten = session.listen(self._follow)
        self._offer_choices()
        self._follow_playback()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        for part in (self.error, self.scrub_bar, self.transport):
            layout.addWidget(part)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.preview.changed.connect(self.refresh)
        self.comparison.changed.connect(self._show_comparison)
        self._loader.loaded.connect(self._show_pixels)
        self.playback.moved.connect(self._show_frame)
        self.playback.changed.connect(self._follow_playback)
        self.sound.changed.connect(self.transport.show_sound)
        self.pictures.picture_ready.connect(self.picture_ready)
        self.scrub_bar.scrubbed.connect(self.playback.go_to)
        self.view.pointed.connect(self._point_at)
        self.view.changed.connect(self._show_switches)
        self.transport.speed_chosen.connect(self.playback.set_speed)
        change = self._profile.change_preferences
        self.transport.lines_chosen.connect(lambda lines: change(preview_height=lines))
        self.transport.fps_chosen.connect(lambda fps: change(preview_fps=fps))
        self._profile.preferences_changed.connect(self._offer_choices)

    # a panel

    def commands(self) -> list[Command]:
        """Return what can be done with the player: what its parts and its own methods declare."""
        return self._commands

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.transport.set_theme(theme)
        self.scrub_bar.set_theme(theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End everything at once."""
        super().closeEvent(event)
        self._unlisten()
        self.playback.pause()
        self._profile.preferences_changed.disconnect(self._offer_choices)
        self.sound.close()
        self.pictures.close()
        self.comparison.close()
        self.preview.close()
        self._loader.close()
        self._background.close()
        if self._full_screen is not None:
            self._full_screen.close()

    def warm_up(self) -> None:
        """Import manim in the background; to be called when the window is there."""
        self.preview.warm_up()

    def sizeHint(self) -> QSize:
        """Ask for a small film and its controls."""
        return QSize(480, 340)

    # showing

    def refresh(self) -> None:
        """Show what there is now."""
        settings = self._session.document.settings
        self.view.frame_size = (settings.frame_width, settings.frame_height)
        self._show_frame(self.playback.frame)
        message = str(self._fault or self.preview.message)
        self.error.setText(message)
        self.error.setVisible(bool(message))

    def _show_frame(self, frame: int) -> None:
        timeline = self.preview.timeline
        shown = min(frame, max(timeline.frame_count - 1, 0))
        if self.preview.playhead != shown:
            self.preview.playhead = shown
            self.comparison.fetch()
        picture = self.comparison.picture or timeline.picture(shown)
        if picture is not None or self.preview.state is PreviewState.EMPTY:
            self._loader.show(picture)
        self.scrub_bar.show_film(timeline, shown, self.playback.played)
        self.transport.show_time(self._time(shown))
        self.transport.notice.setText(self._notice())
        step = timeline.step_at(shown)
        node_id = None if step is None else timeline.steps[step].node_id
        moment = (shown / timeline.fps, node_id)
        if (self._session.playhead.time_s, self._session.playhead.node_id) != moment:
            self._session.move_playhead(*moment)

    def _show_pixels(self, pixels: object) -> None:
        for view in self._views():
            view.show_pixels(pixels)

    def _views(self) -> list[FilmView]:
        return [self.view, self._full_screen.view] if self._full_screen else [self.view]

    def _time(self, frame: int) -> str:
        timeline = self.preview.timeline
        return f"{_clock(frame / timeline.fps)} / {_clock(timeline.frame_count / timeline.fps)}  \N{MIDDLE DOT}  {frame}"

    def _notice(self) -> str:
        if self.point is not None:
            return f"x {self.point.x():.2f}  y {self.point.y():.2f}"
        parts = [self._state_text()]
        if self.preview.isolated is not None:
            parts.append(tr("only {node}", node=self.preview.isolated))
        if self.playback.is_playing and self.playback.clock.dropped:
            parts.append(tr("{count} frames dropped", count=self.playback.clock.dropped))
        return "  ".join(filter(None, parts))

    def _state_text(self) -> str:
        return {
            PreviewState.EMPTY: tr("Nothing to show yet"),
            PreviewState.CURRENT: "",
            PreviewState.STALE: tr("Out of date"),
            PreviewState.DRAWING: tr("Drawing…"),
            PreviewState.FAILED: tr("Last good picture")
            if self.preview.timeline.frame_count
            else "",
        }[self.preview.state]

    def _point_at(self, point: object) -> None:
        self.point = point if isinstance(point, QPointF) else None
        self.transport.notice.setText(self._notice())

    def _offer_choices(self) -> None:
        preferences = self._profile.preferences
        self.transport.offer_quality(
            _LINES, preferences.preview_height, _RATES, preferences.preview_fps
        )

    def _show_switches(self) -> None:
        self.transport.show_playing(self.playback.is_playing)

    def _follow_playback(self) -> None:
        self._show_switches()
        self.transport.offer_speeds(SPEEDS, self.playback.speed)
        self.refresh()

    def _follow(self, event: Event) -> None:
        if isinstance(event, DocumentChanged):
            self._fault = None
        if isinstance(event, DocumentChanged) and event.opened:
            self.playback.pause()
            self.comparison.end()
            self.playback.frame, self.playback.played = 0, None
            self.refresh()

    # what commands do

    @property
    def is_drawing(self) -> bool:
        """Return whether the preview is being drawn."""
        return self.preview.state is PreviewState.DRAWING

    @property
    def is_live(self) -> bool:
        """Return whether the preview follows every edit."""
        return self._profile.preferences.live_preview

    @command(
        "player.copy_point",
        tr_later("Copy the point under the mouse"),
        ("P",),
        menu="Play",
        help=tr_later("Copies its coordinates in the scene."),
    )
    def copy_point(self) -> None:
        """Copy the coordinates under the mouse."""
        if self.point is not None:
            text = f"({self.point.x():.2f}, {self.point.y():.2f}, 0)"
            QGuiApplication.clipboard().setText(text)

    @command(
        "player.copy_frame",
        tr_later("Copy the frame"),
        ("Ctrl+C",),
        menu="Play",
    )
    def copy_frame(self) -> None:
        """Copy the picture."""
        if not self.view.is_empty:
            QGuiApplication.clipboard().setImage(self.view.image)

    @command(
        "player.save_frame",
        tr_later("Save the frame as PNG…"),
        panel="",
        menu="Play",
    )
    def save_frame(self) -> None:
        """Ask where to, and save the picture."""
        if self.view.is_empty:
            return
        name = f"{self._session.document.name} {self.playback.frame}.png"
        start = str(self._profile.places.exports / name)
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save the frame"), start, tr("PNG pictures (*.png)")
        )
        if path:
            file = path if path.lower().endswith(".png") else f"{path}.png"
            self._show_error(None)
            self._background.run(partial(_save, self.view.image, file), failed=self._show_error)

    def _show_error(self, error: Exception | None) -> None:
        self._fault = error
        self.refresh()

    @command(
        "player.full_screen",
        tr_later("Full screen"),
        ("F11",),
        menu="Play",
        icon="mdi6.fullscreen",
    )
    def show_full_screen(self) -> None:
        """Fill the screen with the film."""
        if self._full_screen is not None:
            return
        playback = self.playback
        self._full_screen = FullScreen(
            {
                Qt.Key.Key_Space: playback.toggle,
                Qt.Key.Key_Left: lambda: playback.step(-1),
                Qt.Key.Key_Right: lambda: playback.step(1),
                Qt.Key.Key_PageUp: lambda: playback.go_to_step(-1),
                Qt.Key.Key_PageDown: lambda: playback.go_to_step(1),
                Qt.Key.Key_Home: playback.go_to_start,
                Qt.Key.Key_End: playback.go_to_end,
            },
            self,
        )
        self._full_screen.view.frame_size = self.view.frame_size
        self._full_screen.closed.connect(self._leave_full_screen)
        self._full_screen.showFullScreen()
        self.refresh()

    @command(
        "player.present",
        tr_later("Present"),
        ("Shift+F11",),
        panel="",
        menu="Play",
        help=tr_later("Full screen; stops where a section ends, Space goes on."),
        icon="mdi6.presentation-play",
    )
    def present(self) -> None:
        """Fill the screen, and play up to the end of each section."""
        self.show_full_screen()
        self.playback.stops_at_sections = True
        self.playback.go_to_start()
        self.playback.play()

    def _leave_full_screen(self) -> None:
        if self._full_screen is not None:
            self._full_screen.deleteLater()
            self._full_screen = None
            self.playback.stops_at_sections = False

    @command(
        "player.escape",
        tr_later("Stop"),
        ("Esc",),
    )
    def escape(self) -> None:
        """Stop what is going on: playing, else comparing, else drawing; else show the whole film again."""
        if self.playback.is_playing:
            self.playback.pause()
        elif self.comparison.version is not None:
            self.comparison.end()
        elif self.is_drawing:
            self.preview.stop()
        else:
            self.show_all()

    @command(
        "player.live",
        tr_later("Live preview"),
        panel="",
        menu="Play",
        help=tr_later("Draws anew after each edit."),
        is_checked=attrgetter("is_live"),
    )
    def toggle_live(self) -> None:
        """Draw after every edit, or only when asked to."""
        self._profile.change_preferences(live_preview=not self.is_live)

    def selected_step(self) -> int | None:
        """Return the first step that a selected node plays."""
        selected = {self._session.full_id(each) for each in self._session.selection}
        steps = enumerate(self.preview.timeline.steps)
        return next((index for index, step in steps if _is_within(step.node_id, selected)), None)

    def has_selected_step(self) -> bool:
        """Return whether a selected node plays a step."""
        return self.selected_step() is not None

    def shows_one_node(self) -> bool:
        """Return whether a node alone is shown."""
        return self.preview.isolated is not None

    @command(
        "player.to_selected",
        tr_later("Go to the selected node's first step"),
        panel="",
        menu="Play",
        is_enabled=has_selected_step,
    )
    def go_to_selected(self) -> None:
        """Go to where the selected node first plays."""
        step = self.selected_step()
        if step is not None:
            self.playback.go_to(self.preview.timeline.steps[step].first_frame)

    @command(
        "player.show_selected",
        tr_later("Show the selected node alone"),
        ("1",),
        panel="canvas",
        menu="Play",
        help=tr_later(
            "Show what the node makes, without the rest; so does Ctrl+Shift+click on it."
        ),
    )
    def show_selected(self) -> None:
        """Show the selected node alone."""
        nodes = self._session.content.nodes_by_id.keys() & self._session.selection
        if len(nodes) == 1:
            self.show_only(self._session.full_id(nodes.pop()))

    def show_only(self, node_id: str | None) -> None:
        """Show what one node makes, with all that comes before it; its id with its groups; None for the whole film."""
        self.preview.show_only(node_id)

    @command(
        "player.show_all",
        tr_later("Show the whole film"),
        panel="",
        menu="Play",
        is_enabled=shows_one_node,
    )
    def show_all(self) -> None:
        """Show the whole film."""
        self.preview.show_only(None)

    # comparing, while a key is held

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show another version, as long as the key is held."""
        version = _COMPARED.get(event.modifiers()) if event.key() == _COMPARE_KEY else None
        if version is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.comparison.begin(version)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show the project as it is again."""
        if event.key() == _COMPARE_KEY and not event.isAutoRepeat():
            self.comparison.end()
            return
        super().keyReleaseEvent(event)

    def _show_comparison(self) -> None:
        self.view.note = self.comparison.note
        self.view.update()
        self._show_frame(self.playback.frame)


def _save(image: QImage, path: str) -> None:
    if not image.save(path):
        raise FrameNotSavedError(
            tr("The frame cannot be saved."),
            where=path,
            hint=tr("Check the folder and the disk."),
        )


def _is_within(node_id: str | None, selected: set[str]) -> bool:
    return node_id is not None and any(
        node_id == each or node_id.startswith(f"{each}/") for each in selected
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:05.2f}"
