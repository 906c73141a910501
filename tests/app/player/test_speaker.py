import threading
import time
from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest

from manim_nodes.app.kit.speaker import RATE, Cue, SampleSource, Speaker, open_device
from tests.support.sounds import counted, place

TRACK = counted(4 * RATE)
TENTH = RATE // 10


class Head:
    """Takes blocks of a tenth of a second from a source whose clock stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0
        self.source = SampleSource(lambda: self.now)
        self.blocks = self.source.blocks()

    def cue(self, time_s: float, speed: float = 1.0, end_s: float = 4.0) -> None:
        self.source.cue = Cue(TRACK, time_s, self.now, speed, end_s)

    def take(self, passed_s: float = 0.0) -> int:
        self.now += passed_s
        return place(self.blocks.send(TENTH))


@pytest.fixture
def head() -> Head:
    return Head()


def test_it_begins_at_the_playhead_and_goes_on_without_a_gap(head: Head) -> None:
    head.cue(1.0)
    # Two blocks at once, as a device fills its memory, then one whenever there is room.
    assert [head.take() for _ in range(2)] == [RATE, RATE + TENTH]
    assert [head.take(0.1) for _ in range(3)] == [RATE + n * TENTH for n in (2, 3, 4)]


def test_a_seek_is_heard_in_step_with_what_is_still_in_the_device(head: Head) -> None:
    head.cue(1.0)
    head.take()
    head.take()
    head.cue(3.0)  # it will be heard in two tenths of a second
    assert head.take() == 3 * RATE + 2 * TENTH


def test_a_small_difference_is_not_heard_and_a_large_one_is_corrected(head: Head) -> None:
    head.cue(1.0)
    head.take()
    head.cue(1.05)
    assert head.take(0.1) == RATE + TENTH
    head.cue(1.4)
    assert head.take(0.1) == RATE + 5 * TENTH


def test_a_device_that_ran_dry_goes_on_at_the_playhead(head: Head) -> None:
    head.cue(1.0)
    head.take()
    assert head.take(1.5) == RATE + 15 * TENTH


@pytest.mark.parametrize(("speed", "first", "second"), [(2.0, 0, 2), (4.0, 0, 4), (0.5, 0, 0)])
def test_at_another_speed_it_sounds_as_a_tape_does(
    head: Head, speed: float, first: int, second: int
) -> None:
    head.cue(0.0, speed)
    block = head.blocks.send(TENTH)
    assert (place(block), place(block, 1)) == (first, second)
    assert head.take(0.1) == round(TENTH * speed)


def test_between_samples_it_is_between_their_values(head: Head) -> None:
    head.cue(0.0, 0.5)
    block = head.blocks.send(10)
    assert block[:6, 1].tolist() == [0, 0, 1, 2, 2, 2]  # rounded to even


def test_without_a_cue_it_is_silent(head: Head) -> None:
    assert not head.blocks.send(TENTH).any()
    head.cue(1.0)
    assert head.blocks.send(TENTH).any()
    head.source.cue = None
    assert not head.blocks.send(TENTH).any()


def test_it_falls_silent_where_the_film_or_the_track_ends(head: Head) -> None:
    head.cue(1.0, end_s=1.05)
    block = head.blocks.send(TENTH)
    assert block[: TENTH // 2].any(axis=1).all()
    assert not block[TENTH // 2 :].any()
    head.cue(9.0, end_s=20)
    assert not head.blocks.send(TENTH).any()


# ---- with the library itself, and a device that nobody hears


class Counting(SampleSource):
    """Counts the times that it was asked the time by the device's thread."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []
        self._clock, self._now = self._now, self._counted

    def _counted(self) -> float:
        self.threads.append(threading.get_ident())
        return self._clock()


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    speaker = Speaker(partial(open_device, ["NULL"]))
    yield speaker
    speaker.close()


def wait_for_blocks(source: Counting, count: int) -> None:
    end = time.monotonic() + 60
    while len(source.threads) < count:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_miniaudio_takes_blocks_in_a_thread_of_its_own(speaker: Speaker) -> None:
    source = Counting()
    source.cue = Cue(TRACK, 0.0, 0.0, 1.0, 4.0)
    speaker.start(source)
    wait_for_blocks(source, 5)
    assert threading.get_ident() not in source.threads

    speaker.stop()
    taken = len(source.threads)
    speaker.start(source)
    wait_for_blocks(source, taken + 5)


def test_a_device_that_is_not_wanted_any_more_is_closed(speaker: Speaker) -> None:
    speaker.is_over = True
    speaker.start(SampleSource())
    assert speaker._device is None


def test_blocks_are_what_miniaudio_wants() -> None:
    blocks = SampleSource().blocks()
    block = blocks.send(100)
    assert block.shape == (100, 2)
    assert block.dtype == np.int16
    assert block.flags.c_contiguous
