"""The preview: run a script inside this process and hand out its frames as arrays."""

import threading
from collections.abc import Callable
from contextlib import ExitStack, closing

from manim_nodes.codegen.script import Script
from manim_nodes.render import caches
from manim_nodes.render.blame import Failure, RenderError, failure_from, node_of
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.engine import SceneRun, Watch
from manim_nodes.render.film import Film
from manim_nodes.render.frames import FrameStore
from manim_nodes.render.isolation import isolated_manim
from manim_nodes.render.recording import Recording
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
    cancel = cancel or CancelToken()
    film = Film(settings.quality.fps, on_frame, frames)
    try:
        module = ScriptModule(script)
    except SyntaxError as error:
        return _result(
            film, Outcome.FAILED, failure_from(error, "<unknown>").to_error(script.source_map)
        )
    with ExitStack() as lent:
        queue = Watch(cancel, time_limit_s)
        if not queue.acquire(_TURN):
            return _result(film, queue.reason() or Outcome.CANCELLED, RenderTimeoutError(_STUCK))
        lent.callback(_TURN.release)
        messages = lent.enter_context(isolated_manim(settings))
        lent.enter_context(module.registered())
        run = SceneRun(module, _recording(module, settings, frames))
        try:
            with closing(run.events(Watch(cancel, time_limit_s))) as events:
                for event in events:
                    film.take(event)
            return _conclude(film, run, script, messages.errors)
        finally:
            if run.was_interrupted:
                lent.callback(_drop_half_files, run.started_at, settings)
            run.when_over(lent.pop_all().close)


def _drop_half_files(started_at: float, settings: PreviewSettings) -> None:
    cache_dir = settings.cache_dir
    folders = caches.tex_dir(cache_dir), caches.text_dir(cache_dir, settings.quality)
    caches.drop_files_since(started_at, *folders)


def _recording(
    module: ScriptModule, settings: PreviewSettings, frames: FrameStore | None
) -> Recording:
    keys = StepKeys(module.tree, module.script.scene_name, settings.describe(), settings.assets_dir)
    known = frames.begin_run() if frames is not None else {}
    frame_bytes = settings.quality.width * settings.quality.height * 4
    return Recording(module, keys, known, backlog=max(2, _BACKLOG_BYTES // frame_bytes))


def _conclude(film: Film, run: SceneRun, script: Script, notes: list[str]) -> PreviewResult:
    failure = failure_from(run.error, run.filename) if run.error is not None else None
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
