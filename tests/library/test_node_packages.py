"""Node packages are found as folders, as wheels and installed; nothing of them is imported."""

import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from manim_nodes.library.catalogue import load_library
from manim_nodes.library.node_packages import NodePackage, find_packages
from tests.support.library import TOY_NODES
from tests.support.packages import TABLE, install, put_folder, put_wheel


def the_only(folder: Path) -> NodePackage:
    packages, faults = find_packages(folder)
    assert faults == []
    (package,) = packages
    return package


def installed(folder: Path, trace: Path) -> None:
    sys.path.append(str(install(folder.parent / "site", trace)))


@pytest.fixture(autouse=True)
def _own_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])


@pytest.mark.parametrize(
    ("put", "name", "version"),
    [(put_folder, "dice", ""), (put_wheel, "dice-nodes", "1.2"), (installed, "dice-nodes", "1.2")],
)
def test_it_is_found_and_not_imported(
    put: Callable[[Path, Path], object], name: str, version: str, tmp_path: Path
) -> None:
    put(tmp_path / "packages", tmp_path / "trace")
    package = the_only(tmp_path / "packages")
    library = load_library(TOY_NODES, packages=[package])

    assert (package.name, package.version) == (name, version)
    assert library.faults == ()
    die = library.types["Die"]
    assert (die.package, die.is_trusted) == (name, False)
    assert die.summary == "Not trusted yet, so that it cannot be used. A die."
    assert not (tmp_path / "trace").exists()


def test_one_that_is_trusted_is_like_any_other(tmp_path: Path) -> None:
    put_wheel(tmp_path, tmp_path / "trace")
    package = the_only(tmp_path)
    library = load_library(TOY_NODES, packages=[package], trusted={package.name: package.digest})

    assert library.types["Die"].is_trusted
    assert library.types["Die"].summary == "A die."
    assert library.packages == (package,)


@pytest.mark.parametrize("changed", ["nodes/dice.toml", "dice_shapes.py"])
def test_trust_ends_when_anything_changes(tmp_path: Path, changed: str) -> None:
    folder = put_folder(tmp_path, tmp_path / "trace")
    before = the_only(tmp_path)
    trusted = {before.name: before.digest}
    assert the_only(tmp_path).is_trusted(trusted)
    with (folder / changed).open("a") as file:
        file.write("\n# more\n")

    assert not the_only(tmp_path).is_trusted(trusted)


def test_a_new_wheel_of_a_name_is_not_trusted_and_the_old_one_goes(tmp_path: Path) -> None:
    wheel = put_wheel(tmp_path, tmp_path / "trace")
    before = the_only(tmp_path)
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "")
    after = the_only(tmp_path)

    assert after.digest != before.digest
    assert before.modules is not None
    assert not before.modules.exists()


def test_a_wheel_may_only_bring_a_module(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "shapes-1-py3-none-any.whl", "w") as archive:
        archive.writestr("shapes.py", "")
        archive.writestr("shapes-1.dist-info/METADATA", "Name: shapes\nVersion: 1\n")

    assert the_only(tmp_path).tables == ()


def test_what_was_installed_comes_before_what_lies_in_the_folder(tmp_path: Path) -> None:
    install(tmp_path / "site", tmp_path / "trace")
    put_wheel(tmp_path / "packages", tmp_path / "trace")
    sys.path.append(str(tmp_path / "site"))

    assert the_only(tmp_path / "packages").modules is None


def test_what_cannot_be_read_is_said_and_the_others_are_found(tmp_path: Path) -> None:
    put_folder(tmp_path, tmp_path / "trace")
    (tmp_path / "broken-1-py3-none-any.whl").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "nameless.whl", "w") as archive:
        archive.writestr("a.py", "")
    (tmp_path / "empty").mkdir()
    packages, faults = find_packages(tmp_path)

    assert [each.name for each in packages] == ["dice"]
    assert [each.where for each in faults] == ["broken-1-py3-none-any.whl", "empty", "nameless.whl"]


def test_names_in_a_wheel_lead_nowhere_else(tmp_path: Path) -> None:
    wheel = put_wheel(tmp_path / "packages", tmp_path / "trace")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("../../../outside.py", "")
        archive.writestr(f"{tmp_path}/absolute.py", "")
    the_only(tmp_path / "packages")

    assert not list(tmp_path.glob("*.py"))
    assert not list(tmp_path.parent.glob("outside.py"))


def test_a_faulty_table_is_named(tmp_path: Path) -> None:
    folder = put_folder(tmp_path, tmp_path / "trace")
    (folder / "nodes" / "more.toml").write_text(
        TABLE.replace("[Die]", "[Coin]").replace("value", "valve")
    )
    library = load_library(TOY_NODES, packages=[the_only(tmp_path)])

    assert "Die" in library.types
    assert [fault.where for fault in library.faults] == ["nodes/more.toml, line 4"]


def test_without_a_folder_there_is_none(tmp_path: Path) -> None:
    assert find_packages(tmp_path / "none") == ([], [])
    shutil.rmtree(tmp_path)
