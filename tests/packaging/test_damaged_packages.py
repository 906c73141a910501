"""Packages that have lost files are found, and none that are whole."""

from pathlib import Path

import pytest

from script.damaged_packages import damaged, installed


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("whole", "broken"):
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n")
        (info / "RECORD").write_text(f"{name}.py,,\n{name}.pyc,,\n../bin/{name},,\n")
        (tmp_path / f"{name}.py").touch()
        (tmp_path.parent / "bin").mkdir(exist_ok=True)
        (tmp_path.parent / "bin" / name).touch()
    return tmp_path


def test_whole_packages_are_left_alone(site: Path) -> None:
    assert list(damaged(installed(site))) == []


@pytest.mark.parametrize("lost", ["broken.py", "../bin/broken"])
def test_a_lost_file_is_noticed(site: Path, lost: str) -> None:
    (site / lost).unlink()

    assert list(damaged(installed(site))) == ["broken"]


def test_a_package_whose_list_of_files_was_not_written_is_noticed(site: Path) -> None:
    (site / "broken-1.0.dist-info" / "RECORD").unlink()

    assert list(damaged(installed(site))) == ["broken"]


def test_what_a_killed_pip_had_set_aside_is_no_package(site: Path) -> None:
    (site / "broken-1.0.dist-info").rename(site / "~roken-1.0.dist-info")
    (site / "broken.py").unlink()
    (site / "begun-1.0.dist-info").mkdir()

    assert list(damaged(installed(site))) == []
