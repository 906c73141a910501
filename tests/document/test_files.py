import errno
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manim_nodes.document import edits, files
from manim_nodes.document.files import (
    SaveError,
    backup_path,
    is_same_file,
    load_document,
    save_document,
)
from manim_nodes.document.migrations import UnsupportedFormatError
from manim_nodes.document.model import Document, DocumentError, Node
from manim_nodes.document.text import MalformedFileError, dumps
from tests.support.documents import NOON, documents, make_document

OLD = make_document(Node(id="circle_1", type="Circle"))
NEW = edits.set_label(OLD, "circle_1", "Größe")

in_one_folder = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file that holds OLD, alone in its folder."""
    path = tmp_path / "scene.mnodes"
    path.write_text(dumps(OLD), encoding="utf-8")
    return path


def names_beside(path: Path) -> set[str]:
    return {found.name for found in path.parent.iterdir()}


def failing(where: object, name: str, number: int) -> AbstractContextManager[object]:
    return mock.patch.object(where, name, side_effect=OSError(number, os.strerror(number)))


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# Loading


@in_one_folder
@given(document=documents())
def test_any_saved_document_is_loaded_as_it_was(tmp_path: Path, document: Document) -> None:
    path = tmp_path / "any.mnodes"
    saved = save_document(document, path)
    assert load_document(path) == saved
    assert saved.model_copy(update={"updated_at": document.updated_at}) == document


def test_a_byte_order_mark_is_no_fault(path: Path) -> None:
    path.write_text(dumps(OLD), encoding="utf-8-sig")
    assert load_document(path) == OLD


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", MalformedFileError, "scene.mnodes: It is empty. Open an earlier version"),
        (b" \n", MalformedFileError, "scene.mnodes: It is empty."),
        (b"\x89PNG\r\n\x1a\n\0", MalformedFileError, "scene.mnodes: It is not UTF-8 text (byte 0)"),
        (b"\0" * 99, MalformedFileError, "scene.mnodes, line 1, column 1: This is no manim-nodes"),
        (b'{"format": 3}', UnsupportedFormatError, "scene.mnodes: It has format 3, but"),
        (b'{"format": 2}', MalformedFileError, "scene.mnodes, name: is missing."),
    ],
)
def test_a_file_that_is_no_project_says_what_it_is(
    path: Path, content: bytes, kind: type[DocumentError], message: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(kind) as caught:
        load_document(path)
    assert f"{path.parent}/{message}" in str(caught.value)


@in_one_folder
@given(content=st.binary())
def test_any_bytes_give_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.mnodes"
    path.write_bytes(content)
    with pytest.raises(MalformedFileError, match=r"any\.mnodes"):
        load_document(path)


def test_a_broken_file_points_to_its_backup(path: Path) -> None:
    save_document(NEW, path)
    path.write_bytes(b"{")
    with pytest.raises(MalformedFileError, match=r"is kept in scene\.mnodes\.bak"):
        load_document(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.mnodes", "There is no such file. Check its name"),
        ("", "It is a folder. Choose a project file."),
        ("pipe", "It is not a file. Choose a project file."),
        ("scene.mnodes/inner", "It cannot be read (Not a directory)"),
        ("a" * 300, "It cannot be read (File name too long)"),
        ("nul\0", "It cannot be read (its name has a character that no file's name can have)"),
    ],
)
def test_what_is_no_file_is_named(path: Path, name: str, message: str) -> None:
    os.mkfifo(path.parent / "pipe")
    with pytest.raises(DocumentError) as caught:
        load_document(path.parent / name)
    assert f"{path.parent / name}: {message}" in str(caught.value)


def test_a_file_of_100_mb_is_not_read(path: Path) -> None:
    os.truncate(path, 100 * 2**20)
    with pytest.raises(DocumentError, match=r"too large to be a project \(100 MB\)"):
        load_document(path)


def test_a_file_of_somebody_else_says_so(path: Path) -> None:
    with failing(Path, "read_bytes", errno.EACCES), pytest.raises(DocumentError, match="may not"):
        load_document(path)


# Saving


def test_saving_sets_the_time(path: Path) -> None:
    later = NOON + timedelta(hours=1)
    assert save_document(OLD, path, now=later).updated_at == later
    assert load_document(path).updated_at == later
    assert save_document(OLD, path).updated_at > OLD.created_at


def test_saving_keeps_the_version_before(path: Path) -> None:
    before = path.read_bytes()
    save_document(NEW, path)
    assert backup_path(path).read_bytes() == before
    assert names_beside(path) == {"scene.mnodes", "scene.mnodes.bak"}


def test_saving_again_keeps_the_last_version_only(path: Path) -> None:
    between = save_document(NEW, path)
    save_document(OLD, path)
    assert load_document(backup_path(path)) == between


def test_a_new_file_has_no_backup(tmp_path: Path) -> None:
    save_document(OLD, tmp_path / "new.mnodes")
    assert names_beside(tmp_path / "new.mnodes") == {"new.mnodes"}


def test_where_no_hard_links_are_the_backup_is_a_copy(path: Path) -> None:
    with failing(Path, "hardlink_to", errno.EPERM):
        save_document(NEW, path)
    assert load_document(backup_path(path)) == OLD
    assert names_beside(path) == {"scene.mnodes", "scene.mnodes.bak"}


def test_permissions_stay(path: Path) -> None:
    path.chmod(0o640)
    save_document(NEW, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.parent / "folder" / "link.mnodes"
    link.parent.mkdir()
    link.symlink_to(path)
    save_document(NEW, link)
    assert link.is_symlink()
    assert load_document(path).nodes == NEW.nodes
    assert names_beside(link) == {"link.mnodes"}


def test_a_file_that_cannot_grow_leaves_the_old_one(path: Path) -> None:
    with largest_file(64), pytest.raises(SaveError, match=r"cannot be saved \(File too large\)"):
        save_document(NEW, path)
    assert load_document(path) == OLD
    assert names_beside(path) == {"scene.mnodes"}


def test_a_disk_that_is_really_full_says_so(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        disk = mock.patch.object(Path, "open", return_value=full)
        with disk, pytest.raises(SaveError, match=r"scene\.mnodes: The disk is full"):
            save_document(NEW, tmp_path / "scene.mnodes")
    assert names_beside(tmp_path / "scene.mnodes") == set()


@pytest.mark.parametrize(
    ("where", "name"), [(os, "fsync"), (Path, "open"), (Path, "chmod"), (Path, "replace")]
)
@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "The disk is full. Free some space"),
        (errno.EDQUOT, "The disk is full."),
        (errno.EROFS, "It cannot be saved (Read-only file system)."),
        (errno.EACCES, "You may not write there."),
    ],
)
def test_a_failed_save_changes_nothing(
    path: Path, where: object, name: str, number: int, message: str
) -> None:
    with failing(where, name, number), pytest.raises(SaveError) as caught:
        save_document(NEW, path)
    assert f"{path}: {message}" in str(caught.value)
    assert load_document(path) == OLD
    assert names_beside(path) == {"scene.mnodes"}


def test_an_interrupted_save_changes_nothing(path: Path) -> None:
    interrupt = mock.patch.object(os, "fsync", side_effect=KeyboardInterrupt)
    with interrupt, pytest.raises(KeyboardInterrupt):
        save_document(NEW, path)
    assert load_document(path) == OLD
    assert names_beside(path) == {"scene.mnodes"}


def test_a_save_after_one_that_failed_last_leaves_nothing_behind(path: Path) -> None:
    os.link(path, backup_path(path))
    save_document(NEW, path)
    assert load_document(backup_path(path)) == OLD
    assert names_beside(path) == {"scene.mnodes", "scene.mnodes.bak"}


def test_a_folder_that_cannot_be_synced_is_no_failure(path: Path) -> None:
    with failing(os, "open", errno.EACCES):
        save_document(NEW, path)
    assert load_document(path).nodes == NEW.nodes


def test_a_read_only_file_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(SaveError, match="The file is read-only"):
        save_document(NEW, path)
    assert load_document(path) == OLD


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none/scene.mnodes", "There is no such folder."),
        ("scene.mnodes/scene.mnodes", "There is no such folder."),
        ("folder", "There is something else than a file."),
        ("a" * 300, "It cannot be saved (File name too long)."),
        ("nul\0", "It cannot be saved (its name has a character that no file's name can have)."),
    ],
)
def test_what_cannot_be_saved_to_is_named(path: Path, name: str, message: str) -> None:
    (path.parent / "folder").mkdir()
    with pytest.raises(SaveError) as caught:
        save_document(NEW, path.parent / name)
    assert f"{path.parent / name}: {message}" in str(caught.value)
    assert names_beside(path) == {"scene.mnodes", "folder"}


def test_what_could_not_be_loaded_is_not_saved(path: Path) -> None:
    limit = mock.patch.object(files, "MAX_BYTES", 100)
    with limit, pytest.raises(SaveError, match="too large to be opened again"):
        save_document(NEW, path)
    assert path.read_text(encoding="utf-8") == dumps(OLD)


def test_a_file_is_the_same_by_all_its_paths(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link, twin = path.with_name("link.mnodes"), path.with_name("twin.mnodes")
    link.symlink_to(path)
    twin.hardlink_to(path)
    monkeypatch.chdir(path.parent)
    assert all(is_same_file(path, each) for each in (link, twin, Path(path.name)))
    copy = path.with_name("copy.mnodes")
    copy.write_bytes(path.read_bytes())
    assert not is_same_file(path, copy)


def test_a_file_that_is_gone_is_told_by_its_path(path: Path) -> None:
    path.unlink()
    assert is_same_file(path, path.parent / "." / path.name)
    assert not is_same_file(path, path.with_name("other.mnodes"))
