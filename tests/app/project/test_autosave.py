import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.autosave import Autosave, left_behind
from manim_nodes.document.edits import add_node
from manim_nodes.editing.session import Session
from manim_nodes.workspace.recovery import read_recovery
from tests.support.library import TOYS

ROOT = Path(__file__).parents[3]
EDITOR = """
import sys
from PySide6.QtCore import QCoreApplication
from manim_nodes.app.project.autosave import Autosave
from manim_nodes.app.kit.profile import Profile
from manim_nodes.editing.session import Session
from manim_nodes.document.edits import add_node
from manim_nodes.document.model import new_document
from manim_nodes.workspace.places import places
from tests.support.library import TOYS

qt = QCoreApplication([])
session = Session(new_document("Crash"), TOYS)
autosave = Autosave(session, Profile(places()), print)
session.edit(lambda document: add_node(document, "Disc")[0])
print("edited", flush=True)
qt.exec()
"""


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def autosave(session: Session, profile: Profile, failures: list[Exception]) -> Iterator[Autosave]:
    profile.change_preferences(autosave_s=1)
    autosave = Autosave(session, profile, failures.append)
    yield autosave
    autosave.close()


def test_a_change_is_in_the_recovery_file_soon(
    session: Session, autosave: Autosave, qtbot: QtBot
) -> None:
    session.edit(lambda document: add_node(document, "Circle")[0])
    qtbot.waitUntil(autosave.file.exists)
    kept = read_recovery(autosave.file, {})

    assert kept is not None
    assert [node.type for node in kept.document.nodes] == ["Circle"]


def test_saving_takes_the_recovery_file_away(
    session: Session, autosave: Autosave, tmp_path: Path, qtbot: QtBot
) -> None:
    session.edit(lambda document: add_node(document, "Circle")[0])
    qtbot.waitUntil(autosave.file.exists)
    session.mark_saved(session.document, tmp_path / "film.mnodes")

    qtbot.waitUntil(lambda: not autosave.file.exists())


def test_a_live_session_is_not_offered(
    session: Session, autosave: Autosave, profile: Profile, qtbot: QtBot
) -> None:
    session.edit(lambda document: add_node(document, "Circle")[0])
    qtbot.waitUntil(autosave.file.exists)

    assert left_behind(profile.places.recovery, TOYS) == []


def test_closing_leaves_nothing(
    session: Session, autosave: Autosave, profile: Profile, qtbot: QtBot
) -> None:
    session.edit(lambda document: add_node(document, "Circle")[0])
    qtbot.waitUntil(autosave.file.exists)
    autosave.close()

    assert list(profile.places.recovery.iterdir()) == []


def test_a_failure_is_told_once_in_a_row(
    session: Session,
    autosave: Autosave,
    failures: list[Exception],
    profile: Profile,
    qtbot: QtBot,
) -> None:
    profile.places.recovery.parent.mkdir(parents=True)
    profile.places.recovery.write_text("in the way")
    for count in range(2):
        session.edit(lambda document: add_node(document, "Circle")[0])
        qtbot.waitUntil(lambda: bool(failures))
        qtbot.wait(1200 * count)

    assert len(failures) == 1
    assert isinstance(autosave, Autosave)


@pytest.mark.slow
def test_kill_9_in_the_middle_of_editing_is_recovered_from(profile: Profile, qtbot: QtBot) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", EDITOR]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as editor:
        assert editor.stdout is not None
        editor.stdout.readline()
        folder = profile.places.recovery
        qtbot.waitUntil(lambda: any(folder.glob("*.recovery")), timeout=5000 * 4)
        editor.send_signal(signal.SIGKILL)

    (found,) = left_behind(profile.places.recovery, TOYS)
    assert [node.type for node in found.document.nodes] == ["Disc"]
