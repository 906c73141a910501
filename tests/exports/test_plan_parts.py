from manim_nodes.codegen.script import Play, Script, SourceMap
from manim_nodes.exports.plan_parts import PlannedPart, plan_parts
from manim_nodes.exports.play_costs import Costs
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.export.part import export_keys
from manim_nodes.render.quality import QUALITIES
from tests.exports.conftest import MakeSnapshot

HEADER = "from manim import *\n\n\nclass Example(Scene):\n    def construct(self):\n"


def script_of(*seconds: float) -> Script:
    source = HEADER + "".join(f"        self.wait({length})\n" for length in seconds or (0.1,))
    plays = tuple(Play(f"wait_{n}", n + 6, length) for n, length in enumerate(seconds))
    return Script(source, "Example", SourceMap((), plays))


def plan(
    make_snapshot: MakeSnapshot,
    script: Script,
    workers: int = 2,
    known: int = 0,
    costs: Costs | None = None,
    **options: object,
) -> list[PlannedPart]:
    settings = make_snapshot(**{"quality": QUALITIES["1080p"], **options}).settings
    keys = export_keys(script, settings)
    plays = script.source_map.plays
    at_hand = {keys.key(play.line, number) for number, play in enumerate(plays[:known])}
    return plan_parts(script, settings, keys, at_hand, workers, costs or {})


def test_each_part_is_about_as_much_work(make_snapshot: MakeSnapshot) -> None:
    script = script_of(1, 1, 4, 1, 1, 2, 2)
    assert plan(make_snapshot, script) == [PlannedPart(0, 3, 6), PlannedPart(3, None, 6)]
    thirds = plan(make_snapshot, script, workers=3)
    assert [(part.first, part.last) for part in thirds] == [(0, 2), (2, 5), (5, None)]


def test_what_is_at_hand_is_no_work(make_snapshot: MakeSnapshot) -> None:
    parts = plan(make_snapshot, script_of(4, 4, 2, 2), known=2)
    assert parts == [PlannedPart(0, 3, 2), PlannedPart(3, None, 2)]


def test_what_took_long_is_more_work(make_snapshot: MakeSnapshot) -> None:
    costs = {"wait_0": 0.03, "wait_1": 0.01, "wait_2": 0.01}
    parts = plan(make_snapshot, script_of(2, 2, 2, 2), costs=costs)
    # The last one is not known, and is taken for as much as the others on average.
    assert [(part.first, part.last) for part in parts] == [(0, 1), (1, None)]


def test_one_long_play_is_one_part(make_snapshot: MakeSnapshot) -> None:
    assert len(plan(make_snapshot, script_of(30), workers=4)) == 1


def test_little_work_is_not_cut(make_snapshot: MakeSnapshot) -> None:
    script = script_of(1, 1, 1, 1)
    assert len(plan(make_snapshot, script, quality=QUALITIES["480p"], workers=8)) == 1


def test_pictures_are_made_in_one_part(make_snapshot: MakeSnapshot) -> None:
    script = script_of(5, 5, 5, 5)
    assert plan(make_snapshot, script, format=ExportFormat.PNG) == [PlannedPart()]


def test_a_scene_that_lists_no_plays_is_one_part(make_snapshot: MakeSnapshot) -> None:
    (part,) = plan(make_snapshot, script_of())
    assert (part.first, part.last) == (0, None)
