"""The installed manim, as generated scripts see it."""

import warnings
from functools import cache
from typing import Any


@cache
def manim_names() -> dict[str, Any]:
    """Give what ``from manim import *`` and ``import numpy as np`` bring."""
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub's imports are deprecated
        exec("from manim import *\nimport numpy as np", names)
    return names


def run_script(source: str, scene_name: str) -> Any:
    """Run a generated script in this process, small, without writing a film.

    Returns
    -------
    the scene, after its last frame
    """
    manim_names()
    from manim import tempconfig

    small = {
        "pixel_width": 96,
        "pixel_height": 54,
        "frame_rate": 5,
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempconfig(small):
        module: dict[str, Any] = {"__name__": "generated"}
        exec(compile(source, "generated.py", "exec"), module)
        scene = module[scene_name]()
        scene.render()
    return scene
