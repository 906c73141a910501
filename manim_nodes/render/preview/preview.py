"""The preview: a script is run inside this process, and its frames are handed out as arrays."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial

from manim_nodes.codegen.script import Script
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.error_messages import explain_warning
from manim_nodes.render.failures import Failure, RenderError, failure_from, node_of
from manim_nodes.render.media.prepare import prepared_script
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.film_builder import FilmBuilder
from manim_nodes.render.preview.frames import FrameStore, PreviewFrame
from manim_nodes.render.preview.isolation import ManimMessages, load_manim
from manim_nodes.render.preview.manim_session import manim_session, step_keys
from manim_nodes.render.preview.outlines import Outline, OutlineRecording
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.provenance import ProvenanceModule
from manim_nodes.render.preview.recording import Event, Recording, SingleFrameRecording
from manim_nodes.render.preview.results import PreviewNote, PreviewResult
from manim_nodes.render.preview.scene_run import SceneRun, StopCondition
from manim_nodes.render.preview.script_module import ScriptModule
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.translation import tr

_BACKLOG_BYTES = 64 * 1024 * 1024


class RenderTimeoutError(RenderError):
    """A preview was stopped because it took too long, or too much memory."""


def render_preview(
    script: Script,
    settings: PreviewSettings,
    *,
    on_frame: Callable[[PreviewFrame], None],
    on_sound: Callable[[Sound], None] = lambda _: None,
    cancel: CancelToken | None = None,
    frames: FrameStore | None = None,
) -> PreviewResult:
    """Render a script and hand out the frames that ``manim render`` would write.

    Parameters
    ----------
    on_frame : called for each picture in order, in the calling thread
    on_sound : the same for each sound, before the first frame that comes after it in the script
    cancel : stops the render between two frames, or in the middle of a loop that never ends
    frames : where the frames of unchanged steps come from, and where all frames go

    Notes
    -----
    The script runs in a thread of its own, so that interrupting it can strike neither ``on_frame`` nor ``frames``.
    """
    return render_film(script, settings, FilmBuilder(on_frame, frames, on_sound), cancel)


def render_film(
    script: Script, settings: PreviewSettings, film: FilmBuilder, cancel: CancelToken | None = None
) -> PreviewResult:
    """Render a script as `render_preview` does, and let ``film`` take what happens."""
    stop = _start_clock(settings, cancel)
    try:
        script = _prepared(script, settings, stop)
        module = ProvenanceModule(script)
    except RenderError as error:
        return _result(film, Outcome.FAILED, error)
    except SyntaxError as error:
        failure = failure_from(error, script.scene_name)
        return _result(film, Outcome.FAILED, failure.to_error(script.source_map))
    known = film.begin_run()
    # Enough that drawing need not wait for who takes the frames, and not more memory than can be spared.
    frame_bytes = settings.quality.width * settings.quality.height * 4
    backlog = max(2, _BACKLOG_BYTES // frame_bytes)
    recording = Recording(module, step_keys(module, settings), known, backlog=backlog)
    run = SceneRun(module, recording, play=partial(_play_film, module, recording, settings))
    with manim_session(run, settings, stop) as messages:
        if messages is None:
            return _not_begun(film, stop)
        with closing(run.events(stop)) as events:
            for event in events:
                film.take(event)
        result = _conclude(film, run, script, messages)
        is_whole = result.outcome is Outcome.FINISHED
        if not is_whole:
            return result
        return replace(
            result,
            unseen=recording.unseen,
            absent=recording.absent,
            layout_faults=recording.layout_faults,
        )


def render_frame(
    script: Script,
    settings: PreviewSettings,
    number: int,
    *,
    cancel: CancelToken | None = None,
    frames: FrameStore | None = None,
) -> PreviewFrame | None:
    """Draw one frame only, as soon as possible.

    Parameters
    ----------
    number : of the frame, counted from 0
    frames : where frames of unchanged steps come from; it is not changed

    Returns
    -------
    None if the scene has no such frame, fails before it, was cancelled, or took too long
    """
    stop = _start_clock(settings, cancel)
    try:
        module = ScriptModule(_prepared(script, settings, stop))
    except (RenderError, SyntaxError):
        return None
    known = frames.known() if frames is not None else {}
    run = SceneRun(
        module, SingleFrameRecording(module, step_keys(module, settings), known, wanted=number)
    )
    found: list[PreviewFrame] = []
    film = FilmBuilder(found.append, None)
    _run_scene(run, settings, stop, film.take)
    return replace(found[0], number=number, count=1) if found else None


def render_outlines(
    script: Script,
    settings: PreviewSettings,
    number: int,
    *,
    cancel: CancelToken | None = None,
) -> tuple[Outline, ...]:
    """Find what is where in frame ``number``, in the order in which it is drawn.

    Returns
    -------
    nothing if the scene has no such frame, fails before it, was cancelled, or took too long
    """
    stop = _start_clock(settings, cancel)
    try:
        module = ProvenanceModule(_prepared(script, settings, stop))
    except (RenderError, SyntaxError):
        return ()
    recording = OutlineRecording(module, settings, number)
    run = SceneRun(module, recording, play=partial(_play_for_outlines, module, recording))
    _run_scene(run, settings, stop, lambda _: None)
    return recording.outlines


def _start_clock(settings: PreviewSettings, cancel: CancelToken | None) -> StopCondition:
    """Return when to stop, counted from now: preparing files and waiting for manim take of the time too."""
    load_manim()  # which happens once, and is not the scene's doing
    return StopCondition(cancel or CancelToken(), settings.time_limit_s, settings.memory_limit)


def _prepared(script: Script, settings: PreviewSettings, stop: StopCondition) -> Script:
    return prepared_script(
        script,
        settings.assets_dir,
        settings.cache_dir,
        kinds=("drawing", "picture", "video"),
        stop=lambda: stop.reason() is not None,
    )


def _run_scene(
    run: SceneRun, settings: PreviewSettings, stop: StopCondition, take: Callable[[Event], None]
) -> None:
    """Run a scene and pass on its events, if manim is free in time."""
    with manim_session(run, settings, stop) as messages:
        if messages is not None:
            with closing(run.events(stop)) as events:
                for event in events:
                    take(event)


def _play_film(module: ProvenanceModule, recording: Recording, settings: PreviewSettings) -> None:
    from manim_nodes.render.preview.film_renderer import FilmRenderer
    from manim_nodes.render.preview.renderer import play_scene

    make_renderer = partial(FilmRenderer, module, recording, checks_layout=settings.checks_layout)
    play_scene(module, make_renderer)


def _play_for_outlines(module: ProvenanceModule, recording: OutlineRecording) -> None:
    from manim_nodes.render.preview.outline_renderer import OutlineRenderer
    from manim_nodes.render.preview.renderer import play_scene

    play_scene(module, partial(OutlineRenderer, module, recording))


def _not_begun(film: FilmBuilder, stop: StopCondition) -> PreviewResult:
    if stop.reason() is Outcome.CANCELLED:
        return _result(film, Outcome.CANCELLED)
    return _result(
        film,
        Outcome.TIMED_OUT,
        RenderTimeoutError(
            tr("An earlier preview cannot be stopped. Restart the program if it does not end.")
        ),
    )


def _conclude(
    film: FilmBuilder, run: SceneRun, script: Script, messages: ManimMessages
) -> PreviewResult:
    notes = _notes(run, script, messages)
    failure = failure_from(run.error, run.module.filename) if run.error is not None else None
    if run.stopped_for is Outcome.CANCELLED:
        return _result(film, Outcome.CANCELLED)
    if run.stopped_for is not None:
        return _result(film, run.stopped_for, _too_much(film, run, script, failure))
    if failure is None:
        return replace(_result(film, Outcome.FINISHED), notes=notes)
    return _result(
        film,
        Outcome.FAILED,
        failure.to_error(script.source_map, step=film.running_step, notes=messages.errors),
    )


def _notes(run: SceneRun, script: Script, messages: ManimMessages) -> tuple[PreviewNote, ...]:
    """Return what the script's lines warned of, once for each node."""
    found = {}
    for warning in messages.warnings:
        node_id = script.source_map.node_at(warning.lineno)
        if warning.filename == run.module.filename and node_id is not None:
            note = PreviewNote(
                node_id, explain_warning(warning.category.__name__, str(warning.message))
            )
            found[note] = note
    return tuple(found)


def _too_much(
    film: FilmBuilder, run: SceneRun, script: Script, failure: Failure | None
) -> RenderTimeoutError:
    lines = failure.lines if failure else run.lines()
    node_id = node_of(lines, script.source_map) or (film.steps[-1].node_id if film.steps else None)
    if run.stopped_for is Outcome.OUT_OF_MEMORY:
        message = tr("The preview took too much memory and was stopped.")
        hint = tr("Use fewer or simpler objects in this node, or allow previews more memory.")
    else:
        message = tr("The preview took too long and was stopped.")
        hint = tr("Check that the loops in this node end, or allow previews more time.")
    return RenderTimeoutError(
        message,
        node_id=node_id,
        step=film.running_step,
        hint=hint,
        detail=failure.detail if failure else "",
    )


def _result(film: FilmBuilder, outcome: Outcome, error: RenderError | None = None) -> PreviewResult:
    return PreviewResult(outcome, tuple(film.steps), film.drawn, error, tuple(film.sounds))
