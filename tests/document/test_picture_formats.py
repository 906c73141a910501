"""The shapes that pictures have, by where films are shown."""

import pytest

from manim_nodes.document.model import Document, Settings, new_document
from manim_nodes.document.picture_formats import (
    FORMATS,
    PictureFormat,
    format_of,
    hold_landscape,
    holds_landscape,
    use_format,
)
from manim_nodes.document.text import dumps, loads


@pytest.fixture
def document() -> Document:
    return new_document("Film")


@pytest.mark.parametrize("shape", FORMATS, ids=lambda shape: shape.name)
def test_a_format_is_used_and_known_again(document: Document, shape: PictureFormat) -> None:
    made = loads(dumps(use_format(document, shape.name)))
    assert format_of(made.settings) is shape
    assert min(made.settings.frame_width, made.settings.frame_height) == 8


def test_manims_own_frame_is_the_first_format() -> None:
    assert format_of(Settings()) is FORMATS[0]
    assert FORMATS[0].frame_size == (Settings().frame_width, Settings().frame_height)


def test_another_shape_has_no_format() -> None:
    assert format_of(Settings(frame_width=9.0)) is None


@pytest.mark.parametrize("shape", FORMATS, ids=lambda shape: shape.name)
def test_a_frame_is_made_large_enough_for_what_was_laid_out_in_manims_own(
    document: Document, shape: PictureFormat
) -> None:
    made = hold_landscape(use_format(document, shape.name))
    settings = made.settings
    assert format_of(settings) is shape
    assert holds_landscape(settings)
    assert (settings.frame_width, settings.frame_height) >= FORMATS[0].frame_size
    assert settings.frame_width == pytest.approx(128 / 9)  # no larger than it must be
    assert hold_landscape(made).settings == settings
    assert holds_landscape(use_format(document, shape.name).settings) is (shape is FORMATS[0])


def test_size_and_rate_of_the_film_are_kept_and_left_out_where_they_are_as_usual(
    document: Document,
) -> None:
    assert "frame_rate" not in dumps(document)
    text = dumps(document).replace('"seed": 0', '"seed": 0, "lines": 720, "frame_rate": 24.0')
    made = loads(text)
    assert (made.settings.lines, made.settings.frame_rate) == (720, 24.0)
    assert dumps(loads(dumps(made))) == dumps(made)
