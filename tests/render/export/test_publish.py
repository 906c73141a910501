import errno
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from manim_nodes import atomic
from manim_nodes.render.export.export_settings import ExportError
from manim_nodes.render.export.publish import OutputExistsError, check_output, publish


@pytest.fixture
def film(tmp_path: Path) -> Path:
    file = tmp_path / "film.mp4"
    file.write_text("new")
    return file


@pytest.fixture
def frames(tmp_path: Path) -> Path:
    return make_frames(tmp_path / "film", "new", 3)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def other_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Refuse to rename what comes from outside the place, as between two disks."""
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.parent == tmp_path:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)


def make_frames(folder: Path, text: str, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.png").write_text(text)
    return folder


def content(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_file_is_moved(film: Path, place: Path) -> None:
    publish(film, place / "a.mp4", overwrite=False)
    assert content(place) == {"a.mp4": "new"}


@pytest.mark.usefixtures("other_disk")
def test_a_file_is_copied_from_another_disk(film: Path, place: Path) -> None:
    publish(film, place / "a.mp4", overwrite=False)
    assert content(place) == {"a.mp4": "new"}


def test_a_file_that_came_meanwhile_is_kept(film: Path, place: Path) -> None:
    (place / "a.mp4").write_text("mine")
    with pytest.raises(OutputExistsError):
        publish(film, place / "a.mp4", overwrite=False)
    assert content(place) == {"a.mp4": "mine"}


def test_a_file_system_without_links_will_do(
    film: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    publish(film, place / "a.mp4", overwrite=False)
    assert content(place) == {"a.mp4": "new"}


def test_a_file_is_replaced_when_told(film: Path, place: Path) -> None:
    (place / "a.mp4").write_text("old")
    publish(film, place / "a.mp4", overwrite=True)
    assert content(place) == {"a.mp4": "new"}


def test_a_folder_of_frames_is_moved(frames: Path, place: Path) -> None:
    publish(frames, place / "a", overwrite=False)
    assert content(place) == {f"a/0000{number}.png": "new" for number in range(3)}


@pytest.mark.parametrize("product", ["film", "frames"])
def test_on_windows_what_a_program_has_open_for_a_moment_is_still_replaced(
    product: str, request: pytest.FixtureRequest, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Path = request.getfixturevalue(product)
    if product == "film":
        (place / "a").write_text("old")
    else:
        make_frames(place / "a", "old", 5)
    refused = set()
    replace = Path.replace

    def refuse_once(self: Path, target: Path) -> Path:
        if self not in refused:
            refused.add(self)
            raise PermissionError(errno.EACCES, "in use", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_once)
    monkeypatch.setattr(atomic, "sys", SimpleNamespace(platform="win32"))
    publish(made, place / "a", overwrite=True)

    assert refused
    assert set(content(place).values()) == {"new"}


@pytest.mark.usefixtures("other_disk")
def test_a_folder_of_frames_is_replaced_as_a_whole(frames: Path, place: Path) -> None:
    make_frames(place / "a", "old", 5)
    publish(frames, place / "a", overwrite=True)
    assert content(place) == {f"a/0000{number}.png": "new" for number in range(3)}


@pytest.mark.usefixtures("other_disk")
@pytest.mark.parametrize("product", ["film", "frames"])
def test_a_full_disk_leaves_nothing(
    product: str, place: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_: Path, target: Path) -> None:
        target.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", fill)
    with pytest.raises(ExportError, match=r"a: The disk is full\. Free some space"):
        publish(request.getfixturevalue(product), place / "a", overwrite=True)
    assert content(place) == {}


def test_an_output_that_can_be_written_is_fine(place: Path) -> None:
    check_output(place / "a.mp4", is_folder=False, overwrite=False)
    assert content(place) == {}


def test_an_empty_folder_for_frames_is_fine(place: Path) -> None:
    check_output(place, is_folder=True, overwrite=False)


@pytest.mark.parametrize(
    ("output", "is_folder", "message"),
    [
        ("no/a.mp4", False, "There is no such folder"),
        ("folder", False, "It is a folder"),
        ("file", True, "It is a file"),
        ("folder", True, "It holds other things than frames, such as precious"),
    ],
)
def test_what_cannot_be_written_is_refused_even_when_told_to_replace(
    output: str, is_folder: bool, message: str, place: Path
) -> None:
    (place / "file").touch()
    (place / "folder").mkdir()
    (place / "folder/precious.txt").touch()
    with pytest.raises(ExportError, match=message):
        check_output(place / output, is_folder=is_folder, overwrite=True)


def test_frames_that_are_there_are_kept_unless_told(place: Path) -> None:
    make_frames(place / "a", "old", 2)
    check_output(place / "a", is_folder=True, overwrite=True)
    with pytest.raises(OutputExistsError):
        check_output(place / "a", is_folder=True, overwrite=False)


def test_a_folder_that_cannot_be_written_is_named(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(ExportError, match=r"a\.mp4: It cannot be written \(Permission denied\)"):
        check_output(place / "a.mp4", is_folder=False, overwrite=False)
