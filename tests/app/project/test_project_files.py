from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.project_files import ProjectFiles, dropped_projects
from manim_nodes.app.project.versions_page import VersionsPage
from manim_nodes.document.edits import add_node, set_parameter
from manim_nodes.document.embedded import embed
from manim_nodes.document.files import backup_path, load_document, save_document
from manim_nodes.document.model import Document, new_document
from manim_nodes.editing.session import Session
from manim_nodes.workspace.recovery import Recovery
from manim_nodes.workspace.versions import versions_of

Button = QMessageBox.StandardButton


def with_circle(name: str = "Film", **parameters: object) -> Document:
    return add_node(new_document(name), "Circle", parameters=parameters)[0]  # type: ignore[arg-type]


def with_code() -> Document:
    return add_node(new_document("Code"), "PythonCode", parameters={"code": "self.wait()"})[0]


def write(path: Path, document: Document) -> Path:
    save_document(document, path)
    return path


def idle(files: ProjectFiles, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not files.is_busy)


def open_now(files: ProjectFiles, path: Path, qtbot: QtBot) -> None:
    files.open(path)
    idle(files, qtbot)


def waits(session: Session) -> bool:
    return bool(session.waiting_code)


def press(notices: Notices, title: str) -> None:
    next(button for button in notices.findChildren(QPushButton) if button.text() == title).click()


def test_a_project_is_opened(
    files: ProjectFiles, session: Session, profile: Profile, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)

    assert [node.type for node in session.document.nodes] == ["Circle"]
    assert (session.path, session.is_modified, session.undo_label) == (path, False, None)
    assert profile.state.recent_projects == (str(path),)


def test_the_first_dialogs_show_the_projects_folder(
    files: ProjectFiles, session: Session, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    projects = profile.places.projects
    begins: list[str] = []

    def cancel(_parent: object, _title: str, start: str, _kinds: str) -> tuple[list[str], str]:
        begins.append(start)
        assert projects.is_dir()
        return [], ""

    for name in ("getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, cancel)
    files.choose_and_open(open)
    files.save_as()
    files.save_text("self.wait()", "Film.py")
    name = f"{session.document.name}.mnodes"
    assert begins == [str(projects), str(projects / name), str(projects / "Film.py")]


def test_later_dialogs_begin_beside_the_project_and_no_script_takes_its_place(
    files: ProjectFiles, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    before = path.read_bytes()
    begins: list[str] = []

    def accept(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        begins.append(start)
        return start.removesuffix(".py") if start.endswith(".py") else "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", accept)
    files.save_text("self.wait()", "Film.py")
    idle(files, qtbot)
    assert begins == [str(tmp_path / "Film.py")]
    assert (tmp_path / "Film.py").read_text() == "self.wait()"
    assert path.read_bytes() == before
    files.save_as()
    assert begins[1] == str(path)


def test_the_project_inside_a_picture_is_a_strangers_without_a_file(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    own = write(tmp_path / "film.mnodes", with_code())
    open_now(files, own, qtbot)
    picture = tmp_path / "film.png"
    Image.new("RGB", (4, 4)).save(picture)
    before = picture.read_bytes()
    open_now(files, picture, qtbot)
    assert "There is no project inside" in notices.shown["open"]

    embed(picture, own.read_text())
    embedded = picture.read_bytes()
    open_now(files, picture, qtbot)
    assert [node.type for node in session.document.nodes] == ["PythonCode"]
    assert (session.path, session.is_modified, waits(session)) == (None, True, True)
    assert picture.read_bytes() == embedded != before


def test_films_and_pictures_may_be_dropped() -> None:
    names = ["a.mnodes", "b.mp4", "c.GIF", "d.txt", "e.png"]
    assert [path.name for path in dropped_projects(names)] == [
        "a.mnodes",
        "b.mp4",
        "c.GIF",
        "e.png",
    ]


def test_what_cannot_be_read_leaves_the_open_project_as_it_is(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    before = session.document
    path = tmp_path / "film.mnodes"
    path.write_text("{]")
    open_now(files, path, qtbot)

    assert session.document is before
    assert str(path) in notices.shown["open"]


def test_the_first_save_asks_where_and_later_ones_do_not(
    files: ProjectFiles, session: Session, chosen: Path, qtbot: QtBot
) -> None:
    session.edit(lambda document: add_node(document, "Circle")[0])
    files.save()
    qtbot.waitUntil(lambda: not session.is_modified)
    session.edit(lambda document: add_node(document, "Square")[0])
    files.save()
    qtbot.waitUntil(lambda: not session.is_modified)

    assert session.path == chosen
    assert [node.type for node in load_document(chosen).nodes] == ["Circle", "Square"]
    assert [node.type for node in load_document(backup_path(chosen)).nodes] == ["Circle"]


def test_a_save_that_fails_is_told_and_loses_nothing(
    files: ProjectFiles, session: Session, notices: Notices, chosen: Path, qtbot: QtBot
) -> None:
    chosen.mkdir()
    session.edit(lambda document: add_node(document, "Circle")[0])
    files.save()
    qtbot.waitUntil(lambda: "save" in notices.shown)

    assert (session.is_modified, session.path) == (True, None)


@pytest.mark.parametrize(("choice", "goes_on"), [(Button.Discard, True), (Button.Cancel, False)])
def test_unsaved_changes_are_asked_about(
    choice: Button, goes_on: bool, files: ProjectFiles, session: Session, answer: list[Button]
) -> None:
    answer.append(choice)
    session.edit(lambda document: add_node(document, "Circle")[0])
    went: list[bool] = []

    assert files.ask_before_losing(lambda: went.append(True)) is goes_on
    assert went == [True] * goes_on


def test_saving_first_goes_on_once_it_is_written(
    files: ProjectFiles, session: Session, answer: list[Button], chosen: Path, qtbot: QtBot
) -> None:
    answer.append(Button.Save)
    session.edit(lambda document: add_node(document, "Circle")[0])
    went: list[bool] = []
    files.ask_before_losing(lambda: went.append(chosen.exists()))
    qtbot.waitUntil(lambda: bool(went))

    assert went == [True]


def test_nothing_is_asked_where_nothing_is_lost(files: ProjectFiles) -> None:
    assert files.ask_before_losing(lambda: None)


def test_what_another_program_writes_is_noticed_and_read_when_wanted(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    write(path, with_circle(radius=3.0))
    qtbot.waitUntil(lambda: "changed" in notices.shown)
    press(notices, "Read it again")
    idle(files, qtbot)

    assert session.document.nodes[0].parameters["radius"] == 3.0


def test_keeping_mine_makes_it_unsaved(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    write(path, with_circle(radius=3.0))
    qtbot.waitUntil(lambda: "changed" in notices.shown)
    press(notices, "Keep mine")

    assert session.is_modified
    assert "radius" not in session.document.nodes[0].parameters


def test_our_own_save_is_nobody_elses(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    for name in ("Square", "Dot"):
        session.edit(lambda document, name=name: add_node(document, name)[0])  # type: ignore[misc]
        files.save()
        qtbot.waitUntil(lambda: not session.is_modified)
    qtbot.wait(500)  # for what must not come

    assert notices.shown == {}


def test_a_file_that_is_gone_is_noticed(
    files: ProjectFiles, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    path.unlink()
    qtbot.waitUntil(lambda: "changed" in notices.shown)
    press(notices, "Save again")
    idle(files, qtbot)

    assert load_document(path).nodes


def test_code_from_elsewhere_does_not_run_until_it_is_trusted(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "code.mnodes", with_code())
    open_now(files, path, qtbot)
    assert (waits(session), list(notices.shown)) == (True, ["code"])

    press(notices, "Run its code")
    assert (waits(session), notices.shown) == (False, {})
    files.new()
    open_now(files, path, qtbot)
    assert not waits(session)


def test_trust_is_for_the_code_that_was_seen(
    files: ProjectFiles, session: Session, notices: Notices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "code.mnodes", with_code())
    open_now(files, path, qtbot)
    press(notices, "Run its code")
    other, _ = add_node(with_code(), "PythonCode", parameters={"code": "import os"})
    open_now(files, write(tmp_path / "other.mnodes", other), qtbot)

    assert waits(session)


def test_what_the_user_writes_is_trusted_when_opened_again(
    files: ProjectFiles, session: Session, chosen: Path, qtbot: QtBot
) -> None:
    files.new()
    session.edit(lambda document: add_node(document, "PythonCode")[0])
    session.edit(lambda document: set_parameter(document, "python_code_1", "code", "1"))
    files.save()
    qtbot.waitUntil(lambda: not session.is_modified)
    files.new()
    open_now(files, chosen, qtbot)

    assert not waits(session)


@pytest.mark.parametrize(
    ("choice", "types"), [(Button.Save, ["Circle", "Dot"]), (Button.Cancel, ["Square"])]
)
def test_a_file_that_another_program_changed_is_not_written_over_unasked(
    choice: Button,
    types: list[str],
    files: ProjectFiles,
    session: Session,
    answer: list[Button],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    files._stop_watching()  # as on a disk that tells of no change
    write(path, add_node(new_document("Theirs"), "Square")[0])
    answer.append(choice)
    session.edit(lambda document: add_node(document, "Dot")[0])
    files.save()
    idle(files, qtbot)

    assert [node.type for node in load_document(path).nodes] == types
    assert session.is_modified is (choice is Button.Cancel)


def test_a_change_that_was_noticed_is_not_written_over_either(
    files: ProjectFiles,
    session: Session,
    notices: Notices,
    answer: list[Button],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    write(path, with_circle(radius=3.0))
    qtbot.waitUntil(lambda: "changed" in notices.shown)
    answer.append(Button.Cancel)
    session.edit(lambda document: add_node(document, "Dot")[0])
    files.save()
    idle(files, qtbot)

    assert load_document(path).nodes[0].parameters == {"radius": 3.0}


# ---- names, versions, one window a file


def test_saving_as_names_the_project_after_the_file(
    files: ProjectFiles, session: Session, chosen: Path, qtbot: QtBot
) -> None:
    session.edit(lambda document: add_node(document, "Circle")[0])
    files.save_as()
    idle(files, qtbot)

    assert session.document.name == load_document(chosen).name == "chosen"
    assert not session.is_modified


@pytest.mark.parametrize(("is_renamed", "name"), [(True, "chosen"), (False, "My Film")])
def test_a_name_of_its_own_is_asked_about(
    files: ProjectFiles,
    session: Session,
    chosen: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    *,
    is_renamed: bool,
    name: str,
) -> None:
    asked = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        role = (
            QMessageBox.ButtonRole.AcceptRole if is_renamed else QMessageBox.ButtonRole.RejectRole
        )
        next(each for each in box.buttons() if box.buttonRole(each) == role).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    open_now(files, write(tmp_path / "film.mnodes", with_circle("My Film")), qtbot)
    files.save_as()
    idle(files, qtbot)

    assert asked == ["Is the project called “chosen” from now on?"]
    assert session.document.name == load_document(chosen).name == name


def test_a_file_that_another_window_shows_is_not_saved_over(
    files: ProjectFiles, session: Session, notices: Notices, chosen: Path, qtbot: QtBot
) -> None:
    write(chosen, with_circle("Theirs"))
    files._is_open_elsewhere = lambda path: path == chosen
    session.edit(lambda document: add_node(document, "Square")[0])
    files.save_as()
    idle(files, qtbot)

    assert load_document(chosen).name == "Theirs"
    assert "open in another window" in notices.shown["save"]


def save_times(files: ProjectFiles, session: Session, types: list[str], qtbot: QtBot) -> None:
    for name in types:
        session.edit(lambda document, name=name: add_node(document, name)[0])  # type: ignore[misc]
        files.save()
        idle(files, qtbot)


def versions_page(files: ProjectFiles) -> VersionsPage:
    files.show_versions()
    return files._window.findChildren(VersionsPage)[-1]


def test_going_back_to_an_earlier_version_is_a_step_that_can_be_undone(
    files: ProjectFiles, session: Session, chosen: Path, qtbot: QtBot
) -> None:
    save_times(files, session, ["Circle", "Square"], qtbot)
    page = versions_page(files)
    day = page.list.topLevelItem(0)
    assert day is not None
    assert day.childCount() == 2
    page.list.setCurrentItem(day.child(1))
    page.back.click()
    idle(files, qtbot)

    assert [node.type for node in session.document.nodes] == ["Circle"]
    assert (session.path, session.is_modified) == (chosen, True)
    session.undo()
    assert [node.type for node in session.document.nodes] == ["Circle", "Square"]


def test_a_copy_of_an_earlier_version_is_another_project(
    files: ProjectFiles, session: Session, chosen: Path, qtbot: QtBot
) -> None:
    copies: list[Document] = []
    owners: list[bool] = []

    def open_copy(document: Document, *, is_own: bool) -> None:
        copies.append(document)
        owners.append(is_own)

    files._open_copy = open_copy
    save_times(files, session, ["Circle", "Square"], qtbot)
    versions_page(files).copy.click()
    idle(files, qtbot)
    assert owners == [session.trust.is_own]

    assert [node.type for node in copies[0].nodes] == ["Circle", "Square"]
    assert copies[0].id != session.document.id
    assert copies[0].name.startswith(f"{chosen.stem}, ")


def test_so_many_versions_are_kept_as_the_user_wants(
    files: ProjectFiles, session: Session, profile: Profile, chosen: Path, qtbot: QtBot
) -> None:
    profile.change_preferences(versions_kept=2)
    save_times(files, session, ["Circle", "Square", "Dot"], qtbot)
    kept = versions_of(profile.places.versions, session.document.id)
    assert [len(load_document(each.file).nodes) for each in kept] == [3, 2]
    assert chosen.exists()


def recovery(path: Path, *, minutes: int) -> Recovery:
    """Return what a crash left of a project, so many minutes from now."""
    moment = datetime.now(UTC) + timedelta(minutes=minutes)
    return Recovery(path.with_suffix(".recovery"), with_circle("Film", radius=5.0), path, moment)


def test_what_is_recovered_is_saved_unasked_where_nobody_wrote_since(
    files: ProjectFiles, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    files.recover(recovery(path, minutes=1))
    idle(files, qtbot)
    files.save()
    idle(files, qtbot)

    assert not session.is_modified
    assert load_document(path).nodes[0].parameters == {"radius": 5.0}


def test_what_was_written_since_the_crash_is_not_written_over_unasked(
    files: ProjectFiles, session: Session, answer: list[Button], tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle(radius=3.0))
    answer.append(Button.Cancel)
    files.recover(recovery(path, minutes=-5))
    idle(files, qtbot)
    files.save()
    idle(files, qtbot)

    assert session.is_modified
    assert load_document(path).nodes[0].parameters == {"radius": 3.0}


def test_recovering_over_unsaved_work_loses_neither(
    files: ProjectFiles, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path / "film.mnodes", with_circle())
    open_now(files, path, qtbot)
    session.edit(lambda document: add_node(document, "Square")[0])
    files.recover(recovery(path, minutes=1))

    assert [node.type for node in session.document.nodes] == ["Circle"]
    session.undo()
    assert [node.type for node in session.document.nodes] == ["Circle", "Square"]
