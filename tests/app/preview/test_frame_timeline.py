import gc
from pathlib import Path

from manim_nodes.app.preview.frame_timeline import FrameTimeline
from manim_nodes.codegen.script import Script
from manim_nodes.codegen.sections import SectionKind, script_sections, section_kinds
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.sounds import Sound
from tests.support.players import draw
from tests.support.scripts import make_script

FPS = 10
SCRIPT = make_script("# node: a_1\nself.play(x)\n# node: b_1\nself.play(y)")
OTHER = make_script("# node: a_1\nself.play(x)\n# node: b_1\nself.wait(z)")


def frames(script: Script, first: int, end: int) -> list[PreviewFrame]:
    return [draw(script, n, step=n // 10) for n in range(first, end)]


def drawn(script: Script = SCRIPT, count: int = 20) -> tuple[FrameTimeline, list[PreviewFrame]]:
    timeline, made = FrameTimeline(), frames(script, 0, count)
    timeline.begin(script, FPS)
    timeline.add(made)
    timeline.end(is_whole=count == 20)
    return timeline, made


def test_a_complete_film_knows_its_steps_and_length() -> None:
    timeline, _ = drawn()
    assert (timeline.frame_count, timeline.is_complete) == (20, True)
    assert [(s.node_id, s.first_frame, s.frame_count) for s in timeline.steps] == [
        ("a_1", 0, 10),
        ("b_1", 10, 10),
    ]


def test_sounds_that_are_not_known_yet_are_those_of_the_version_before() -> None:
    timeline, _ = drawn()
    old, new = (tuple(Sound(Path(name), time_s) for time_s in (0, 1)) for name in ("old", "new"))
    seen = []
    for sounds in (old, new, new[:1]):
        timeline.begin(SCRIPT, FPS)
        for sound in sounds:
            timeline.add_sound(sound)
            seen.append(timeline.sounds)
        timeline.add(frames(SCRIPT, 0, 20))
        timeline.end(is_whole=True)
        seen.append(timeline.sounds)
    assert seen == [old[:1], old, old, (new[0], old[1]), new, new, new, new[:1]]


def test_what_is_not_drawn_yet_is_expected() -> None:
    timeline, _ = drawn(count=4)
    assert (timeline.frame_count, timeline.fresh_count, timeline.step_at(15)) == (20, 4, 1)


def test_the_version_before_is_shown_until_a_new_frame_is_there() -> None:
    timeline, old = drawn()
    timeline.begin(OTHER, FPS)
    assert timeline.picture(15) is old[15].picture
    assert (timeline.fresh_count, timeline.stale_count) == (0, 20)

    new = frames(OTHER, 0, 16)
    timeline.add(new)
    assert timeline.picture(15) is new[15].picture
    assert timeline.picture(16) is old[16].picture


def test_a_film_given_up_is_the_version_before_of_the_next() -> None:
    timeline, old = drawn()
    timeline.begin(OTHER, FPS)
    half = frames(OTHER, 0, 5)
    timeline.add(half)
    timeline.end(is_whole=False)
    timeline.begin(SCRIPT, FPS)
    assert [timeline.picture(4), timeline.picture(5)] == [half[4].picture, old[5].picture]


def test_the_frame_drawn_first_is_shown_even_over_frames_of_the_version_before() -> None:
    timeline, _ = drawn()
    playhead = draw(OTHER, 7)
    timeline.set_playhead_frame(playhead)
    assert timeline.picture(7) is playhead.picture


def test_the_frame_drawn_first_gives_way_to_the_film() -> None:
    timeline, _ = drawn()
    timeline.set_playhead_frame(draw(OTHER, 7))
    timeline.begin(OTHER, FPS)
    new = frames(OTHER, 0, 20)
    timeline.add(new)
    assert timeline.picture(7) is new[7].picture


def test_a_film_that_failed_at_once_leaves_the_last_good_picture() -> None:
    timeline, old = drawn()
    timeline.begin(OTHER, FPS)
    timeline.end(is_whole=True)
    assert timeline.picture(12) is old[12].picture


def test_a_film_that_failed_later_ends_there() -> None:
    timeline, _ = drawn()
    timeline.begin(OTHER, FPS)
    new = frames(OTHER, 0, 8)
    timeline.add(new)
    timeline.end(is_whole=True)
    assert (timeline.frame_count, timeline.picture(12)) == (8, new[7].picture)


def test_frames_of_earlier_versions_are_not_kept_alive() -> None:
    timeline, old = drawn()
    timeline.begin(OTHER, FPS)
    old.clear()
    gc.collect()
    assert timeline.picture(3) is None


def test_other_frame_rates_are_another_film() -> None:
    timeline, _ = drawn()
    timeline.begin(OTHER, 2 * FPS)
    assert timeline.stale_count == 0


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
    assert [(each.name, each.first, each.last) for each in script_sections(script)] == [
        ("", 0, 1),
        ("two", 1, None),
    ]


def test_the_kind_of_a_section_is_known() -> None:
    script = make_script("""
        # node: a_1
        self.play(x)
        # node: s_1
        self.next_section('a loop', section_type='presentation.complete_loop')
        # node: b_1
        self.play(y)
    """)
    assert section_kinds(script) == {0: SectionKind.NORMAL, 1: SectionKind.COMPLETE_LOOP}
