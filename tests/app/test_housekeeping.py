import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.housekeeping import Housekeeping
from manim_nodes.app.kit.profile import Profile
from manim_nodes.atomic import part_beside

MakeFilm = Callable[..., Path]


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def housekeeping(
    qtbot: QtBot,  # noqa: ARG001
    profile: Profile,
    warnings: list[str],
) -> Iterator[Housekeeping]:
    housekeeping = Housekeeping(profile, warnings.append)
    yield housekeeping
    housekeeping.close()


@pytest.fixture
def make_film(profile: Profile) -> MakeFilm:
    """Return what makes an export of some days ago, as the app remembers it."""

    def make(name: str, *, days: float) -> Path:
        film = profile.places.exports / name
        film.parent.mkdir(parents=True, exist_ok=True)
        film.write_bytes(b"x" * 1000)
        when = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(film, (when, when))
        noted = {**profile.state.exports, str(film): film.stat().st_mtime_ns}
        profile.change_state(exports=noted)
        return film

    return make


def test_what_a_killed_program_left_beside_projects_and_films_is_removed(
    qtbot: QtBot, profile: Profile, housekeeping: Housekeeping, tmp_path: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    project = tmp_path / "film.mnodes"
    profile.change_state(recent_projects=(str(project),))
    profile.places.exports.mkdir(parents=True)
    ours = str(os.getpid())
    left = [
        part.with_name(part.name.replace(ours, str(ended.pid)))
        for part in map(part_beside, (project, profile.places.exports / "film.mp4"))
    ]
    for part in left:
        part.touch()

    housekeeping.start()

    qtbot.waitUntil(lambda: not any(part.exists() for part in left))


def test_exports_stay_unless_the_user_wants_them_removed(
    housekeeping: Housekeeping, make_film: MakeFilm, qtbot: QtBot
) -> None:
    film = make_film("old.mp4", days=400)
    housekeeping.start()
    qtbot.waitUntil(lambda: not housekeeping._background.is_busy)
    assert film.exists()


def test_old_exports_go_and_are_forgotten(
    housekeeping: Housekeeping, make_film: MakeFilm, profile: Profile, qtbot: QtBot
) -> None:
    old, young = make_film("old.mp4", days=8), make_film("young.mp4", days=6)
    (profile.places.exports / "not ours.mp4").touch()
    os.utime(profile.places.exports / "not ours.mp4", (0, 0))
    profile.change_preferences(export_keep_days=7)
    housekeeping.start()
    qtbot.waitUntil(lambda: profile.state.exports.keys() == {str(young)})
    assert not old.exists()
    assert sorted(each.name for each in young.parent.iterdir()) == ["not ours.mp4", "young.mp4"]


def test_an_export_that_was_changed_since_is_not_ours_any_more(
    housekeeping: Housekeeping, make_film: MakeFilm, profile: Profile, qtbot: QtBot
) -> None:
    film, other = make_film("cut.mp4", days=8), make_film("other.mp4", days=8)
    os.utime(film, (0, 0))
    profile.change_preferences(export_keep_days=7)
    housekeeping.start()
    qtbot.waitUntil(lambda: not other.exists())
    assert film.exists()


def test_too_much_is_warned_of_once(
    housekeeping: Housekeeping,
    make_film: MakeFilm,
    profile: Profile,
    warnings: list[str],
    qtbot: QtBot,
) -> None:
    with make_film("big.mp4", days=0).open("r+b") as film:
        film.truncate(200_000_000)
    profile.change_preferences(storage_quota_gb=0.1)
    housekeeping.start()
    housekeeping.check()
    qtbot.waitUntil(lambda: not housekeeping._background.is_busy)
    assert len(warnings) == 1
    assert "more than 0.1 GB" in warnings[0]
