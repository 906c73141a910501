"""The live preview: follows the session, asks the thread for films, and keeps what came of them."""

import time
from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.frame_timeline import FrameTimeline
from manim_nodes.app.preview.preview_folder import PreviewFolder
from manim_nodes.app.preview.preview_thread import PreviewThread
from manim_nodes.app.preview.requests import (
    DrawingFailed,
    Engine,
    FilmBegun,
    FilmEnded,
    FilmRequest,
    FrameDrawn,
    OutlineRequest,
    OutlinesFound,
    PlayheadFrameDrawn,
    Report,
    SoundFound,
    StillDrawn,
    StillRequest,
    confined_engine,
)
from manim_nodes.app.preview.settings import preview_settings
from manim_nodes.codegen.script import Script
from manim_nodes.codegen.sections import SectionKind, section_kinds
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import Analysis, analyze_with_errors
from manim_nodes.editing.draw_times import draw_times_of
from manim_nodes.editing.healthy_part import healthy_part
from manim_nodes.editing.isolate_node import isolated_document, shown_document
from manim_nodes.editing.layout_problems import layout_problems
from manim_nodes.editing.note_problems import note_problems
from manim_nodes.editing.session import Analyzed, DocumentChanged, Event, FileChanged, Session
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.problems import Problem
from manim_nodes.render.confined.confined_engine import DrawingEndedError
from manim_nodes.render.doctor import latex_available
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import FrameStore, Picture
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview import RenderTimeoutError
from manim_nodes.translation import tr_later

_TAKE_EVERY_MS = 15
_MEBIBYTE = 1024 * 1024
_MOST_ATTEMPTS = 3  # to draw what does not need the nodes that failed


class PreviewState(Enum):
    """What the preview is doing."""

    EMPTY = "empty"
    CURRENT = "current"
    STALE = "stale"
    DRAWING = "drawing"
    FAILED = "failed"


class Preview(QObject):
    """Keeps the frames of the film up to date with the session's script.

    Parameters
    ----------
    has_latex : asked in a thread

    Attributes
    ----------
    timeline : the frames, new and old
    state, message : what is going on, and in plain words what is wrong, if anything
    fault : the first error of the project; empty without one
    is_partial : what has errors, and what needs that, is left out of the film
    playhead : number of the frame that is looked at, which is drawn first
    isolated : full id of the node that is shown alone; None for the whole film
    sections : what a presentation does with the sections, by the plays that they begin with
    """

    changed = Signal()
    loaded = Signal()

    def __init__(
        self,
        session: Session,
        profile: Profile,
        *,
        engine: Engine | None = None,
        has_latex: Callable[[], bool] = latex_available,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._profile, self._has_latex = session, profile, has_latex
        self.timeline = FrameTimeline()
        self.state, self.message, self.fault = PreviewState.EMPTY, "", ""
        self.is_partial = False
        self.playhead = 0
        self.isolated: str | None = None
        self.sections: Mapping[int, SectionKind] = {}
        self._lines: int | None = None
        self._fps: int | None = None
        self._asked: FilmRequest | None = None
        self._begun: FilmRequest | None = None
        self._saved: FilmRequest | None = None
        # What failed while it was drawn, where what is asked for now is drawn without the nodes that failed.
        self._failed: FilmRequest | None = None
        self._faulty: set[str] = set()
        self._attempts = 0
        self._background = Background(self)
        self._folder = PreviewFolder(profile, self)
        self._store = self._new_store()
        self._taken_at = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._take_reports)
        confined = confined_engine(self._folder.path) if engine is None else engine
        self.worker = PreviewThread(engine, confined, self)
        self.worker.reported.connect(self._take_soon)
        profile.preferences_changed.connect(self._follow_preferences)
        self._unlisten = session.listen(self._follow)
        if session.analysis is not None:
            self._follow_analysis(session.analysis)

    # what others may ask for

    def warm_up(self) -> None:
        """Import manim; to be called when the window is there."""
        self.worker.warm_up()

    @command(
        "player.draw",
        tr_later("Draw the preview"),
        ("Ctrl+Return", "Ctrl+Enter"),
        panel="",
        menu="Play",
        icon="mdi6.refresh",
    )
    def draw_now(self) -> None:
        """Draw the film as it is now, whether previews are live or not."""
        if self._session.analysis is not None:
            self._draw(self._session.analysis, is_wanted=True)

    @command(
        "player.stop",
        tr_later("Stop drawing the preview"),
        ("Ctrl+.",),
        panel="",
        menu="Play",
        is_enabled=lambda preview: preview.state is PreviewState.DRAWING,
        needs=tr_later("Nothing is being drawn."),
    )
    def stop(self) -> None:
        """Abandon what is being drawn; what was drawn stays."""
        self.worker.stop_drawing()
        if self.state is PreviewState.DRAWING:
            self._set_state(PreviewState.STALE)

    def draw_lines(self, lines: int | None, fps: int | None = None) -> None:
        """Draw the film with so many lines and frames a second, as for a presentation; None for what the user prefers."""
        if (lines, fps) != (self._lines, self._fps):
            self._lines, self._fps = lines, fps
            if self._asked is not None:
                self.draw_now()

    def show_only(self, node_id: str | None) -> None:
        """Show what one node makes, with all that comes before it; None for the whole film."""
        if node_id != self.isolated:
            self.isolated = node_id
            self.draw_now()

    def show_all(self) -> bool:
        """Show the whole film again, if one node is shown alone; return whether one was."""
        was_alone = self.isolated is not None
        self.show_only(None)
        return was_alone

    def ask_saved(self, take: Callable[[Script | None, Picture | None], object]) -> None:
        """Ask for the picture at the playhead as the project was when it was opened or saved last."""
        if self._saved is not None:
            script, settings = self._saved.script, self._saved.settings
            self.worker.ask_still(
                StillRequest(lambda: script, settings, take, self.playhead, is_urgent=True)
            )

    @property
    def may_go_well_again(self) -> bool:
        """Return whether what was drawn last was stopped or has crashed, so that it is worth another try."""
        error = self._session.render_error
        is_stopped = isinstance(error, DrawingEndedError | RenderTimeoutError)
        return is_stopped and self.state is PreviewState.FAILED

    @property
    def film(self) -> FilmRequest | None:
        """Return what was asked for last; another object for each version."""
        return self._asked

    @property
    def is_begun(self) -> bool:
        """Return whether the timeline is that of the project as it is, as far as it will be drawn."""
        analysis = self._session.analysis
        if analysis is None or analysis.document is not self._session.document:
            return False
        return self._begun is self._asked or self.state is not PreviewState.DRAWING

    def ask_outlines(self, take: Callable[[tuple[Outline, ...]], object]) -> None:
        """Ask what is where at the playhead; only the last one to ask gets an answer."""
        if self._asked is not None:
            self.worker.ask_outlines(OutlineRequest(self._asked, self.playhead, take))

    def ask_hidden_outlines(
        self, node_ids: frozenset[str], take: Callable[[tuple[Outline, ...]], object]
    ) -> None:
        """Ask what would be where at the playhead if some things were shown that are not.

        Parameters
        ----------
        node_ids : that make them, with their groups
        """
        film, number, analysis = self._asked, self.playhead, self._session.analysis
        if film is None or analysis is None or self.isolated is not None:
            return

        def ask(shown: Analysis) -> None:
            if shown.render_script is not None and film is self._asked:
                request = OutlineRequest(film, number, take, script=shown.render_script)
                self.worker.ask_outlines(request)

        self._background.run(
            self._analyzing(shown_document(analysis.graph, node_ids), analysis.permissions), ask
        )

    def close(self) -> None:
        """End the thread and all else; at once, whatever is being drawn."""
        self._unlisten()
        self._timer.stop()
        self._profile.preferences_changed.disconnect(self._follow_preferences)
        self.worker.reported.disconnect(self._take_soon)
        self.worker.close()
        self._folder.close()
        self._background.close()

    # following

    def _follow(self, event: Event) -> None:
        if isinstance(event, Analyzed):
            self._follow_analysis(event.analysis)
        elif isinstance(event, DocumentChanged) and event.opened:
            self._forget()
        elif isinstance(event, FileChanged) and not self._session.is_modified:
            self._saved = self._asked

    def _follow_preferences(self) -> None:
        if self._store.memory_limit != self._memory_limit():
            self._store = self._new_store()
        if self._session.analysis is not None:
            self._draw(self._session.analysis)

    def _follow_analysis(self, analysis: Analysis) -> None:
        self._draw(analysis)

    def _forget(self) -> None:
        self.worker.stop_drawing()
        # Another one, since the film that is given up may yet add a frame to its own.
        self._store = self._new_store()
        self.timeline, self.isolated = FrameTimeline(), None
        self._asked = self._begun = self._saved = self._failed = None
        self.fault, self.is_partial = "", False
        self._set_state(PreviewState.EMPTY)

    def _draw(self, analysis: Analysis, *, is_wanted: bool = False) -> None:
        if self.isolated is None:
            self._draw_script(analysis, is_wanted=is_wanted)
            return
        work = self._analyzing(
            isolated_document(analysis.graph, self.isolated), analysis.permissions
        )
        self._background.run(work, partial(self._draw_script, is_wanted=is_wanted))

    def _analyzing(self, document: Document, permissions: Permissions) -> Callable[[], Analysis]:
        """Return what finds out, in a thread, what a document means that is not the session's own."""
        return partial(
            analyze_with_errors,
            document,
            self._session.library,
            folder=self._session.folder,
            permissions=permissions,
            has_latex=self._has_latex,
        )

    def _draw_script(self, analysis: Analysis, *, is_wanted: bool) -> None:
        # What has an error, and what needs it, is left out of the picture.
        self.fault = "" if analysis.render_script is not None else analysis.first_error
        drawable = analysis.drawable
        script = drawable.render_script if drawable is not None else None
        self.is_partial = bool(self.fault) and script is not None
        if script is None:
            self._set_state(PreviewState.FAILED, self.fault)
            return
        request = self._request(script)
        if not is_wanted and _is_same(request, self._failed or self._asked):
            self.is_partial = self.is_partial or self._failed is not None
            if self.state is PreviewState.DRAWING:
                self._set_state(PreviewState.DRAWING, self.fault)
            elif self.state is not PreviewState.STALE:
                self._settle()
            return
        if not is_wanted and not self._profile.preferences.live_preview and self._asked is not None:
            self._set_state(PreviewState.STALE)
            return
        self._failed, self._attempts = None, 0
        if self._saved is None and not self._session.is_modified:
            self._saved = request
        self._ask(request)
        self._set_state(PreviewState.DRAWING, self.fault)

    def _ask(self, request: FilmRequest) -> None:
        self._asked = request
        self.sections = section_kinds(request.script)
        self.worker.ask(request)

    def _request(self, script: Script) -> FilmRequest:
        preferences = self._profile.preferences
        settings = preview_settings(
            self._session,
            self._profile,
            self._lines or preferences.preview_height,
            self._fps or preferences.preview_fps,
        )
        if self._asked is not None and self._asked.settings.is_confined is not settings.is_confined:
            # What a confined process has drawn may be anything: it is not taken for the user's own.
            self._store = self._new_store()
        return FilmRequest(self._session.document.id, script, settings, self._store, self.playhead)

    def _new_store(self) -> FrameStore:
        return FrameStore(self._folder.path, memory_limit=self._memory_limit())

    def _memory_limit(self) -> int:
        return self._profile.preferences.preview_memory_mb * _MEBIBYTE

    # what the thread reports

    def _take_soon(self) -> None:
        wait_ms = self._taken_at * 1000 + _TAKE_EVERY_MS - time.monotonic() * 1000
        self._timer.start(max(0, int(wait_ms)))

    def _take_reports(self) -> None:
        self._taken_at = time.monotonic()
        for report in self.worker.take_reports():
            self._take(report)
        self.changed.emit()

    def _take(self, report: Report) -> None:
        match report:
            case PlayheadFrameDrawn() | FilmBegun() | FrameDrawn() | SoundFound() | FilmEnded():
                if report.request.project == self._session.document.id:
                    self._take_of_film(report)
            case StillDrawn(request, script, picture):
                request.take(script, picture)
            case OutlinesFound(request, outlines):
                if request.film is self._asked:
                    request.take(outlines)
            case DrawingFailed(error):
                self._set_state(PreviewState.FAILED, str(error))
            case _:
                self.loaded.emit()

    def _take_of_film(
        self, report: PlayheadFrameDrawn | FilmBegun | FrameDrawn | SoundFound | FilmEnded
    ) -> None:
        match report:
            case PlayheadFrameDrawn(_, frame):
                self.timeline.set_playhead_frame(frame)
            case FilmBegun(request):
                self._begun = request
                self.timeline.begin(request.script, request.settings.quality.fps)
            case FrameDrawn(_, frame):
                self.timeline.add([frame])
            case SoundFound(_, sound):
                self.timeline.add_sound(sound)
            case FilmEnded():
                self._end_film(report)

    def _end_film(self, ended: FilmEnded) -> None:
        is_cancelled = ended.result.outcome is Outcome.CANCELLED
        self.timeline.end(is_whole=not is_cancelled)
        self._session.note_draw_times(draw_times_of(ended.result.steps))
        if is_cancelled:
            return
        error = ended.result.error
        is_without = self._failed is not None and ended.request is self._asked
        if not is_without:
            self._session.set_render_error(error)
        self._report_unseen(ended)
        if ended.request is not self._asked or self.state is not PreviewState.DRAWING:
            return
        if error is not None and self._draw_without(error, ended.request):
            message = self.fault or self._message_of(self._session.render_error)
            self._set_state(PreviewState.DRAWING, message)
        else:
            self._settle()

    def _draw_without(self, error: RenderError, failed: FilmRequest) -> bool:
        """Draw what does not need the node that failed; return whether there may be something."""
        analysis = self._session.analysis
        drawable = analysis.drawable if analysis is not None else None
        if error.node_id is None or drawable is None or self.isolated is not None:
            return False
        is_over = isinstance(error, DrawingEndedError | RenderTimeoutError)
        if is_over or self._attempts == _MOST_ATTEMPTS:
            return False
        self._attempts += 1
        self._faulty = {*(self._faulty if self._failed else ()), error.node_id}
        problems = [Problem("not-drawn", "", each) for each in self._faulty]
        mutes = self._attempts == 1

        def analyze() -> Analysis | None:
            left = healthy_part(drawable.graph, problems, mutes=mutes)
            return self._analyzing(left, drawable.permissions)() if left is not None else None

        def draw(left: Analysis | None) -> None:
            if self._asked is not failed:
                return
            part = left.drawable if left is not None else None
            if part is None or part.render_script is None:
                self._settle()
                return
            self._failed, self.is_partial = self._failed or failed, True
            self._ask(self._request(part.render_script))

        self._background.run(analyze, draw)
        return True

    def _report_unseen(self, ended: FilmEnded) -> None:
        """Report what the film never shows, and what it warned of, if it is still the film of the project."""
        analysis = self._session.analysis
        is_whole = self.isolated is None and not self.fault and self._failed is None
        if ended.request is self._asked and is_whole and analysis is not None:
            found = unseen_problems(analysis.graph, ended.result.unseen, ended.result.absent)
            noted = note_problems(analysis.problems, ended.result.notes)
            hard_to_read = layout_problems(analysis.graph, ended.result.layout_faults)
            self._session.set_picture_problems([*found, *noted, *hard_to_read])

    def _message_of(self, error: RenderError | None) -> str:
        analysis = self._session.analysis
        if error is None or analysis is None:
            return ""
        return " ".join(
            filter(None, [analysis.message_for(error.node_id, error.message), error.hint])
        )

    def _settle(self) -> None:
        message = self.fault or self._message_of(self._session.render_error)
        self._set_state(self._settled_state(), message)

    def _settled_state(self) -> PreviewState:
        if self.fault or self._session.render_error is not None:
            return PreviewState.FAILED
        return PreviewState.CURRENT if self.timeline.is_complete else PreviewState.DRAWING

    def _set_state(self, state: PreviewState, message: str = "") -> None:
        self.state, self.message = state, message
        self.changed.emit()


def _is_same(request: FilmRequest, other: FilmRequest | None) -> bool:
    return (
        other is not None
        and request.script.source == other.script.source
        and request.script.source_map == other.script.source_map
        and request.settings == other.settings
    )
