"""A presentation goes to the screen that the window is not on; with the screens of a Qt of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
from PySide6.QtWidgets import QApplication
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.player.presentation import Presentation
from manim_nodes.app.preview.frame_timeline import FrameTimeline

app = QApplication([])
view = FilmView()
view.setScreen(app.screens()[{window_on}])
view.setGeometry(app.screens()[{window_on}].geometry())
view.show()
presentation = Presentation(view, Playback(FrameTimeline))
presentation.{shown}()
shown = presentation.full_screen
print(shown.geometry().x(), shown.width(), shown.isFullScreen())
"""


@pytest.mark.parametrize(
    ("screens", "window_on", "shown", "place"),
    [
        (2, 0, "present", "1000 800 True"),
        (2, 1, "present", "0 1000 True"),
        (2, 0, "show_full_screen", "0 1000 True"),
        (1, 0, "present", "0 1000 True"),
    ],
)
def test_the_audience_has_the_other_screen(
    tmp_path: Path, screens: int, window_on: int, shown: str, place: str
) -> None:
    first = {"name": "desk", "x": 0, "y": 0, "width": 1000, "height": 600}
    second = {"name": "projector", "x": 1000, "y": 0, "width": 800, "height": 600}
    more = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = tmp_path / "screens.json"
    found = [{**screen, **more} for screen in (first, second)[:screens]]
    config.write_text(json.dumps({"screens": found}))
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(window_on=window_on, shown=shown)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen:configfile=screens.json"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == place, done.stderr
