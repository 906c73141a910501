"""Films of a table, from the window: the table is looked over first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.exports.table_dialog import TableDialog
from manim_nodes.document.knob_edits import add_knob
from manim_nodes.editing.session import Session
from tests.app.exports.conftest import FakeRunner
from tests.support.sessions import analyze_now


def open_table(
    exports: Exports, rows: str, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> TableDialog:
    path = folder / "rows.csv"
    path.write_text(rows)

    def answer(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        assert Path(start).is_dir()
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    command = next(each for each in exports.commands() if each.id == "exports.table")
    assert command.is_enabled()
    command.run()
    qtbot.waitUntil(lambda: bool(exports.findChildren(TableDialog)))
    return exports.findChildren(TableDialog)[-1]


@pytest.fixture
def offering(session: Session, exports: Exports) -> Exports:
    session.edit(
        lambda document: add_knob(document, node="circle_1", parameter="radius", title="Size")
    )
    analyze_now(session)
    return exports


def test_without_knobs_it_cannot_be_done(exports: Exports) -> None:
    command = next(each for each in exports.commands() if each.id == "exports.table")
    assert not command.is_enabled()


def test_each_row_becomes_a_film(
    offering: Exports,
    fake: FakeRunner,
    folder: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "name,Size\nSmall,0.5\nLarge,3\n"
    dialog = open_table(offering, rows, tmp_path, qtbot, monkeypatch)
    assert dialog.table.model().index(1, 1).data() == "3"
    assert dialog.export.text() == "Export 2 films"
    dialog.export.click()
    qtbot.waitUntil(lambda: len(fake.made) == 2 and not offering.is_busy)
    assert sorted(path.name for path in folder.iterdir()) == ["Large.mp4", "Small.mp4"]


def test_what_is_wrong_is_shown_and_nothing_is_made(
    offering: Exports, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "Size,Weight\n-1,2\n"
    dialog = open_table(offering, rows, tmp_path, qtbot, monkeypatch)
    assert not dialog.export.isEnabled()
    assert "Row 2, Size: Size must be" in dialog.fault.text()
    assert "There is no knob 'Weight'" in dialog.fault.text()
    assert dialog.table.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole) is not None


def test_what_is_no_table_is_said_in_the_bar(
    offering: Exports, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    next(each for each in offering.commands() if each.id == "exports.table").run()
    qtbot.waitUntil(lambda: "no titles" in offering.bar.text.text())
