"""Runs of scenes take turns, each with a manim of its own."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from manim_nodes.render import caches
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.preview.isolation import ManimMessages, isolated_manim
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.scene_run import SceneRun, Watch
from manim_nodes.render.preview.script_module import ScriptModule
from manim_nodes.render.preview.step_keys import StepKeys

# manim's config, random numbers and caches are global.
_MANIM_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """What ends a run from outside."""

    cancel: CancelToken
    time_limit_s: float | None

    def watch(self) -> Watch:
        """Start the clock."""
        return Watch(self.cancel, self.time_limit_s)


@contextmanager
def manim_session(
    run: SceneRun, settings: PreviewSettings, limits: Limits
) -> Iterator[ManimMessages | None]:
    """Lend manim to a run; None if its turn did not come within the limits.

    A run that cannot be stopped keeps what it was lent until it ends by itself.
    """
    with ExitStack() as lent:
        if not limits.watch().acquire(_MANIM_LOCK):
            yield None
            return
        lent.callback(_MANIM_LOCK.release)
        messages = lent.enter_context(isolated_manim(settings))
        lent.enter_context(run.module.registered())
        try:
            yield messages
        finally:
            if run.was_interrupted:
                lent.callback(_drop_half_files, run.started_at, settings)
            run.when_over(lent.pop_all().close)


def step_keys(module: ScriptModule, settings: PreviewSettings) -> StepKeys:
    """Return what tells unchanged steps from changed ones."""
    return StepKeys(module.tree, module.script.scene_name, settings.describe(), settings.assets_dir)


def _drop_half_files(started_at: float, settings: PreviewSettings) -> None:
    cache_dir = settings.cache_dir
    folders = caches.tex_dir(cache_dir), caches.text_dir(cache_dir, settings.quality)
    caches.drop_files_since(started_at, *folders)
