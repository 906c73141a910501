"""The preview engine, as it is asked in this process, where what draws is confined in another."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from manim_nodes.codegen.script import Script
from manim_nodes.render import caches
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.confined.frame_memory import slot_size_for, slots_for
from manim_nodes.render.confined.messages import (
    EndMessage,
    FrameMessage,
    KnownFrameMessage,
    Message,
    OutlinesMessage,
    ReadyMessage,
    Request,
    SoundMessage,
    StepEndMessage,
    StepMessage,
    known_counts,
    read_message,
    request_line,
)
from manim_nodes.render.confined.process import DrawingProcess
from manim_nodes.render.error_messages import explain
from manim_nodes.render.failures import RenderError, failure_in, node_of
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.film_builder import FilmBuilder
from manim_nodes.render.preview.frames import FrameStore, Picture, PreviewFrame
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.recording import SoundAdded, StepBegun, StepEnded
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.render.preview.scene_run import StopCondition
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.translation import tr

_POLL_S = 0.02
_PATIENCE_S = 2.0  # for the process to stop by itself, before it is ended
_LONGEST_START_S = 120.0
_MOST_STEPS = 100_000

Known = Mapping[str, tuple[PreviewFrame, ...]]


class DrawingEndedError(RenderError):
    """The process that draws has ended, or had to be ended; the next request starts another."""


class ConfinedEngine:
    """Draws as the functions of ``render.preview`` do, in a confined process that lives from one request to the next.

    All but `close` is for one thread. Whatever the process does, it can do no more to us than to draw wrong pictures.

    Parameters
    ----------
    place : for the process's folder; where files in between belong if not given
    """

    def __init__(self, place: Path | None = None) -> None:
        self._place = place
        self._process: DrawingProcess | None = None
        self._is_ready = False
        self._is_closed = False

    def __enter__(self) -> "ConfinedEngine":
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, and wait until nothing is left of it."""
        self.close()
        if self._process is not None:
            self._process.join()

    def film(
        self,
        script: Script,
        settings: PreviewSettings,
        *,
        on_frame: Callable[[PreviewFrame], None],
        on_sound: Callable[[Sound], None] = lambda _: None,
        cancel: CancelToken | None = None,
        frames: FrameStore | None = None,
    ) -> PreviewResult:
        """Do what `render_preview` does; a process that ends early fails the film."""
        film = FilmBuilder(on_frame, frames, on_sound)
        known = film.begin_run()
        request = Request("film", script, settings, 0, known_counts(known))
        try:
            over = self._ask(request, _FilmTaker(film, known, settings, self._picture).take, cancel)
            error = over.error.error if over.error is not None else None
        except DrawingEndedError as ended:
            ended.step = film.running_step
            over, error = EndMessage(outcome=Outcome.FAILED), ended
        return PreviewResult(
            over.outcome,
            tuple(film.steps),
            film.drawn,
            error,
            tuple(film.sounds),
            over.unseen,
            over.notes,
            over.absent,
            over.layout_faults,
        )

    def frame(
        self,
        script: Script,
        settings: PreviewSettings,
        number: int,
        *,
        cancel: CancelToken | None = None,
        frames: FrameStore | None = None,
    ) -> PreviewFrame | None:
        """Do what `render_frame` does.

        Raises
        ------
        DrawingEndedError : the process has ended early
        """
        known = frames.known() if frames is not None else {}
        found: list[PreviewFrame] = []

        def take(message: Message) -> None:
            match message:
                case FrameMessage():
                    found.append(PreviewFrame(self._picture(message, settings)))
                case KnownFrameMessage(key=key, index=index) if index < len(known.get(key, ())):
                    found.append(known[key][index])
                case _:
                    raise _UnexpectedMessageError(message)

        request = Request("frame", script, settings, number, known_counts(known))
        self._ask(request, take, cancel)
        return replace(found[0], number=number, count=1) if found else None

    def outlines(
        self,
        script: Script,
        settings: PreviewSettings,
        number: int,
        *,
        cancel: CancelToken | None = None,
    ) -> tuple[Outline, ...]:
        """Do what `render_outlines` does.

        Raises
        ------
        DrawingEndedError : the process has ended early
        """
        found: list[Outline] = []

        def take(message: Message) -> None:
            if not isinstance(message, OutlinesMessage):
                raise _UnexpectedMessageError(message)
            found.extend(message.outlines)

        self._ask(Request("outlines", script, settings, number, {}), take, cancel)
        return tuple(found)

    def close(self) -> None:
        """End the process, whatever it does; from any thread."""
        self._is_closed = True
        process = self._process
        if process is not None:
            process.end()

    # asking

    def _ask(
        self, request: Request, take: Callable[[Message], None], cancel: CancelToken | None
    ) -> EndMessage:
        """Have the process deal with a request, and let ``take`` take what it says meanwhile.

        Raises
        ------
        DrawingEndedError : it has ended early, or had to be ended
        """
        try:
            return self._answer_to(request, take, cancel or CancelToken())
        except DrawingEndedError as error:
            error.node_id = _node_in(error.detail, request.script)
            raise

    def _answer_to(
        self, request: Request, take: Callable[[Message], None], cancel: CancelToken
    ) -> EndMessage:
        quality = request.settings.quality
        if not slots_for(slot_size_for(quality.width, quality.height)):
            raise DrawingEndedError(tr("The picture is too large to be drawn."))
        process = self._ready_process(request.settings, cancel)
        if process is None:
            return EndMessage(outcome=Outcome.CANCELLED)
        its_own = replace(request.settings, cache_dir=process.folder)
        process.send(f"draw {request_line(replace(request, settings=its_own))}")
        stop = StopCondition(cancel, request.settings.time_limit_s)
        asked_to_stop_at: float | None = None
        while True:
            message = self._next_message(process)
            match message:
                case EndMessage():
                    return message
                case None | ReadyMessage():
                    pass
                case _:
                    self._take(message, take)
            reason = stop.reason()
            if reason is None:
                continue
            # When its time is up the process knows by itself.
            if asked_to_stop_at is None:
                asked_to_stop_at = time.monotonic()
                if reason is Outcome.CANCELLED:
                    process.send("cancel")
            elif time.monotonic() > asked_to_stop_at + _PATIENCE_S:
                self._end()
                if reason is Outcome.CANCELLED:
                    return EndMessage(outcome=Outcome.CANCELLED)
                process.join()
                raise _ended(
                    tr("Drawing this project did not end, and was stopped."), process.last_words
                )

    def _ready_process(
        self, settings: PreviewSettings, cancel: CancelToken
    ) -> DrawingProcess | None:
        """Return a process that waits for a request; None if nobody waits for that any more.

        Raises
        ------
        DrawingEndedError : it cannot be started
        """
        process = self._process
        if process is not None and (
            process.has_ended
            or process.memory_limit != settings.memory_limit
            or not process.readable.issuperset(settings.readable)
        ):
            self._end()
            process = None
        if process is None:
            process = self._start(settings)
        end = time.monotonic() + _LONGEST_START_S
        while not self._is_ready:
            if cancel.cancelled:
                return None
            self._is_ready = isinstance(self._next_message(process), ReadyMessage)
            if time.monotonic() > end:
                self._end()
                raise _ended(tr("Drawing this project could not be begun."))
        return process

    def _start(self, settings: PreviewSettings) -> DrawingProcess:
        try:
            process = DrawingProcess(
                readable=settings.readable,
                outlines=caches.tex_dir(settings.cache_dir),
                place=self._place,
                memory_limit=settings.memory_limit,
            )
        except OSError as error:
            raise _ended(tr("Drawing this project could not be begun."), str(error)) from error
        self._process, self._is_ready = process, False
        if self._is_closed:  # in the meantime
            process.end()
        return process

    def _next_message(self, process: DrawingProcess) -> Message | None:
        line = process.next_line(_POLL_S)
        if line is not None:
            try:
                return read_message(line)
            except ValueError as error:
                self._end()
                raise _ended(tr("Drawing this project crashed."), str(error)) from error
        if process.has_ended:
            self._end()
            raise _crashed(process.last_words)
        return None

    def _take(self, message: Message, take: Callable[[Message], None]) -> None:
        try:
            take(message)
        except _UnexpectedMessageError as error:
            self._end()
            raise _ended(tr("Drawing this project crashed."), repr(error)) from error
        if isinstance(message, FrameMessage) and self._process is not None:
            self._process.send(f"free {message.slot}")

    def _picture(self, message: FrameMessage, settings: PreviewSettings) -> Picture:
        size = slot_size_for(settings.quality.width, settings.quality.height)
        if self._process is None:
            raise _UnexpectedMessageError(message)
        try:
            pixels = self._process.memory.read(message.slot, size, message.height, message.width)
        except ValueError as error:
            raise _UnexpectedMessageError(message) from error
        return Picture(pixels)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _UnexpectedMessageError(Exception):
    """A message that no honest process sends."""


class _FilmTaker:
    """Puts a film together from what a process says of it, as long as that makes sense."""

    def __init__(
        self,
        film: FilmBuilder,
        known: Known,
        settings: PreviewSettings,
        picture: Callable[[FrameMessage, PreviewSettings], Picture],
    ) -> None:
        self._film, self._known, self._settings = film, known, settings
        self._picture = picture
        self._is_in_step = self._is_drawn = False

    def take(self, message: Message) -> None:
        """Take one message.

        Raises
        ------
        _UnexpectedMessageError : it makes no sense here
        """
        match message:
            case StepMessage(key=key) if len(self._film.steps) < _MOST_STEPS:
                if message.is_known and key not in self._known:
                    raise _UnexpectedMessageError(message)
                frames = self._known[key] if message.is_known else None
                self._film.take(StepBegun(message.index, message.node_id, key, frames))
                self._is_in_step, self._is_drawn = True, frames is None
            case FrameMessage() if self._is_in_step and self._is_drawn:
                picture = self._picture(message, self._settings)
                self._film.take(PreviewFrame(picture, message.count))
            case StepEndMessage() if self._is_in_step:
                self._film.take(StepEnded())
                self._is_in_step = False
            case SoundMessage() if self._may_play(message.file):
                self._film.take(SoundAdded(message.sound))
            case _:
                raise _UnexpectedMessageError(message)

    def _may_play(self, file: Path) -> bool:
        """Return whether a sound is among what the process itself may read."""
        file = file.resolve()
        places = (place.resolve() for place in self._settings.readable)
        return file.is_absolute() and any(file.is_relative_to(place) for place in places)


def _node_in(last_words: str, script: Script) -> str | None:
    """Return the node whose code a process was in, if Python has said that before it ended."""
    places = re.findall(
        rf'File "<{re.escape(script.scene_name)} \d+>", line (\d{{1,9}})\b', last_words
    )
    return node_of(map(int, places), script.source_map)


def _crashed(last_words: str) -> DrawingEndedError:
    failure = failure_in(last_words, "")
    if failure is not None and failure.kind == ImportError.__name__:  # of manim, before it began
        what, hint = explain(failure.kind, failure.message)
        return DrawingEndedError(what, hint=hint, detail=last_words)
    return _ended(tr("Drawing this project crashed."), last_words)


def _ended(what: str, detail: str = "") -> DrawingEndedError:
    return DrawingEndedError(
        what,
        hint=tr("That happened in a process of its own: nothing else was affected."),
        detail=detail,
    )
