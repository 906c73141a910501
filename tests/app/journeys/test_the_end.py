"""The real program is left in the middle of things, and when nothing happens: it goes, and leaves nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.document.edits import set_settings
from manim_nodes.document.files import load_document, save_document
from manim_nodes.exports.open_queue import open_queue
from manim_nodes.workspace.places import data_root, places
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
PATIENCE_S = 90
# What pydub, which manim imports, is warned of is not ours to mend.
STRICT = ("-X", "dev", "-W", "error", "-W", "ignore:'audioop' is deprecated:DeprecationWarning")


@contextmanager
def program(
    scenario: str, *paths: Path, options: tuple[str, ...] = ()
) -> Iterator[subprocess.Popen[str]]:
    """Start the program with a driver in it, and wait until the driver says that it is time."""
    command = [
        sys.executable,
        *options,
        "-m",
        "tests.app.journeys.driver",
        scenario,
        *map(str, paths),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "now\n"
            yield process
        finally:
            process.kill()


def complaints(process: subprocess.Popen[str]) -> list[str]:
    """Return what the program said on the console."""
    assert process.stderr is not None
    return list(process.stderr)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    (template,) = (data_root() / "templates").glob("*/gradient_descent.mnodes")
    path = tmp_path / "film.mnodes"
    save_document(load_document(template), path)
    return path


@pytest.mark.parametrize(
    "scenario", ["library", "manim", "drawing", "endless_loop", "export", "saving"]
)
def test_closing_in_the_middle_leaves_nothing(scenario: str, film: Path) -> None:
    with program(
        scenario, *([] if scenario in {"library", "manim", "endless_loop"} else [film])
    ) as process:
        assert process.wait(PATIENCE_S) == 0
        assert complaints(process) == []


def test_an_export_goes_on_in_the_background(film: Path, qtbot: QtBot) -> None:
    document = set_settings(load_document(film), lines=480, frame_rate=15)
    save_document(document, film)
    with program("background", film) as process:
        assert process.wait(PATIENCE_S) == 0
        assert complaints(process) == []
    film = places().exports / f"{document.name}.mp4"
    qtbot.waitUntil(film.exists, timeout=120_000)
    (job,) = open_queue(places()).jobs()
    assert Path(job.output) == film
    qtbot.waitUntil(lambda: not _background_processes(), timeout=30_000)


def _background_processes() -> list[psutil.Process]:
    """Return the processes of this test's user that work on the queue."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cmdline()[-2:] == ["queue", "run"]:
                is_ours = process.environ().get("HOME") == str(Path.home())
                found += [process] if is_ours else []
    return found


def test_a_visit_is_silent() -> None:
    with program("visit", options=STRICT) as process:
        assert process.wait(PATIENCE_S) == 0
        assert complaints(process) == []


def test_a_crash_is_recovered_from(open_app: OpenApp, qtbot: QtBot) -> None:
    with program("edit") as process:
        process.send_signal(signal.SIGKILL)
    window = open_app()
    qtbot.waitUntil(lambda: bool(window.window.notices.shown))
    (recover, _) = window.window.notices.findChildren(QPushButton)
    recover.click()

    assert [node.type for node in window.session.document.nodes] == ["Circle"]
    assert window.session.is_modified
    assert window.panels.canvas.isVisible()
    assert list(places().recovery.glob("*.recovery")) == []
