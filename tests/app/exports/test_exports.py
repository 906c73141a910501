import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.exports.export_dialog import ExportDialog
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.kit.profile import Profile
from manim_nodes.codegen.scene import generate
from manim_nodes.document.edits import remove_nodes, set_parameter, set_settings
from manim_nodes.document.text import dumps
from manim_nodes.editing.session import Session
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.graph.build import build
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.export.play_range import PlayRange
from tests.app.exports.conftest import FAULT, FakeRunner
from tests.support.library import node
from tests.support.sessions import analyze_now

MP4, GIF, PNG = ExportFormat.MP4, ExportFormat.GIF, ExportFormat.PNG


def run(exports: Exports, command_id: str) -> None:
    next(each for each in exports.commands() if each.id == command_id).run()


def click(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("command", "name", "height", "fps"),
    [("exports.mp4", "Sun.mp4", 1080, 60), ("exports.gif", "Sun.gif", 480, 25)],
)
def test_one_click_makes_a_film_with_the_last_settings(
    qtbot: QtBot,
    exports: Exports,
    fake: FakeRunner,
    folder: Path,
    command: str,
    name: str,
    height: int,
    fps: float,
) -> None:
    run(exports, command)
    qtbot.waitUntil(lambda: exports.bar.open.isVisible())
    assert (folder / name).read_text() == "film"
    assert name in exports.bar.text.text()
    assert (fake.made[0].quality.height, fake.made[0].quality.fps) == (height, fps)


@pytest.mark.skipif(sys.platform != "linux", reason="files are opened by a command on Linux only")
def test_without_a_player_open_says_so(
    qtbot: QtBot, exports: Exports, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desktop = tmp_path / "xdg-open"
    desktop.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/asked"\nexit 3\n')
    desktop.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    run(exports, "exports.mp4")
    qtbot.waitUntil(lambda: exports.bar.open.isVisible())
    exports.bar.open.click()
    qtbot.waitUntil(lambda: "No program on this system opens Sun.mp4" in exports.bar.text.text())
    exports.bar.show_folder.click()
    qtbot.waitUntil(lambda: exports.bar.text.text() == f"The folder is {folder}.")
    assert (tmp_path / "asked").read_text().split("\n")[:2] == [f"{folder}/Sun.mp4", str(folder)]


def test_films_go_to_the_folder_of_the_preferences(
    qtbot: QtBot, exports: Exports, profile: Profile, tmp_path: Path
) -> None:
    profile.change_preferences(exports_folder=str(tmp_path / "films"))
    run(exports, "exports.mp4")
    qtbot.waitUntil(lambda: exports.bar.open.isVisible())
    assert [each.name for each in (tmp_path / "films").iterdir()] == ["Sun.mp4"]


def test_what_was_exported_is_remembered(
    qtbot: QtBot, exports: Exports, folder: Path, profile: Profile
) -> None:
    exports.export(MP4)
    qtbot.waitUntil(lambda: not exports.is_busy)
    film = folder / "Sun.mp4"
    assert profile.state.exports == {str(film): film.stat().st_mtime_ns}
    assert profile.state.films == {exports._session.document.id: str(film)}


def test_what_previews_took_goes_with_an_export(
    qtbot: QtBot, exports: Exports, session: Session, queue: ExportQueue
) -> None:
    session.note_draw_times({"create_1": 0.5})
    exports.export(MP4)
    qtbot.waitUntil(lambda: len(queue.jobs()) == 1)
    assert queue.snapshot(queue.jobs()[0].id).draw_times == {"create_1": 0.5}


def test_a_second_film_does_not_replace_the_first(
    qtbot: QtBot, exports: Exports, folder: Path
) -> None:
    for _ in range(2):
        exports.export(MP4)
        qtbot.waitUntil(lambda: not exports.is_busy)
    assert sorted(path.name for path in folder.iterdir()) == ["Sun 2.mp4", "Sun.mp4"]


def test_films_are_made_one_after_another(
    qtbot: QtBot, exports: Exports, fake: FakeRunner, folder: Path
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    exports.export(MP4)
    qtbot.waitUntil(lambda: "1 more" in exports.bar.text.text())
    assert len(fake.made) == 1
    fake.gate.set()
    qtbot.waitUntil(lambda: not exports.is_busy)
    assert sorted(path.name for path in folder.iterdir()) == ["Sun 2.mp4", "Sun.mp4"]


def test_progress_names_the_step_and_the_time_left(
    qtbot: QtBot, exports: Exports, fake: FakeRunner
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    qtbot.waitUntil(lambda: exports.bar.progress.value() == 500)
    assert "Draw the sun" in exports.bar.text.text()
    assert exports.bar.left.text() == "1:15 left"


def test_cancelling_leaves_nothing(
    qtbot: QtBot, exports: Exports, fake: FakeRunner, folder: Path
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    qtbot.waitUntil(lambda: exports.bar.progress.value() == 500)
    click(exports.bar.cancel)
    qtbot.waitUntil(lambda: "canceled" in exports.bar.text.text())
    assert list(folder.iterdir()) == []


def test_a_failure_is_said_in_a_sentence_with_details_behind_a_fold(
    qtbot: QtBot, exports: Exports, fake: FakeRunner
) -> None:
    fake.fault = FAULT
    exports.export(MP4)
    qtbot.waitUntil(lambda: "The name is unknown." in exports.bar.text.text())
    assert not exports.bar.detail.isVisible()
    click(exports.bar.more)
    assert exports.bar.detail.isVisible()
    assert "NameError" in exports.bar.detail.toPlainText()


def test_what_was_made_can_be_opened_shown_and_copied(
    qtbot: QtBot, exports: Exports, folder: Path
) -> None:
    opened: list[Path] = []

    def open_path(path: Path, _fail: object) -> None:
        opened.append(path)

    exports.bar._open_path = open_path
    exports.export(MP4)
    qtbot.waitUntil(lambda: exports.bar.open.isVisible())
    for button in (exports.bar.open, exports.bar.show_folder, exports.bar.copy_path):
        click(button)
    assert opened == [folder / "Sun.mp4", folder]
    assert QGuiApplication.clipboard().text() == str(folder / "Sun.mp4")


def test_a_project_that_plays_nothing_is_offered_as_a_picture(
    qtbot: QtBot, exports: Exports, session: Session, fake: FakeRunner
) -> None:
    session.edit(lambda document: remove_nodes(document, ["create_1"]))
    analyze_now(session)
    exports.export(MP4)
    assert "not a film" in exports.bar.text.text()
    click(exports.bar.as_still)
    qtbot.waitUntil(lambda: exports.bar.open.isVisible())
    assert [each.format for each in fake.made] == [PNG]


def test_a_project_in_error_says_what_to_mend(
    exports: Exports, session: Session, fake: FakeRunner
) -> None:
    session.edit(lambda document: remove_nodes(document, ["circle_1"]))
    analyze_now(session)
    exports.export(MP4)
    assert "Draw the sun" in exports.bar.text.text()
    assert fake.made == []


def test_an_export_waits_until_it_is_known_what_the_last_edit_means(
    qtbot: QtBot, exports: Exports, session: Session, fake: FakeRunner
) -> None:
    session.edit(lambda document: document.model_copy(update={"name": "Moon"}))
    exports.export(MP4)
    assert not exports.is_busy
    analyze_now(session)
    qtbot.waitUntil(lambda: [each.output.name for each in fake.made] == ["Moon.mp4"])


def test_closing_gives_up_at_once(
    qtbot: QtBot, exports: Exports, fake: FakeRunner, folder: Path
) -> None:
    fake.gate.clear()
    exports.export(MP4)
    exports.export(GIF)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    assert exports.is_busy
    exports.close()
    assert len(fake.made) == 1
    assert list(folder.iterdir()) == []


# ---- the dialog


@pytest.fixture
def dialog(exports: Exports) -> ExportDialog:
    run(exports, "exports.dialog")
    found = exports.findChild(ExportDialog)
    assert isinstance(found, ExportDialog)
    return found


def test_the_dialog_names_what_confines_an_export(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.confinement.text() == "Landlock")
    assert "reach no network" in dialog.confinement.toolTip()


def accept(dialog: ExportDialog) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    button = next(b for b in box.buttons() if box.buttonRole(b) == box.ButtonRole.AcceptRole)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def choose(dialog: ExportDialog, kind: ExportFormat, lines: int, fps: float) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData(kind))
    dialog.lines.setCurrentIndex(dialog.lines.findData(lines))
    type_into(dialog.fps, f"{fps:g}")


def test_a_choice_is_made_and_remembered(
    qtbot: QtBot, exports: Exports, dialog: ExportDialog, profile: Profile, fake: FakeRunner
) -> None:
    choose(dialog, ExportFormat.WEBM, 720, 24)
    dialog.transparent.click()
    accept(dialog)
    qtbot.waitUntil(lambda: exports.bar.open.isVisible())
    made = fake.made[0]
    assert (made.format, made.quality.height, made.quality.fps) == (ExportFormat.WEBM, 720, 24)
    assert made.transparent
    last = profile.state.export
    assert (last.format, last.height, last.fps, last.transparent) == ("webm", 720, 24, True)


def test_gifs_are_remembered_apart(
    qtbot: QtBot, dialog: ExportDialog, profile: Profile, fake: FakeRunner
) -> None:
    choose(dialog, GIF, 720, 10)
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    last = profile.state.export
    assert (last.gif_height, last.gif_fps, last.height, last.fps) == (720, 10, 1080, 60)


def test_a_choice_need_not_be_remembered(
    qtbot: QtBot, dialog: ExportDialog, profile: Profile, fake: FakeRunner
) -> None:
    dialog.remember.click()
    choose(dialog, GIF, 720, 10)
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    assert profile.state.export.gif_height == 480


def test_an_mp4_cannot_be_transparent_nor_a_gif_fast(dialog: ExportDialog) -> None:
    choose(dialog, MP4, 720, 60)
    assert not dialog.transparent.isEnabled()
    choose(dialog, GIF, 720, 60)
    assert dialog.fps.text() == "50"


def test_a_gif_is_as_small_and_shown_as_often_as_asked_for_the_next_time_too(
    qtbot: QtBot, exports: Exports, dialog: ExportDialog, fake: FakeRunner
) -> None:
    assert not dialog.most_mb.isVisible()
    choose(dialog, GIF, 480, 15)
    type_into(dialog.most_mb, "2.5")
    dialog.plays.setCurrentText("1 time")
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    run(exports, "exports.gif")
    qtbot.waitUntil(lambda: len(fake.made) == 2)
    assert [(made.most_bytes, made.plays) for made in fake.made] == [(2_500_000, 1)] * 2


def test_a_card_that_works_encodes_only_where_it_is_asked_for(
    qtbot: QtBot, exports: Exports, dialog: ExportDialog, fake: FakeRunner, session: Session
) -> None:
    choose(dialog, ExportFormat.WEBM, 480, 30)
    qtbot.waitUntil(lambda: dialog.encoder.count() == 2)
    assert not dialog.encoder.isVisible()
    choose(dialog, MP4, 480, 30)
    assert dialog.encoder.isVisible()
    dialog.encoder.setCurrentIndex(1)
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    analyze_now(session)
    run(exports, "exports.mp4")
    qtbot.waitUntil(lambda: len(fake.made) == 2)
    assert [made.hardware for made in fake.made] == ["nvenc", None]


def test_an_output_that_is_there_is_refused_in_place(
    dialog: ExportDialog, tmp_path: Path, fake: FakeRunner
) -> None:
    file = tmp_path / "old.mp4"
    file.touch()
    QTest.keyClicks(dialog.output, str(file))
    accept(dialog)
    assert "there already" in dialog.fault.text()
    assert dialog.isVisible()
    assert fake.made == []


def test_an_output_of_ones_own_is_used(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, fake: FakeRunner
) -> None:
    QTest.keyClicks(dialog.output, str(tmp_path / "mine.mp4"))
    accept(dialog)
    qtbot.waitUntil(lambda: [each.output for each in fake.made] == [tmp_path / "mine.mp4"])


# ---- what is shown


@pytest.fixture
def long_dialog(exports: Exports, session: Session) -> ExportDialog:
    """Return the dialog of a project of three steps in two sections."""
    more = (node("next_section_1", {"name": "Night"}), node("wait_1"), node("wait_2"))
    session.edit(
        lambda document: document.model_copy(update={"nodes": (*document.nodes, *more)}),
        label="add a night",
    )
    analyze_now(session)
    run(exports, "exports.dialog")
    return exports.findChildren(ExportDialog)[-1]


def made_ranges(qtbot: QtBot, dialog: ExportDialog, fake: FakeRunner) -> tuple[PlayRange, ...]:
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    return fake.made[0].ranges


def test_a_film_is_whole_unless_asked_for_otherwise(
    qtbot: QtBot, long_dialog: ExportDialog, fake: FakeRunner
) -> None:
    assert not long_dialog.range.first.isVisible()
    assert made_ranges(qtbot, long_dialog, fake) == ()


def test_some_steps_are_chosen_by_their_titles(
    qtbot: QtBot, long_dialog: ExportDialog, fake: FakeRunner
) -> None:
    shown = long_dialog.range
    shown.kind.setCurrentText("From step to step")
    assert shown.first.itemText(0) == "1  Draw the sun"
    assert shown.last.currentIndex() == 2
    shown.last.setCurrentIndex(0)
    shown.first.setCurrentIndex(1)
    assert shown.last.currentIndex() == 1, "what ends follows what begins"
    assert made_ranges(qtbot, long_dialog, fake) == (PlayRange(1, 2),)


def test_some_sections_are_chosen_by_their_names(
    qtbot: QtBot, long_dialog: ExportDialog, fake: FakeRunner
) -> None:
    shown = long_dialog.range
    shown.kind.setCurrentText("Some sections")
    items = [shown.sections.item(row) for row in range(shown.sections.count())]
    assert [item.text() for item in items] == ["Section 1", "Night"]
    for item in items:
        item.setCheckState(Qt.CheckState.Unchecked)
    accept(long_dialog)
    assert long_dialog.fault.text() == "Choose at least one section."
    items[1].setCheckState(Qt.CheckState.Checked)
    assert made_ranges(qtbot, long_dialog, fake) == (PlayRange(1, None),)


def test_a_size_of_ones_own_is_even_and_within_bounds(
    qtbot: QtBot, dialog: ExportDialog, fake: FakeRunner
) -> None:
    assert dialog.pixels.text() == "1920 \u00d7 1080"
    dialog.lines.setCurrentText("Own size")
    type_into(dialog.own_lines, "99999")
    assert dialog.own_lines.text() == "4320"
    type_into(dialog.own_lines, "541")
    assert dialog.pixels.text() == "960 \u00d7 540"
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    assert (fake.made[0].quality.width, fake.made[0].quality.height) == (960, 540)


def test_a_film_has_15_to_120_frames_a_second(dialog: ExportDialog) -> None:
    choose(dialog, MP4, 720, 5)
    assert dialog.choice.fps == 15
    choose(dialog, ExportFormat.MOV, 720, 500)
    assert dialog.choice.fps == 120
    choose(dialog, GIF, 720, 5)
    assert dialog.choice.fps == 5


def test_a_project_of_another_frame_rate_says_what_to_choose(
    exports: Exports, session: Session, fake: FakeRunner
) -> None:
    session.edit(lambda document: set_settings(document, frame_rate=200.0), label="faster")
    analyze_now(session)
    exports.export(MP4)
    assert "Choose 15 to 120 frames a second." in exports.bar.text.text()
    assert fake.made == []


def test_a_film_of_a_fractional_rate_keeps_the_time_of_its_steps(
    qtbot: QtBot, dialog: ExportDialog, fake: FakeRunner, queue: ExportQueue, session: Session
) -> None:
    dialog.remember.click()
    choose(dialog, MP4, 480, 29.97)
    accept(dialog)
    qtbot.waitUntil(lambda: len(fake.made) == 1)
    snapshot = queue.snapshot(queue.jobs()[0].id)
    at_that_rate = set_settings(session.document, frame_rate=29.97)
    assert snapshot.script.source == generate(build(at_that_rate, session.library)).source
    assert snapshot.document == dumps(session.document), "the project inside is as it was"


# ---- presets, and what to expect


def presets_of(dialog: ExportDialog) -> list[str]:
    return [dialog.preset.itemText(row) for row in range(dialog.preset.count())]


def test_a_preset_fills_the_dialog(dialog: ExportDialog) -> None:
    assert presets_of(dialog) == [
        "None",
        "YouTube",
        "Shorts and Reels",
        "Slides",
        "GIF for Moodle and the web",
        "Transparent overlay",
    ]
    dialog.preset.setCurrentIndex(4)
    choice = dialog.choice
    assert (choice.format, choice.lines, choice.fps) == (GIF, 480, 15)
    dialog.preset.setCurrentIndex(5)
    choice = dialog.choice
    assert (choice.format, choice.lines, choice.transparent) == (ExportFormat.MOV, 1080, True)
    assert not dialog.remove_preset.isEnabled()


def test_what_is_changed_is_no_preset_any_more(dialog: ExportDialog) -> None:
    dialog.preset.setCurrentIndex(1)
    dialog.lines.setCurrentIndex(dialog.lines.findData(480))
    assert dialog.preset.currentText() == "None"


def test_settings_are_saved_as_a_preset_and_removed_again(
    dialog: ExportDialog, exports: Exports, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(dialog, ExportFormat.WEBM, 720, 24)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("Lecture", True))
    dialog.save_preset.click()
    assert dialog.preset.currentText() == "Lecture"
    kept = profile.preferences.export_presets["Lecture"]
    assert (kept.format, kept.lines, kept.fps) == ("webm", 720, 24)

    dialog.reject()
    run(exports, "exports.dialog")
    again = exports.findChildren(ExportDialog)[-1]
    again.preset.setCurrentIndex(again.preset.findText("Lecture"))
    assert (again.choice.format, again.choice.lines) == (ExportFormat.WEBM, 720)
    again.remove_preset.click()
    assert "Lecture" not in presets_of(again)
    assert profile.preferences.export_presets == {}


def test_a_preset_that_cannot_be_used_says_why_and_can_be_removed(
    exports: Exports, profile: Profile
) -> None:
    odd = {"format": "avi", "lines": 720, "fps": 24}
    profile.change_preferences(export_presets={"Odd": odd, "Good": {**odd, "format": "webm"}})
    run(exports, "exports.dialog")
    dialog = exports.findChildren(ExportDialog)[-1]
    before = dialog.choice
    dialog.preset.setCurrentIndex(dialog.preset.findText("Odd cannot be used"))
    assert "format must be one of mp4, gif," in dialog.fault.text()
    assert dialog.choice == before
    dialog.remove_preset.click()
    assert dialog.fault.text() == ""
    assert "Odd cannot be used" not in presets_of(dialog)
    assert list(profile.preferences.export_presets) == ["Good"]


def test_a_preset_that_comes_with_the_program_keeps_its_name(
    dialog: ExportDialog, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("youtube", True))
    dialog.save_preset.click()
    assert "already" in dialog.fault.text()
    assert profile.preferences.export_presets == {}


def test_what_to_expect_is_known_from_earlier_films(
    qtbot: QtBot, dialog: ExportDialog, exports: Exports
) -> None:
    assert "No estimate yet" in dialog.expected.text()
    dialog.reject()
    exports.export(MP4)
    qtbot.waitUntil(lambda: not exports.is_busy)
    run(exports, "exports.dialog")
    again = exports.findChildren(ExportDialog)[-1]
    qtbot.waitUntil(lambda: again.expected.text() == "about 1 kB, in about 1 s")
    choose(again, GIF, 480, 15)
    assert "No estimate yet" in again.expected.text()


# ---- with the real manim


@pytest.mark.slow
def test_a_real_film_is_made(
    qtbot: QtBot,
    session: Session,
    make_real: Callable[[], Exports],
    folder: Path,
    profile: Profile,
) -> None:
    profile.change_state(export=profile.state.export.model_copy(update={"height": 480, "fps": 5}))
    exports = make_real()
    exports.export(MP4)
    qtbot.waitUntil(lambda: not exports.is_busy, timeout=120_000)
    assert exports.bar.open.isVisible(), exports.bar.text.text()
    assert [path.name for path in folder.iterdir()] == ["Sun.mp4"]
    assert session.render_error is None


@pytest.mark.slow
def test_closing_in_the_middle_of_a_real_export_leaves_no_half_file(
    qtbot: QtBot, session: Session, make_real: Callable[[], Exports], folder: Path
) -> None:
    # Ten minutes of film: it must not be over before its progress is seen.
    session.edit(lambda document: set_parameter(document, "create_1", "run_time", 600.0))
    analyze_now(session)
    exports = make_real()
    exports.export(MP4)
    qtbot.waitUntil(lambda: exports.bar.progress.value() > 0, timeout=120_000)
    assert exports.work.close()
    assert list(folder.iterdir()) == []


def test_an_empty_project_has_nothing_to_export(exports: Exports, session: Session) -> None:
    makes = {f"exports.{name}" for name in ("mp4", "gif", "dialog")}
    commands = [each for each in exports.commands() if each.id in makes]
    assert len(commands) == len(makes)
    assert all(command.is_enabled() for command in commands)
    session.edit(lambda document: remove_nodes(document, document.nodes_by_id))
    assert not any(command.is_enabled() for command in commands)
    assert all("Add something" in command.needs for command in commands)
