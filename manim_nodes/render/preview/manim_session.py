"""One scene at a time has manim for itself."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from manim_nodes.render import caches
from manim_nodes.render.preview.isolation import ManimMessages, isolated_manim
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.scene_run import SceneRun, StopCondition
from manim_nodes.render.preview.script_module import ScriptModule
from manim_nodes.render.step_keys import StepKeys

# manim's config, random numbers and caches are global, so two scenes at once would disturb each other.
_MANIM_LOCK = threading.Lock()


@contextmanager
def manim_session(
    run: SceneRun, settings: PreviewSettings, stop: StopCondition
) -> Iterator[ManimMessages | None]:
    """Let a run use manim; yield what manim logs, or None if others did not end in time.

    A run that cannot be stopped keeps manim until it ends by itself.
    """
    with ExitStack() as borrowed:
        if not stop.acquire(_MANIM_LOCK):
            yield None
            return
        borrowed.callback(_MANIM_LOCK.release)
        messages = borrowed.enter_context(isolated_manim(settings))
        borrowed.enter_context(run.module.registered())
        try:
            yield messages
        finally:
            if run.was_interrupted:
                borrowed.callback(_drop_half_files, run.started_at, settings)
            run.when_over(borrowed.pop_all().close)


def step_keys(module: ScriptModule, settings: PreviewSettings) -> StepKeys:
    """Return the keys by which unchanged steps are found again."""
    return StepKeys.of(
        module.tree, module.script.scene_name, settings.describe(), settings.assets_dir
    )


def _drop_half_files(started_at: float, settings: PreviewSettings) -> None:
    cache_dir = settings.cache_dir
    folders = caches.tex_dir(cache_dir), caches.text_dir(cache_dir)
    caches.drop_files_since(started_at, *folders)
