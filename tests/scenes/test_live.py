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
from manim_nodes.document.files import save_document
from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import has_errors
from manim_nodes.graph.validate import validate
from manim_nodes.render.export.command import encoder_options
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import Quality
from tests.support.commands import PROGRAM, run_apart
from tests.support.films import fingerprints
from tests.support.library import check_golden, node, toy_document
from tests.support.plain_manim import run_manim
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
    def document(self) -> Document:
        """Return the project."""
        return toy_document(self.nodes, self.wires, name=self.name.title())

    @property
    def script(self) -> Script:
        """Return the script that is generated."""
        library, _ = built_in_library()
        graph = build(self.document, library)
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
COARSE = {"x_range": [-3, 3, 0.5]}
WAVE = made("wave", "Expression", expression="sin(a*b)")
ON_WAVE = (
    "rounds.index > wave.a; amount.mobject > wave.b; rounds.index > point.x; wave.value > point.y;"
    "point.value > points.value; rounds.loop > points.loop; amount.mobject > count.mobject;"
)

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
    Live(
        "arranged anew",
        (
            *(tracker(), POINT, DOT, live("square", "Square"), live("both", "VGroup")),
            *(made("arrange", "Arrange"), counted(3)),
        ),
        ON_POINT + "amount.mobject > square.side_length; dot.mobject > both.mobjects;"
        "square.mobject > both.mobjects; both.mobject > arrange.mobject",
        """
        t = ValueTracker()
        parts = lambda: (Dot([t.get_value(), 1, 0], radius=0.3), Square(t.get_value()))
        self.add(always_redraw(lambda: VGroup(*parts()).arrange()))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "a number with a name",
        (
            *(tracker(1), node("width", type="NumberValue", label="Width")),
            *(live("square", "Square"), POINT, DOT, counted(3)),
        ),
        "amount.mobject > width.number; width.value > square.side_length; width.value > point.x;"
        "point.value > dot.point;" + COUNT,
        """
        t = ValueTracker(1)
        square = always_redraw(lambda: Square(t.get_value()))
        self.add(square, always_redraw(lambda: Dot([t.get_value(), 1, 0], radius=0.3)))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "points of a loop",
        (
            *(tracker(1), made("rounds", "ForEach", count=5), WAVE, made("point", "PointFromNumbers")),
            *(made("points", "Collect"), live("shape", "Polygon"), counted(3)),
        ),
        ON_WAVE + "points.list > shape.vertices",
        """
        t = ValueTracker(1)
        points = lambda: [[i, np.sin(i * t.get_value()), 0] for i in range(5)]
        self.add(always_redraw(lambda: Polygon(*points())))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "points of a loop that others have too",
        (
            *(tracker(1), made("rounds", "ForEach", count=5), WAVE, made("point", "PointFromNumbers")),
            *(made("points", "Collect"), live("shape", "Polygon"), made("still", "Polygon", color="RED")),
            counted(3),
        ),
        ON_WAVE + "points.list > shape.vertices; points.list > still.vertices",
        """
        t = ValueTracker(1)
        points = lambda: [[i, np.sin(i * t.get_value()), 0] for i in range(5)]
        self.add(always_redraw(lambda: Polygon(*points())), Polygon(*points(), color=RED))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "a point of a loop",
        (
            *(tracker(1), made("rounds", "ForEach", count=5), WAVE, made("point", "PointFromNumbers")),
            *(made("points", "Collect"), made("third", "ListItem", index=2), made("disc", "Dot")),
            *(live("move", "MoveTo"), counted(3)),
        ),
        ON_WAVE + "points.list > third.items; third.value > move.point; disc.mobject > move.mobject",
        """
        t, dot = ValueTracker(1), Dot()
        to_point = lambda dot: dot.move_to([2, np.sin(2 * t.get_value()), 0])
        self.add(dot.add_updater(to_point, call_updater=True))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "a loop in a loop",
        (
            *(tracker(1), made("columns", "ForEach", count=3), made("rows", "ForEach", count=2)),
            *(made("times", "Expression", expression="a*b"), made("point", "PointFromNumbers")),
            *(live("tile", "Square", side_length=0.5), made("place", "MoveTo")),
            *(made("tiles", "Collect"), live("all", "VGroup"), made("turn", "RotateMobject", angle=30)),
            counted(2),
        ),
        "columns.index > times.a; amount.mobject > times.b; times.value > point.x;"
        "rows.index > point.y; point.value > place.point; tile.mobject > place.mobject;"
        "columns.loop > rows.flow; columns.loop > tiles.loop; place.mobject > tiles.value;"
        "tiles.list > all.mobjects; all.mobject > turn.mobject;" + COUNT,
        """
        t = ValueTracker(1)
        place = lambda i, j: Square(0.5).move_to([i * t.get_value(), j, 0])
        tiles = lambda: [place(i, j) for i in range(3) for j in range(2)]
        self.add(always_redraw(lambda: VGroup(*tiles()).rotate(30 * DEGREES)))
        self.play(t.animate.set_value(2))
        """,
    ),
    Live(
        "made anew in each round",
        (
            *(tracker(1), made("rows", "ForEach", count=2), made("columns", "ForEach", count=3)),
            *(made("times", "Expression", expression="a*b"), made("point", "PointFromNumbers")),
            *(made("tile", "Dot"), made("tiles", "Collect"), live("all", "VGroup"), counted(2)),
        ),
        "columns.index > times.a; amount.mobject > times.b; times.value > point.x;"
        "rows.index > point.y; point.value > tile.point; tile.mobject > tiles.value;"
        "columns.loop > tiles.loop; tiles.list > all.mobjects; rows.loop > all.flow;"
        "rows.loop > columns.flow;" + COUNT,
        """
        t = ValueTracker(1)
        dots = lambda j: [Dot([i * t.get_value(), j, 0]) for i in range(3)]
        for j in range(2):
            self.add(always_redraw(lambda j=j: VGroup(*dots(j))))
        self.play(t.animate.set_value(2))
        """,
    ),
    Live(
        "gathered under a condition",
        (
            *(tracker(), made("compare", "Compare", relation=">", b=1), made("if", "If")),
            *(made("square", "Square"), made("found", "Collect"), live("all", "VGroup"), counted(3)),
        ),
        "amount.mobject > compare.a; compare.value > if.condition; if.loop > found.loop;"
        "square.mobject > found.value; found.list > all.mobjects;" + COUNT,
        """
        t = ValueTracker()
        self.add(always_redraw(lambda: VGroup(*[Square()] * int(t.get_value() > 1))))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "a loop along something hidden",
        (
            *(tracker(1), POINT, LINE, made("rounds", "ForEach", count=4)),
            *(made("part", "Expression", expression="a/4"), made("along", "PointFromProportion")),
            *(made("bead", "Dot"), made("beads", "Collect"), live("all", "VGroup"), counted(4)),
        ),
        "amount.mobject > point.x; point.value > line.end; rounds.index > part.a;"
        "part.value > along.alpha; line.mobject > along.mobject; along.value > bead.point;"
        "bead.mobject > beads.value; rounds.loop > beads.loop; beads.list > all.mobjects;" + COUNT,
        """
        t = ValueTracker(1)
        along = lambda i: Line(ORIGIN, [t.get_value(), 1, 0]).point_from_proportion(i / 4)
        self.add(always_redraw(lambda: VGroup(*[Dot(along(i)) for i in range(4)])))
        self.play(t.animate.set_value(4))
        """,
    ),
    Live(
        "a function of something hidden",
        (
            *(tracker(1), POINT, LINE, made("length", "GetLineLength")),
            *(made("function", "FunctionOfX", function="a*sin(x)"), live("curve", "FunctionGraph", **COARSE)),
            *(live("red_curve", "FunctionGraph", color="RED", **COARSE), counted(3)),
        ),
        "amount.mobject > point.x; point.value > line.end; line.mobject > length.line;"
        "length.value > function.a; function.value > curve.function;"
        "function.value > red_curve.function;" + COUNT,
        """
        t = ValueTracker(1)
        wave = lambda x: np.hypot(t.get_value(), 1) * np.sin(x)
        self.add(always_redraw(lambda: FunctionGraph(wave, x_range=[-3, 3, 0.5])))
        self.add(always_redraw(lambda: FunctionGraph(wave, x_range=[-3, 3, 0.5], color=RED)))
        self.play(t.animate.set_value(3))
        """,
    ),
    Live(
        "followed by an animation",
        (
            *(tracker(), POINT, DOT, made("middle", "GetCenter"), made("square", "Square", side_length=1)),
            *(made("follow", "UpdateFromFunc"), counted(3), made("together", "AnimationGroup")),
        ),
        ON_POINT + "dot.mobject > middle.mobject; middle.value > follow.point;"
        "square.mobject > follow.mobject; count.animation > together.animations;"
        "follow.animation > together.animations",
        """
        t, square = ValueTracker(), Square(1)
        self.add(always_redraw(lambda: Dot([t.get_value(), 1, 0], radius=0.3)), square)
        follow = UpdateFromFunc(square, lambda square: square.move_to([t.get_value(), 1, 0]))
        self.play(AnimationGroup(t.animate.set_value(3), follow))
        """,
    ),
    Live(
        "goes further on each frame",
        (made("square", "Square"), live("turn", "RotateMobject", angle=5), tracker(), counted(1)),
        "square.mobject > turn.mobject;" + COUNT,
        """
        square = Square().add_updater(lambda square: square.rotate(5 * DEGREES))
        self.add(square)
        self.play(ValueTracker().animate.set_value(1))
        """,
    ),
    Live(
        "something hidden that turns on and on",
        (
            made("dot", "Dot", presence="hidden", point=[2, 0, 0]),
            *(made("turn", "AlwaysRotate", rate=90, about_point=[0, 0, 0]), made("middle", "GetCenter")),
            *(live("line", "Line", start=[0, 0, 0]), made("wait", "Wait")),
        ),
        "dot.mobject > turn.mobject; turn.mobject > middle.mobject; middle.value > line.end",
        """
        dot, line = Dot(2 * RIGHT), Line(ORIGIN, 2 * RIGHT)
        always_rotate(dot, rate=90 * DEGREES, about_point=ORIGIN)
        self.add(line.add_updater(lambda line: line.put_start_and_end_on(ORIGIN, dot.get_center())))
        self.add_updater(dot.update)
        self.wait()
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


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["comes when much has happened", "moved at once, then a wait", "made anew in each round"],
)
def test_a_live_thing_is_exported_so(name: str, tmp_path: Path) -> None:
    scene = next(each for each in SCENES if each.name == name)
    save_document(scene.document, tmp_path / "live.mnodes")
    size = ("--quality", "480p", "--fps", "15")
    said = run_apart(*PROGRAM, "render", tmp_path / "live.mnodes", "-o", tmp_path / "a.mp4", *size)
    assert said.code == 0, said.err
    (tmp_path / "scenes.py").write_text(scene.by_hand.source, encoding="utf-8")
    quality = Quality(854, 480, 15)
    settings = ExportSettings(ExportFormat.MP4, quality, tmp_path / "a.mp4", tmp_path)
    # Encoded as ours are: by other settings of the encoder, decoded pictures differ by a little.
    run_manim(tmp_path, scene.by_hand.scene_name, *encoder_options(settings), quality=quality)
    (right,) = (tmp_path / "media" / "videos").rglob(f"{scene.by_hand.scene_name}.mp4")
    assert fingerprints(tmp_path / "a.mp4") == fingerprints(right)
