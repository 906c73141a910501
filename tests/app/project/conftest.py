from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.project.trust import TrustNotices
from manim_nodes.editing.session import Session


@pytest.fixture
def notices(qtbot: QtBot, theme: Theme) -> Notices:
    notices = Notices(theme)
    qtbot.addWidget(notices)
    return notices


@pytest.fixture
def files(
    session: Session, profile: Profile, notices: Notices, qtbot: QtBot
) -> Iterator[ProjectFiles]:
    window = QWidget()
    qtbot.addWidget(window)
    files = ProjectFiles(session, profile, notices, window, opened=lambda: None)
    trust = TrustNotices(session, profile, notices, window)
    yield files
    trust.close()
    files.close()


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every dialog for saving be answered with this path."""
    path = tmp_path / "chosen.mnodes"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox.StandardButton]:
    """Let questions be answered with the last of this list."""
    answers: list[QMessageBox.StandardButton] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda _self: answers[-1])
    return answers
