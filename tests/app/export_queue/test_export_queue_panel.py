from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.export_queue.export_queue_panel import ExportQueuePanel
from manim_nodes.app.exports.export_choice import ExportChoice
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.editing.session import Session
from manim_nodes.exports.export_job import ExportJob
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.export.export_settings import ExportFormat
from tests.app.exports.conftest import FAULT, FakeRunner

MP4, GIF = ExportFormat.MP4, ExportFormat.GIF
STILL = QImage(160, 90, QImage.Format.Format_RGB32)
STILL.fill(QColor("#ff00ff"))


@pytest.fixture
def opened() -> list[Path]:
    return []


@pytest.fixture
def panel(
    qtbot: QtBot,
    session: Session,
    exports: Exports,
    theme: Theme,
    profile: Profile,
    opened: list[Path],
) -> Iterator[ExportQueuePanel]:
    def open_path(path: Path, _fail: object) -> None:
        opened.append(path)

    panel = ExportQueuePanel(
        session,
        exports.work,
        theme=theme,
        profile=profile,
        open_path=open_path,
        picture_of=lambda project: STILL if project == session.document.id else QImage(),
    )
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    yield panel
    exports.close()
    panel.close()


def states(panel: ExportQueuePanel) -> list[tuple[str, JobState]]:
    return [(job.output.name, job.state) for job in panel.jobs.jobs]


def select(panel: ExportQueuePanel, name: str) -> ExportJob:
    row = next(row for row, job in enumerate(panel.jobs.jobs) if job.output.name == name)
    panel.view.clearSelection()
    panel.view.setCurrentIndex(panel.jobs.index(row))
    return panel.jobs.jobs[row]


def press(panel: ExportQueuePanel, action: str) -> None:
    button = panel.button(f"export_queue.{action}")
    QCoreApplication.sendPostedEvents()  # toolbars show a button later
    assert button.isVisible(), action
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def offered(panel: ExportQueuePanel) -> set[str]:
    return {
        each.id.partition(".")[2] for each in panel.commands() if panel.button(each.id).isVisible()
    }


def test_an_empty_queue_says_how_to_fill_it(panel: ExportQueuePanel) -> None:
    assert panel.empty.isVisible()
    assert "Export as MP4" in panel.empty.text()


def test_jobs_are_listed_with_their_state_in_words(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    exports.export(GIF)
    qtbot.waitUntil(
        lambda: states(panel) == [("Sun.mp4", JobState.RENDERING), ("Sun.gif", JobState.QUEUED)]
    )
    qtbot.waitUntil(lambda: panel.jobs.jobs[0].progress == 0.5)
    spoken = panel.jobs.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Sun.mp4, Rendering, 50 %: Draw the sun, 1:15 left"
    assert panel.jobs.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Sun.gif, Queued"
    assert panel.windowTitle() == "Exports (2)"
    fake.gate.set()
    qtbot.waitUntil(lambda: all(state is JobState.COMPLETED for _, state in states(panel)))
    assert "1 kB" in panel.jobs.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert panel.windowTitle() == "Exports"


def test_a_film_that_is_to_come_has_the_picture_of_its_project(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.RENDERING)])
    panel.view.grab()
    row = panel.view.visualRect(panel.jobs.index(0))
    picture = panel.view.viewport().grab(row).toImage()
    assert QColor(picture.pixel(50, row.height() // 2)).name() == "#ff00ff"
    fake.gate.set()
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])


def test_what_there_is_no_room_for_is_said_by_the_mouse(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    qtbot.waitUntil(lambda: bool(panel.jobs.jobs) and panel.jobs.jobs[0].progress == 0.5)
    job = panel.jobs.jobs[0]
    said = panel.jobs.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert said.splitlines() == [str(job.output), "Rendering, 50 %: Draw the sun", "1:15 left"]
    fake.gate.set()


def test_jobs_of_other_programs_are_listed_and_made(
    qtbot: QtBot,
    panel: ExportQueuePanel,
    queue: ExportQueue,
    session: Session,
    exports: Exports,
    fake: FakeRunner,
) -> None:
    snapshot = _snapshot(exports, session)
    queue.add(snapshot)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])
    assert len(fake.made) == 1
    assert not exports.bar.isVisible()


def _snapshot(exports: Exports, session: Session) -> ExportSnapshot:
    analysis = session.analysis
    assert analysis is not None
    assert analysis.render_script is not None
    choice = ExportChoice(MP4, 480, 15)
    snapshot = exports._snapshot(analysis.graph, analysis.render_script, choice)
    snapshot.settings.output.parent.mkdir(parents=True, exist_ok=True)
    return snapshot


@pytest.mark.slow
def test_a_film_is_played_beside_the_list(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel
) -> None:
    exports.export(MP4)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])
    assert not panel.player.isVisible()
    press(panel, "play")
    assert panel.player.isVisible()
    assert panel.player.accessibleName() == "Sun.mp4"
    # What the fake has written is no film.
    qtbot.waitUntil(panel.player.message.isVisible, timeout=60_000)
    panel.player.close_button.click()
    assert not panel.player.isVisible()
    assert panel.player.film is None


def test_a_job_is_paused_and_goes_on(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.RENDERING)])
    qtbot.waitUntil(lambda: offered(panel) == {"pause", "cancel"})
    press(panel, "pause")
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.PAUSED)])
    assert not exports.is_busy or not exports.work.jobs[0].is_due
    assert not exports.bar.isVisible()
    fake.gate.set()
    press(panel, "resume")
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])


def test_waiting_jobs_change_places(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner
) -> None:
    fake.gate.clear()
    for _ in range(4):
        exports.export(MP4)
    qtbot.waitUntil(lambda: [s for _, s in states(panel)].count(JobState.QUEUED) == 3)

    def names() -> list[str]:
        return [name for name, _ in states(panel)]

    select(panel, "Sun 4.mp4")
    press(panel, "up")
    qtbot.waitUntil(lambda: names() == ["Sun.mp4", "Sun 2.mp4", "Sun 4.mp4", "Sun 3.mp4"])
    assert [job.output.name for job in panel.selected] == ["Sun 4.mp4"]
    select(panel, "Sun 2.mp4")
    press(panel, "down")
    qtbot.waitUntil(lambda: names() == ["Sun.mp4", "Sun 4.mp4", "Sun 2.mp4", "Sun 3.mp4"])
    select(panel, "Sun 3.mp4")
    press(panel, "to_front")
    qtbot.waitUntil(lambda: names() == ["Sun.mp4", "Sun 3.mp4", "Sun 4.mp4", "Sun 2.mp4"])


def test_a_waiting_job_is_dragged_before_another(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner
) -> None:
    fake.gate.clear()
    for _ in range(3):
        exports.export(MP4)
    qtbot.waitUntil(lambda: [s for _, s in states(panel)].count(JobState.QUEUED) == 2)
    dragged = panel.jobs.mimeData([panel.jobs.index(2)])
    copy = Qt.DropAction.CopyAction
    assert panel.jobs.dropMimeData(dragged, copy, 1, 0, QModelIndex())
    qtbot.waitUntil(
        lambda: [name for name, _ in states(panel)] == ["Sun.mp4", "Sun 3.mp4", "Sun 2.mp4"]
    )
    assert not panel.jobs.dropMimeData(QMimeData(), copy, 1, 0, QModelIndex())


def test_a_film_is_opened_shown_copied_and_dragged_out(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, opened: list[Path], folder: Path
) -> None:
    exports.export(MP4)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])
    film = folder / "Sun.mp4"
    for action in ("open", "show_in_folder", "copy_path"):
        press(panel, action)
    assert opened == [film, folder]
    assert QGuiApplication.clipboard().text() == str(film)
    dragged = panel.jobs.mimeData([panel.jobs.index(0)])
    assert dragged.urls() == [QUrl.fromLocalFile(str(film))]


def test_what_failed_says_why_and_leads_to_its_node(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, session: Session, fake: FakeRunner
) -> None:
    fake.fault = FAULT
    exports.export(MP4)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.FAILED)])
    assert panel.message.text() == "Draw the sun: The name is unknown."
    session.select(())
    press(panel, "show_node")
    assert session.selection == {"create_1"}
    assert not panel.log.isVisible()
    press(panel, "log")
    assert panel.log.isVisible()
    assert "NameError" in panel.log.toPlainText()
    fake.fault = None
    press(panel, "retry")
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])


def test_ended_jobs_leave_the_list_but_not_the_disk(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, folder: Path
) -> None:
    exports.export(MP4)
    exports.export(GIF)
    qtbot.waitUntil(lambda: [s for _, s in states(panel)] == [JobState.COMPLETED] * 2)
    select(panel, "Sun.gif")
    press(panel, "remove")
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.COMPLETED)])
    press(panel, "clear")
    qtbot.waitUntil(panel.empty.isVisible)
    assert sorted(path.name for path in folder.iterdir()) == ["Sun.gif", "Sun.mp4"]


def test_cancelling_in_the_list_leaves_nothing(
    qtbot: QtBot, exports: Exports, panel: ExportQueuePanel, fake: FakeRunner, folder: Path
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.RENDERING)])
    press(panel, "cancel")
    qtbot.waitUntil(lambda: states(panel) == [("Sun.mp4", JobState.CANCELED)])
    assert list(folder.iterdir()) == []
    qtbot.waitUntil(lambda: "retry" in offered(panel))
