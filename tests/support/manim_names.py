"""The installed manim, as generated scripts see it."""

import warnings
from functools import cache
from typing import Any

SMALL = {
    "pixel_width": 96,
    "pixel_height": 54,
    "frame_rate": 5,
    "dry_run": True,
    "disable_caching": True,
    "progress_bar": "none",
    "verbosity": "ERROR",
}


@cache
def manim_names() -> dict[str, Any]:
    """Return what a generated script imports."""
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub's imports are deprecated
        exec("from manim import *\nimport networkx as nx\nimport numpy as np", names)
    return names


def make_scene(class_name: str) -> Any:
    """Return a scene of one of manim's classes, as it is when its ``construct`` begins."""
    with manim_names()["tempconfig"](SMALL):
        scene = manim_names()[class_name]()
        scene.setup()
    return scene


def run_script(source: str, scene_name: str) -> Any:
    """Run a generated script in this process, small, without writing a film.

    Returns
    -------
    the scene, after its last frame
    """
    with manim_names()["tempconfig"](SMALL), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # pydub leaves sound files open
        module: dict[str, Any] = {"__name__": "generated"}
        exec(compile(source, "generated.py", "exec"), module)
        scene = module[scene_name]()
        scene.render()
    return scene
