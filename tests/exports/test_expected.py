import pytest

from manim_nodes.exports.expected import ExpectedFilm, PastFilm, expected_film, time_to_go
from manim_nodes.render.export.export_settings import ExportFormat

MP4, GIF = ExportFormat.MP4, ExportFormat.GIF


def test_nothing_is_expected_of_a_format_that_was_never_made() -> None:
    assert expected_film([PastFilm("sun", GIF, 100, 10, 1.0)], "sun", MP4, 100) is None


def test_twice_the_pixels_take_twice_as_much() -> None:
    past = [PastFilm("moon", MP4, 100, 10, 3.0)]
    assert expected_film(past, "sun", MP4, 200) == ExpectedFilm(20, 6.0)


def test_films_of_the_same_project_tell_more_than_others() -> None:
    past = [PastFilm("moon", MP4, 100, 900, 90.0), PastFilm("sun", MP4, 100, 10, 3.0)]
    assert expected_film(past, "sun", MP4, 100) == ExpectedFilm(10, 3.0)


def test_a_film_of_which_much_was_at_hand_does_not_promise_too_much() -> None:
    past = [PastFilm("sun", MP4, 100, 10, 0.5), PastFilm("sun", MP4, 100, 10, 3.0)]
    assert expected_film(past, "sun", MP4, 100) == ExpectedFilm(10, 3.0)


def test_the_time_to_go_is_that_of_earlier_films_until_this_one_tells() -> None:
    assert time_to_go(3.0, 0.0, None) is None
    assert time_to_go(3.0, 0.0, 60.0) == 60.0
    assert time_to_go(3.0, 0.1, 60.0) == pytest.approx((27.0 + 54.0) / 2)
    assert time_to_go(10.0, 0.5, 60.0) == 10.0
