"""Door 2: to run code and to read files outside the project's folder are two permissions, and each is for what was chosen."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.editors.file import FileEditor
from manim_nodes.app.inspector.inspector import Inspector
from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.document.files import save_document
from manim_nodes.document.model import Document, new_document
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import NO_TRUST, known_trust, worth_keeping
from tests.app.project.test_project_files import open_now, press
from tests.conftest import MakeSession
from tests.support.commands import run, save_project
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now


def reading(name: str) -> Document:
    return toy_document([node("code_1", {"code_file": name}, type="Code", label="Listing")], "")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a file outside the folder of any project."""
    path = tmp_path / "secret.txt"
    path.write_text("secret = 1\n")
    return path


@pytest.fixture
def session(make_session: MakeSession, film: Path, secret: Path) -> Session:
    return make_session(reading(str(secret)), trust=NO_TRUST, path=film)


def codes(session: Session) -> list[str]:
    analyze_now(session)
    assert session.analysis is not None
    return [each.code for each in session.analysis.problems]


def test_a_project_without_code_may_not_read_any_file(
    files: ProjectFiles,
    session: Session,
    notices: Notices,
    film: Path,
    secret: Path,
    qtbot: QtBot,
) -> None:
    save_document(reading(str(secret)), film)
    open_now(files, film, qtbot)

    assert codes(session) == ["file-outside-project"]
    assert session.analysis is not None
    assert session.analysis.render_script is None
    assert str(secret) in notices.shown["outside_files"]

    press(notices, "Let it read them")
    assert codes(session) == []
    assert notices.shown == {}


def test_code_that_may_run_does_not_let_the_project_name_files(film: Path, secret: Path) -> None:
    save_project(
        film,
        [
            node("code_1", {"code_file": str(secret)}, type="Code"),
            node("python_1", {"code": "pass"}, type="PythonCode"),
        ],
    )
    assert "lies outside" in run("check", film, "--trust").out
    assert "not run until" in run("check", film, "--outside-files").out
    assert run("check", film, "--trust", "--outside-files").code == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../secret.txt", "lies outside the project's folder"),
        ("link.txt", "lies outside the project's folder"),
        ("loop.txt", "lies outside the project's folder"),
        ("a/../../secret.txt", "lies outside the project's folder"),
        ("s\0.txt", "is not there"),
        ("../s\0.txt", "is not there"),
    ],
)
def test_no_name_leads_out_of_the_folder(film: Path, secret: Path, name: str, words: str) -> None:
    (film.parent / "link.txt").symlink_to(secret)
    (film.parent / "loop.txt").symlink_to(film.parent / "loop.txt")
    (film.parent / "a").mkdir()
    save_document(reading(name), film)

    said = run("check", film)
    assert said.code == 1
    assert words in said.out


def test_nothing_is_looked_for_in_the_working_folder(
    make_session: MakeSession, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(secret.parent)
    session = make_session(reading(secret.name), trust=NO_TRUST)

    assert codes(session) == ["missing-file"]


def test_a_file_that_the_user_chooses_may_be_read(
    session: Session,
    secret: Path,
    theme: Theme,
    profile: Profile,
    qtbot: QtBot,
) -> None:
    assert codes(session) == ["file-outside-project"]
    editor = _editor(session, theme, profile, qtbot)
    editor.choose(secret)

    assert codes(session) == []
    assert session.trust.files == frozenset({secret})


def test_a_path_that_the_user_types_may_be_read_and_one_they_go_past_may_not(
    session: Session, secret: Path, theme: Theme, profile: Profile, qtbot: QtBot
) -> None:
    editor = _editor(session, theme, profile, qtbot)
    editor._field.setFocus()
    editor._field.left.emit()
    assert codes(session) == ["file-outside-project"]

    editor._field.selectAll()
    QTest.keyClicks(editor._field, str(secret))
    editor._field.left.emit()
    assert codes(session) == []


def test_what_may_be_read_is_known_in_later_sessions(
    session: Session, secret: Path, profile: Profile
) -> None:
    session.allow(files=frozenset({secret}))
    kept = worth_keeping(session.trust, session.document, session.library)
    profile.change_state(trust=profile.state.with_trust(session.document.id, kept).trust)

    assert known_trust(profile.state, session.document).files == frozenset({secret})
    assert known_trust(profile.state, new_document("Other")).files == frozenset()


def _editor(session: Session, theme: Theme, profile: Profile, qtbot: QtBot) -> FileEditor:
    inspector = Inspector(session, theme=theme, profile=profile)
    qtbot.addWidget(inspector)
    inspector.show()
    session.select({"code_1"})
    qtbot.waitUntil(lambda: bool(inspector.findChildren(FileEditor)))
    return inspector.findChildren(FileEditor)[0]
