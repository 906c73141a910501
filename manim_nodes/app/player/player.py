"""The player: the picture, the scrub bar and the buttons under it, and the live preview behind them."""

from operator import attrgetter

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.command_methods import command, commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.speaker import OpenDevice
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.clock import SPEEDS
from manim_nodes.app.player.comparison import Comparison, Version
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.picture_actions import PictureActions
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.player.presentation import Presentation
from manim_nodes.app.player.scrub_bar import Range, ScrubBar
from manim_nodes.app.player.selected_node_actions import SelectedNodeActions
from manim_nodes.app.player.sound import Soundtrack
from manim_nodes.app.player.time_field import frame_of
from manim_nodes.app.player.transport import Transport
from manim_nodes.app.preview.frame_loader import FrameLoader
from manim_nodes.app.preview.node_pictures import NodePictures
from manim_nodes.app.preview.preview import Preview, PreviewState
from manim_nodes.app.preview.requests import Engine
from manim_nodes.document.picture_formats import FORMATS, format_of, use_format
from manim_nodes.editing.session import DocumentChanged, Event, PlayheadMoved, Session
from manim_nodes.translation import tr, tr_later

_LINES = (240, 480, 720, 1080)
_RATES = (10, 15, 24, 30, 60)
_COMPARE_KEY = Qt.Key.Key_C
_COMPARED = {
    Qt.KeyboardModifier.NoModifier: Version.SAVED,
    Qt.KeyboardModifier.ShiftModifier: Version.EXPORTED,
}


class Player(Panel):
    """Shows the film while it is wired, and plays it.

    Parameters
    ----------
    engine : what draws; another in tests
    open_device : opens what plays sounds; without, films are silent
    draws_nodes : what single nodes make is drawn too, if the user likes that

    Attributes
    ----------
    picture_ready : a node's id with its groups, and a small QImage of what it makes, or None
    own_shape_asked : the user wants to say how wide and high the frame is
    """

    NAME = "player"
    picture_ready = Signal(str, object)
    own_shape_asked = Signal()

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        engine: Engine | None = None,
        open_device: OpenDevice | None = None,
        draws_nodes: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile, self._theme = session, profile, theme
        self.preview = Preview(session, profile, engine=engine, parent=self)
        self.playback = Playback(
            lambda: self.preview.timeline,
            sections=lambda: self.preview.sections,
            is_begun=lambda: self.preview.is_begun,
            parent=self,
        )
        self.sound = Soundtrack(self.preview, self.playback, profile, open_device, parent=self)
        self.comparison = Comparison(session, self.preview, profile)
        self.pictures = NodePictures(
            session, profile, self.preview.worker, is_wanted=draws_nodes, parent=self
        )
        self._loader = FrameLoader(self)
        self.view = FilmView(self, theme=theme)
        self.scrub_bar = ScrubBar(theme, self)
        self.error = Label(self, wordWrap=True, visible=False)
        self.error.setAccessibleName(tr("What is wrong"))
        self.error.setProperty("error", True)
        self.error.setContentsMargins(8, 4, 8, 4)
        self.retry = QPushButton(tr("Try again"), self, visible=False)
        self.retry.setToolTip(tr("Draw the project again."))
        self.picture_actions = PictureActions(session, self.view, self.playback, profile)
        self.presentation = Presentation(
            self.view,
            self.playback,
            draw_lines=self.preview.draw_lines,
            film_lines=lambda: session.document.settings.lines,
            film_fps=lambda: session.document.settings.frame_rate,
        )
        self._commands = commands_of(
            self.playback,
            self.sound,
            self.view,
            self.comparison,
            self.picture_actions,
            self.presentation,
            self.preview,
            self,
            SelectedNodeActions(session, self.preview, self.playback),
            panel=self.NAME,
        )
        self.transport = Transport(self._commands, theme, self)
        self._lay_out()
        self._connect()
        self._restored_s: float | None = None
        self._fps = self.preview.timeline.fps
        self._unlisten = session.listen(self._follow)
        self._offer_choices()
        self._offer_formats()
        self._follow_playback()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        fault = QHBoxLayout()
        fault.addWidget(self.error, 1)
        fault.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(fault)
        for part in (self.scrub_bar, self.transport):
            layout.addWidget(part)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.preview.changed.connect(self.refresh)
        self.comparison.changed.connect(self._show_comparison)
        self.picture_actions.changed.connect(self.refresh)
        self.presentation.opened.connect(self.refresh)
        self._loader.loaded.connect(self._show_pixels)
        self.playback.moved.connect(self._follow_move)
        self.playback.changed.connect(self._follow_playback)
        self.sound.changed.connect(self.transport.show_sound)
        self.pictures.picture_ready.connect(self.picture_ready)
        self.retry.clicked.connect(self.preview.draw_now)
        self.scrub_bar.scrubbed.connect(self.playback.go_to)
        self.view.pointed.connect(self._show_notice)
        self.view.changed.connect(self._show_switches)
        self.transport.time.entered.connect(self._go_to_typed)
        self.transport.time.left.connect(self.view.setFocus)
        self.transport.speed_chosen.connect(self.playback.set_speed)
        change = self._profile.change_preferences
        self.transport.lines_chosen.connect(lambda lines: change(preview_height=lines))
        self.transport.fps_chosen.connect(lambda fps: change(preview_fps=fps))
        self.transport.format_chosen.connect(self._use_format)
        self._profile.preferences_changed.connect(self._offer_choices)

    # a panel

    def commands(self) -> list[Command]:
        """Return what can be done with the player: what its parts and its own methods declare."""
        return self._commands

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.view.set_theme(theme)
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
        self.picture_actions.close()
        self.presentation.close()

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
        self._keep_time()
        self._go_to_restored()
        self._go_to_added()
        self._show_frame(self.playback.frame)
        message = str(self.picture_actions.error or self.preview.message)
        self.error.setText(message)
        self.error.setVisible(bool(message))
        self.retry.setVisible(self.preview.may_go_well_again and not self.picture_actions.error)

    def _keep_time(self) -> None:
        """Stay at the same second, and play the same part, where frames are counted at another rate."""
        before, fps = self._fps, self.preview.timeline.fps
        if fps == before:
            return
        self._fps = fps
        played = self.playback.played
        if played is not None:
            first, end = (round(frame * fps / before) for frame in (played.first, played.end))
            self.playback.played = Range(first, max(end, first + 1))
        self.playback.go_to(round(self.playback.frame * fps / before))

    def _go_to_restored(self) -> None:
        """Go to where the playhead was before what was undone, once the film is known to be that long."""
        timeline = self.preview.timeline
        if self._restored_s is None or not self.preview.is_begun:
            return
        frame = round(self._restored_s * timeline.fps)
        if frame < timeline.frame_count or timeline.is_complete:
            self._restored_s = None
            self.playback.go_to(frame)

    def _go_to_added(self) -> None:
        """Go to where what was added at the playhead has played, once that is drawn."""
        added, timeline = self._session.added_here, self.preview.timeline
        if not added or self.playback.is_playing or self._restored_s is not None:
            return
        within = tuple(f"{node_id}/" for node_id in added)
        ends = [
            step.first_frame + step.frame_count
            for step in timeline.steps
            if step.node_id is not None and f"{step.node_id}/".startswith(within)
        ]
        if ends and (timeline.is_complete or ends[-1] < timeline.fresh_count):
            self.playback.go_to(ends[-1] - 1)

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
        self._show_notice()
        if self._restored_s is None:
            self._report_playhead(shown)

    def _report_playhead(self, shown: int) -> None:
        timeline = self.preview.timeline
        step = timeline.step_at(shown)
        node_id = None if step is None else timeline.steps[step].node_id
        moment = (shown / timeline.fps, node_id)
        if (self._session.playhead.time_s, self._session.playhead.node_id) != moment:
            self._session.move_playhead(*moment)

    def _show_pixels(self, pixels: object) -> None:
        for view in filter(None, (self.view, self.presentation.view)):
            view.show_pixels(pixels)

    def _time(self, frame: int) -> str:
        timeline = self.preview.timeline
        return f"{_clock(frame / timeline.fps)} / {_clock(timeline.frame_count / timeline.fps)}  \N{MIDDLE DOT}  {frame}"

    def _title_of(self, node_id: str) -> str:
        analysis = self._session.analysis
        return analysis.graph.title_of(node_id) if analysis is not None else node_id

    def _notice(self) -> str:
        point = self.view.point
        if point is not None:
            return f"x {point.x():.2f}  y {point.y():.2f}"
        parts = [self._state_text()]
        if self.preview.isolated is not None:
            parts.append(tr("only {node}", node=self._title_of(self.preview.isolated)))
        if self.playback.is_playing and self.playback.shuttle != 1:
            parts.append(
                f"{self.playback.shuttle}\N{MULTIPLICATION SIGN}".replace("-", "\N{MINUS SIGN}")
            )
        if self.playback.is_behind:
            parts.append(tr("Not smooth here; exports will be"))
        return "  ".join(filter(None, parts))

    def _state_text(self) -> str:
        if self.preview.is_partial and self.preview.state is PreviewState.FAILED:
            return tr("Incomplete")
        return {
            PreviewState.EMPTY: tr("Nothing to show yet"),
            PreviewState.CURRENT: "",
            PreviewState.STALE: tr("Out of date"),
            PreviewState.DRAWING: tr("Drawing…"),
            PreviewState.FAILED: tr("Last good picture")
            if self.preview.timeline.frame_count
            else "",
        }[self.preview.state]

    def _show_notice(self) -> None:
        self.transport.show_notice(self._notice())

    def _offer_choices(self) -> None:
        preferences = self._profile.preferences
        self.transport.offer_quality(
            _LINES, preferences.preview_height, _RATES, preferences.preview_fps
        )

    def _offer_formats(self) -> None:
        shape = format_of(self._session.document.settings)
        formats = [
            *((tr(each.title), each.name) for each in FORMATS),
            (tr("Custom"), ""),
        ]
        self.transport.offer_formats(formats, shape.name if shape is not None else "")

    def _use_format(self, name: str) -> None:
        if not name:
            self.own_shape_asked.emit()
            self._offer_formats()
            return
        self._session.edit(
            lambda document: use_format(document, name), label=tr("change the picture format")
        )

    def _show_switches(self) -> None:
        self.transport.show_playing(self.playback.is_playing)

    def _follow_playback(self) -> None:
        self._show_switches()
        self.transport.offer_speeds(SPEEDS, self.playback.speed)
        self.refresh()

    def _follow_move(self, frame: int) -> None:
        self._restored_s = None
        self._show_frame(frame)

    def _follow(self, event: Event) -> None:
        if isinstance(event, PlayheadMoved) and event.is_restored and not self.playback.is_playing:
            self._restored_s = event.time_s
            self._go_to_restored()
        if isinstance(event, DocumentChanged):
            self.picture_actions.error = None
            if event.before.settings is not event.after.settings:
                self._offer_formats()
        if isinstance(event, DocumentChanged) and event.opened:
            self.playback.pause()
            self.comparison.end()
            self.playback.frame, self.playback.played, self._restored_s = 0, None, None
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

    @property
    def has_something_to_stop(self) -> bool:
        """Return whether the film plays or is drawn, or something else than the film is shown."""
        shows_other = self.comparison.version is not None or self.preview.isolated is not None
        return self.playback.is_playing or shows_other or self.is_drawing

    @command(
        "player.escape",
        tr_later("Stop"),
        ("Esc",),
        is_enabled=lambda player: player.has_something_to_stop,
    )
    def escape(self) -> None:
        """Stop what is going on: playing, else comparing, else showing one node alone, else drawing."""
        if self.playback.is_playing:
            self.playback.pause()
        elif self.comparison.version is not None:
            self.comparison.end()
        elif not self.preview.show_all() and self.is_drawing:
            self.preview.stop()

    @command(
        "player.type_time",
        tr_later("Go to a time"),
        ("G",),
        menu="Play",
        help=tr_later("Type a time such as 1:02.5, a frame such as 48f, or +2 for two seconds on."),
    )
    def type_time(self) -> None:
        """Let the user type where to go."""
        self.transport.time.begin()

    def _go_to_typed(self, text: str) -> None:
        playback, timeline = self.playback, self.preview.timeline
        frame = frame_of(text, fps=timeline.fps, here=playback.frame)
        if frame is not None:
            playback.pause()
            playback.go_to(frame)

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


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:05.2f}"
