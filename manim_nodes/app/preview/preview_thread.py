"""The one thread that draws: films, which newer ones overtake, and small pictures when it is idle."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from manim_nodes.app.preview.preview_debounce import PreviewDebounce
from manim_nodes.app.preview.requests import (
    DrawingFailed,
    Engine,
    EngineLoaded,
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
)
from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.confined.confined_engine import DrawingEndedError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult

_PATIENCE_S = 3.0
_MOST_STILLS = 1000

_Drawn = TypeVar("_Drawn")
_Task = FilmRequest | StillRequest | OutlineRequest | EngineLoaded

_log = logging.getLogger("manim_nodes.app")


class OvertakenToken(CancelToken):
    """Lets work that was overtaken go on for a moment, so that a drag shows pictures however quickly it asks for others."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()
        self._is_overtaken = False

    def overtake(self) -> None:
        """Ask the work to stop, unless it ends soon."""
        self._is_overtaken = True

    @property
    def cancelled(self) -> bool:
        """Return whether the work must stop."""
        is_late = self._is_overtaken and time.monotonic() > self._begun + _PATIENCE_S
        return is_late or super().cancelled


# Threads that sat in C code when their windows closed: Qt aborts the program if it ends with one of its threads.
_stuck: list["PreviewThread"] = []


def is_any_stuck() -> bool:
    """Return whether a thread outlived its window, so that the program must not end in Qt's way."""
    return any(not thread.is_over for thread in _stuck)


class PreviewThread(QThread):
    """Draws what it was asked for last.

    Its reports are taken by `take_reports`; ``reported`` is emitted once until they are, so that no flood of frames
    fills the event loop of the window.

    Parameters
    ----------
    engine : what draws
    confined : what draws projects that are not the user's own; the same if not given
    """

    reported = Signal()

    def __init__(
        self,
        engine: Engine | None = None,
        confined: Engine | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine or Engine()
        self._confined = confined or self._engine
        self._gave_up = False  # a confined process has crashed, and no film was asked for since
        self._debounce = PreviewDebounce()
        self._changed = threading.Condition()
        self._film: FilmRequest | None = None
        self._stills: deque[StillRequest] = deque(maxlen=_MOST_STILLS)
        self._outlined: OutlineRequest | None = None
        self._must_load = False
        self._ends = False
        self._frame_token = OvertakenToken()
        self._film_token = CancelToken()
        self._outline_token = CancelToken()
        self._reports: deque[Report] = deque()
        self._is_notified = False
        self.setObjectName("manim-nodes-preview")
        self.start()

    # asking, in the window's thread

    def warm_up(self) -> None:
        """Import manim as soon as there is nothing to draw."""
        with self._changed:
            self._must_load = True
            self._changed.notify()

    def ask(self, request: FilmRequest) -> None:
        """Draw a film, and give up the one that is being drawn."""
        with self._changed:
            self._film = request
            self._film_token.cancel()
            self._outline_token.cancel()
            self._frame_token.overtake()
            self._changed.notify()

    def ask_still(self, request: StillRequest) -> None:
        """Draw a picture when idle, the one that was asked for last first; only the last urgent one, before the next film."""
        with self._changed:
            if request.is_urgent and self._stills and self._stills[-1].is_urgent:
                self._stills.pop()
            self._stills.append(request)
            self._changed.notify()

    def ask_outlines(self, request: OutlineRequest) -> None:
        """Find what is where, once the film is drawn; what was asked for before is given up."""
        with self._changed:
            self._outlined = request
            self._outline_token.cancel()
            self._changed.notify()

    def forget_stills(self) -> None:
        """Draw no picture that has not been begun."""
        with self._changed:
            self._stills.clear()

    def stop_drawing(self) -> None:
        """Abandon what is being drawn, and what was asked for."""
        with self._changed:
            self._film = None
            self._outlined = None
            self._outline_token.cancel()
            self._stills.clear()
            self._frame_token.cancel()
            self._film_token.cancel()

    def take_reports(self) -> list[Report]:
        """Return what has happened since the last call."""
        self._is_notified = False
        reports = []
        while self._reports:
            reports.append(self._reports.popleft())
        return reports

    @property
    def is_over(self) -> bool:
        """Return whether the thread has ended."""
        return self.isFinished()

    def close(self, timeout_s: float = 0.7) -> bool:
        """End the thread, and return whether it ended in time. One that cannot be stopped ends by itself later."""
        with self._changed:
            self._ends = True
            self._changed.notify()
        self.stop_drawing()
        self._confined.close()
        self.wait(round(timeout_s * 1000))
        if not self.is_over:
            self.setParent(None)
            _stuck.append(self)
        return self.is_over

    # drawing, in the thread itself

    def run(self) -> None:
        while (task := self._next_task()) is not None:
            try:
                self._perform(task)
            except Exception as error:  # noqa: BLE001 (a fault of ours must not end the preview for good)
                _log.exception("The preview failed.")
                self._report(DrawingFailed(error))

    def _next_task(self) -> _Task | None:
        with self._changed:
            self._changed.wait_for(self._has_task)
            if self._ends:
                return None
            self._frame_token, self._film_token = OvertakenToken(), CancelToken()
            self._outline_token = CancelToken()
            if self._stills and self._stills[-1].is_urgent:
                return self._stills.pop()
            if self._film is not None:
                film, self._film = self._film, None
                return film
            if self._outlined is not None:
                outlined, self._outlined = self._outlined, None
                return outlined
            if self._must_load:
                self._must_load = False
                return EngineLoaded()
            return self._stills.pop()

    def _has_task(self) -> bool:
        asked = self._film, self._outlined, self._stills
        return self._ends or self._must_load or any(each for each in asked)

    def _perform(self, task: _Task) -> None:
        match task:
            case FilmRequest():
                self._draw_film(task)
            case StillRequest():
                self._draw_still(task)
            case OutlineRequest():
                self._find_outlines(task)
            case EngineLoaded():
                self._engine.load()
                self._report(task)

    def _draw_film(self, request: FilmRequest) -> None:
        self._gave_up = False
        is_draft = self._debounce.wants_draft
        try:
            self._draw_frame(request, is_draft=is_draft)
            if not self._edits_have_paused():
                return
            if is_draft:
                self._draw_frame(request, is_draft=False)
        except DrawingEndedError as error:
            self._gave_up = True
            self._report(FilmBegun(request))
            self._report(FilmEnded(request, PreviewResult(Outcome.FAILED, error=error)))
            return
        self._report(FilmBegun(request))
        begun = time.monotonic()
        result = self._engine_for(request.settings).film(
            request.script,
            request.settings,
            on_frame=lambda drawn: self._report(FrameDrawn(request, drawn)),
            on_sound=lambda sound: self._report(SoundFound(request, sound)),
            cancel=self._film_token,
            frames=request.frames,
        )
        self._gave_up = isinstance(result.error, DrawingEndedError)
        self._debounce.note_film(time.monotonic() - begun)
        self._report(FilmEnded(request, result))

    def _engine_for(self, settings: PreviewSettings) -> Engine:
        return self._confined if settings.is_confined else self._engine

    def _draw_frame(self, request: FilmRequest, *, is_draft: bool) -> None:
        begun = time.monotonic()
        frame = self._engine_for(request.settings).frame(
            request.script,
            replace(request.settings, draft=is_draft),
            request.playhead,
            cancel=self._frame_token,
            frames=request.frames,
        )
        if frame is None:
            return
        self._report(PlayheadFrameDrawn(request, frame))
        self._debounce.note_frame(time.monotonic() - begun, is_draft=is_draft)

    def _edits_have_paused(self) -> bool:
        """Wait until edits have paused, and return whether they have."""
        with self._changed:
            return not self._changed.wait_for(
                lambda: self._ends or self._film is not None or self._film_token.cancelled,
                self._debounce.quiet_s,
            )

    def _draw_still(self, request: StillRequest) -> None:
        script = request.make_script()
        frame = None
        if script is not None and not self._film_token.cancelled:
            engine = self._engine_for(request.settings)
            ask = partial(engine.frame, cancel=self._film_token)
            number = request.number_in(script)
            frame = self._unless_it_ends(None, ask, script, request.settings, number)
        with self._changed:
            if self._film_token.cancelled and not self._ends and not request.is_urgent:
                self._stills.append(request)
                return
        self._report(StillDrawn(request, script, frame.picture if frame else None))

    def _find_outlines(self, request: OutlineRequest) -> None:
        settings = request.film.settings
        ask = partial(self._engine_for(settings).outlines, cancel=self._outline_token)
        script = request.script or request.film.script
        nothing: tuple[Outline, ...] = ()
        outlines = self._unless_it_ends(nothing, ask, script, settings, request.number)
        if not self._outline_token.cancelled:
            self._report(OutlinesFound(request, outlines))

    def _unless_it_ends(
        self,
        nothing: _Drawn,
        ask: Callable[[Script, PreviewSettings, int], _Drawn],
        script: Script,
        settings: PreviewSettings,
        number: int,
    ) -> _Drawn:
        """Return what is asked for besides the film; nothing, from a crash on until another film is drawn."""
        if self._gave_up and settings.is_confined:
            return nothing
        try:
            return ask(script, settings, number)
        except DrawingEndedError:
            if not self._ends:
                _log.warning("A picture of a project was not drawn.", exc_info=True)
            self._gave_up = True
            return nothing

    def _report(self, report: Report) -> None:
        self._reports.append(report)
        if not self._is_notified and not self._ends:
            self._is_notified = True
            self.reported.emit()
