import pytest

from manim_nodes.codegen.script import Play, SourceMap
from manim_nodes.render.export.progress import Progress, ProgressReader

PLAYS = SourceMap((), (Play("a", 1, 1.0), Play("wait", 2, 2.0), Play("c", 3, 1.0)))

LINES = """\
[11/21/26 12:00:00] INFO     Caching disabled.                     cairo_renderer.py:91
Animation 0: Create(Circle), etc.:   0%|          | 0/15 [00:00<?, ?it/s]
Animation 0: Create(Circle), etc.:  50%|#####     | 7/15 [00:00<00:00, 69.0it/s]
                    INFO     Animation 0 : Partial movie file written in 'x.mp4'
                    INFO     Caching disabled.
                    INFO     Caching disabled.
Animation 2: FadeOut(Text('100%| of it')):  40%|####  | 6/15 [00:00<00:00, 69.0it/s]
                    INFO     Combining to Movie file.
""".splitlines()


def read(reader: ProgressReader, lines: list[str] = LINES) -> list[Progress]:
    return [progress for line in lines if (progress := reader.read(line))]


def test_the_bars_of_manim_become_fractions_of_the_film() -> None:
    seen = read(ProgressReader(PLAYS))
    assert [p.fraction for p in seen] == pytest.approx([0, 0, 0.125, 0.25, 0.75, 0.85])
    assert [p.node_id for p in seen] == ["a", "a", "a", "wait", "c", "c"]


def test_the_remaining_time_is_guessed_from_the_time_that_passed() -> None:
    times = iter(range(100))
    seen = read(ProgressReader(PLAYS, clock=lambda: float(next(times) * 10)))
    assert seen[0].remaining_s is None
    assert seen[-1].remaining_s == pytest.approx(80 * (1 - 0.85) / 0.85, rel=0.5)


def test_rendering_is_only_a_share_when_there_is_more_to_do() -> None:
    assert read(ProgressReader(PLAYS))[-1].within(0.0, 0.5).fraction == pytest.approx(0.425)
    assert Progress(0.5).within(0.5, 1.0).fraction == pytest.approx(0.75)
    assert Progress(1.0).within(0.5, 1.0).fraction == 1.0


def test_a_part_has_the_plays_that_are_its_own_to_go_through() -> None:
    lines = ["manim-nodes part: 0 0.000", "manim-nodes part: 1 0.250", "manim-nodes part: 2 0.000"]
    seen = read(ProgressReader(PLAYS, first=1, end=2), lines)
    assert [(p.fraction, p.node_id) for p in seen] == [(0.0, "a"), (0.25, "wait"), (1.0, "c")]


def test_more_plays_than_expected_stay_with_the_last_node() -> None:
    seen = read(ProgressReader(PLAYS), [f"Animation {n}: Wait:  50%|#" for n in range(6)])
    fractions = [p.fraction for p in seen]
    assert fractions == sorted(fractions)
    assert (fractions[-1], seen[-1].node_id) == (1.0, "c")


def test_a_script_without_known_plays_has_progress_too() -> None:
    seen = read(ProgressReader(SourceMap((), ())))
    assert {(p.fraction, p.node_id) for p in seen} == {(0.0, None)}


def test_a_waiting_bar_counts() -> None:
    seen = read(ProgressReader(PLAYS), ["Waiting 1:  50%|##### | 5/10"])
    assert (seen[0].fraction, seen[0].node_id) == (0.5, "wait")
