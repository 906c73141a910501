"""Earlier versions of a project: so many, dense for what is recent, sparse for what is old."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from manim_nodes.workspace.versions import keep_version, versions_of

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def kept(folder: Path, minutes: list[int], most: int) -> list[int]:
    """Keep versions so many minutes from noon, and return which are left, the newest first."""
    project = str(uuid4())
    for minute in minutes:
        keep_version(folder, project, b"{}", most=most, now=NOON + timedelta(minutes=minute))
    return [
        round((each.saved_at - NOON).total_seconds() / 60) for each in versions_of(folder, project)
    ]


def test_all_are_kept_while_there_are_few(tmp_path: Path) -> None:
    assert kept(tmp_path, [0, 1, 2], 3) == [2, 1, 0]


def test_of_one_hour_the_older_go_first(tmp_path: Path) -> None:
    assert kept(tmp_path, [0, 10, 20, 60, 70], 3) == [70, 60, 20]


def test_then_the_older_of_one_day(tmp_path: Path) -> None:
    day = 24 * 60
    assert kept(tmp_path, [0, 60, 120, day, day + 60], 3) == [day + 60, day, 120]


def test_at_last_the_oldest(tmp_path: Path) -> None:
    day = 24 * 60
    assert kept(tmp_path, [0, day, 2 * day, 3 * day], 2) == [3 * day, 2 * day]


def test_none_are_kept_if_none_are_wanted(tmp_path: Path) -> None:
    assert kept(tmp_path, [0, 1], 0) == []


@pytest.mark.parametrize("name", ["../../elsewhere", "", "a/b", ".."])
def test_no_id_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "versions"
    keep_version(inside, name, b"{}", most=5, now=NOON)
    assert [path.parent.parent for path in tmp_path.rglob("*.mnodes")] == [inside]


def test_projects_are_kept_apart(tmp_path: Path) -> None:
    one, other = str(uuid4()), str(uuid4())
    keep_version(tmp_path, one, b"{}", most=5, now=NOON)
    assert versions_of(tmp_path, other) == []
