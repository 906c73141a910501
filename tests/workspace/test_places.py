from dataclasses import astuple
from pathlib import Path

import pytest

from manim_nodes.workspace.places import WorkspaceError, data_root, places


def test_every_place_is_the_users_own(home: Path) -> None:
    assert all(home in place.parents for place in astuple(places()))


def test_no_place_is_another_or_inside_it() -> None:
    found = astuple(places())

    assert len(set(found)) == len(found)
    assert not [(one, other) for one in found for other in found if one in other.parents]


def test_looking_makes_nothing(home: Path) -> None:
    before = sorted(home.rglob("*"))

    places()

    assert sorted(home.rglob("*")) == before


def test_documents_and_videos_may_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", "/somewhere/papers")
    monkeypatch.setenv("XDG_VIDEOS_DIR", "/somewhere/films")

    assert places().projects == Path("/somewhere/papers/manim-nodes")
    assert places().exports == Path("/somewhere/films/manim-nodes")


def test_a_user_without_home_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)

    with pytest.raises(WorkspaceError, match="no home folder"):
        places()


def test_a_checkout_holds_the_data_beside_the_package() -> None:
    assert (data_root() / "nodes").is_dir()
    assert (data_root() / "manim_nodes").is_dir()
