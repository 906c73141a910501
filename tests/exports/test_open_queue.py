"""The user's queue is worked on as the preferences say."""

import pytest

from manim_nodes.codegen.script import Play, Script, SourceMap
from manim_nodes.exports.open_queue import open_queue, open_runner
from manim_nodes.render.quality import QUALITIES
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import Preferences
from tests.exports.conftest import MakeSnapshot

pytestmark = pytest.mark.slow

LONG = Script(
    "from manim import *\n\n\nclass Long(Scene):\n    def construct(self):\n"
    + "        self.wait(60)\n" * 6,
    "Long",
    SourceMap((), tuple(Play(f"wait_{number}", number + 6, 60.0) for number in range(6))),
)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_film_is_made_by_as_many_as_the_user_wants(
    workers: int, make_snapshot: MakeSnapshot
) -> None:
    queue = open_queue(places())
    job = queue.add(make_snapshot(script=LONG, quality=QUALITIES["1080p"]))
    runner = open_runner(queue, places(), Preferences(export_workers=workers))
    try:
        assert runner.tick()
        drawn = [part for part in queue.parts(job) if not part.is_join]
        assert len(drawn) == workers
    finally:
        runner.close()
