"""The preview: run a script inside this process and hand out its frames as arrays."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace

from manim_nodes.codegen.script import Script
from manim_nodes.render import caches
from manim_nodes.render.blame import Failure, RenderError, failure_from, node_of
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.engine import SceneRun, Watch
from manim_nodes.render.film import Film
from manim_nodes.render.frames import FrameStore
from manim_nodes.render.isolation import ManimMessages, isolated_manim
from manim_nodes.render.recording import Recording, SingleFrameRecording
from manim_nodes.render.results import Outcome, PreviewFrame, PreviewResult
from manim_nodes.render.script_module import ScriptModule
from manim_nodes.render.settings import PreviewSettings
from manim_nodes.render.steps import StepKeys

DEFAULT_TIME_LIMIT_S = 30.0
_BACKLOG_BYTES = 64 * 1024 * 1024
_STUCK = "An earlier preview cannot be stopped. Restart the program if it does not end."

# manim's config, random numbers and caches are global: previews take turns.
_TURN = threading.Lock()


class RenderTimeoutError(RenderError):
    """A preview was stopped because it took too long."""


def render_preview(
    script: Script,
    settings: PreviewSettings,
    *,
    on_frame: Callable[[PreviewFrame], None],
    cancel: CancelToken | None = None,
    time_limit_s: float | None = DEFAULT_TIME_LIMIT_S,
    frames: FrameStore | None = None,
) -> PreviewResult:
    """Render a script and hand out the frames that ``manim render`` would write.

    Parameters
    ----------
    on_frame : called for each picture in order, in the calling thread
    cancel : stops the render between two frames, or out of a loop that never ends
    time_limit_s : the same after so many seconds; None for no limit
    frames : where the frames of unchanged steps come from, and where all frames go

    Notes
    -----
    The script runs in a thread of its own, so that interrupting it can strike neither ``on_frame`` nor ``frames``.
    """
    film = Film(settings.quality.fps, on_frame, frames)
    try:
        module = ScriptModule(script)
    except SyntaxError as error:
        failure = failure_from(error, script.scene_name)
        return _result(film, Outcome.FAILED, failure.to_error(script.source_map))
    known = frames.begin_run() if frames is not None else {}
    frame_bytes = settings.quality.width * settings.quality.height * 4
    backlog = max(2, _BACKLOG_BYTES // frame_bytes)
    run = SceneRun(module, Recording(module, _keys(module, settings), known, backlog=backlog))
    limits = _Limits(cancel or CancelToken(), time_limit_s)
    with _turn_of(run, settings, limits) as messages:
        if messages is None:
            return _turn_did_not_come(film, limits)
        with closing(run.events(limits.watch())) as events:
            for event in events:
                film.take(event)
        return _conclude(film, run, script, messages.errors)


def render_frame(
    script: Script,
    settings: PreviewSettings,
    number: int,
    *,
    cancel: CancelToken | None = None,
    frames: FrameStore | None = None,
) -> PreviewFrame | None:
    """Draw one frame only, as soon as can be.

    Parameters
    ----------
    number : of the frame, counted from 0
    frames : where frames of unchanged steps come from; it is not changed

    Returns
    -------
    None if the scene has no such frame, fails before it, or was cancelled
    """
    try:
        module = ScriptModule(script)
    except SyntaxError:
        return None
    known = frames.known() if frames is not None else {}
    run = SceneRun(
        module, SingleFrameRecording(module, _keys(module, settings), known, wanted=number)
    )
    limits = _Limits(cancel or CancelToken(), DEFAULT_TIME_LIMIT_S)
    found: list[PreviewFrame] = []
    film = Film(settings.quality.fps, found.append, None)
    with _turn_of(run, settings, limits) as messages:
        if messages is not None:
            with closing(run.events(limits.watch())) as events:
                for event in events:
                    film.take(event)
    return (
        replace(found[0], number=number, count=1, time_s=number / settings.quality.fps)
        if found
        else None
    )


@dataclass(frozen=True, slots=True)
class _Limits:
    cancel: CancelToken
    time_limit_s: float | None

    def watch(self) -> Watch:
        """Start the clock."""
        return Watch(self.cancel, self.time_limit_s)


@contextmanager
def _turn_of(
    run: SceneRun, settings: PreviewSettings, limits: _Limits
) -> Iterator[ManimMessages | None]:
    """Lend manim to a run; None if its turn did not come within the limits.

    A run that cannot be stopped keeps what it was lent until it ends by itself.
    """
    with ExitStack() as lent:
        if not limits.watch().acquire(_TURN):
            yield None
            return
        lent.callback(_TURN.release)
        messages = lent.enter_context(isolated_manim(settings))
        lent.enter_context(run.module.registered())
        try:
            yield messages
        finally:
            if run.was_interrupted:
                lent.callback(_drop_half_files, run.started_at, settings)
            run.when_over(lent.pop_all().close)


def _turn_did_not_come(film: Film, limits: _Limits) -> PreviewResult:
    if limits.cancel.cancelled:
        return _result(film, Outcome.CANCELLED)
    return _result(film, Outcome.TIMED_OUT, RenderTimeoutError(_STUCK))


def _drop_half_files(started_at: float, settings: PreviewSettings) -> None:
    cache_dir = settings.cache_dir
    folders = caches.tex_dir(cache_dir), caches.text_dir(cache_dir, settings.quality)
    caches.drop_files_since(started_at, *folders)


def _keys(module: ScriptModule, settings: PreviewSettings) -> StepKeys:
    return StepKeys(module.tree, module.script.scene_name, settings.describe(), settings.assets_dir)


def _conclude(film: Film, run: SceneRun, script: Script, notes: list[str]) -> PreviewResult:
    failure = failure_from(run.error, run.module.filename) if run.error is not None else None
    if run.stopped_for is Outcome.CANCELLED:
        return _result(film, Outcome.CANCELLED)
    if run.stopped_for is Outcome.TIMED_OUT:
        return _result(film, Outcome.TIMED_OUT, _timeout(film, run, script, failure))
    if failure is None:
        return _result(film, Outcome.FINISHED)
    return _result(
        film,
        Outcome.FAILED,
        failure.to_error(script.source_map, step=film.running_step, notes=notes),
    )


def _timeout(
    film: Film, run: SceneRun, script: Script, failure: Failure | None
) -> RenderTimeoutError:
    lines = failure.lines if failure else run.lines()
    node_id = node_of(lines, script.source_map) or (film.steps[-1].node_id if film.steps else None)
    return RenderTimeoutError(
        "The preview took too long and was stopped.",
        node_id=node_id,
        step=film.running_step,
        hint="Check that the loops in this node end, or allow previews more time.",
        detail=failure.detail if failure else "",
    )


def _result(film: Film, outcome: Outcome, error: RenderError | None = None) -> PreviewResult:
    return PreviewResult(outcome, tuple(film.steps), film.drawn, error)
