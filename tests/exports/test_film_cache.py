import os
from pathlib import Path

from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.render.export.part import export_keys, known_keys
from tests.exports.conftest import TWO_PLAYS, MakeSnapshot


def test_films_of_plays_are_lent_to_the_next_export(
    make_snapshot: MakeSnapshot, tmp_path: Path
) -> None:
    settings = make_snapshot().settings
    keys = export_keys(TWO_PLAYS, settings)
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    films = {f"{digest}-{number}" for number, digest in enumerate(keys.digests[1:])}
    for key in (*films, f"{'0' * 64}-0"):
        (first / f"{key}.mp4").write_text("film")

    cache = FilmCache(tmp_path / "cache", 1000)
    cache.keep(first, settings)
    cache.lend(keys, settings, second)

    assert list(first.iterdir()) == []
    assert set(known_keys(second, keys, settings)) == films
    assert {file.stem for file in second.iterdir()} == films


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    for number, name in enumerate("abcd"):
        film = tmp_path / f"{name}.mp4"
        film.write_bytes(b"x" * 100)
        os.utime(film, (number, number))
    os.utime(tmp_path / "a.mp4", (9, 9))

    FilmCache(tmp_path, 250).trim()

    assert sorted(film.name for film in tmp_path.iterdir()) == ["a.mp4", "d.mp4"]
