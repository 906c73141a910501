"""A scene that is run without being drawn, and looked at after each of its plays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.isolation import isolated_manim
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality

SMALL = Quality(160, 90, 2)


def run_and_look(script: Script, cache: Path, look: Callable[[Any], None]) -> None:
    """Run a scene, and call ``look`` with it at the end of each play."""
    with isolated_manim(PreviewSettings(cache, SMALL)):
        from manim import Scene, config

        config.dry_run = True
        play = Scene.play

        def play_and_look(scene: Any, *animations: Any, **options: Any) -> None:
            play(scene, *animations, **options)
            look(scene)

        setattr(Scene, "play", play_and_look)  # noqa: B010 (mypy knows the method's own form only)
        try:
            module: dict[str, Any] = {"__name__": "generated"}
            exec(compile(script.source, "generated.py", "exec"), module)
            scene = module[script.scene_name]()
            scene.render()
            look(scene)
        finally:
            setattr(Scene, "play", play)  # noqa: B010
