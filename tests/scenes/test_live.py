"""Live things, from the first frame on: the scripts as they should read, and what they show.

UPDATE_GOLDEN=1 writes those of tests/scenes/live anew.
"""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import has_errors
from manim_nodes.graph.validate import validate
from tests.support.library import check_golden, node, toy_document
from tests.support.reference import film_of, first_difference
from tests.support.scripts import script_from
from tests.support.sources import built_in_library

GOLDEN = Path(__file__).parent / "live"


@dataclass(frozen=True)
class Live:
    """A scene with something live, and the body of a scene that a person would write for it."""

    name: str
    nodes: tuple[Node, ...]
    wires: str
    body: str

    @property
    def script(self) -> Script:
        """Return the script that is generated."""
        library, _ = built_in_library()
        graph = build(toy_document(self.nodes, self.wires, name=self.name.title()), library)
        assert not has_errors(validate(graph))
        return generate(graph)

    @property
    def by_hand(self) -> Script:
        """Return the script that shows what is right."""
        body = indent(dedent(self.body).strip(), " " * 8)
        name = self.script.scene_name
        source = (
            f"from manim import *\n\n\nclass {name}(Scene):\n    def construct(self):\n{body}\n"
        )
        return script_from(source, name)


def made(node_id: str, type_name: str, **fields: Any) -> Node:
    """Make a node; ``presence`` is its own, all other fields are parameters."""
    return node(
        node_id, type=type_name, presence=fields.pop("presence", "automatic"), parameters=fields
    )


def live(node_id: str, type_name: str, **fields: Any) -> Node:
    return made(node_id, type_name, live=True, **fields)


def tracker(value: float = 0) -> Node:
    return made("amount", "ValueTracker", value=value)


def counted(to: float, node_id: str = "count") -> Node:
    return made(node_id, "SetValue", value=to, animated=True)


POINT = made("point", "PointFromNumbers", y=1)
LINE = live("line", "Line", presence="hidden", start=[0, 0, 0])
END = made("end", "GetEnd")
DOT = live("dot", "Dot", radius=0.3)
ON_POINT = "amount.mobject > point.x; point.value > dot.point; amount.mobject > count.mobject;"
TO_END = (
    "amount.mobject > point.x; point.value > line.end; line.mobject > end.mobject;"
    "end.value > dot.point;"
)
COUNT = "amount.mobject > count.mobject;"

SCENES = [
    Live(
        "hidden one after another",
        (
            *(tracker(), POINT, LINE, END, live("arm", "Line", presence="hidden", start=[0, -2, 0])),
            *(made("middle", "GetCenter"), DOT, counted(4)),
        ),
        "amount.mobject > point.x; point.value > line.end; line.mobject > end.mobject;"
        "end.value > arm.end; arm.mobject > middle.mobject; middle.value > dot.point;" + COUNT,
        """
        t = ValueTracker()
        self.add(always_redraw(lambda: Dot([t.get_value() / 2, -0.5, 0], radius=0.3)))
        self.play(t.animate.set_value(4))
        """,
    ),
    Live(
        "read before it leaves and after",
        (
            *(tracker(), POINT, live("line", "Line", start=[0, 0, 0]), END, DOT),
            *(made("fade", "FadeOut"), counted(3)),
        ),
        TO_END + "line.mobject > fade.mobject;" + COUNT,
        """
        t = ValueTracker()
        line = Line(ORIGIN, UP)
        self.add(line, always_redraw(lambda: Dot([t.get_value(), 1, 0], radius=0.3)))
        self.play(FadeOut(line))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "hidden brace",
        (
            *(made("square", "Square", side_length=1), live("brace", "Brace", presence="hidden")),
            *(made("words", "Text", text="side"), live("below", "NextTo", direction=[0, -1, 0])),
            made("grow", "Scale", scale_factor=3, animated=True),
        ),
        "square.mobject > brace.mobject; brace.mobject > below.target; words.mobject > below.mobject;"
        "square.mobject > grow.mobject",
        """
        square, words = Square(1), Text("side")
        words.add_updater(lambda words: words.next_to(Brace(square), DOWN), call_updater=True)
        self.add(square, words)
        self.play(square.animate.scale(3))
        """,
    ),
    Live(
        "brace and label",
        (
            *(made("square", "Square", side_length=1), live("brace", "Brace")),
            *(made("words", "Text", text="side"), live("below", "NextTo", direction=[0, -1, 0])),
            made("grow", "Scale", scale_factor=3, animated=True),
        ),
        "square.mobject > brace.mobject; brace.mobject > below.target; words.mobject > below.mobject;"
        "square.mobject > grow.mobject",
        """
        square, words = Square(1), Text("side")
        brace = always_redraw(lambda: Brace(square))
        words.add_updater(lambda words: words.next_to(brace, DOWN), call_updater=True)
        self.add(square, brace, words)
        self.play(square.animate.scale(3))
        """,
    ),
    Live(
        "tracker that follows",
        (
            *(tracker(), made("twice", "ValueTracker"), made("double", "Expression", expression="2*a")),
            *(live("follow", "SetValue"), POINT, DOT, counted(2)),
        ),
        "amount.mobject > double.a; twice.mobject > follow.mobject; double.value > follow.value;"
        "follow.mobject > point.x; point.value > dot.point;" + COUNT,
        """
        t = ValueTracker()
        self.add(always_redraw(lambda: Dot([2 * t.get_value(), 1, 0], radius=0.3)))
        self.play(t.animate.set_value(2))
        """,
    ),
    Live(
        "trace of something hidden",
        (
            *(tracker(), POINT, live("dot", "Dot", presence="hidden")),
            *(made("trace", "TracedPath", stroke_color="RED"), counted(3)),
        ),
        ON_POINT + "dot.mobject > trace.mobject",
        """
        t = ValueTracker()
        self.add(TracedPath(lambda: np.array([t.get_value(), 1, 0]), stroke_color=RED))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "part of a group",
        (
            *(tracker(), POINT, DOT, made("square", "Square", side_length=1), made("both", "VGroup")),
            *(live("brace", "Brace"), counted(3)),
        ),
        ON_POINT + "dot.mobject > both.mobjects; square.mobject > both.mobjects;"
        "both.mobject > brace.mobject",
        """
        t, square = ValueTracker(), Square(1)
        dot = always_redraw(lambda: Dot([t.get_value(), 1, 0], radius=0.3))
        self.add(dot, square, always_redraw(lambda: Brace(VGroup(dot, square))))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "under a condition",
        (
            *(tracker(), POINT, LINE, made("square", "Square", side_length=1)),
            *(made("compare", "Compare", relation=">", b=1), made("choice", "Choose")),
            *(made("corner", "GetCriticalPoint", direction=[1, 1, 0]), DOT, counted(3)),
        ),
        "amount.mobject > point.x; point.value > line.end; amount.mobject > compare.a;"
        "compare.value > choice.condition; line.mobject > choice.if_true;"
        "square.mobject > choice.if_false; choice.value > corner.mobject; corner.value > dot.point;"
        + COUNT,
        """
        t, square = ValueTracker(), Square(1)
        corner = lambda: [t.get_value(), 1, 0] if t.get_value() > 1 else square.get_corner(UR)
        self.add(square, always_redraw(lambda: Dot(corner(), radius=0.3)))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "in each round",
        (
            *(tracker(1), made("rounds", "ForEach", count=3)),
            *(made("times", "Expression", expression="a*b"), made("point", "PointFromNumbers")),
            *(LINE, END, DOT, counted(2)),
        ),
        "rounds.index > times.a; amount.mobject > times.b; times.value > point.x;"
        "rounds.index > point.y; point.value > line.end; line.mobject > end.mobject;"
        "end.value > dot.point;" + COUNT,
        """
        t = ValueTracker(1)
        for i in range(3):
            self.add(always_redraw(lambda i=i: Dot([i * t.get_value(), i, 0], radius=0.3)))
        self.play(t.animate.set_value(2))
        """,
    ),
    Live(
        "moved at once, then a wait",
        (
            *(made("dot", "Dot", radius=0.3), made("words", "Text", text="hi"), live("beside", "NextTo")),
            *(made("wait", "Wait"), made("move", "MoveTo", point=[3, 1, 0]), made("wait_2", "Wait")),
        ),
        "words.mobject > beside.mobject; dot.mobject > beside.target; dot.mobject > move.mobject",
        """
        dot, words = Dot(radius=0.3), Text("hi")
        self.add(dot, words.next_to(dot))
        self.wait()
        words.next_to(dot.move_to([3, 1, 0]))
        self.wait()
        """,
    ),
    Live(
        "set at once, and nothing plays",
        (tracker(), POINT, DOT, made("set", "SetValue", value=3)),
        "amount.mobject > point.x; point.value > dot.point; amount.mobject > set.mobject",
        "self.add(Dot([3, 1, 0], radius=0.3))",
    ),
    Live(
        "set at once, then read",
        (
            *(tracker(), POINT, DOT, made("wait", "Wait"), made("set", "SetValue", value=3)),
            *(made("square", "Square"), made("middle", "GetCenter"), made("move", "MoveTo")),
            made("wait_2", "Wait"),
        ),
        "amount.mobject > point.x; point.value > dot.point; amount.mobject > set.mobject;"
        "dot.mobject > middle.mobject; middle.value > move.point; square.mobject > move.mobject;"
        "wait.flow > set.flow; set.flow > move.flow",
        """
        dot, square = Dot(UP, radius=0.3), Square()
        self.add(dot, square)
        self.wait()
        square.move_to(dot.move_to([3, 1, 0]))
        self.wait()
        """,
    ),
    Live(
        "the time while nothing plays",
        (
            *(made("time", "SceneTime"), POINT, DOT, made("wait", "Wait", duration=2)),
        ),
        "time.value > point.x; point.value > dot.point",
        """
        self.add(always_redraw(lambda: Dot([self.time, 1, 0], radius=0.3)))
        self.wait(2, frozen_frame=False)
        """,
    ),
    Live(
        "comes when much has happened",
        (tracker(), POINT, live("line", "Line", start=[0, 0, 0]), END, DOT, made("show", "Add"), counted(4), made("draw", "Create")),
        TO_END + "dot.mobject > show.mobject; line.mobject > draw.mobject; count.flow > draw.flow;" + COUNT,
        """
        t = ValueTracker()
        dot = always_redraw(lambda: Dot([t.get_value(), 1, 0], radius=0.3))
        self.add(dot)
        self.play(t.animate.set_value(4))
        line = Line(ORIGIN, [4, 1, 0])
        dot.clear_updaters().add_updater(lambda dot: dot.move_to(line.get_end()))
        self.play(Create(line))
        """,
    ),
]  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_live_thing_is_written_so(scene: Live) -> None:
    check_golden(GOLDEN / f"{scene.name.replace(' ', '_')}.txt", scene.script.source)


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_live_thing_is_right_in_every_frame(scene: Live, tmp_path: Path) -> None:
    right, found = film_of(scene.by_hand, tmp_path), film_of(scene.script, tmp_path)
    assert (right.plays, len(right.frames)) == (found.plays, len(found.frames))
    assert first_difference(right, found) is None
