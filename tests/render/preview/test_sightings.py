"""What a film never shows, though it is in its scene."""

from pathlib import Path

import pytest
from PIL import Image

from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.unseen import Reason, Unseen
from tests.render.conftest import Show
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

FAR = "# node: dot_1\ndot = Dot(20 * RIGHT)\nself.add(dot)\n"
BEHIND = """
# node: dot_1
dot = Dot()
# node: square_1
square = Square(2, fill_opacity=1)
self.add(dot, square)
"""
WAIT = "# node: wait_1\nself.wait(0.2)\n"


def unseen(show: Show, code: str, scene: str = "Scene") -> dict[str, Reason]:
    result = show(make_script(code, scene=scene)).result
    assert result.error is None
    return {each.node_id: each.reason for each in result.unseen}


@pytest.mark.parametrize("code", [FAR, FAR + WAIT, f"{FAR}self.play(dot.animate.shift(UP))"])
def test_what_is_beside_the_frame_all_the_time_is_told(show: Show, code: str) -> None:
    assert unseen(show, code) == {"dot_1": Reason.OUTSIDE}


@pytest.mark.parametrize(
    "code",
    [
        f"{FAR}self.play(dot.animate.shift(15 * LEFT), run_time=0.4)",
        f"{FAR}self.play(dot.animate.shift(40 * LEFT), run_time=0.4)",  # it only passes by
        f"{FAR}self.wait(0.2)\ndot.move_to(ORIGIN)\nself.wait(0.2)",
        FAR.replace("Dot(20 * RIGHT)", "Circle(20)"),  # around the frame
        FAR.replace("Dot(20 * RIGHT)", "Line(20 * LEFT, 20 * RIGHT)"),
        FAR.replace("self.add(dot)", "self.wait(0.2)"),  # it only serves
        FAR.replace("Dot(20 * RIGHT)", "ValueTracker(20)"),
        FAR.replace("Dot(20 * RIGHT)", "Axes().plot(lambda x: np.nan)"),
    ],
)
def test_what_any_frame_may_show_is_not(show: Show, code: str) -> None:
    assert unseen(show, code) == {}


def test_where_the_camera_goes_things_are_seen(show: Show) -> None:
    follow = f"{FAR}self.play(self.camera.frame.animate.shift(20 * RIGHT), run_time=0.4)"
    assert unseen(show, follow, "MovingCameraScene") == {}
    away = FAR.replace("20 * RIGHT", "ORIGIN").replace(
        "self.add", "self.camera.frame.shift(UP * 9)\nself.add"
    )
    assert unseen(show, away, "MovingCameraScene") == {"dot_1": Reason.OUTSIDE}


def test_in_3d_nothing_is_told(show: Show) -> None:
    assert unseen(show, FAR + BEHIND, "ThreeDScene") == {}


@pytest.mark.parametrize(
    "code",
    [
        BEHIND,
        BEHIND + WAIT,
        BEHIND.replace("Square(2,", "Circle(1,"),
        BEHIND.replace("Square(2,", "FullScreenRectangle("),
        BEHIND.replace("Dot()", "Text('Hi')").replace("Square(2,", "FullScreenRectangle("),
        BEHIND.replace("add(dot, square)", "add(square, dot)\nsquare.set_z_index(1)"),
        BEHIND.replace("Dot()", "Line(20 * LEFT, 20 * RIGHT)").replace("Square(2,", "Square(16,"),
    ],
)
def test_what_is_behind_something_opaque_all_the_time_is_told(show: Show, code: str) -> None:
    assert unseen(show, code) == {"dot_1": Reason.COVERED}


@pytest.mark.parametrize(
    "code",
    [
        BEHIND.replace("fill_opacity=1", "fill_opacity=0.9"),
        BEHIND.replace("Square(2, fill_opacity=1)", "Square(2)"),
        BEHIND.replace("Square(2,", "Annulus(0.5, 2,"),  # through the hole
        BEHIND.replace("Dot()", "Dot(radius=0.5)").replace("Square(2,", "Annulus(0.1, 2,"),
        BEHIND.replace("Square(2,", "Star(5, outer_radius=0.09,"),
        BEHIND.replace("Dot()", "Square(2)"),  # its outline stands out
        BEHIND.replace("add(dot, square)", "add(square, dot)"),
        BEHIND + "self.play(FadeIn(square), run_time=0.4)",
        BEHIND + "self.play(square.animate.shift(3 * RIGHT), run_time=0.4)",
        BEHIND + "self.play(FadeOut(square), run_time=0.4)",
        BEHIND + "self.play(dot.animate.shift(3 * UP), run_time=0.4)",
    ],
)
def test_what_looks_out_or_comes_out_is_not(show: Show, code: str) -> None:
    assert unseen(show, code) == {}


@pytest.mark.parametrize(("opacity", "found"), [(255, {"dot_1": Reason.COVERED}), (200, {})])
def test_pictures_cover_where_they_are_opaque(
    show: Show, tmp_path: Path, opacity: int, found: dict[str, Reason]
) -> None:
    Image.new("RGBA", (64, 64), (9, 9, 9, opacity)).save(tmp_path / "wall.png")
    picture = f"ImageMobject({str(tmp_path / 'wall.png')!r}).scale_to_fit_width(4)"
    assert unseen(show, BEHIND.replace("Square(2, fill_opacity=1)", picture)) == found


def test_what_would_mend_it_is_said(show: Show) -> None:
    (far, behind) = show(make_script(FAR.replace("dot", "far") + BEHIND)).result.unseen
    frame = 8 * 16 / 9 / 2
    assert (far.node_id, far.reason) == ("far_1", Reason.OUTSIDE)
    assert far.shift == pytest.approx((frame - 0.5 - 20.08, 0))
    assert behind == Unseen("dot_1", Reason.COVERED, cover="square_1", z_index=1.0)


def test_rounds_of_a_loop_are_one_thing(show: Show) -> None:
    loop = "for x in {}:\n    # node: dot_1\n    dot = Dot([x, 0, 0])\n    self.add(dot)\n"
    assert unseen(show, loop.format((20, 0))) == {}
    assert unseen(show, loop.format((20, 30))) == {"dot_1": Reason.OUTSIDE}


def test_a_group_is_seen_by_any_of_its_parts(show: Show) -> None:
    code = """
    # node: dot_1
    dot = Dot(20 * RIGHT)
    # node: dot_2
    other = Dot(20 * LEFT)
    # node: v_group_1
    group = VGroup(dot, other)
    self.add(group)
    """
    both = {"dot_1": Reason.OUTSIDE, "dot_2": Reason.OUTSIDE, "v_group_1": Reason.OUTSIDE}
    assert unseen(show, code) == both
    assert unseen(show, code.replace("20 * LEFT", "LEFT")) == {"dot_1": Reason.OUTSIDE}


@pytest.mark.parametrize(
    "code",
    [
        f"{FAR}self.play(dot.animate.shift(UP), run_time=0.4)",
        f"{FAR}self.play(dot.animate.shift(40 * LEFT), run_time=0.4)",
        BEHIND + WAIT,
    ],
)
def test_frames_that_are_known_tell_the_same(show: Show, tmp_path: Path, code: str) -> None:
    store = FrameStore(tmp_path / "frames")
    drawn, reused = (show(make_script(code), frames=store).result for _ in range(2))
    assert (reused.drawn, reused.unseen) == (0, drawn.unseen)


def test_a_film_that_fails_tells_nothing(show: Show) -> None:
    assert show(make_script(f"{FAR}self.wait(0.2)\n1 / 0")).result.unseen == ()


CLEAR = "# node: dot_1\ndot = Circle(stroke_opacity=0)\nself.add(dot)\n"
BLACK = "# node: dot_1\ndot = Square(color=BLACK)\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (CLEAR + WAIT, Reason.TRANSPARENT),
        (CLEAR, Reason.TRANSPARENT),
        (
            CLEAR.replace("self.add(dot)", "self.play(Create(dot), run_time=0.2)"),
            Reason.TRANSPARENT,
        ),
        (f"{BLACK}self.add(dot)\n{WAIT}", Reason.BACKGROUND),
        (f"{BLACK}self.play(FadeIn(dot), run_time=0.2)", Reason.BACKGROUND),
        ("# node: dot_1\ndot = Text('')\nself.add(dot)\n" + WAIT, Reason.EMPTY),
    ],
)
def test_what_has_no_color_that_shows_is_told(show: Show, code: str, reason: Reason) -> None:
    assert unseen(show, code) == {"dot_1": reason}


@pytest.mark.parametrize(
    "code",
    [
        f"{CLEAR}self.play(dot.animate.set_stroke(opacity=1), run_time=0.2)",
        "# node: dot_1\ndot = Circle()\nself.play(FadeIn(dot), run_time=0.2)\nself.remove(dot)",
        "# node: dot_1\ndot = Circle()\nself.play(Create(dot), run_time=0.2)",
        "# node: dot_1\ndot = Circle()\nself.play(ShowPassingFlash(dot), run_time=0.2)",
        f"# node: square_1\nsquare = Square(fill_opacity=1)\n{BLACK}self.add(square, dot)\n{WAIT}",
        f"self.camera.background_color = WHITE\n{BLACK}self.add(dot)\n{WAIT}",
        f"{CLEAR}dot.add_updater(lambda dot: dot.set_stroke(opacity=1))\n{WAIT}",
    ],
)
def test_what_has_a_color_at_some_time_is_not(show: Show, code: str) -> None:
    assert unseen(show, code) == {}


def test_what_is_behind_must_be_seen_itself(show: Show) -> None:
    code = f"{CLEAR}{BLACK.replace('dot', 'square')}self.add(square)\n{WAIT}"
    assert unseen(show, code) == {"dot_1": Reason.TRANSPARENT, "square_1": Reason.BACKGROUND}


def test_what_was_never_there_is_reported_apart(show: Show) -> None:
    code = f"# node: dot_1\ndot = Dot()\nif False:\n    self.add(dot)\n{WAIT}"
    result = show(make_script(code)).result
    assert (result.unseen, result.absent) == ((), ("dot_1",))
