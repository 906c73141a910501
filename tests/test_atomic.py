"""What a killed process leaves beside a file is removed by the next one; nothing else is."""

import errno
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from manim_nodes import atomic
from manim_nodes.atomic import former_beside, part_beside, remove_abandoned_parts, replace_file

KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from manim_nodes.atomic import replace_file
replace_file(Path(sys.argv[1]), b"new", before=lambda: os.kill(os.getpid(), signal.SIGKILL))
"""


def leave_part(path: Path) -> Path:
    """Have a process be killed while it writes ``path``; return what it leaves."""
    before = set(path.parent.iterdir())
    killed = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, path], check=False)
    assert killed.returncode == -9
    (part,) = set(path.parent.iterdir()) - before
    return part


@pytest.mark.slow
def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "film.mnodes"
    path.write_bytes(b"old")
    part = leave_part(path)
    assert part.read_bytes() == b"new"

    remove_abandoned_parts([tmp_path, tmp_path / "no such folder"])

    assert [each.name for each in tmp_path.iterdir()] == ["film.mnodes"]
    assert path.read_bytes() == b"old"


@pytest.mark.slow
def test_what_another_machine_writes_on_a_shared_disk_is_kept(tmp_path: Path) -> None:
    part = leave_part(tmp_path / "film.mnodes")
    theirs = part.rename(tmp_path / f".00000000{part.name[9:]}")
    remove_abandoned_parts([tmp_path])
    assert theirs.exists()


def test_what_is_being_written_and_what_is_not_ours_is_kept(tmp_path: Path) -> None:
    ours, foreign = part_beside(tmp_path / "a"), tmp_path / ".download.part"
    ours.touch()
    foreign.touch()
    remove_abandoned_parts([tmp_path])
    assert ours.exists()
    assert foreign.exists()


@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_folder_that_a_killed_process_was_about_to_replace_goes_back_or_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_replaced: bool
) -> None:
    place = tmp_path / "frames of 3.5 s"
    ours, theirs = former_beside(place), former_beside(tmp_path / "other")
    # No process has such a number.
    monkeypatch.setattr(atomic, "os", SimpleNamespace(getpid=lambda: 5_000_000))
    former = former_beside(place)
    for folder in (former, ours, *([place] if is_replaced else [])):
        folder.mkdir()
        (folder / "0001.png").write_text("new" if folder == place else "old")
    theirs.mkdir()
    remove_abandoned_parts([tmp_path])

    assert {each.name for each in tmp_path.iterdir()} == {place.name, ours.name, theirs.name}
    assert (place / "0001.png").read_text() == ("new" if is_replaced else "old")


def test_a_file_of_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("\N{GRINNING FACE}" * 63)
    replace_file(path, b"x")
    assert path.read_bytes() == b"x"


def test_on_windows_a_file_that_is_open_elsewhere_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    failures = iter([PermissionError("in use"), PermissionError("in use")])
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        for failure in failures:
            raise failure
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(atomic, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    replace_file(path, b"new")

    assert path.read_bytes() == b"new"


def test_on_windows_a_file_that_stays_open_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def replace(self: Path, _: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use", str(self))

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(atomic, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(PermissionError):
        replace_file(path, b"new")

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"file": b"old"}
