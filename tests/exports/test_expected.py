from manim_nodes.exports.expected import ExpectedFilm, PastFilm, expected_film
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
