"""Which projects are the user's own, and so drawn within the program."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.preview.settings import preview_settings
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.document.edits import add_node
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.model import Document, new_document
from manim_nodes.editing.session import Session
from manim_nodes.workspace.places import data_root, places
from manim_nodes.workspace.recovery import read_recovery, write_recovery
from manim_nodes.workspace.state import load_state
from tests.app.project.test_project_files import idle, open_now
from tests.support.sessions import analyze_now


def with_circle() -> Document:
    return add_node(new_document("Film"), "Circle")[0]


def reopened(files: ProjectFiles, session: Session, path: Path, qtbot: QtBot) -> bool:
    """Open a project after another, and return whether it counts as the user's own."""
    files.new()
    open_now(files, path, qtbot)
    assert session.path == path
    return session.trust.is_own


@pytest.fixture
def strangers(film: Path, session: Session) -> Path:  # noqa: ARG001  which holds another
    save_document(with_circle(), film)
    return film


def test_what_is_begun_here_is_own_and_stays_so_in_later_sessions(
    files: ProjectFiles, session: Session, chosen: Path, profile: Profile, qtbot: QtBot
) -> None:
    files.new()
    assert session.trust.is_own
    session.edit(lambda document: add_node(document, "Circle")[0])
    files.save()
    idle(files, qtbot)
    session.edit(lambda document: add_node(document, "Square")[0])
    files.save()
    idle(files, qtbot)
    assert reopened(files, session, chosen, qtbot)
    profile.close()
    assert len(load_state(places().memory).own_files[session.document.id]) == 1


def test_a_file_from_elsewhere_is_not_whatever_is_done_to_it(
    files: ProjectFiles, session: Session, strangers: Path, qtbot: QtBot
) -> None:
    assert not reopened(files, session, strangers, qtbot)
    session.edit(lambda document: add_node(document, "Square")[0])
    files.save()
    idle(files, qtbot)
    assert not session.trust.is_own
    assert not reopened(files, session, strangers, qtbot)


def test_own_files_that_others_have_written_to_are_not_own(
    files: ProjectFiles, session: Session, chosen: Path, qtbot: QtBot
) -> None:
    files.new()
    files.save()
    idle(files, qtbot)
    save_document(add_node(load_document(chosen), "Circle")[0], chosen)
    assert not reopened(files, session, chosen, qtbot)


def test_the_id_of_an_own_project_is_no_pass(
    files: ProjectFiles, session: Session, chosen: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    files.new()
    files.save()
    idle(files, qtbot)
    forged = tmp_path / "forged.mnodes"
    save_document(add_node(session.document, "Circle")[0], forged)
    assert not reopened(files, session, forged, qtbot)
    assert reopened(files, session, chosen, qtbot)


def test_a_project_is_trusted_once_the_user_says_so(
    files: ProjectFiles, session: Session, strangers: Path, profile: Profile, qtbot: QtBot
) -> None:
    open_now(files, strangers, qtbot)
    analyze_now(session)
    settings = preview_settings(session, profile, 480, 15)
    assert (settings.is_confined, settings.readable) == (True, (strangers.parent,))
    files.adopt()
    settings = preview_settings(session, profile, 480, 15)
    assert (settings.is_confined, settings.readable) == (False, ())
    assert reopened(files, session, strangers, qtbot)


def test_own_copies_are_all_own(
    files: ProjectFiles, session: Session, chosen: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    files.new()
    files.save()
    idle(files, qtbot)
    copy = tmp_path / "copy.mnodes"
    chosen.rename(copy)
    session.edit(lambda document: add_node(document, "Circle")[0])
    files.save_as()
    idle(files, qtbot)
    assert reopened(files, session, chosen, qtbot)
    assert not session.is_modified


@pytest.mark.parametrize("is_own", [True, False])
def test_what_a_crash_left_is_as_own_as_it_was(
    is_own: bool, files: ProjectFiles, session: Session, tmp_path: Path
) -> None:
    write_recovery(tmp_path / "a.recovery", with_circle(), None, is_own=is_own)
    recovery = read_recovery(tmp_path / "a.recovery", {})
    assert recovery is not None
    files.recover(recovery)
    assert session.trust.is_own is is_own


def test_only_templates_of_the_program_are_own(
    files: ProjectFiles, session: Session, strangers: Path, qtbot: QtBot
) -> None:
    files.use_template(next((data_root() / "templates").glob("*/*.mnodes")))
    idle(files, qtbot)
    assert session.trust.is_own
    files.use_template(strangers)
    idle(files, qtbot)
    assert not session.trust.is_own


def test_of_a_home_only_the_named_files_are_read(
    files: ProjectFiles, session: Session, home: Path, profile: Profile, qtbot: QtBot
) -> None:
    picture = home / "picture.png"
    picture.touch()
    document = add_node(
        new_document("Film"), "ImageMobject", parameters={"filename_or_array": "picture.png"}
    )[0]
    save_document(document, home / "film.mnodes")
    open_now(files, home / "film.mnodes", qtbot)
    analyze_now(session)
    assert preview_settings(session, profile, 480, 15).readable == (picture,)
