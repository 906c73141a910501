from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.export_work.leaving import Leaving, ask_about_exports
from manim_nodes.app.exports.exports import Exports
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.job_state import JobState
from manim_nodes.render.export.export_settings import ExportFormat
from tests.app.exports.conftest import FakeRunner


@pytest.mark.parametrize(
    ("press", "answer"),
    [
        (lambda box: box.defaultButton().click(), Leaving.IN_BACKGROUND),
        (lambda box: box.escapeButton().click(), Leaving.WAIT),
        (
            lambda box: next(
                each
                for each in box.buttons()
                if box.buttonRole(each) == QMessageBox.ButtonRole.DestructiveRole
            ).click(),
            Leaving.CANCEL,
        ),
    ],
)
def test_every_answer_means_something_else(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    press: Callable[[QMessageBox], None],
    answer: Leaving,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(QMessageBox, "exec", press)
    assert ask_about_exports(window) is answer


def test_what_is_not_finished_when_the_window_closes_waits_in_the_queue(
    qtbot: QtBot, exports: Exports, fake: FakeRunner, queue: ExportQueue
) -> None:
    fake.gate.clear()
    exports.export(ExportFormat.MP4)
    exports.export(ExportFormat.GIF)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    exports.close()
    assert [row.job_state for row in queue.jobs()] == [JobState.QUEUED, JobState.QUEUED]


def test_cancelling_when_the_window_closes_leaves_nothing_to_do(
    qtbot: QtBot, exports: Exports, fake: FakeRunner, queue: ExportQueue
) -> None:
    fake.gate.clear()
    exports.export(ExportFormat.MP4)
    exports.export(ExportFormat.GIF)
    qtbot.waitUntil(lambda: len(exports.work.jobs) == 2)
    exports.work.cancel_own()
    exports.close()
    assert [row.job_state for row in queue.jobs()] == [JobState.CANCELED, JobState.CANCELED]
