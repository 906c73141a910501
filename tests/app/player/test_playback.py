import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.player.clock import PlayClock
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.preview.frame_timeline import FrameTimeline
from manim_nodes.codegen.sections import SectionKind
from tests.support.players import draw
from tests.support.scripts import make_script

FPS = 10
SCRIPT = make_script("# node: a_1\nself.play(x)\n# node: b_1\nself.play(y)")


KINDS = {0: SectionKind.NORMAL, 1: SectionKind.NORMAL}


class Film:
    """A film of 20 frames of which some are drawn, and a clock that stands until it is moved."""

    def __init__(self, drawn: int) -> None:
        self.timeline, self.now = FrameTimeline(), 0.0
        self.timeline.begin(SCRIPT, FPS)
        self.draw(0, drawn)
        self.kinds: dict[int, SectionKind] = dict(KINDS)
        self.playback = Playback(
            lambda: self.timeline, sections=lambda: self.kinds, clock=PlayClock(lambda: self.now)
        )

    def draw(self, first: int, end: int) -> None:
        self.timeline.add(draw(SCRIPT, number, step=number // 10) for number in range(first, end))

    def pass_time(self, seconds: float) -> int:
        self.now += seconds
        self.playback.tick()
        return self.playback.frame


@pytest.fixture
def film(qtbot: QtBot) -> Film:  # noqa: ARG001  it brings Qt
    return Film(drawn=4)


def test_it_waits_where_the_film_is_not_drawn_yet_and_goes_on_from_there(film: Film) -> None:
    film.playback.play()
    frames = [film.pass_time(seconds) for seconds in (0.1, 0.1, 0.1, 5.0)]
    film.draw(4, 20)
    frames.append(film.pass_time(0.1))
    assert frames == [1, 2, 3, 3, 4]
    assert film.playback.clock.dropped == 0


def test_another_speed_holds_from_where_it_is(film: Film) -> None:
    film.draw(4, 20)
    film.playback.play()
    film.pass_time(0.5)
    film.playback.set_speed(4)
    assert film.pass_time(0.25) == 15


def test_it_is_said_to_be_behind_only_at_its_own_speed_or_slower(film: Film) -> None:
    film.draw(4, 20)
    film.playback.play()
    for _ in range(10):
        film.pass_time(0.4)
        film.playback.clock.continue_from(0)
        film.pass_time(0.4)
    said = [film.playback.is_behind]
    for speed in (4, 0.5):
        film.playback.set_speed(speed)
        said.append(film.playback.is_behind)
    film.playback.pause()
    assert [*said, film.playback.is_behind] == [True, False, True, False]


def test_a_scrub_while_it_plays_goes_on_from_there(film: Film) -> None:
    film.draw(4, 20)
    film.playback.play()
    film.playback.go_to(10)
    assert film.pass_time(0.2) == 12


def test_backward_it_goes_frame_by_frame_and_begins_again_at_the_end(film: Film) -> None:
    film.draw(4, 20)
    film.playback.go_to(3)
    film.playback.play_faster(-1)
    assert [film.pass_time(0.1) for _ in range(4)] == [2, 1, 0, 19]


def test_backward_twice_as_fast(film: Film) -> None:
    film.draw(4, 20)
    film.playback.go_to(10)
    film.playback.play_faster(-1)
    film.playback.play_faster(-1)
    assert film.pass_time(0.2) == 6


def test_backward_without_loop_it_stops_at_the_start(film: Film) -> None:
    film.draw(4, 20)
    film.playback.toggle_loop()
    film.playback.go_to(2)
    film.playback.play_faster(-1)
    assert film.pass_time(0.5) == 0
    assert not film.playback.is_playing


def presented(film: Film, kind: SectionKind) -> Film:
    """Return a film of two sections of ten frames, of which the first is of a kind, as it is presented."""
    film.draw(4, 20)
    film.kinds[0] = kind
    film.playback.stops_at_sections = True
    film.playback.play()
    film.pass_time(0.8)
    return film


def test_a_presentation_stops_where_a_normal_section_ends(film: Film) -> None:
    presented(film, SectionKind.NORMAL)
    assert film.pass_time(0.3) == 10
    assert not film.playback.is_playing


def test_it_goes_on_where_a_section_is_skipped(film: Film) -> None:
    presented(film, SectionKind.SKIP)
    assert film.pass_time(0.3) == 11
    assert film.playback.is_playing


def test_a_loop_begins_again_until_the_user_goes_on(film: Film) -> None:
    presented(film, SectionKind.LOOP)
    assert film.pass_time(0.3) == 0
    assert film.pass_time(0.5) == 5
    film.playback.advance()
    assert film.playback.frame == 10
    assert film.playback.is_playing


def test_a_complete_loop_is_left_at_its_end(film: Film) -> None:
    presented(film, SectionKind.COMPLETE_LOOP)
    assert film.pass_time(0.3) == 0
    film.pass_time(0.5)
    film.playback.advance()
    assert film.playback.frame == 5
    assert film.pass_time(0.6) == 11
    assert film.playback.is_playing
