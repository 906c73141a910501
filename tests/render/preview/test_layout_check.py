"""What is hard to read at the end of a step of a film."""

from dataclasses import replace

import pytest

from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.layout_faults import LayoutFault, LayoutFaultKind
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.render.conftest import Show
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

OVERLAP, CUT = LayoutFaultKind.OVERLAP, LayoutFaultKind.CUT
SMALL, FAINT = LayoutFaultKind.SMALL, LayoutFaultKind.FAINT

FIRST = "# node: first\nfirst = Text('First words')\nself.add(first)\n"
SECOND = "# node: second\nsecond = Text('Second words').shift(0.2 * UP)\nself.add(second)\n"
WAIT = "# node: wait\nself.wait(0.4)\n"
EDGE = "# node: first\nfirst = Text('First words').shift(6.5 * RIGHT)\nself.add(first)\n"
AWAY = "self.play(first.animate.move_to(ORIGIN), run_time=0.4)\n"


@pytest.fixture
def check(show: Show, settings: PreviewSettings) -> "Check":
    return Check(show, replace(settings, checks_layout=True))


class Check:
    """Draws scenes, and looks at them."""

    def __init__(self, show: Show, settings: PreviewSettings) -> None:
        self._show, self._settings = show, settings

    def faults(self, code: str, scene: str = "Scene", **options: object) -> tuple[LayoutFault, ...]:
        result = self._show(make_script(code, scene=scene), self._settings, **options).result
        assert result.error is None
        return result.layout_faults

    def kinds(self, code: str, scene: str = "Scene") -> set[tuple[str, LayoutFaultKind]]:
        return {(fault.node_id, fault.kind) for fault in self.faults(code, scene)}


def test_texts_over_one_another_are_told_with_both_nodes_place_and_time(check: Check) -> None:
    (fault,) = check.faults(FIRST + WAIT + SECOND + WAIT)
    assert (fault.node_id, fault.kind, fault.other) == ("first", OVERLAP, "second")
    assert fault.time_s == pytest.approx(0.8, abs=0.2)
    assert -3 < fault.box.left < fault.box.right < 3
    assert -0.6 < fault.box.bottom < fault.box.top < 0.8


@pytest.mark.parametrize(
    "between",
    [
        "panel = Rectangle(width=8, height=2, fill_opacity=1, fill_color=GRAY_E)\nself.add(panel)\n",
        "self.remove(first)\n",
        "first.set_opacity(0)\n",
        "first.set_opacity(0.15)\n",
        "first.shift(2 * UP)\n",
        "self.play(FadeOut(first), run_time=0.2)\n",
    ],
)
def test_texts_that_are_covered_gone_faded_or_beside_one_another_are_not(
    check: Check, between: str
) -> None:
    assert check.kinds(FIRST + WAIT + between + SECOND + WAIT) == set()


def test_a_copy_on_what_it_is_a_copy_of_is_not(check: Check) -> None:
    copy = "# node: copy\nmarked = first.copy().set_color(YELLOW)\nself.add(marked)\n"
    assert check.kinds(FIRST + copy + WAIT) == set()


def test_a_text_in_its_box_and_beside_its_dot_is_not(check: Check) -> None:
    boxed = "# node: box\nbox = SurroundingRectangle(first)\nself.add(box)\n"
    dot = "# node: dot\ndot = Dot(2 * DOWN)\nname = Text('A', font_size=30).next_to(dot, UR, buff=0)\nself.add(dot, name)\n"
    assert check.kinds(FIRST + boxed + dot + WAIT) == set()


def test_texts_of_one_node_over_one_another_are_told(check: Check) -> None:
    both = "# node: both\nboth = VGroup(Text('One'), Text('Two'))\nself.add(both)\n"
    (fault,) = check.faults(both + WAIT)
    assert (fault.node_id, fault.other) == ("both", "both")


@pytest.mark.parametrize(
    "code",
    [
        EDGE + WAIT,
        EDGE + WAIT + WAIT + AWAY,
        EDGE.replace("self.add", "self.wait(0.2)\nself.add") + WAIT + "self.remove(first)\n" + WAIT,
        FIRST + "self.play(first.animate.shift(6.5 * RIGHT), run_time=0.4)\n" + WAIT,
    ],
)
def test_a_text_that_the_frame_cuts_is_advised(check: Check, code: str) -> None:
    assert check.kinds(code) == {("first", CUT)}


@pytest.mark.parametrize(
    "code",
    [
        EDGE + AWAY + WAIT,  # it only comes in
        f"{FIRST}self.play(first.animate.shift(6.5 * RIGHT), run_time=0.2)\n"
        f"self.play(first.animate.shift(6 * RIGHT), run_time=0.2)\n{WAIT}",  # it goes out
    ],
)
def test_a_text_on_its_way_is_not(check: Check, code: str) -> None:
    assert check.kinds(code) == set()


def test_a_text_beside_the_frame_is_advised_where_its_own_thing_is_in_it(check: Check) -> None:
    table = "# node: row\nrow = VGroup(Text('in'), Text('out').shift(9 * RIGHT))\nself.add(row)\n"
    assert check.kinds(table + WAIT) == {("row", CUT)}


def test_a_text_beside_the_frame_is_advised_where_its_box_all_but_touches_it(check: Check) -> None:
    box = "row = VGroup(Square(), Text('out').scale(0.5)).shift((8.15) * LEFT)\n"
    assert check.kinds(f"# node: row\n{box}self.add(row)\n" + WAIT) == {("row", CUT)}


def test_a_part_that_comes_alone_is_looked_at_as_its_own_thing_is(check: Check) -> None:
    table = "# node: row\nrow = VGroup(Text('in'), Text('cut').shift(7 * RIGHT))\n"
    entry = "# node: show\nself.play(Write(row[1]), run_time=0.2)\n"
    assert check.kinds(table + entry + WAIT) == {("row", CUT)}
    over = table.replace("7 * RIGHT", "0.5 * RIGHT")
    assert check.kinds(FIRST + over + entry + WAIT) == {("first", OVERLAP)}


def test_what_the_camera_looks_at_closely_is_not_cut(check: Check) -> None:
    closer = "self.play(self.camera.frame.animate.set(width=3), run_time=0.2)\n"
    assert check.kinds(FIRST + WAIT + closer + WAIT, "MovingCameraScene") == set()


@pytest.mark.parametrize(
    ("shape", "is_advised"),
    [
        ("Circle(0.8).shift(6.8 * RIGHT)", True),
        ("Star().shift(3.5 * UP)", True),
        ("Circle(0.8).shift(6.8 * RIGHT).set_opacity(0)", False),
        ("Circle(6)", False),  # around
        ("Rectangle(width=5, height=1, fill_opacity=1).shift(5.5 * LEFT)", False),  # a panel
        ("Line(9 * LEFT, ORIGIN)", False),
        ("NumberPlane()", False),
        ("FunctionGraph(lambda x: x ** 2)", False),
    ],
)
def test_closed_shapes_that_the_frame_cuts_are_told(
    check: Check, shape: str, is_advised: bool
) -> None:
    found = check.kinds(f"# node: shape\nshape = {shape}\nself.add(shape)\n{WAIT}")
    assert found == ({("shape", CUT)} if is_advised else set())


@pytest.mark.parametrize(
    ("text", "is_advised"),
    [
        ("Text('Small words', font_size=14)", True),
        ("Text('Words').scale(0.3)", True),
        ("Typst('Small words', font_size=20)", True),
        ("Integer(1234, mob_class=Typst, font_size=18)", True),
        ("Text('axes', font_size=18)", False),
        ("Typst('Words', font_size=26)", False),
        ("Integer(1234, mob_class=MathTypst, font_size=24)", False),  # manim's own, at axes
        ("Text('-', font_size=30)", False),
    ],
)
def test_letters_too_small_for_a_phone_are_told(check: Check, text: str, is_advised: bool) -> None:
    found = check.kinds(f"# node: words\nwords = {text}\nself.add(words)\n{WAIT}")
    assert found == ({("words", SMALL)} if is_advised else set())


def test_what_was_read_before_it_became_small_or_faint_is_not(check: Check) -> None:
    smaller = "self.play(first.animate.scale(0.2).set_opacity(0.2), run_time=0.2)\n"
    assert check.kinds(FIRST + WAIT + smaller + WAIT) == set()


@pytest.mark.parametrize(
    ("behind", "color", "is_advised"),
    [
        ("", "GRAY_E", True),
        ("", "WHITE", False),
        ("Square(9, fill_opacity=1, fill_color=WHITE)", "BLACK", False),
        ("Square(9, fill_opacity=1, fill_color=WHITE)", "YELLOW", True),
        ("Square(9, fill_opacity=0.1, fill_color=WHITE)", "YELLOW", False),
        ("Square(9).shift(9 * RIGHT).set_fill(WHITE, 1)", "YELLOW", False),  # beside
        ("Circle(3, fill_opacity=1, fill_color=WHITE).shift(4 * UP)", "YELLOW", False),
        ("ImageMobject(np.full((9, 9, 4), 255, np.uint8)).scale_to_fit_width(9)", "YELLOW", True),
        ("ImageMobject(np.full((9, 9, 4), 30, np.uint8)).scale_to_fit_width(9)", "YELLOW", False),
    ],
)
def test_colors_near_to_what_is_behind_are_told(
    check: Check, behind: str, color: str, is_advised: bool
) -> None:
    panel = f"# node: panel\npanel = {behind}\nself.add(panel)\n" if behind else ""
    words = f"# node: words\nwords = Text('Words', font_size=40, color={color})\nself.add(words)\n"
    found = {kind for node, kind in check.kinds(panel + words + WAIT) if node == "words"}
    assert found == ({FAINT} if is_advised else set())


def test_known_frames_are_looked_at_as_well(check: Check, settings: PreviewSettings) -> None:
    frames = FrameStore(settings.cache_dir / "frames")
    code = f"{FIRST}{WAIT}{SECOND}self.play(second.animate.shift(0.1 * UP), run_time=0.4)\n"
    first = check.faults(code, frames=frames)
    assert first
    assert check.faults(code, frames=frames) == first


def test_in_3d_only_what_is_fixed_in_the_frame_is_looked_at(check: Check) -> None:
    code = FIRST + SECOND + WAIT
    assert check.kinds(code, "ThreeDScene") == set()
    fixed = code.replace("self.add(", "self.add_fixed_in_frame_mobjects(")
    assert check.kinds(fixed, "ThreeDScene") == {("first", OVERLAP)}


def test_nothing_is_looked_for_unless_it_is_asked_for(show: Show) -> None:
    assert show(make_script(FIRST + SECOND + WAIT)).result.layout_faults == ()


def test_a_scene_that_plays_nothing_is_looked_at(check: Check) -> None:
    assert check.kinds(FIRST + SECOND) == {("first", OVERLAP)}
