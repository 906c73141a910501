import gc
from pathlib import Path

from manim_nodes.app.preview.frame_timeline import FrameTimeline
from manim_nodes.app.preview.sections import section_starts
from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.results import PreviewFrame
from manim_nodes.render.preview.sounds import Sound
from tests.support.players import draw
from tests.support.scripts import make_script

FPS = 10
SCRIPT = make_script("# node: a_1\nself.play(x)\n# node: b_1\nself.play(y)")
OTHER = make_script("# node: a_1\nself.play(x)\n# node: b_1\nself.wait(z)")


def frames(script: Script, first: int, end: int) -> list[PreviewFrame]:
    return [draw(script, n, FPS, step=n // 10) for n in range(first, end)]


def drawn(script: Script = SCRIPT, count: int = 20) -> tuple[FrameTimeline, list[PreviewFrame]]:
    reel, made = FrameTimeline(), frames(script, 0, count)
    reel.begin(script, FPS)
    reel.add(made)
    reel.end(is_whole=count == 20)
    return reel, made


def test_a_complete_film_knows_its_steps_and_length() -> None:
    reel, _ = drawn()
    assert (reel.frame_count, reel.is_complete) == (20, True)
    assert [(s.node_id, s.first_frame, s.frame_count) for s in reel.steps] == [
        ("a_1", 0, 10),
        ("b_1", 10, 10),
    ]


def test_sounds_that_are_not_known_yet_are_those_of_the_version_before() -> None:
    reel, _ = drawn()
    old, new = (tuple(Sound(Path(name), time_s) for time_s in (0, 1)) for name in ("old", "new"))
    seen = []
    for sounds in (old, new, new[:1]):
        reel.begin(SCRIPT, FPS)
        for sound in sounds:
            reel.add_sound(sound)
            seen.append(reel.sounds)
        reel.add(frames(SCRIPT, 0, 20))
        reel.end(is_whole=True)
        seen.append(reel.sounds)
    assert seen == [old[:1], old, old, (new[0], old[1]), new, new, new, new[:1]]


def test_what_is_not_drawn_yet_is_expected() -> None:
    reel, _ = drawn(count=4)
    assert (reel.frame_count, reel.fresh_count, reel.step_at(15)) == (20, 4, 1)


def test_the_version_before_is_shown_until_a_new_frame_is_there() -> None:
    reel, old = drawn()
    reel.begin(OTHER, FPS)
    assert reel.picture(15) is old[15].picture
    assert (reel.fresh_count, reel.stale_count) == (0, 20)

    new = frames(OTHER, 0, 16)
    reel.add(new)
    assert reel.picture(15) is new[15].picture
    assert reel.picture(16) is old[16].picture


def test_a_film_given_up_is_the_version_before_of_the_next() -> None:
    reel, old = drawn()
    reel.begin(OTHER, FPS)
    half = frames(OTHER, 0, 5)
    reel.add(half)
    reel.end(is_whole=False)
    reel.begin(SCRIPT, FPS)
    assert [reel.picture(4), reel.picture(5)] == [half[4].picture, old[5].picture]


def test_the_frame_drawn_first_is_shown_even_over_frames_of_the_version_before() -> None:
    reel, _ = drawn()
    spot = draw(OTHER, 7, FPS)
    reel.show_first(spot)
    assert reel.picture(7) is spot.picture


def test_the_frame_drawn_first_gives_way_to_the_film() -> None:
    reel, _ = drawn()
    reel.show_first(draw(OTHER, 7, FPS))
    reel.begin(OTHER, FPS)
    new = frames(OTHER, 0, 20)
    reel.add(new)
    assert reel.picture(7) is new[7].picture


def test_a_film_that_failed_at_once_leaves_the_last_good_picture() -> None:
    reel, old = drawn()
    reel.begin(OTHER, FPS)
    reel.end(is_whole=True)
    assert reel.picture(12) is old[12].picture


def test_a_film_that_failed_later_ends_there() -> None:
    reel, _ = drawn()
    reel.begin(OTHER, FPS)
    new = frames(OTHER, 0, 8)
    reel.add(new)
    reel.end(is_whole=True)
    assert (reel.frame_count, reel.picture(12)) == (8, new[7].picture)


def test_frames_of_earlier_versions_are_not_kept_alive() -> None:
    reel, old = drawn()
    reel.begin(OTHER, FPS)
    old.clear()
    gc.collect()
    assert reel.picture(3) is None


def test_other_frame_rates_are_another_film() -> None:
    reel, _ = drawn()
    reel.begin(OTHER, 2 * FPS)
    assert reel.stale_count == 0


def test_sections_begin_with_the_play_after_them() -> None:
    script = make_script("""
        # node: a_1
        self.play(x)
        # node: s_1
        self.next_section('two')
        # node: b_1
        self.play(y)
        self.play(y)
    """)
    assert section_starts(script) == (1,)
