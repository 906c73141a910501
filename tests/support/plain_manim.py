"""What plain manim makes of a script, to hold ours against."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from manim_nodes.render.quality import Quality

SMALL = Quality(160, 90, 10)


def run_manim(folder: Path, *options: str, quality: Quality = SMALL) -> None:
    """Render scenes of ``scenes.py`` in ``folder`` into its folder ``media``."""
    size = f"{quality.width},{quality.height}"
    quiet = ("--media_dir", "media", "--progress_bar", "none", "--silent", "-v", "ERROR")
    command = [sys.executable, "-m", "manim", "render", "scenes.py", *options, "-r", size]
    subprocess.run([*command, "--fps", str(quality.fps), *quiet], cwd=folder, check=True)


def read_pictures(folder: Path, scene: str) -> list[npt.NDArray[np.uint8]]:
    """Return the pictures of a scene that was rendered as a PNG sequence: a wait is one of them."""
    files = sorted((folder / "media" / "images" / "scenes" / scene).glob("*.png"))
    return [read_picture(file) for file in files]


def read_picture(file: Path) -> npt.NDArray[np.uint8]:
    """Read a picture as pixels."""
    with Image.open(file) as image:
        return np.array(image)
