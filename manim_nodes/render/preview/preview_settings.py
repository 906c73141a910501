"""What a preview is asked for, beside its script."""

from dataclasses import dataclass
from pathlib import Path

import psutil

from manim_nodes.render.quality import QUALITIES, Quality


@dataclass(frozen=True, slots=True)
class PreviewSettings:
    """How a preview is drawn.

    Parameters
    ----------
    cache_dir : absolute; where TeX, Typst and text outlines are kept between runs, by one process at a time
    assets_dir : where relative names of images, sounds and SVG files are looked for
    seed : for scripts that do not set ``config.seed`` themselves
    draft : surfaces are made of fewer patches: rough, and several times quicker
    time_limit_s : what takes longer is stopped, a loop that never ends included; None for no limit
    memory_limit : bytes; when this process has grown by so much, what is drawn is stopped; None for no limit
    is_confined : it is drawn in a process of its own, since it may be hostile
    readable : absolute; what that process may read for it
    checks_layout : at the end of each step it is looked whether all can be read
    """

    cache_dir: Path
    quality: Quality = QUALITIES["480p"]
    assets_dir: Path | None = None
    seed: int = 0
    draft: bool = False
    time_limit_s: float | None = None
    memory_limit: int | None = None
    is_confined: bool = False
    readable: tuple[Path, ...] = ()
    checks_layout: bool = False

    def describe(self) -> str:
        """Return all of it that decides pictures, as text."""
        return repr((self.quality, self.assets_dir, self.seed, self.draft))


def part_of_memory(percent: float) -> int:
    """Return so much of the memory that this machine has, in bytes."""
    return round(psutil.virtual_memory().total * percent / 100)
