import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from manim_nodes.workspace.cleanup import (
    MARKER,
    keep_preview_folder,
    make_preview_folder,
    quota_warning,
    remove_old_exports,
    remove_old_previews,
    storage_used,
)
from manim_nodes.workspace.places import WorkspaceError

HOUR = timedelta(hours=1)
NOW = datetime.now(UTC)
LATER = NOW + 2 * HOUR


@pytest.fixture
def previews(tmp_path: Path) -> Path:
    return tmp_path / "previews"


@pytest.fixture
def session(previews: Path) -> Path:
    folder = make_preview_folder(previews)
    (folder / "frame_0001.png").write_bytes(b"frame")
    return folder


def clean(previews: Path, now: datetime = LATER) -> list[Path]:
    return remove_old_previews(previews, age=HOUR, now=now)


def test_an_old_session_is_removed(previews: Path, session: Path) -> None:
    (session / "steps").mkdir()

    assert clean(previews) == [session]
    assert list(previews.iterdir()) == []


def test_a_young_session_stays(previews: Path, session: Path) -> None:
    assert clean(previews, NOW) == []
    assert session.is_dir()


def test_a_session_in_use_stays(previews: Path, session: Path) -> None:
    long_ago = (NOW - 3 * HOUR).timestamp()
    os.utime(session / MARKER, (long_ago, long_ago))

    keep_preview_folder(session)

    assert clean(previews, NOW) == []


def test_a_session_whose_folder_is_gone_needs_no_keeping(previews: Path) -> None:
    keep_preview_folder(previews / "gone")

    assert not previews.exists()


def test_without_previews_there_is_nothing_to_do(previews: Path) -> None:
    assert clean(previews) == []


def test_a_folder_without_marker_is_not_ours(previews: Path) -> None:
    (previews / "holiday").mkdir(parents=True)
    (previews / "notes.txt").touch()

    assert clean(previews) == []
    assert len(list(previews.iterdir())) == 2


def test_a_link_is_not_followed(previews: Path, session: Path, tmp_path: Path) -> None:
    outside = session.rename(tmp_path / "outside")
    (previews / "link").symlink_to(outside)

    assert clean(previews) == []
    assert (outside / "frame_0001.png").exists()


def test_a_marker_that_is_a_link_does_not_count(previews: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").touch()
    (previews / "folder").mkdir(parents=True)
    (previews / "folder" / MARKER).symlink_to(tmp_path / "elsewhere")

    assert clean(previews) == []


def test_what_a_session_links_to_stays(previews: Path, session: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.png").touch()
    (session / "link").symlink_to(tmp_path / "photos")

    assert clean(previews) == [session]
    assert (tmp_path / "photos" / "cat.png").exists()


def test_an_interrupted_removal_is_finished_the_next_time(
    previews: Path, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", interrupt)
        with pytest.raises(KeyboardInterrupt):
            clean(previews)

    assert clean(previews) == [session]


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_cannot_be_removed_is_said(
    previews: Path,
    session: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("shutil.rmtree", refuse)

    assert clean(previews) == []
    assert f"{session}: It is old and cannot be removed" in caplog.text


def refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_folder_that_cannot_be_made_is_an_error(previews: Path) -> None:
    previews.touch()

    with pytest.raises(WorkspaceError, match="No folder for preview frames"):
        make_preview_folder(previews)


def test_old_exports_are_removed(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.touch()

    written = {film: film.stat().st_mtime_ns, tmp_path / "gone.mp4": 1}
    assert remove_old_exports(written, age=HOUR, now=LATER) == [film]
    assert not film.exists()


def test_young_exports_and_links_stay(tmp_path: Path) -> None:
    film, link = tmp_path / "film.mp4", tmp_path / "link.mp4"
    film.touch()
    link.symlink_to(film)

    written = {each: each.lstat().st_mtime_ns for each in (film, link, tmp_path)}
    assert remove_old_exports({film: written.pop(film)}, age=HOUR, now=NOW) == []
    assert remove_old_exports(written, age=HOUR, now=LATER) == []
    assert link.is_symlink()


def test_an_export_that_was_written_anew_stays(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.touch()

    written = {film: film.stat().st_mtime_ns - 1}
    assert remove_old_exports(written, age=HOUR, now=LATER) == []


def test_storage_counts_files_and_not_what_links_point_to(previews: Path, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 10_000)
    (previews / "session").mkdir(parents=True)
    (previews / "session" / "frame").write_bytes(b"x" * 500)
    (previews / "link").symlink_to(tmp_path)
    (previews / "session" / "link").symlink_to(tmp_path / "big")

    assert 500 <= storage_used([previews, tmp_path / "missing"]) < 10_000


def test_a_quota_warns_only_when_it_is_passed(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"x" * 2_000_000)

    assert quota_warning([tmp_path], quota_gb=0.01) is None
    assert "more than 0.001 GB" in (quota_warning([tmp_path], quota_gb=0.001) or "")
