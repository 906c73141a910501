from manim_nodes.app.player.clock import PlayClock


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def started(frame: int = 0, rate: float = 10) -> tuple[PlayClock, Time]:
    time = Time()
    clock = PlayClock(time)
    clock.start(frame, rate)
    return clock, time


def test_time_alone_says_which_frame_is_due() -> None:
    clock, time = started(5)
    time.now += 0.31
    assert clock.due() == 8


def test_late_frames_are_dropped_and_counted() -> None:
    clock, time = started()
    for wait in (0.1, 0.1, 0.35):
        time.now += wait
        clock.count_shown(clock.due())
    assert (clock.due(), clock.shown, clock.dropped) == (5, 3, 2)


def test_it_is_behind_where_a_second_is_left_out_and_a_quarter_of_all() -> None:
    clock, time = started()  # ten frames a second
    for wait in [0.1] * 20 + [1.05]:
        time.now += wait
        clock.count_shown(clock.due())
    assert not clock.is_behind  # one stumble
    for _ in range(10):
        time.now += 0.4
        clock.count_shown(clock.due())
    assert clock.is_behind


def test_the_same_frame_is_not_counted_twice() -> None:
    clock, time = started()
    time.now += 0.11
    clock.count_shown(clock.due())
    clock.count_shown(clock.due())
    assert (clock.shown, clock.dropped) == (1, 0)


def test_the_wait_is_until_the_next_frame() -> None:
    clock, time = started()
    time.now += 0.13
    assert round(clock.until_next_s(), 3) == 0.07


def test_another_rate_goes_on_from_where_it_is() -> None:
    clock, time = started()
    time.now += 1.0
    clock.continue_from(10, 40)
    time.now += 0.5
    assert clock.due() == 30


def test_a_stopped_clock_stands() -> None:
    clock, time = started(7)
    clock.stop()
    time.now += 3
    assert (clock.due(), clock.is_running) == (7, False)
